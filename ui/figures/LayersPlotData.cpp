// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/LayersPlotData.h"

#include "core/analysis/RunInfo.h"
#include "ui/figures/LayerPlot.h"
#include "ui/plots/GridPoint.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LayersPlotData)
};

/// Bins [first, last) of the rebinned axis.
struct BinRange
{
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Fewer neurons than this are shown in broad bins: a bin of 0.01 would hold a handful of them, and its line
/// would be all noise.
constexpr std::size_t manyNeurons = 1024;

/// How many stored bins make one on the screen.
std::size_t mergeFactor(const LayerSummary& layer, std::size_t numBins)
{
    if (numBins == 0) {
        numBins = automaticBins(layer.numNeurons);
    }
    const std::size_t stored = layer.density.counts.size();
    return stored % numBins == 0 ? stored / numBins : 1;
}

/// Counts of every `factor` neighbouring bins added up: exact.
std::vector<std::int64_t> merged(const std::vector<std::int64_t>& counts, std::size_t factor)
{
    std::vector<std::int64_t> sums(counts.size() / factor, 0);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        sums[i / factor] += counts[i];
    }
    return sums;
}

std::int64_t total(const std::vector<std::int64_t>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::int64_t {0});
}

/// What neurons in a bin are divided by to give what is shown of them.
double shownUnit(std::int64_t numNeurons, double binWidth, DensityValue value)
{
    return value == DensityValue::Count ? 1 : static_cast<double>(numNeurons) * binWidth;
}

double depthOf(std::size_t layer, std::size_t numLayers)
{
    return numLayers > 1 ? static_cast<double>(layer) / static_cast<double>(numLayers - 1) : 0;
}

/// One layer as it is drawn.
struct ShownLayer
{
    std::size_t layer = 0;
    std::vector<std::int64_t> counts; ///< rebinned
    std::int64_t numNeurons = 0;
};

std::vector<ShownLayer> finishedLayers(const AnalysisSnapshot& snapshot, BinRange layers, std::size_t factor)
{
    std::vector<ShownLayer> shown;
    for (std::size_t layer = layers.first; layer < layers.last; ++layer) {
        if (const LayerSummary* summary = snapshot.finished(layer)) {
            auto counts = merged(summary->density.counts, factor);
            const std::int64_t numNeurons = total(counts);
            shown.push_back({.layer = layer, .counts = std::move(counts), .numNeurons = numNeurons});
        }
    }
    return shown;
}

/// The outermost non-empty bins of all layers with one empty bin beyond them, made symmetric about the
/// middle.
BinRange fittedBins(const std::vector<ShownLayer>& layers, std::size_t numBins)
{
    std::size_t margin = numBins; // empty bins at either end
    for (const ShownLayer& layer : layers) {
        for (std::size_t bin = 0; bin < numBins; ++bin) {
            if (layer.counts[bin] > 0) {
                margin = std::min({margin, bin, numBins - 1 - bin});
            }
        }
    }
    const std::size_t first = margin == 0 || margin == numBins ? 0 : margin - 1;
    return {.first = first, .last = numBins - first};
}

/// The r axis as it is drawn.
struct CorrelationAxis
{
    AxisRange range;
    double binWidth = 0;
    BinRange bins;
    std::vector<double> centers; ///< [bins]
};

CorrelationAxis makeAxis(const std::vector<double>& storedEdges, std::size_t factor, BinRange bins)
{
    const auto edge = [&](std::size_t bin) { return storedEdges[bin * factor]; };
    CorrelationAxis axis {.range = {.lower = edge(bins.first), .upper = edge(bins.last)},
                          .binWidth = 0,
                          .bins = bins,
                          .centers = {}};
    const std::size_t numBins = bins.last - bins.first;
    axis.binWidth = gridPoint({.lower = 0, .upper = axis.range.upper - axis.range.lower}, numBins, 1);
    for (std::size_t bin = 0; bin < numBins; ++bin) {
        axis.centers.push_back(gridPoint(axis.range, numBins, static_cast<double>(bin) + 0.5));
    }
    return axis;
}

