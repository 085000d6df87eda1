// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/statistics/NeuronStatistic.h"
#include "tests/support/ScriptedRun.h"
#include "ui/figures/ConfoundPlotData.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <string_view>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

/// The finished scripted run with another description.
template <typename Change>
AnalysisSnapshot withInfo(const ScriptedRun& run, Change&& change)
{
    AnalysisSnapshot changed = *run.finished();
    auto info = std::make_shared<RunInfo>(*changed.info);
    change(*info);
    changed.info = info;
    return changed;
}

QString textOf(const AnalysisSnapshot& run)
{
    return confoundText(run, frequencyControls(run));
}

/// The finished scripted run without values in these columns.
AnalysisSnapshot withoutColumns(const ScriptedRun& run, const std::vector<std::string_view>& ids)
{
    AnalysisSnapshot changed = *run.finished();
    for (auto& layer : changed.layers) {
        auto copy = std::make_shared<LayerSummary>(*layer);
        for (const std::string_view id : ids) {
            std::ranges::fill(copy->columns.at(neuronStatisticIndex(id).value()),
                              std::numeric_limits<double>::quiet_NaN());
        }
        layer = copy;
    }
    return changed;
}

double sumOf(const HeatmapData& plot, std::size_t row)
{
    const auto first = plot.values.begin() + static_cast<std::ptrdiff_t>(row * plot.numColumns);
    return std::accumulate(first, first + static_cast<std::ptrdiff_t>(plot.numColumns), 0.0);
}

} // namespace

class TestConfoundPlotData : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void drawsMediansOverDepth();
    void layersThatAreNotFinishedLeaveGaps();
    void countsNeuronsOnOneRangeForAllKinds();
    void countsTypesByLengthAndFrequency();
    void leavesOutExcludedTokens();
    void oneFrequencyIsOneColumn();
    void namesTheSourceOfFrequency();
    void saysHowMuchIsLeft();
    void saysWhatIsMissing();
    void constantFrequencyTakesNothingFromTheTests();
    void saysNothingOfTestsWhereNoneWasPossible();

private:
    const ScriptedRun m_run;
};

void TestConfoundPlotData::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestConfoundPlotData::drawsMediansOverDepth()
{
    const auto run = m_run.finished();
    const LinePlotData plot = confoundLines(*run, frequencyControls(*run), 3);
    QCOMPARE(plot.series.size(), numLengthCorrelations);
    for (std::size_t layer = 0; layer < 12; ++layer) {
        const double raw = m_run.layer(layer).rMedian;
        QCOMPARE(plot.series[0].y[layer], raw);
        QVERIFY(std::abs(plot.series[1].y[layer] - 0.4 * raw) < 1e-12); // as the script has it
        QVERIFY(std::abs(plot.series[2].y[layer] - 0.38 * raw) < 1e-12);
        QVERIFY(std::abs(plot.series[3].y[layer] - 0.3 * raw) < 1e-12);
    }
    QCOMPARE(plot.markers.size(), std::size_t {1});
    QCOMPARE(plot.markers.front().x, 3.0);
    QVERIFY(confoundLines(*m_run.snapshot(0), {}, std::nullopt).series.empty());
}

void TestConfoundPlotData::layersThatAreNotFinishedLeaveGaps()
{
    const auto run = m_run.snapshot(4);
    const LinePlotData plot = confoundLines(*run, frequencyControls(*run), 99);
    QVERIFY(std::isfinite(plot.series[1].y[3]));
    QVERIFY(std::isnan(plot.series[1].y[4]));
    QVERIFY(plot.markers.empty());
    const HeatmapData heatmap = confoundHeatmap(*run, LengthCorrelation::Raw, ColorScale::Linear);
    QCOMPARE(sumOf(heatmap, 3), 512.0);
    QVERIFY(std::isnan(sumOf(heatmap, 4)));
}

void TestConfoundPlotData::countsNeuronsOnOneRangeForAllKinds()
{
    const auto run = m_run.finished();
    const HeatmapData raw = confoundHeatmap(*run, LengthCorrelation::Raw, ColorScale::PerRow);
    const HeatmapData partial = confoundHeatmap(*run, LengthCorrelation::GivenFrequency, ColorScale::PerRow);
    QCOMPARE(partial.xRange, raw.xRange);
    QCOMPARE(raw.rowNames.size(), std::size_t {12});
    QVERIFY(raw.scale == ColorScale::PerRow);
    for (std::size_t row = 0; row < 12; ++row) {
        QCOMPARE(sumOf(raw, row), 512.0);
        QCOMPARE(sumOf(partial, row), 512.0);
    }
    // By hand, one bin: r in [0, 0.02) of layer 5.
    double expected = 0;
    for (const double r : m_run.layer(5).column("r_length")) {
        expected += r >= 0 && r < 0.02 ? 1 : 0;
    }
    QCOMPARE(raw.values[5 * raw.numColumns + raw.numColumns / 2], expected);
}

