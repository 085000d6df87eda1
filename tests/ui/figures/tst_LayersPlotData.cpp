// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "ui/figures/LayersPlotData.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

/// A layer with the given counts in bins of 2 / counts.size() on [−1, 1].
std::shared_ptr<const LayerSummary> layerOf(std::vector<std::int64_t> counts)
{
    auto layer = std::make_shared<LayerSummary>();
    const auto numBins = static_cast<double>(counts.size());
    for (std::size_t edge = 0; edge <= counts.size(); ++edge) {
        layer->density.edges.push_back((2 * static_cast<double>(edge) - numBins) / numBins);
    }
    layer->density.counts = std::move(counts);
    layer->rMedian = -0.1;
    layer->rLowerQuartile = -0.2;
    layer->rUpperQuartile = 0.3;
    return layer;
}

AnalysisSnapshot snapshotOf(std::vector<std::shared_ptr<const LayerSummary>> layers)
{
    AnalysisSnapshot snapshot;
    snapshot.layers = std::move(layers);
    return snapshot;
}

/// Eight bins of 0.25 a layer; the second layer is not finished.
AnalysisSnapshot threeLayers()
{
    return snapshotOf({layerOf({0, 0, 1, 2, 3, 4, 0, 0}), nullptr, layerOf({0, 0, 0, 5, 5, 0, 0, 0})});
}

LayersOptions fullOptions(std::size_t numBins)
{
    LayersOptions options;
    options.range = CorrelationRange::Full;
    options.numBins = numBins;
    return options;
}