QString valueAxisLabel(double binWidth, const AnalysisSnapshot& snapshot, const LayersOptions& options)
{
    const bool isKernel = !options.kernels.empty();
    if (options.value == DensityValue::Density) {
        return isKernel ? worded(snapshot, Text::tr("Kernel density of {neurons|dimensions} over r"))
                        : worded(snapshot, Text::tr("Density of {neurons|dimensions} over r"));
    }
    const QString width = shortText(binWidth, 3);
    return isKernel ? worded(snapshot,
                             //: %1 is a width on the r axis
                             Text::tr("{Neurons|Dimensions} per %1 of r, kernel density"))
                          .arg(width)
                    : worded(snapshot,
                             //: %1 is the width of a histogram bin on the r axis
                             Text::tr("{Neurons|Dimensions} per bin of %1"))
                          .arg(width);
}

void labelPlots(LayersPlotData& plots, const AnalysisSnapshot& snapshot, const QString& valueLabel)
{
    QString xLabel = Text::tr("Correlation r of activation with token length");
    if (snapshot.info) {
        //: %1 is the name of a hook point
        xLabel = Text::tr("Correlation r of activation at %1 with token length")
                     .arg(hookName(snapshot.info->hook));
    }
    //: %1 is the name of a model
    plots.lines.title =
        modelTitle(hasLayers(snapshot) ? Text::tr("%1: correlation with token length, layer by layer")
                                       : Text::tr("%1: correlation with token length"),
                   snapshot);
    plots.lines.xLabel = xLabel;
    plots.lines.yLabel = valueLabel;
    plots.heatmap.xLabel = xLabel;
    plots.heatmap.yLabel = layerAxis(snapshot);
    plots.heatmap.valueLabel = valueLabel;
}

/// Values of `perBin` on the axis, divided by the unit.
template <class Number>
std::vector<double> onAxis(const std::vector<Number>& perBin, const CorrelationAxis& axis, double unit)
{
    std::vector<double> values;
    values.reserve(axis.centers.size());
    for (std::size_t bin = axis.bins.first; bin < axis.bins.last; ++bin) {
        values.push_back(static_cast<double>(perBin[bin]) / unit);
    }
    return values;
}

LineSeries makeLine(const AnalysisSnapshot& snapshot, const ShownLayer& layer, const CorrelationAxis& axis,
                    std::vector<double> values)
{
    return {.id = static_cast<int>(layer.layer),
            .name = layerName(snapshot, layer.layer),
            .depth = depthOf(layer.layer, snapshot.layers.size()),
            .x = axis.centers,
            .y = std::move(values)};
}

/// The layer behind whose line the null band goes.
std::optional<std::size_t> bandedLayer(const std::vector<ShownLayer>& layers, const LayersOptions& options)
{
    if (!options.nullBand || !options.kernels.empty()) {
        return std::nullopt;
    }
    if (!options.selectedLayer) {
        return layers.size() == 1 ? std::optional(layers.front().layer) : std::nullopt;
    }
    const auto selected = std::ranges::find_if(layers, [&options](const ShownLayer& layer) {
        return static_cast<int>(layer.layer) == *options.selectedLayer;
    });
    return selected == layers.end() ? std::nullopt : std::optional(selected->layer);
}

/// The limits as they are drawn; none where the bins are not the stored ones.
void addNullBand(LineSeries& line, const LayerSummary& summary, const CorrelationAxis& axis, double unit,
                 std::size_t numBins)
{
    if (summary.significance && summary.significance->band.low.size() == numBins
        && summary.significance->band.high.size() == numBins) {
        line.low = onAxis(summary.significance->band.low, axis, unit);
        line.high = onAxis(summary.significance->band.high, axis, unit);
    }
}

} // namespace

std::size_t automaticBins(std::size_t numNeurons)
{
    return numNeurons < manyNeurons ? 100 : 200;
}

