// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ComparePlotData.h"

#include "ui/views/LayersPlotData.h"
#include "ui/views/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace bathyscope::ui {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
/// Of the two runs along the depth scale of line colours: far enough from each other on either background.
constexpr std::array<double, 2> runColors {0.0, 0.75};

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ComparePlotData)
};

/// Densities of all layers of a run over r.
struct DensityRows
{
    std::size_t numLayers = 0;
    std::size_t numColumns = 0; ///< 0 where no layer is finished
    AxisRange range; ///< of r
    std::vector<double> values; ///< [layers × columns]; NaN where not finished

    [[nodiscard]] std::span<const double> row(std::size_t layer) const
    {
        return std::span(values).subspan(layer * numColumns, numColumns);
    }

    [[nodiscard]] double columnWidth() const
    {
        return (range.upper - range.lower) / static_cast<double>(numColumns);
    }

    [[nodiscard]] double center(std::size_t column) const
    {
        return range.lower + (static_cast<double>(column) + 0.5) * columnWidth();
    }

    /// Between two layers, linearly.
    [[nodiscard]] std::vector<double> at(double depth) const
    {
        const double place = depth * static_cast<double>(numLayers - 1);
        const auto below = std::min(static_cast<std::size_t>(place + layerTolerance), numLayers - 1);
        const double share = place - static_cast<double>(below);
        if (share < layerTolerance || below + 1 == numLayers) {
            const auto exact = row(below);
            return {exact.begin(), exact.end()};
        }
        std::vector<double> between(numColumns);
        std::ranges::transform(row(below), row(below + 1), between.begin(),
                               [share](double from, double to) { return std::lerp(from, to, share); });
        return between;
    }

    static constexpr double layerTolerance = 1e-9; ///< of rounding, in layers
};

DensityRows makeRows(const AnalysisSnapshot& run, std::size_t numBins)
{
    const LayersOptions options {
        .value = DensityValue::Density, .range = CorrelationRange::Full, .numBins = numBins};
    HeatmapData heatmap = layersPlotData(run, options).heatmap;
    return {.numLayers = run.layers.size(),
            .numColumns = heatmap.numColumns,
            .range = heatmap.xRange,
            .values = std::move(heatmap.values)};
}

/// Columns at either end of all rows without a neuron, less one.
std::size_t emptyMargin(const DensityRows& rows)
{
    std::size_t margin = rows.numColumns;
    for (std::size_t layer = 0; layer < rows.numLayers; ++layer) {
        const std::span<const double> row = rows.row(layer);
        for (std::size_t column = 0; column < row.size(); ++column) {
            if (row[column] > 0) {
                margin = std::min({margin, column, row.size() - 1 - column});
            }
        }
    }
    return margin == 0 || margin == rows.numColumns ? 0 : margin - 1;
}

void crop(DensityRows& rows, std::size_t margin)
{
    if (margin == 0) {
        return;
    }
    const double cut = static_cast<double>(margin) * rows.columnWidth();
    const std::size_t numKept = rows.numColumns - 2 * margin;
    std::vector<double> kept;
    kept.reserve(rows.numLayers * numKept);
    for (std::size_t layer = 0; layer < rows.numLayers; ++layer) {
        const auto row = rows.row(layer).subspan(margin, numKept);
        kept.insert(kept.end(), row.begin(), row.end());
    }
    rows.values = std::move(kept);
    rows.numColumns = numKept;
    rows.range = {.lower = rows.range.lower + cut, .upper = rows.range.upper - cut};
}

/// On one axis that holds every neuron of both; the coarser bins of the two. A run without a finished layer
/// has no columns.
std::array<DensityRows, 2> densityRows(const ComparedRuns& runs)
{
    const auto bins = [](const AnalysisSnapshot& run) { return automaticBins(run.info->numNeurons()); };
    const std::size_t numBins = std::min(bins(*runs[0]), bins(*runs[1]));
    std::array<DensityRows, 2> rows {makeRows(*runs[0], numBins), makeRows(*runs[1], numBins)};
    std::size_t margin = std::numeric_limits<std::size_t>::max();
    for (const DensityRows& run : rows) {
        margin = run.numColumns > 0 ? std::min(margin, emptyMargin(run)) : margin;
    }
    for (DensityRows& run : rows) {
        if (run.numColumns > 0) {
            crop(run, margin);
        }
    }
    return rows;
}

double largest(std::span<const double> values)
{
    double top = 0;
    for (const double value : values) {
        top = value > top ? value : top; // never for NaN
    }
    return top;
}

QString correlationLabel()
{
    return Text::tr("Correlation r of activation with token length");
}

QString depthLabel()
{
    return Text::tr("Relative depth, from the first layer to the last");
}

QString densityLabel()
{
    return Text::tr("Density of neurons over r");
}

/// Half a layer, as a relative depth.
double halfLayer(std::size_t numLayers)
{
    return numLayers > 1 ? 0.5 / static_cast<double>(numLayers - 1) : 0.5;
}

std::vector<QString> layerNames(std::size_t numLayers)
{
    std::vector<QString> names;
    names.reserve(numLayers);
    for (std::size_t layer = 0; layer < numLayers; ++layer) {
        names.push_back(numberText(layer));
    }
    return names;
}