bool areSame(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestLayersPlotData : public QObject
{
    Q_OBJECT

private slots:
    void drawsNothingBeforeTheFirstLayer();
    void drawsKernelDensitiesOnTheScaleOfTheBins();
    void leavesOutLayersWithoutAKernelDensity();
    void evaluatesKernelDensitiesAtTheCentresOfStoredBins();
    void drawsTheNullBandBehindOneLine();
    void drawsNoNullBandInMergedBins();
    void givesALineAndARowToEachFinishedLayer();
    void mergesNeighbouringBinsExactly();
    void normalizesDensityToIntegrateToOne();
    void keepsStoredBinsWhereTheNumberDoesNotDivide();
    void choosesBroaderBinsForFewNeurons();
    void fitsTheAxisSymmetricallyAboutZero();
    void fitsToTheShownLayersOnly();
    void showsARangeOfLayers();
    void spreadsColoursOverTheWholeDepth();
    void leavesLayersWithoutCorrelationsOut();
    void namesModelAndHookPoint();
    void readsOneBin();
    void readsNothingWhereThereIsNothing();
    void keepsEveryNeuronOfAScriptedRunAtEveryBinning_data();
    void keepsEveryNeuronOfAScriptedRunAtEveryBinning();
    void mapsThirtyTwoLayers();
};

void TestLayersPlotData::drawsNothingBeforeTheFirstLayer()
{
    QCOMPARE(layersPlotData(AnalysisSnapshot {}, {}), LayersPlotData {});
    const LayersPlotData plots = layersPlotData(snapshotOf({nullptr, nullptr}), {});
    QVERIFY(plots.lines.series.empty());
    QVERIFY(plots.heatmap.rowNames.empty());
}

void TestLayersPlotData::givesALineAndARowToEachFinishedLayer()
{
    const LayersPlotData plots = layersPlotData(threeLayers(), fullOptions(8));
    QCOMPARE(plots.lines.series.size(), std::size_t {2});
    QCOMPARE(plots.lines.series[0].id, 0);
    QCOMPARE(plots.lines.series[1].id, 2);
    const std::vector<double> centers {-0.875, -0.625, -0.375, -0.125, 0.125, 0.375, 0.625, 0.875};
    QCOMPARE(plots.lines.series[0].x, centers);
    QCOMPARE(plots.lines.series[0].y, (std::vector<double> {0, 0, 1, 2, 3, 4, 0, 0}));
    QCOMPARE(plots.lines.xRange, (AxisRange {-1, 1}));

    QCOMPARE(plots.heatmap.rowNames.size(), std::size_t {3});
    QCOMPARE(plots.heatmap.numColumns, std::size_t {8});
    QVERIFY(
        areSame(plots.heatmap.values, {0,          0,          1,          2,          3,          4,
                                       0,          0,          notANumber, notANumber, notANumber, notANumber,
                                       notANumber, notANumber, notANumber, notANumber, 0,          0,
                                       0,          5,          5,          0,          0,          0}));
    QCOMPARE(plots.heatmap.xRange, (AxisRange {-1, 1}));
}

void TestLayersPlotData::mergesNeighbouringBinsExactly()
{
    const LayersPlotData plots = layersPlotData(threeLayers(), fullOptions(4));
    QCOMPARE(plots.lines.series[0].x, (std::vector<double> {-0.75, -0.25, 0.25, 0.75}));
    QCOMPARE(plots.lines.series[0].y, (std::vector<double> {0, 3, 7, 0}));
}

void TestLayersPlotData::normalizesDensityToIntegrateToOne()
{
    LayersOptions options = fullOptions(4);
    options.value = DensityValue::Density;
    const LayersPlotData plots = layersPlotData(threeLayers(), options);
    // 3 and 7 of 10 neurons in bins of 0.5.
    QCOMPARE(plots.lines.series[0].y, (std::vector<double> {0, 0.6, 1.4, 0}));
    QCOMPARE(plots.heatmap.values[2], 1.4);
}

void TestLayersPlotData::keepsStoredBinsWhereTheNumberDoesNotDivide()
{
    QCOMPARE(layersPlotData(threeLayers(), fullOptions(3)).heatmap.numColumns, std::size_t {8});
    QCOMPARE(layersPlotData(threeLayers(), fullOptions(16)).heatmap.numColumns, std::size_t {8});
}

void TestLayersPlotData::choosesBroaderBinsForFewNeurons()
{
    const ScriptedRun narrow({.numLayers = 1, .numNeurons = 640});
    QCOMPARE(layersPlotData(*narrow.finished(), fullOptions(0)).heatmap.numColumns, std::size_t {100});
    const ScriptedRun wide({.numLayers = 1, .numNeurons = 3072});
    QCOMPARE(layersPlotData(*wide.finished(), fullOptions(0)).heatmap.numColumns, std::size_t {200});
}

void TestLayersPlotData::fitsTheAxisSymmetricallyAboutZero()
{
    LayersOptions options;
    options.numBins = 8;
    // The outermost bin that holds a neuron ends at 0.5; one empty bin follows.
    QCOMPARE(layersPlotData(threeLayers(), options).lines.xRange, (AxisRange {-0.75, 0.75}));
    const LayersPlotData plots = layersPlotData(threeLayers(), options);
    QCOMPARE(plots.lines.series[0].y, (std::vector<double> {0, 1, 2, 3, 4, 0}));
    QCOMPARE(plots.heatmap.xRange, (AxisRange {-0.75, 0.75}));

    // Data that reach the end of the axis have no empty bin beyond them.
    const auto wide = snapshotOf({layerOf({0, 0, 0, 0, 0, 0, 0, 1})});
    QCOMPARE(layersPlotData(wide, options).lines.xRange, (AxisRange {-1, 1}));
}

void TestLayersPlotData::fitsToTheShownLayersOnly()
{
    LayersOptions options;
    options.numBins = 8;
    options.firstLayer = 2;
    QCOMPARE(layersPlotData(threeLayers(), options).lines.xRange, (AxisRange {-0.5, 0.5}));
}

void TestLayersPlotData::showsARangeOfLayers()
{
    LayersOptions options = fullOptions(8);
    options.firstLayer = 1;
    options.lastLayer = 2;
    const LayersPlotData plots = layersPlotData(threeLayers(), options);
    QCOMPARE(plots.firstLayer, std::size_t {1});
    QCOMPARE(plots.lines.series.size(), std::size_t {1});
    QCOMPARE(plots.lines.series[0].id, 2);
    QCOMPARE(plots.heatmap.rowNames, (std::vector<QString> {QStringLiteral("1"), QStringLiteral("2")}));
    QCOMPARE(plots.heatmap.values.size(), std::size_t {16});

    options.firstLayer = 7; // outside the run
    QVERIFY(layersPlotData(threeLayers(), options).lines.series.empty());
}

void TestLayersPlotData::spreadsColoursOverTheWholeDepth()
{
    LayersOptions options = fullOptions(8);
    options.firstLayer = 2;
    QCOMPARE(layersPlotData(threeLayers(), options).lines.series[0].depth, 1.0);
    QCOMPARE(layersPlotData(snapshotOf({layerOf({1, 1})}), {}).lines.series[0].depth, 0.0);
}

/// Zeros would say that there are neurons, with another r.
void TestLayersPlotData::leavesLayersWithoutCorrelationsOut()
{
    const auto run = snapshotOf({layerOf({0, 1, 2, 0}), layerOf({0, 0, 0, 0})});
    for (const DensityValue value : {DensityValue::Count, DensityValue::Density}) {
        LayersOptions options = fullOptions(4);
        options.value = value;
        const LayersPlotData plots = layersPlotData(run, options);
        QCOMPARE(plots.lines.series.size(), std::size_t {1});
        QCOMPARE(plots.lines.series[0].id, 0);
        QCOMPARE(plots.heatmap.rowNames.size(), std::size_t {2});
        const std::vector<double> second(plots.heatmap.values.begin() + 4, plots.heatmap.values.end());
        QVERIFY(areSame(second, {notANumber, notANumber, notANumber, notANumber}));
    }
    LayersOptions fit = fullOptions(4);
    fit.range = CorrelationRange::Fit;
    const LayersPlotData none = layersPlotData(snapshotOf({layerOf({0, 0, 0, 0})}), fit);
    QVERIFY(none.lines.series.empty());
    QCOMPARE(none.lines.xRange, (AxisRange {-1, 1}));
    QCOMPARE(none.heatmap.rowNames.size(), std::size_t {1});
    QCOMPARE(readLayerBin(run, fullOptions(4), 1, 0.1)->numNeurons,
             std::int64_t {0}); // the read-out has words
}

void TestLayersPlotData::namesModelAndHookPoint()
{
    const LayersPlotData plots = layersPlotData(*ScriptedRun().finished(), {});
    QVERIFY(plots.lines.title.contains(QStringLiteral("sample-12")));
    QVERIFY(plots.lines.xLabel.contains(QStringLiteral("mlp.hook_pre")));
    QCOMPARE(plots.heatmap.xLabel, plots.lines.xLabel);
    QVERIFY(plots.lines.yLabel.endsWith(QStringLiteral("0.02")));
}

void TestLayersPlotData::readsOneBin()
{
    const AnalysisSnapshot snapshot = threeLayers();
    const auto reading = readLayerBin(snapshot, fullOptions(4), 0, 0.1);
    QVERIFY(reading.has_value());
    QCOMPARE(reading->layer, std::size_t {0});
    QCOMPARE(reading->bin, (AxisRange {0, 0.5}));
    QCOMPARE(reading->count, 7);
    QCOMPARE(reading->density, 1.4);
    QCOMPARE(reading->numNeurons, 10);
    QCOMPARE(reading->median, -0.1);
    QCOMPARE(reading->lowerQuartile, -0.2);
    QCOMPARE(reading->upperQuartile, 0.3);
    // A bin holds its lower edge; the last one both.
    QCOMPARE(readLayerBin(snapshot, fullOptions(8), 0, 0.25)->count, 4);
    QCOMPARE(readLayerBin(snapshot, fullOptions(8), 0, 1.0)->bin, (AxisRange {0.75, 1}));
    QCOMPARE(readLayerBin(snapshot, fullOptions(8), 0, -1.0)->bin, (AxisRange {-1, -0.75}));
}

void TestLayersPlotData::readsNothingWhereThereIsNothing()
{
    const AnalysisSnapshot snapshot = threeLayers();
    QVERIFY(!readLayerBin(snapshot, {}, 1, 0).has_value());
    QVERIFY(!readLayerBin(snapshot, {}, 9, 0).has_value());
    QVERIFY(!readLayerBin(snapshot, {}, 0, 1.5).has_value());
    QVERIFY(!readLayerBin(snapshot, {}, 0, notANumber).has_value());
}

void TestLayersPlotData::keepsEveryNeuronOfAScriptedRunAtEveryBinning_data()
{
    QTest::addColumn<int>("numBins");
    for (const int numBins : {400, 200, 100, 50}) {
        QTest::addRow("%d bins", numBins) << numBins;
    }
}

void TestLayersPlotData::keepsEveryNeuronOfAScriptedRunAtEveryBinning()
{
    QFETCH(int, numBins);
    LayersOptions options;
    options.numBins = static_cast<std::size_t>(numBins);
    const ScriptedRun run;
    for (const LineSeries& line : layersPlotData(*run.finished(), options).lines.series) {
        QCOMPARE(std::accumulate(line.y.begin(), line.y.end(), 0.0), 512.0);
    }
}

void TestLayersPlotData::mapsThirtyTwoLayers()
{
    const ScriptedRun run({.modelName = "gpt-neo-2.7b", .numLayers = 32, .numNeurons = 1024});
    const auto snapshot = run.finished();
    LayersOptions options;
    options.numBins = 400;
    QBENCHMARK
    {
        QCOMPARE(layersPlotData(*snapshot, options).lines.series.size(), std::size_t {32});
    }
}

void TestLayersPlotData::drawsKernelDensitiesOnTheScaleOfTheBins()
{
    const AnalysisSnapshot snapshot = snapshotOf({layerOf({0, 0, 1, 2, 3, 4, 0, 0})});
    LayersOptions options = fullOptions(4);
    options.kernels = {
        std::make_shared<const std::vector<double>>(std::vector<double> {0, 0, 0.5, 1, 1.5, 1, 0, 0})};
    const LayersPlotData plots = layersPlotData(snapshot, options);
    QCOMPARE(plots.lines.yLabel, QStringLiteral("Neurons per 0.5 of r, kernel density"));
    const LineSeries& line = plots.lines.series.at(0);
    QCOMPARE(line.x, (std::vector<double> {-0.875, -0.625, -0.375, -0.125, 0.125, 0.375, 0.625, 0.875}));
    QCOMPARE(line.y, (std::vector<double> {0, 0, 2.5, 5, 7.5, 5, 0, 0})); // 10 neurons, 0.5 wide
    QCOMPARE(plots.heatmap.numColumns, std::size_t {8});
    QCOMPARE(plots.heatmap.values, line.y);

    options.value = DensityValue::Density;
    QCOMPARE(layersPlotData(snapshot, options).lines.yLabel,
             QStringLiteral("Kernel density of neurons over r"));
    QCOMPARE(layersPlotData(snapshot, options).lines.series.at(0).y,
             (std::vector<double> {0, 0, 0.5, 1, 1.5, 1, 0, 0}));
    options.range = CorrelationRange::Fit; // what is beyond ±0.5 is left out
    QCOMPARE(layersPlotData(snapshot, options).lines.xRange, (AxisRange {-1, 1}));
}

void TestLayersPlotData::leavesOutLayersWithoutAKernelDensity()
{
    LayersOptions options = fullOptions(8);
    const std::vector<double> unknown(8, notANumber); // all neurons have one r
    options.kernels = {std::make_shared<const std::vector<double>>(unknown), nullptr, nullptr};
    const LayersPlotData plots = layersPlotData(threeLayers(), options);
    QCOMPARE(plots.lines.series.size(), std::size_t {1});
    QVERIFY(areSame(plots.lines.series.at(0).y, unknown));
    QVERIFY(areSame(plots.heatmap.values, std::vector<double>(24, notANumber)));
}

void TestLayersPlotData::evaluatesKernelDensitiesAtTheCentresOfStoredBins()
{
    const ScriptedRun run;
    const std::vector<double> density = layerKernelDensity(run.layer(3));
    QCOMPARE(density.size(), numDensityBins);
    QVERIFY(std::abs(std::accumulate(density.begin(), density.end(), 0.0) * 0.005 - 1) < 1e-3);
    const auto peak = std::ranges::max_element(density) - density.begin();
    QVERIFY(std::abs(-0.9975 + 0.005 * static_cast<double>(peak) - run.layer(3).rMedian) < 0.04);
}

void TestLayersPlotData::drawsTheNullBandBehindOneLine()
{
    AnalysisSnapshot snapshot = threeLayers();
    auto banded = std::make_shared<LayerSummary>(*snapshot.layers[2]);
    banded->significance =
        LayerSignificance {.pPooled = {},
                           .band = {.low = {0, 0, 0, 1, 2, 0, 0, 0}, .high = {0, 0.5, 1, 6, 7, 1, 0, 0}},
                           .permuted = nullptr};
    snapshot.layers[2] = banded;
    LayersOptions options = fullOptions(8);
    const auto bands = [&] {
        std::vector<std::pair<int, std::vector<double>>> found;
        for (const LineSeries& line : layersPlotData(snapshot, options).lines.series) {
            if (!line.low.empty() || !line.high.empty()) {
                found.emplace_back(line.id, line.high);
            }
        }
        return found;
    };
    using Bands = std::vector<std::pair<int, std::vector<double>>>;
    const Bands none;
    options.selectedLayer = 2;
    QCOMPARE(bands(), none);
    options.nullBand = true;
    QCOMPARE(bands(), (Bands {{2, {0, 0.5, 1, 6, 7, 1, 0, 0}}}));
    options.value = DensityValue::Density;
    QCOMPARE(bands(), (Bands {{2, {0, 0.2, 0.4, 2.4, 2.8, 0.4, 0, 0}}})); // 10 neurons, 0.25 wide
    options.value = DensityValue::Count;
    options.selectedLayer = 0; // has none
    QCOMPARE(bands(), none);
    options.selectedLayer = 1; // not finished
    QCOMPARE(bands(), none);
    options.selectedLayer = std::nullopt; // of two lines
    QCOMPARE(bands(), none);
    options.firstLayer = 2;
    QCOMPARE(bands(), (Bands {{2, {0, 0.5, 1, 6, 7, 1, 0, 0}}}));
    options.range = CorrelationRange::Fit;
    QCOMPARE(bands(), (Bands {{2, {1, 6, 7, 1}}}));
    options.kernels.assign(3, std::make_shared<const std::vector<double>>(8, 0.5));
    QCOMPARE(bands(), none);
}

void TestLayersPlotData::drawsNoNullBandInMergedBins()
{
    const ScriptedRun run;
    LayersOptions options = fullOptions(numDensityBins);
    options.nullBand = true;
    options.selectedLayer = 3;
    QCOMPARE(layersPlotData(*run.finished(), options).lines.series.at(3).low.size(), numDensityBins);
    options.numBins = 200;
    QVERIFY(layersPlotData(*run.finished(), options).lines.series.at(3).low.empty());
}

QTEST_GUILESS_MAIN(TestLayersPlotData)
#include "tst_LayersPlotData.moc"
