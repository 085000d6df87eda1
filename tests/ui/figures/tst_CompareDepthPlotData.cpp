// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FunctionalZones.h"
#include "tests/support/ScriptedRun.h"
#include "ui/figures/CompareDepthPlotData.h"
#include "ui/figures/ZonesPlotData.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

class TestCompareDepthPlotData : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void distanceHasItsIntervalAndTheFloor()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
        const LinePlotData plot = compareDistance(comparison, runs, 0.5);
        QCOMPARE(plot.series.size(), 2U);
        QCOMPARE(plot.series[0].y.size(), 12U);
        QCOMPARE(plot.series[0].x.back(), 1.0);
        QCOMPARE(plot.series[0].y.at(3), comparison.depths.at(3).distance);
        QCOMPARE(plot.series[0].low.at(3), comparison.depths.at(3).low);
        QCOMPARE(plot.series[0].high.at(3), comparison.depths.at(3).high);
        QCOMPARE(plot.series[1].y.at(3), comparison.depths.at(3).floor);
        QCOMPARE(plot.markers.size(), 1U);
        QCOMPARE(plot.markers[0].x, 0.5);

        RunComparison withoutFloor = comparison;
        for (DepthComparison& at : withoutFloor.depths) {
            at.floor = std::nan("");
        }
        QCOMPARE(compareDistance(withoutFloor, runs, {}).series.size(), 1U);
        QVERIFY(compareDistance({}, runs, {}).series.empty());
    }

    void profilesLieOverRelativeDepth()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.snapshot(5)};
        CompareProfiles profiles = compareProfiles(runs, nullptr, {});
        QCOMPARE(profiles.median.title, QStringLiteral("Median of r"));
        QCOMPARE(profiles.median.series.size(), 2U);
        QCOMPARE(profiles.median.series[0].x.at(3), 3.0 / 11);
        QCOMPARE(profiles.median.series[0].y.at(3), m_shallow.layer(3).rMedian);
        QCOMPARE(profiles.median.series[0].low.at(3), m_shallow.layer(3).jackknife.medianLow);
        QCOMPARE(profiles.range.series[1].y.at(4),
                 m_deep.layer(4).rUpperQuartile - m_deep.layer(4).rLowerQuartile);
        QVERIFY(std::isnan(profiles.range.series[1].y.at(5)));

        RunComparison comparison;
        comparison.medianCorrelation = 0.834;
        comparison.rangeCorrelation = std::nan("");
        profiles = compareProfiles(runs, &comparison, {});
        QCOMPARE(profiles.median.title, QStringLiteral("Median of r: Spearman's ρ over depth 0.83"));
        QCOMPARE(profiles.range.title, QStringLiteral("Interquartile range of r"));
    }

    void zonesLieOverRelativeDepthOnOneScale()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const std::array<LinePlotData, 2> zones = compareZones(runs, 0.25);
        for (std::size_t run = 0; run < 2; ++run) {
            const LinePlotData& plot = zones.at(run);
            const auto last = static_cast<double>(runs.at(run)->layers.size() - 1);
            QCOMPARE(plot.series.size(), 1U);
            QCOMPARE(plot.series[0].x.front(), 0.0);
            QCOMPARE(plot.series[0].x.back(), 1.0);
            QCOMPARE(plot.series[0].y, zonesPlotData(*runs.at(run), {}).median.series[0].y);
            QVERIFY(!plot.wholeX);
            const auto layers = zonesOf(*runs.at(run));
            QCOMPARE(plot.spans.size(), layers.size());
            for (std::size_t zone = 0; zone < layers.size(); ++zone) {
                QCOMPARE(plot.spans[zone].x.lower, (static_cast<double>(layers[zone].first) - 0.5) / last);
                QCOMPARE(plot.spans[zone].x.upper, (static_cast<double>(layers[zone].last) + 0.5) / last);
            }
            const auto boundaries =
                std::ranges::count(plot.markers, AxisMarker::Kind::Boundary, &AxisMarker::kind);
            QCOMPARE(static_cast<std::size_t>(boundaries), layers.size() - 1);
            QCOMPARE(plot.markers.back().x, 0.25);
            QCOMPARE(plot.xRange, zones[0].xRange);
            QCOMPARE(plot.yAtLeast, zones[0].yAtLeast);
            for (const double value : plot.series[0].high) {
                QVERIFY(std::isnan(value) || value <= plot.yAtLeast.upper);
            }
        }
        QVERIFY(zones[1].title.startsWith(QStringLiteral("sample-24: ")));
        QVERIFY(compareZones({runs[0], m_deep.snapshot(0)}, 0.25)[1].series.empty());
        QVERIFY(compareZones({runs[0], m_deep.snapshot(5)}, {})[1].spans.empty()); // not before the end
    }

    void peaksThatAreNotRejectedAreHollow()
    {
        auto run = std::make_shared<AnalysisSnapshot>(*m_shallow.finished());
        for (std::size_t layer = 0; layer < 12; ++layer) {
            auto summary = std::make_shared<LayerSummary>(*run->layers[layer]);
            GroupModality& of = summary->modality.at(static_cast<std::size_t>(ObservationUnit::TokenMean))
                                    .at(static_cast<std::size_t>(LengthGroup::Longer));
            of.measured.numValues = of.measured.numUsed = 500;
            of.measured.isConstant = false;
            of.measured.dip.dip = 0.01 * static_cast<double>(layer + 1);
            of.pAdjusted = layer < 4 ? 0.01 : 0.5;
            run->layers[layer] = summary;
        }
        const ComparedRuns runs {run, m_deep.snapshot(4)};
        const PeaksChoice choice {.unit = ObservationUnit::TokenMean, .group = LengthGroup::Longer};
        const LinePlotData plot = comparePeaks(runs, choice, 0.5);
        QCOMPARE(plot.title, QStringLiteral("Longer tokens (Token): dip over depth"));
        QVERIFY(!plot.hollowMeaning.isEmpty());
        QCOMPARE(plot.series.size(), 2U);
        QCOMPARE(plot.series[0].name, QStringLiteral("sample-12"));
        QCOMPARE(plot.series[0].x.at(11), 1.0);
        QCOMPARE(plot.series[0].y.at(2), 0.03);
        for (std::size_t layer = 0; layer < 12; ++layer) {
            QCOMPARE(plot.series[0].hollow.at(layer), layer >= 4);
        }
        QVERIFY(std::isnan(plot.series[1].y.at(4)));
        QCOMPARE(plot.series[1].y.at(3), m_deep.layer(3).modality.at(2).at(2).measured.dip.dip);
        QCOMPARE(plot.markers.front().x, 0.5);
    }

    void frequencyIsHeldConstantInDashedLines()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.snapshot(7)};
        const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
        for (const auto& [kind, member] :
             {std::pair {LengthCorrelation::GivenFrequency, &FrequencyControl::givenFrequency},
              std::pair {LengthCorrelation::GivenFrequencyPosition,
                         &FrequencyControl::givenFrequencyPosition},
              std::pair {LengthCorrelation::Stratified, &FrequencyControl::stratified}}) {
            const LinePlotData plot = compareFrequency(comparison, runs, kind, {}).median;
            QVERIFY(plot.title.endsWith(lengthCorrelationName(kind)));
            QCOMPARE(plot.series.size(), 4U);
            for (std::size_t run = 0; run < 2; ++run) {
                const LineSeries& raw = plot.series.at(2 * run);
                const LineSeries& held = plot.series.at(2 * run + 1);
                QVERIFY(!raw.dashed);
                QVERIFY(held.dashed);
                QCOMPARE(raw.depth, held.depth); // one colour a run
                const FrequencyControl& third = comparison.runs.at(run).controls.at(3).value();
                QCOMPARE(raw.y.at(3), third.raw);
                QCOMPARE(held.y.at(3), third.*member);
            }
            QVERIFY(std::isnan(plot.series[2].y.at(7)));
            QCOMPARE(plot.series[2].x.at(7), 7.0 / 23);
        }
    }

    void neuronsBeyondFrequencyStandBesideChance()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        RunComparison comparison = compareRuns(*runs[0], *runs[1]);
        comparison.runs[0].controls.at(2)->numTested = 512;
        comparison.runs[0].controls.at(2)->numBeyond = 128;
        const LinePlotData plot =
            compareFrequency(comparison, runs, LengthCorrelation::GivenFrequency, 1.0).beyond;
        QCOMPARE(plot.series.size(), 3U);
        QCOMPARE(plot.series[0].y.at(2), 0.25);
        QCOMPARE(plot.series[2].y, (std::vector<double> {0.05, 0.05}));
        QCOMPARE(plot.markers.front().x, 1.0);

        comparison.runs[0].beyondShare = std::nan("");
        comparison.runs[1].beyondShare = std::nan("");
        QVERIFY(
            compareFrequency(comparison, runs, LengthCorrelation::GivenFrequency, 1.0).beyond.series.empty());
    }

private:
    const ScriptedRun m_shallow;
    const ScriptedRun m_deep {{.modelName = "sample-24", .numLayers = 24, .numNeurons = 640}};
};

QTEST_GUILESS_MAIN(TestCompareDepthPlotData)
#include "tst_CompareDepthPlotData.moc"
