// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/StreamingHistogram.h"
#include "tests/support/ScriptedRun.h"
#include "ui/figures/HistogramPlotData.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

/// Bins of `width` from `firstEdge` on.
GroupHistogram histogramOf(double firstEdge, double width,
                           std::array<std::vector<std::int64_t>, numLengthGroups> counts)
{
    GroupHistogram histogram;
    for (std::size_t edge = 0; edge <= counts[0].size(); ++edge) {
        histogram.edges.push_back(firstEdge + static_cast<double>(edge) * width);
    }
    histogram.counts = std::move(counts);
    histogram.medians = {0.25, 0.5, 0.75};
    return histogram;
}

AnalysisSnapshot snapshotOf(std::vector<GroupHistogram> pooled)
{
    AnalysisSnapshot snapshot;
    for (GroupHistogram& histogram : pooled) {
        auto layer = std::make_shared<LayerSummary>();
        layer->histograms[0] = std::move(histogram);
        snapshot.layers.push_back(layer);
    }
    return snapshot;
}

/// A bell of 10,000 values a group within ±1 in bins of 1/64, and one value at 60.
AnalysisSnapshot bellWithOutlier()
{
    constexpr std::size_t numBins = std::size_t {64} * 64;
    std::vector<std::int64_t> bell(numBins, 0);
    for (std::size_t bin = 0; bin < numBins; ++bin) {
        const double x = -4 + (static_cast<double>(bin) + 0.5) / 64;
        bell[bin] = std::abs(x) < 1 ? std::llround(200 * std::exp(-x * x * 8)) : 0;
    }
    std::vector<std::int64_t> outlier = bell;
    outlier.back() = 1;
    return snapshotOf({histogramOf(-4, 1.0 / 64, {bell, bell, outlier})});
}

double sumOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

class TestHistogramPlotData : public QObject
{
    Q_OBJECT

private slots:
    void mergesBinsAtMultiplesOfTheNewWidth();
    void leavesAHistogramOfWiderBinsAlone();
    void keepsWideBinsOfTheTail();
    void drawsTheBulkInItsOwnBins();
    void drawsCountsAsTheyAre();
    void normalizesEachGroupByItself();
    void namesGroupsByTheMedianLengthAndTheirSize();
    void marksMediansOfGroupsThatHaveOne();
    void keepsAtMostTheWantedNumberOfBins();
    void leavesOutLongThinTailsAndSaysHowMuch();
    void showsEveryValueOnTheWholeRange();
    void normalizesOverValuesThatAreNotShown();
    void drawsNothingWhereThereIsNothing();
    void putsAllLayersOnOneAxis();
    void choosesTheFirstFinishedLayerWithoutASelection();
    void mapsThirtyTwoLayers();
};

void TestHistogramPlotData::mergesBinsAtMultiplesOfTheNewWidth()
{
    // Bins from −0.75: the first merged bin of width 0.5 is [−1, −0.5) and holds one stored bin only.
    const GroupHistogram stored =
        histogramOf(-0.75, 0.25, {{{1, 2, 3, 4, 5}, {0, 0, 0, 0, 6}, {7, 0, 0, 0, 0}}});
    const GroupHistogram merged = rebinned(stored, 0.5);
    QCOMPARE(merged.edges, (std::vector<double> {-1, -0.5, 0, 0.5}));
    QCOMPARE(merged.counts[0], (std::vector<std::int64_t> {1, 5, 9}));
    QCOMPARE(merged.counts[1], (std::vector<std::int64_t> {0, 0, 6}));
    QCOMPARE(merged.counts[2], (std::vector<std::int64_t> {7, 0, 0}));
    QCOMPARE(merged.medians, stored.medians);
}

void TestHistogramPlotData::leavesAHistogramOfWiderBinsAlone()
{
    const GroupHistogram stored = histogramOf(0, 0.5, {{{1, 2}, {3, 4}, {5, 6}}});
    QCOMPARE(rebinned(stored, 0.25).edges, stored.edges);
    QVERIFY(rebinned(GroupHistogram {}, 1).edges.empty());
}

void TestHistogramPlotData::keepsWideBinsOfTheTail()
{
    GroupHistogram stored = histogramOf(0, 0.25, {{{1, 2, 3, 4, 5}, {0, 0, 0, 0, 0}, {1, 1, 1, 1, 1}}});
    stored.edges = {-4, -2, -1, -0.5, 0, 4};
    const GroupHistogram merged = rebinned(stored, 1);
    QCOMPARE(merged.edges, (std::vector<double> {-4, -2, -1, 0, 4}));
    QCOMPARE(merged.counts[0], (std::vector<std::int64_t> {1, 2, 7, 5}));
    QCOMPARE(merged.counts[2], (std::vector<std::int64_t> {1, 1, 2, 1}));
}

