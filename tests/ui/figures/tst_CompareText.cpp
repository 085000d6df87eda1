// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FunctionalZones.h"
#include "core/analysis/RunInfo.h"
#include "tests/support/ScriptedRun.h"
#include "ui/figures/CompareText.h"

#include <QLocale>
#include <QTest>

#include <cmath>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

const double notANumber = std::nan("");

DepthComparison depthAt(double depth, double distance, double floor)
{
    return {.depth = depth,
            .layer = 4,
            .otherLayer = 8.3636,
            .distance = distance,
            .low = distance - 0.01,
            .high = distance + 0.01,
            .floor = floor,
            .median = {-0.1, 0.05},
            .range = {0.2, 0.1}};
}

std::shared_ptr<AnalysisSnapshot> copyOf(const std::shared_ptr<const AnalysisSnapshot>& run)
{
    return std::make_shared<AnalysisSnapshot>(*run);
}

} // namespace

class TestCompareText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void saysWhereTheRunsDifferByMoreThanNoise()
    {
        const RunComparison comparison {
            .differences = {},
            .depths = {depthAt(0, 0.05, 0.02), depthAt(0.5, 0.08, 0.02), depthAt(1, 0.025, 0.02)},
            .medianCorrelation = 0.834,
            .rangeCorrelation = notANumber,
            .runs = {}};
        QCOMPARE(compareFinding(comparison),
                 QStringLiteral("In these two runs, the distributions of r differ by more than noise at 2 of "
                                "3 depths; they are furthest apart at relative depth 0.50: 0.080 (95 %: "
                                "0.070 to 0.090; noise floor 0.020). Course over depth, Spearman's ρ: "
                                "medians 0.83, interquartile ranges not defined."));
    }

    void doesNotMakeADifferenceOfNoise()
    {
        RunComparison comparison {.differences = {},
                                  .depths = {depthAt(0, 0.012, 0.02)},
                                  .medianCorrelation = notANumber,
                                  .rangeCorrelation = notANumber,
                                  .runs = {}};
        QVERIFY(compareFinding(comparison).contains(QStringLiteral("no more than noise at any of 1 depths")));
        QVERIFY(compareFinding(comparison).contains(QStringLiteral("too few depths")));
        comparison.depths.front().floor = notANumber;
        QVERIFY(
            compareFinding(comparison).contains(QStringLiteral("nothing tells how much of that is noise")));
        QVERIFY(!compareFinding(comparison).contains(QStringLiteral("nan")));
        comparison.depths.clear();
        QVERIFY(compareFinding(comparison).contains(QStringLiteral("no finished layers")));
    }

    void saysWhichZonesThereAre()
    {
        const QString name = QStringLiteral("sample-12");
        ComparedRun part;
        part.boundaries = {0.046, 0.773};
        QCOMPARE(comparedZones(*m_run.finished(), part, name),
                 QStringLiteral("sample-12: 3 zones, with boundaries at relative depth 0.05; 0.77."));
        QVERIFY(comparedZones(*m_run.snapshot(3), {}, name).contains(QStringLiteral("when the run ends")));
        auto stopped = copyOf(m_run.snapshot(3));
        stopped->outcome = RunOutcome::Stopped;
        QVERIFY(comparedZones(*stopped, {}, name).contains(QStringLiteral("not looked for")));
        for (const auto& [pattern, words] :
             {std::pair {DepthPattern::OneZone, "one zone"}, std::pair {DepthPattern::Gradual, "gradual"},
              std::pair {DepthPattern::TooFewLayers, "too few layers"}}) {
            auto run = copyOf(m_run.finished());
            auto zones = std::make_shared<FunctionalZones>();
            zones->selection.pattern = pattern;
            run->zones = zones;
            QVERIFY(comparedZones(*run, {}, name).contains(QString::fromLatin1(words)));
        }
    }

    void warnsOfEverythingThatDiffers()
    {
        auto other = copyOf(m_run.snapshot(4));
        auto info = std::make_shared<RunInfo>(*other->info);
        info->textName = "poem.txt";
        info->textSha256 = "another";
        info->windowLength = 256;
        info->splitsDocuments = true;
        info->hook = HookPoint::MlpPost;
        info->tokenOptions.skipsNewlines = !info->tokenOptions.skipsNewlines;
        info->frequency.table = "words.csv";
        info->hasRandomWeights = true;
        info->windows = TokenWindows::cut({1, 2, 3}, 256);
        other->info = info;
        const ComparedRuns runs {m_run.finished(), other};
        const QStringList warnings = compareWarnings(compareRuns(*runs[0], *runs[1]), runs);
        QCOMPARE(warnings.size(), 9);
        QCOMPARE(warnings[0], QStringLiteral("The texts differ: sample-text.txt and poem.txt."));
        QCOMPARE(warnings[1], QStringLiteral("The runs read different numbers of tokens: 8,192 and 3."));
        QCOMPARE(warnings[2], QStringLiteral("The windows are differently long: 512 and 256 tokens."));
        QVERIFY(warnings[3].startsWith(QStringLiteral("Windows end with documents in one of the runs only")));
        QVERIFY(warnings[4].contains(QStringLiteral("mlp.hook_pre and mlp.hook_post")));
        QVERIFY(warnings[5].contains(QStringLiteral("random weights")));
        QCOMPARE(warnings[8],
                 QStringLiteral("Not all layers are there: 12 of 12 layers and 4 of 12 layers."));
        QVERIFY(compareWarnings(compareRuns(*runs[0], *runs[0]), {runs[0], runs[0]}).isEmpty());
    }

    void saysInWhichLayersPeaksAreRejected()
    {
        RunComparison comparison;
        comparison.runs[0].rejectingShares.at(1).at(2) = 0.25;
        comparison.runs[1].rejectingShares.at(1).at(2) = notANumber;
        const PeaksChoice choice {.unit = ObservationUnit::PooledZ, .group = LengthGroup::Longer};
        QVERIFY(
            comparedPeaks(comparison, choice, {QStringLiteral("one"), QStringLiteral("two")})
                .startsWith(QStringLiteral("Longer tokens (Neuron at a token, z): a single peak is rejected "
                                           "in 25 % of the layers of one and in – of those of two.")));
    }

    void saysWhatFrequencyLeaves()
    {
        RunComparison comparison;
        const std::array<QString, 2> names {QStringLiteral("one"), QStringLiteral("two")};
        comparison.runs[0].size = 0.2;
        comparison.runs[0].sizeGivenFrequency = 0.1;
        comparison.runs[0].beyondShare = 0.18;
        comparison.runs[1].size = 0.1;
        comparison.runs[1].sizeGivenFrequency = 0.09;
        comparison.runs[1].beyondShare = 0.3;
        QCOMPARE(
            comparedFrequency(comparison, names),
            QStringLiteral("With frequency held constant, r keeps 50 % of its size in one and 90 % in two "
                           "(median |r| over neurons). 18 % and 30 % of the neurons respond to length "
                           "beyond frequency, where 5 % would by chance."));
        comparison.runs[0].beyondShare = notANumber;
        comparison.runs[1].beyondShare = notANumber;
        QVERIFY(comparedFrequency(comparison, names).endsWith(QStringLiteral("it is not tested.")));
    }

    void readsOutADepth()
    {
        const ScriptedRun deep({.modelName = "sample-24", .numLayers = 24, .numNeurons = 16});
        const DepthComparison at = depthAt(4.0 / 11, 0.08, notANumber);
        const QString reading = depthReading(at, {m_run.finished(), deep.finished()});
        QVERIFY(reading.startsWith(QStringLiteral(
            "Relative depth 0.36 · layer 4 of sample-12, 8.36 of sample-24 · distance 0.080")));
        QVERIFY(reading.contains(QStringLiteral("median r −0.100 and 0.050")));
        QVERIFY(depthReading(at, {deep.finished(), m_run.finished()})
                    .contains(QStringLiteral("layer 8.36 of sample-24, 4 of sample-12")));
    }

private:
    const ScriptedRun m_run;
};

QTEST_GUILESS_MAIN(TestCompareText)
#include "tst_CompareText.moc"