LayersPlotData layersPlotData(const AnalysisSnapshot& snapshot, const LayersOptions& options)
{
    const std::size_t numLayers = snapshot.layers.size();
    LayersPlotData plots;
    plots.firstLayer = std::min(options.firstLayer, numLayers);
    const std::size_t endLayer = options.lastLayer < numLayers ? options.lastLayer + 1 : numLayers;
    const auto anyFinished = std::find_if(snapshot.layers.begin(), snapshot.layers.end(),
                                          [](const auto& layer) { return layer != nullptr; });
    if (anyFinished == snapshot.layers.end()) {
        return plots;
    }
    const CorrelationDensity& stored = (*anyFinished)->density; // all layers share their edges
    const std::size_t factor = mergeFactor(**anyFinished, options.numBins);
    const auto layers = finishedLayers(snapshot, {.first = plots.firstLayer, .last = endLayer}, factor);
    if (layers.empty() || stored.counts.empty()) {
        return plots;
    }

    const std::size_t numBins = stored.counts.size() / factor;
    const BinRange bins = options.range == CorrelationRange::Fit ? fittedBins(layers, numBins)
                                                                 : BinRange {.first = 0, .last = numBins};
    const CorrelationAxis binned = makeAxis(stored.edges, factor, bins);
    const bool isKernel = !options.kernels.empty();
    const CorrelationAxis axis = isKernel
        ? makeAxis(stored.edges, 1, {.first = bins.first * factor, .last = bins.last * factor})
        : binned;
    labelPlots(plots, snapshot, valueAxisLabel(binned.binWidth, snapshot, options));
    plots.lines.xRange = axis.range;
    plots.heatmap.xRange = axis.range;
    plots.heatmap.scale = options.colorScale;
    plots.heatmap.numColumns = axis.centers.size();
    plots.heatmap.values.assign((endLayer - plots.firstLayer) * axis.centers.size(),
                                std::numeric_limits<double>::quiet_NaN());
    for (std::size_t layer = plots.firstLayer; layer < endLayer; ++layer) {
        plots.heatmap.rowNames.push_back(layerTick(snapshot, layer));
    }
    const std::optional<std::size_t> banded = bandedLayer(layers, options);
    for (const ShownLayer& layer : layers) {
        if (layer.numNeurons == 0) {
            continue; // no neuron has an r: that is not the same as none in any bin
        }
        const double unit = shownUnit(layer.numNeurons, binned.binWidth, options.value);
        const KernelDensity kernel = isKernel ? options.kernels.at(layer.layer) : nullptr;
        if (isKernel && !kernel) {
            continue;
        }
        const double neuronsPerDensity = static_cast<double>(layer.numNeurons) * binned.binWidth;
        LineSeries line = makeLine(snapshot, layer, axis,
                                   kernel ? onAxis(*kernel, axis, unit / neuronsPerDensity)
                                          : onAxis(layer.counts, axis, unit));
        if (banded == layer.layer) {
            addNullBand(line, *snapshot.finished(layer.layer), axis, unit, numBins);
        }
        const std::size_t row = (layer.layer - plots.firstLayer) * axis.centers.size();
        std::copy(line.y.begin(), line.y.end(),
                  plots.heatmap.values.begin() + static_cast<std::ptrdiff_t>(row));
        plots.lines.series.push_back(std::move(line));
    }
    return plots;
}

std::optional<LayerBinReading> readLayerBin(const AnalysisSnapshot& snapshot, const LayersOptions& options,
                                            std::size_t layer, double r)
{
    if (!snapshot.finished(layer)) {
        return std::nullopt;
    }
    const LayerSummary& summary = *snapshot.finished(layer);
    const CorrelationDensity& stored = summary.density;
    if (stored.counts.empty() || !(r >= stored.edges.front() && r <= stored.edges.back())) {
        return std::nullopt;
    }
    const std::size_t factor = mergeFactor(summary, options.numBins);
    const auto above = std::upper_bound(stored.edges.begin(), stored.edges.end(), r);
    // r = 1 belongs to the last bin, which is closed at both ends.
    const std::size_t storedBin =
        std::min(static_cast<std::size_t>(above - stored.edges.begin() - 1), stored.counts.size() - 1);
    const std::size_t bin = storedBin / factor;
    const AxisRange edges {.lower = stored.edges[bin * factor], .upper = stored.edges[(bin + 1) * factor]};
    const std::int64_t count = merged(stored.counts, factor)[bin];
    const std::int64_t numNeurons = total(stored.counts);
    return LayerBinReading {.layer = layer,
                            .bin = edges,
                            .count = count,
                            .density = static_cast<double>(count)
                                / shownUnit(numNeurons, edges.upper - edges.lower, DensityValue::Density),
                            .numNeurons = numNeurons,
                            .median = summary.rMedian,
                            .lowerQuartile = summary.rLowerQuartile,
                            .upperQuartile = summary.rUpperQuartile};
}

} // namespace bathyscope::ui