void TestHistogramPlotData::drawsTheBulkInItsOwnBins()
{
    // A thousand values a group from −1 to 1, and three two thousand times as large.
    StreamingHistogram counted(numLengthGroups);
    counted.limit(histogramLimit({0.3, 0.7, 1}));
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        for (int i = -500; i < 500; ++i) {
            counted.add(group, i / 500.0);
        }
        counted.add(group, 2000);
    }
    const GroupHistogram stored = groupHistogramOf(counted);
    HistogramOptions options;
    options.normalization = HistogramNormalization::Count;
    const GroupHistogramPlotData plot = groupHistogramPlotData(snapshotOf({stored}), 0, options);
    QVERIFY(std::ranges::count_if(plot.histogram.edges, [](double edge) { return std::abs(edge) <= 1; })
            > 100); // of bins as wide as the range asks there would be two
    QCOMPARE(sumOf(plot.histogram.series[1].values), 1000.0);
    QCOMPARE(plot.numOutside, 3);
    QCOMPARE(plot.numValues, 3 * 1001);
    options.wholeRange = true;
    const GroupHistogramPlotData whole = groupHistogramPlotData(snapshotOf({stored}), 0, options);
    QVERIFY(whole.histogram.edges.back() > 2000);
    QCOMPARE(sumOf(whole.histogram.series[1].values), 1001.0);
    QCOMPARE(whole.numOutside, 0);
    const auto multiples = smallMultiplesPlotData(snapshotOf({stored, stored}), {});
    QVERIFY(multiples[1].edges.size() > 100);
}

void TestHistogramPlotData::drawsCountsAsTheyAre()
{
    const auto snapshot = snapshotOf({histogramOf(-0.5, 0.5, {{{1, 2}, {3, 4}, {0, 6}}})});
    HistogramOptions options;
    options.normalization = HistogramNormalization::Count;
    options.logarithmic = true;
    const GroupHistogramPlotData plot = groupHistogramPlotData(snapshot, 0, options);
    QCOMPARE(plot.histogram.edges, (std::vector<double> {-0.5, 0, 0.5}));
    QCOMPARE(plot.histogram.series.size(), std::size_t {3});
    QCOMPARE(plot.histogram.series[0].values, (std::vector<double> {1, 2}));
    QCOMPARE(plot.histogram.series[1].values, (std::vector<double> {3, 4}));
    QCOMPARE(plot.histogram.series[2].values, (std::vector<double> {0, 6}));
    QCOMPARE(plot.histogram.series[2].colorIndex, std::size_t {2});
    QVERIFY(plot.histogram.logarithmic);
    QCOMPARE(plot.numValues, 16);
    QCOMPARE(plot.numOutside, 0);
}

void TestHistogramPlotData::normalizesEachGroupByItself()
{
    const auto snapshot = snapshotOf({histogramOf(-0.5, 0.5, {{{1, 3}, {5, 5}, {0, 0}}})});
    const GroupHistogramPlotData plot = groupHistogramPlotData(snapshot, 0, {});
    QCOMPARE(plot.histogram.series[0].values, (std::vector<double> {0.5, 1.5}));
    QCOMPARE(plot.histogram.series[1].values, (std::vector<double> {1, 1}));
    QCOMPARE(plot.histogram.series[2].values, (std::vector<double> {0, 0}));
}

void TestHistogramPlotData::namesGroupsByTheMedianLengthAndTheirSize()
{
    const ScriptedRun run;
    HistogramOptions options;
    options.unit = ObservationUnit::NeuronMean;
    const HistogramData data = groupHistogramPlotData(*run.finished(), 3, options).histogram;
    std::int64_t shorter = 0;
    for (const std::int64_t count :
         run.layer(3).histograms[static_cast<std::size_t>(ObservationUnit::NeuronMean)].counts[0]) {
        shorter += count;
    }
    QCOMPARE(data.series[0].name, QStringLiteral("shorter than 4 (n = %1)").arg(shorter));
    QVERIFY(data.series[1].name.startsWith(QStringLiteral("equal to 4 (n = ")));
    QVERIFY(data.series[2].name.startsWith(QStringLiteral("longer than 4 (n = ")));
    QCOMPARE(data.title, QStringLiteral("sample-12, layer 3: activation by token length"));
    QCOMPARE(data.xLabel, QStringLiteral("Activation at mlp.hook_pre, mean over tokens"));
}

void TestHistogramPlotData::marksMediansOfGroupsThatHaveOne()
{
    GroupHistogram histogram = histogramOf(0, 0.5, {{{1, 3}, {5, 5}, {0, 0}}});
    histogram.medians[2] = std::numeric_limits<double>::quiet_NaN();
    const auto series = groupHistogramPlotData(snapshotOf({histogram}), 0, {}).histogram.series;
    QCOMPARE(series[0].marker, std::optional<double>(0.25));
    QCOMPARE(series[1].marker, std::optional<double>(0.5));
    QCOMPARE(series[2].marker, std::optional<double>());
}