HeatmapData makeHeatmap(const DensityRows& rows, const QString& name)
{
    HeatmapData heatmap;
    heatmap.title = name;
    heatmap.xLabel = correlationLabel();
    heatmap.yLabel = Text::tr("Layer");
    heatmap.valueLabel = densityLabel();
    heatmap.xRange = rows.range;
    heatmap.numColumns = rows.numColumns;
    if (rows.numColumns > 0) {
        heatmap.rowNames = layerNames(rows.numLayers);
    }
    heatmap.values = rows.values;
    return heatmap;
}

HeatmapData makeDifference(const std::array<DensityRows, 2>& rows, const std::array<QString, 2>& names)
{
    const std::size_t run = rows[0].numLayers <= rows[1].numLayers ? 0 : 1;
    const DensityRows& shallower = rows.at(run);
    HeatmapData heatmap;
    if (rows[0].numColumns == 0 || rows[1].numColumns == 0) {
        return heatmap;
    }
    //: %1 and %2 are names of runs
    heatmap.title = Text::tr("%1 less %2").arg(names[0], names[1]);
    heatmap.xLabel = correlationLabel();
    //: %1 is the name of a run
    heatmap.yLabel = Text::tr("Layer of %1").arg(names.at(run));
    heatmap.valueLabel = Text::tr("Difference of densities");
    heatmap.xRange = shallower.range;
    heatmap.numColumns = shallower.numColumns;
    heatmap.rowNames = layerNames(shallower.numLayers);
    heatmap.scale = ColorScale::Diverging;
    heatmap.values.reserve(shallower.values.size());
    for (std::size_t layer = 0; layer < shallower.numLayers; ++layer) {
        const double depth = relativeDepth(static_cast<double>(layer), shallower.numLayers);
        const std::vector<double> first = rows[0].at(depth);
        const std::vector<double> second = rows[1].at(depth);
        std::ranges::transform(first, second, std::back_inserter(heatmap.values), std::minus());
    }
    return heatmap;
}

LinePlotData plotOverDepth(QString title, QString yLabel, std::optional<double> depth)
{
    constexpr double edge = 0.03; // room for the points at both ends
    LinePlotData plot;
    plot.title = std::move(title);
    plot.xLabel = depthLabel();
    plot.yLabel = std::move(yLabel);
    plot.xRange = {.lower = -edge, .upper = 1 + edge};
    plot.xZeroLine = false;
    plot.points = true;
    if (depth) {
        plot.markers.push_back({.x = *depth, .kind = AxisMarker::Kind::Selection});
    }
    return plot;
}

/// One series a run with a finished layer.
template <class Value>
void addProfiles(LinePlotData& plot, const ComparedRuns& runs, Value&& value)
{
    const std::array<QString, 2> names = comparedNames(runs);
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const auto& layers = runs.at(run)->layers;
        if (runs.at(run)->numFinished() == 0) {
            continue;
        }
        LineSeries series {
            .id = static_cast<int>(run), .name = names.at(run), .depth = runColors.at(run), .x = {}, .y = {}};
        for (std::size_t layer = 0; layer < layers.size(); ++layer) {
            series.x.push_back(relativeDepth(static_cast<double>(layer), layers.size()));
            value(series, layers[layer].get());
        }
        plot.series.push_back(std::move(series));
    }
}

/// "Median of r: Spearman's ρ over depth 0.83".
QString profileTitle(const QString& quantity, const RunComparison* comparison,
                     double RunComparison::*correlation)
{
    if (!comparison || std::isnan(comparison->*correlation)) {
        return quantity;
    }
    //: %1 is what is drawn, %2 how alike its course is in two runs
    return Text::tr("%1: Spearman's ρ over depth %2").arg(quantity, fixedText(comparison->*correlation, 2));
}

} // namespace

std::array<QString, 2> comparedNames(const ComparedRuns& runs)
{
    std::array<QString, 2> names;
    std::ranges::transform(runs, names.begin(), [](const auto& run) {
        const QString model = QString::fromStdString(run->info->modelName);
        //: name of a model whose weights are random
        return run->info->hasRandomWeights ? Text::tr("%1, random weights").arg(model) : model;
    });
    if (names[0] == names[1]) {
        for (std::size_t run = 0; run < runs.size(); ++run) {
            //: a run: %1 its model, %2 its text
            names.at(run) =
                Text::tr("%1 · %2").arg(names.at(run), QString::fromStdString(runs.at(run)->info->textName));
        }
    }
    if (names[0] == names[1]) {
        //: the first of two runs of one model and text
        names[0] = Text::tr("%1 (first)").arg(names[0]);
        //: the second of two runs of one model and text
        names[1] = Text::tr("%1 (second)").arg(names[1]);
    }
    return names;
}