void TestConfoundPlotData::countsTypesByLengthAndFrequency()
{
    const AnalysisSnapshot run = withInfo(m_run, [](RunInfo& info) {
        info.windows = TokenWindows::cut({7, 8, 7, 9, 10}, 5);
        auto features = std::make_shared<TokenFeatures>(makeTokenFeatures(info.windows, {2, 3, 2, 3, 20}));
        features->frequency = {1, 0, 1, 0, 2};
        info.features = features;
    });
    const HeatmapData plot = lengthAgainstFrequency(run, ColorScale::Linear);
    QCOMPARE(plot.rowNames.size(), std::size_t {15}); // 2 … 16
    QCOMPARE(plot.rowNames.front(), QStringLiteral("2"));
    QCOMPARE(plot.rowNames.back(), QStringLiteral("16+"));
    QCOMPARE(plot.xRange, (AxisRange {.lower = 0, .upper = 2}));
    QCOMPARE(plot.values[plot.numColumns / 2], 1.0); // type 7: once, though twice in the text
    QCOMPARE(plot.values[plot.numColumns], 2.0); // types 8 and 9
    QCOMPARE(plot.values.back(), 1.0); // type 10
    QCOMPARE(std::accumulate(plot.values.begin(), plot.values.end(), 0.0), 4.0);
}

void TestConfoundPlotData::leavesOutExcludedTokens()
{
    const AnalysisSnapshot run = withInfo(m_run, [](RunInfo& info) {
        info.windows = TokenWindows::cut({7, 8, 9}, 3);
        auto features =
            std::make_shared<TokenFeatures>(makeTokenFeatures(info.windows, {2, 3, 4}, {0, 1, 0}));
        features->frequency = {1, 0, 2};
        info.features = features;
    });
    const HeatmapData plot = lengthAgainstFrequency(run, ColorScale::Linear);
    QCOMPARE(std::accumulate(plot.values.begin(), plot.values.end(), 0.0), 2.0);
}

void TestConfoundPlotData::oneFrequencyIsOneColumn()
{
    const AnalysisSnapshot run = withInfo(m_run, [](RunInfo& info) {
        info.windows = TokenWindows::cut({7, 8}, 2);
        auto features = std::make_shared<TokenFeatures>(makeTokenFeatures(info.windows, {2, 3}));
        features->frequency = {0, 0};
        info.features = features;
    });
    QCOMPARE(lengthAgainstFrequency(run, ColorScale::Linear).xRange,
             (AxisRange {.lower = -0.5, .upper = 0.5}));
    QVERIFY(textOf(run).startsWith(QStringLiteral("All tokens are equally long or equally frequent")));
    QVERIFY(lengthAgainstFrequency(AnalysisSnapshot {}, ColorScale::Linear).rowNames.empty());
}

void TestConfoundPlotData::namesTheSourceOfFrequency()
{
    RunInfo info;
    QCOMPARE(frequencyName(info), QStringLiteral("Token frequency: ln(count in this text)"));
    info.frequency.source = FrequencySource::BpeRank;
    QCOMPARE(frequencyName(info), QStringLiteral("Token frequency: ln(1 + BPE rank), larger is rarer"));
    info.frequency.source = FrequencySource::Table;
    info.frequency.table = "pile.csv";
    QCOMPARE(frequencyName(info), QStringLiteral("Token frequency: ln(1 + count in pile.csv)"));
}

void TestConfoundPlotData::saysHowMuchIsLeft()
{
    const QString text = textOf(*m_run.finished());
    QVERIFY2(text.contains(QStringLiteral("about 812 token types")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("r has 40 % of its size")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("changes sign in 0 of 12 layers")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("where 5 % would by chance")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("Counts in a short text are rough")), qPrintable(text));
    const AnalysisSnapshot byRank =
        withInfo(m_run, [](RunInfo& info) { info.frequency.source = FrequencySource::BpeRank; });
    QVERIFY(!textOf(byRank).contains(QStringLiteral("rough")));
}

void TestConfoundPlotData::saysWhatIsMissing()
{
    const AnalysisSnapshot untested = withInfo(m_run, [](RunInfo& info) { info.numPermutations = 0; });
    QVERIFY(textOf(untested).contains(QStringLiteral("choose 200 in Statistics")));
    const AnalysisSnapshot strict = withInfo(m_run, [](RunInfo& info) { info.falseDiscoveryRate = 1e-9; });
    QVERIFY(textOf(strict).contains(QStringLiteral("No neuron responds to length")));
    QCOMPARE(textOf(*m_run.snapshot(0)), QString());
    QVERIFY(!textOf(*m_run.finished()).contains(QStringLiteral("nan")));
}

/// As in a run whose every token is equally frequent: r and its tests are there, what controls is not.
void TestConfoundPlotData::constantFrequencyTakesNothingFromTheTests()
{
    const QString text = textOf(withoutColumns(m_run,
                                               {"r_frequency", "r_length_given_frequency",
                                                "r_length_given_frequency_position", "r_length_stratified"}));
    QVERIFY2(!text.contains(QStringLiteral("No neuron responds")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("67 % of the neurons respond to length.")), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("beyond")), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("of its size")), qPrintable(text));
}

void TestConfoundPlotData::saysNothingOfTestsWhereNoneWasPossible()
{
    const QString text =
        textOf(withoutColumns(m_run, {"r_length", "p_length", "q_length", "p_length_beyond_frequency"}));
    QVERIFY2(!text.contains(QStringLiteral("responds")), qPrintable(text));
    QVERIFY2(!text.contains(QStringLiteral("nan")), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestConfoundPlotData)
#include "tst_ConfoundPlotData.moc"