void TestHistogramPlotData::keepsAtMostTheWantedNumberOfBins()
{
    HistogramOptions options;
    for (const std::size_t maxBins : {std::size_t {200}, std::size_t {64}, std::size_t {1}}) {
        options.maxBins = maxBins;
        const auto data = groupHistogramPlotData(bellWithOutlier(), 0, options).histogram;
        QVERIFY(data.edges.size() - 1 <= std::max<std::size_t>(maxBins, 2));
        const double width = data.edges[1] - data.edges[0];
        QCOMPARE(std::exp2(std::round(std::log2(width))), width);
        QCOMPARE(std::round(data.edges[0] / width) * width, data.edges[0]);
    }
}

void TestHistogramPlotData::leavesOutLongThinTailsAndSaysHowMuch()
{
    HistogramOptions options;
    options.normalization = HistogramNormalization::Count;
    const GroupHistogramPlotData plot = groupHistogramPlotData(bellWithOutlier(), 0, options);
    QVERIFY(plot.histogram.edges.back() < 3);
    QVERIFY(plot.histogram.edges.front() <= -0.9 && plot.histogram.edges.back() >= 0.9); // the bell
    QCOMPARE(plot.numOutside, 1);
    double shown = 0;
    for (const HistogramSeries& series : plot.histogram.series) {
        shown += sumOf(series.values);
    }
    QCOMPARE(shown, static_cast<double>(plot.numValues - 1));
}

void TestHistogramPlotData::showsEveryValueOnTheWholeRange()
{
    HistogramOptions options;
    options.normalization = HistogramNormalization::Count;
    options.wholeRange = true;
    const GroupHistogramPlotData plot = groupHistogramPlotData(bellWithOutlier(), 0, options);
    QCOMPARE(plot.histogram.edges.back(), 60.0);
    QCOMPARE(plot.histogram.series[2].values.back(), 1.0);
    QCOMPARE(plot.numOutside, 0);
}

void TestHistogramPlotData::normalizesOverValuesThatAreNotShown()
{
    const auto data = groupHistogramPlotData(bellWithOutlier(), 0, {}).histogram;
    const double width = data.edges[1] - data.edges[0];
    // All but rounding of sums of a few hundred terms.
    QVERIFY(std::abs(sumOf(data.series[0].values) * width - 1) < 1e-12);
    QVERIFY(sumOf(data.series[2].values) * width < 1 - 1e-6);
}

void TestHistogramPlotData::drawsNothingWhereThereIsNothing()
{
    QCOMPARE(groupHistogramPlotData(AnalysisSnapshot {}, 0, {}), GroupHistogramPlotData {});
    const auto unfinished = ScriptedRun().snapshot(1);
    QVERIFY(groupHistogramPlotData(*unfinished, 1, {}).histogram.edges.empty());
    QVERIFY(groupHistogramPlotData(snapshotOf({GroupHistogram {}}), 0, {}).histogram.edges.empty());
    QVERIFY(smallMultiplesPlotData(AnalysisSnapshot {}, {}).empty());
}

void TestHistogramPlotData::putsAllLayersOnOneAxis()
{
    AnalysisSnapshot snapshot = snapshotOf({histogramOf(-0.5, 0.25, {{{4, 4}, {4, 4}, {4, 4}}}),
                                            histogramOf(0, 0.5, {{{2, 6}, {8, 0}, {1, 1}}})});
    snapshot.layers.push_back(nullptr);
    HistogramOptions options;
    options.normalization = HistogramNormalization::Count;
    const auto multiples = smallMultiplesPlotData(snapshot, options);
    QCOMPARE(multiples.size(), std::size_t {3});
    const std::vector<double> edges {-0.5, 0, 0.5, 1};
    QCOMPARE(multiples[0].edges, edges);
    QCOMPARE(multiples[1].edges, edges);
    QCOMPARE(multiples[0].series[0].values, (std::vector<double> {8, 0, 0}));
    QCOMPARE(multiples[1].series[0].values, (std::vector<double> {0, 2, 6}));
    QVERIFY(multiples[2].edges.empty());
}

void TestHistogramPlotData::choosesTheFirstFinishedLayerWithoutASelection()
{
    const ScriptedRun run;
    QCOMPARE(layerInView(*run.snapshot(0), std::nullopt), std::nullopt);
    QCOMPARE(layerInView(*run.snapshot(2), std::nullopt), std::optional<std::size_t>(0));
    QCOMPARE(layerInView(*run.snapshot(2), 5), std::optional<std::size_t>(5));
    QCOMPARE(layerInView(*run.snapshot(2), 50), std::optional<std::size_t>(0));
}

void TestHistogramPlotData::mapsThirtyTwoLayers()
{
    const ScriptedRun run({.modelName = "gpt-neo-2.7b", .numLayers = 32, .numNeurons = 1024});
    const auto snapshot = run.finished();
    QBENCHMARK
    {
        QCOMPARE(smallMultiplesPlotData(*snapshot, {}).size(), std::size_t {32});
        QCOMPARE(groupHistogramPlotData(*snapshot, 31, {}).histogram.series.size(), std::size_t {3});
    }
}

QTEST_GUILESS_MAIN(TestHistogramPlotData)
#include "tst_HistogramPlotData.moc"