CompareHeatmaps compareHeatmaps(const ComparedRuns& runs)
{
    const std::array<DensityRows, 2> rows = densityRows(runs);
    const std::array<QString, 2> names = comparedNames(runs);
    CompareHeatmaps heatmaps;
    const double top = std::max(largest(rows[0].values), largest(rows[1].values));
    const double edge = std::max(halfLayer(rows[0].numLayers), halfLayer(rows[1].numLayers));
    for (std::size_t run = 0; run < rows.size(); ++run) {
        HeatmapData& heatmap = heatmaps.runs.at(run);
        heatmap = makeHeatmap(rows.at(run), names.at(run));
        heatmap.topValue = top;
        heatmap.outerRows = edge / halfLayer(rows.at(run).numLayers) / 2 - 0.5;
    }
    heatmaps.difference = makeDifference(rows, names);
    return heatmaps;
}

LinePlotData compareDensities(const ComparedRuns& runs, double depth)
{
    const std::array<DensityRows, 2> rows = densityRows(runs);
    const std::array<QString, 2> names = comparedNames(runs);
    LinePlotData plot;
    //: %1 is a relative depth, 0 to 1
    plot.title = Text::tr("At relative depth %1").arg(fixedText(depth, 2));
    plot.xLabel = correlationLabel();
    plot.yLabel = densityLabel();
    for (std::size_t run = 0; run < rows.size(); ++run) {
        const DensityRows& density = rows.at(run);
        if (density.numColumns == 0) {
            continue;
        }
        LineSeries series {.id = static_cast<int>(run),
                           .name = names.at(run),
                           .depth = runColors.at(run),
                           .x = {},
                           .y = density.at(depth)};
        if (std::isnan(series.y.front())) {
            continue;
        }
        plot.xRange = density.range;
        series.x.reserve(density.numColumns);
        for (std::size_t column = 0; column < density.numColumns; ++column) {
            series.x.push_back(density.center(column));
        }
        plot.series.push_back(std::move(series));
    }
    return plot;
}

double furthestDepth(const RunComparison& comparison)
{
    return std::ranges::max_element(comparison.depths, {}, &DepthComparison::distance)->depth;
}

LinePlotData compareDistance(const RunComparison& comparison, const ComparedRuns& runs,
                             std::optional<double> depth)
{
    const std::array<QString, 2> names = comparedNames(runs);
    LinePlotData plot = plotOverDepth(
        //: %1 and %2 are names of runs
        Text::tr("How far the distributions of r of %1 and %2 are apart").arg(names[0], names[1]),
        Text::tr("Wasserstein-1 distance"), depth);
    if (comparison.depths.empty()) {
        return plot;
    }
    LineSeries distance {.id = 0, .name = Text::tr("Distance"), .depth = runColors[0], .x = {}, .y = {}};
    LineSeries floor {.id = 1, .name = Text::tr("Noise floor"), .depth = runColors[1], .x = {}, .y = {}};
    for (const DepthComparison& at : comparison.depths) {
        distance.x.push_back(at.depth);
        distance.y.push_back(at.distance);
        distance.low.push_back(at.low);
        distance.high.push_back(at.high);
        floor.x.push_back(at.depth);
        floor.y.push_back(at.floor);
    }
    const bool hasFloor = std::ranges::any_of(floor.y, [](double value) { return !std::isnan(value); });
    plot.series.push_back(std::move(distance));
    if (hasFloor) {
        plot.series.push_back(std::move(floor));
    }
    return plot;
}

CompareProfiles compareProfiles(const ComparedRuns& runs, const RunComparison* comparison,
                                std::optional<double> depth)
{
    const QString median = Text::tr("Median of r");
    const QString range = Text::tr("Interquartile range of r");
    CompareProfiles profiles {
        .median =
            plotOverDepth(profileTitle(median, comparison, &RunComparison::medianCorrelation), median, depth),
        .range =
            plotOverDepth(profileTitle(range, comparison, &RunComparison::rangeCorrelation), range, depth)};
    addProfiles(profiles.median, runs, [](LineSeries& series, const LayerSummary* layer) {
        series.y.push_back(layer ? layer->rMedian : undefined);
        series.low.push_back(layer ? layer->jackknife.medianLow : undefined);
        series.high.push_back(layer ? layer->jackknife.medianHigh : undefined);
    });
    addProfiles(profiles.range, runs, [](LineSeries& series, const LayerSummary* layer) {
        series.y.push_back(layer ? layer->rUpperQuartile - layer->rLowerQuartile : undefined);
    });
    return profiles;
}

int rowAt(double depth, std::size_t numLayers)
{
    return numLayers > 1 ? static_cast<int>(std::lround(depth * static_cast<double>(numLayers - 1))) : 0;
}

std::array<double, 2> densitiesAt(const ComparedRuns& runs, double depth, double r)
{
    std::array<double, 2> densities {undefined, undefined};
    const std::array<DensityRows, 2> rows = densityRows(runs);
    for (std::size_t run = 0; run < rows.size(); ++run) {
        const DensityRows& density = rows.at(run);
        if (density.numColumns > 0 && r >= density.range.lower && r < density.range.upper) {
            const double column = (r - density.range.lower) / density.columnWidth();
            densities.at(run) = density.at(depth)[static_cast<std::size_t>(column)];
        }
    }
    return densities;
}

} // namespace bathyscope::ui
