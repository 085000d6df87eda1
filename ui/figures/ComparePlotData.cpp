// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/ComparePlotData.h"

#include "core/analysis/RunInfo.h"
#include "core/findings/RunComparison.h"
#include "ui/figures/LayersPlotData.h"
#include "ui/plots/GridPoint.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

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

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ComparePlotData)
};

constexpr double layerTolerance = 1e-9; // of rounding, in layers

std::size_t numLayers(const HeatmapData& rows)
{
    return rows.rowNames.size();
}

std::span<const double> rowOf(const HeatmapData& rows, std::size_t layer)
{
    return std::span(rows.values).subspan(layer * rows.numColumns, rows.numColumns);
}

double columnWidth(const HeatmapData& rows)
{
    return (rows.xRange.upper - rows.xRange.lower) / static_cast<double>(rows.numColumns);
}

/// A row between two layers, linearly.
std::vector<double> rowAtDepth(const HeatmapData& rows, double depth)
{
    const double place = depth * static_cast<double>(numLayers(rows) - 1);
    const auto below = std::min(static_cast<std::size_t>(place + layerTolerance), numLayers(rows) - 1);
    const double share = place - static_cast<double>(below);
    if (share < layerTolerance || below + 1 == numLayers(rows)) {
        const auto exact = rowOf(rows, below);
        return {exact.begin(), exact.end()};
    }
    std::vector<double> between(rows.numColumns);
    std::ranges::transform(rowOf(rows, below), rowOf(rows, below + 1), between.begin(),
                           [share](double from, double to) { return std::lerp(from, to, share); });
    return between;
}

/// Densities of all layers of a run over the whole axis of r; without rows where none is finished.
HeatmapData densityRows(const AnalysisSnapshot& run, std::size_t numBins)
{
    return layersPlotData(
               run, {.value = DensityValue::Density, .range = CorrelationRange::Full, .numBins = numBins})
        .heatmap;
}

/// Columns at either end of all rows without a neuron, less one.
std::size_t emptyMargin(const HeatmapData& rows)
{
    std::size_t margin = rows.numColumns;
    for (std::size_t layer = 0; layer < numLayers(rows); ++layer) {
        const std::span<const double> row = rowOf(rows, layer);
        for (std::size_t column = 0; column < row.size(); ++column) {
            if (row[column] > 0) {
                margin = std::min({margin, column, row.size() - 1 - column});
            }
        }
    }
    return margin == 0 || margin == rows.numColumns ? 0 : margin - 1;
}

void crop(HeatmapData& rows, std::size_t margin)
{
    const auto border = [axis = rows.xRange, numColumns = rows.numColumns](std::size_t column) {
        return gridPoint(axis, numColumns, static_cast<double>(column));
    };
    const AxisRange kept {.lower = border(margin), .upper = border(rows.numColumns - margin)};
    const std::size_t numKept = rows.numColumns - 2 * margin;
    std::vector<double> values;
    values.reserve(numLayers(rows) * numKept);
    for (std::size_t layer = 0; layer < numLayers(rows); ++layer) {
        const auto row = rowOf(rows, layer).subspan(margin, numKept);
        values.insert(values.end(), row.begin(), row.end());
    }
    rows.values = std::move(values);
    rows.numColumns = numKept;
    rows.xRange = kept;
}

/// On one axis that holds every neuron of both; the coarser bins of the two. A run without a finished layer
/// has no rows.
std::array<HeatmapData, 2> densityRows(const ComparedRuns& runs)
{
    const auto bins = [](const AnalysisSnapshot& run) { return automaticBins(run.info->numNeurons()); };
    const std::size_t numBins = std::min(bins(*runs[0]), bins(*runs[1]));
    std::array<HeatmapData, 2> rows {densityRows(*runs[0], numBins), densityRows(*runs[1], numBins)};
    std::size_t margin = std::numeric_limits<std::size_t>::max();
    for (const HeatmapData& run : rows) {
        margin = run.rowNames.empty() ? margin : std::min(margin, emptyMargin(run));
    }
    for (HeatmapData& run : rows) {
        if (!run.rowNames.empty() && margin > 0) {
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

QString densityLabel(const ComparedRuns& runs)
{
    return worded(runs, Text::tr("Density of {neurons|dimensions} over r"));
}

/// Half a layer, as a relative depth.
double halfLayer(std::size_t layers)
{
    return layers > 1 ? 0.5 / static_cast<double>(layers - 1) : 0.5;
}

HeatmapData makeDifference(const std::array<HeatmapData, 2>& rows, const std::array<QString, 2>& names)
{
    if (rows[0].rowNames.empty() || rows[1].rowNames.empty()) {
        return {};
    }
    const std::size_t run = numLayers(rows[0]) <= numLayers(rows[1]) ? 0 : 1;
    const HeatmapData& shallower = rows.at(run);
    HeatmapData heatmap;
    //: %1 and %2 are names of runs
    heatmap.title = Text::tr("%1 less %2").arg(names[0], names[1]);
    heatmap.xLabel = correlationLabel();
    //: %1 is the name of a run
    heatmap.yLabel = Text::tr("Layer of %1").arg(names.at(run));
    heatmap.valueLabel = Text::tr("Difference of densities");
    heatmap.xRange = shallower.xRange;
    heatmap.numColumns = shallower.numColumns;
    heatmap.rowNames = shallower.rowNames;
    heatmap.scale = ColorScale::Diverging;
    heatmap.values.reserve(shallower.values.size());
    for (std::size_t layer = 0; layer < numLayers(shallower); ++layer) {
        const double depth = relativeDepth(static_cast<double>(layer), numLayers(shallower));
        const std::vector<double> first = rowAtDepth(rows[0], depth);
        const std::vector<double> second = rowAtDepth(rows[1], depth);
        std::ranges::transform(first, second, std::back_inserter(heatmap.values), std::minus());
    }
    return heatmap;
}

} // namespace

std::array<QString, 2> comparedNames(const ComparedRuns& runs)
{
    std::array<QString, 2> names;
    std::ranges::transform(runs, names.begin(), [](const auto& run) {
        if (!run->name.empty()) {
            return QString::fromStdString(run->name);
        }
        const QString model = QString::fromStdString(run->info->modelName);
        //: name of a model whose weights are random
        return run->info->hasRandomWeights ? Text::tr("%1, random weights").arg(model) : model;
    });
    const auto tellApartBy = [&names, &runs](auto&& part) {
        const std::array<QString, 2> parts {part(*runs[0]->info), part(*runs[1]->info)};
        if (names[0] == names[1] && parts[0] != parts[1]) {
            for (std::size_t run = 0; run < runs.size(); ++run) {
                //: a run: %1 its model, %2 what it does not share with another run of that model
                names.at(run) = Text::tr("%1 · %2").arg(names.at(run), parts.at(run));
            }
        }
    };
    tellApartBy([](const RunInfo& info) { return QString::fromStdString(info.textName); });
    tellApartBy([](const RunInfo& info) { return hookName(info.hook); });
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
    const std::array<QString, 2> names = comparedNames(runs);
    CompareHeatmaps heatmaps {.runs = densityRows(runs), .difference = {}};
    heatmaps.difference = makeDifference(heatmaps.runs, names);
    const double top = std::max(largest(heatmaps.runs[0].values), largest(heatmaps.runs[1].values));
    const double edge =
        std::max(halfLayer(runs[0]->layers.size()), halfLayer(runs[1]->layers.size())); // as a depth
    for (std::size_t run = 0; run < runs.size(); ++run) {
        HeatmapData& heatmap = heatmaps.runs.at(run);
        heatmap.title = names.at(run);
        heatmap.xLabel = correlationLabel();
        heatmap.yLabel = layerAxis(*runs.at(run));
        heatmap.valueLabel = densityLabel(runs);
        heatmap.topValue = top;
        heatmap.outerRows = edge / halfLayer(runs.at(run)->layers.size()) / 2 - 0.5;
    }
    return heatmaps;
}

LinePlotData compareDensities(const CompareHeatmaps& heatmaps, double depth)
{
    LinePlotData plot;
    //: %1 is a relative depth, 0 to 1
    plot.title = Text::tr("At relative depth %1").arg(fixedText(depth, 2));
    plot.xLabel = correlationLabel();
    plot.yLabel = heatmaps.runs[0].valueLabel;
    for (std::size_t run = 0; run < heatmaps.runs.size(); ++run) {
        const HeatmapData& rows = heatmaps.runs.at(run);
        if (rows.rowNames.empty()) {
            continue;
        }
        LineSeries series {.id = static_cast<int>(run),
                           .name = rows.title,
                           .depth = comparedRunColors.at(run),
                           .x = {},
                           .y = rowAtDepth(rows, depth)};
        if (std::isnan(series.y.front())) {
            continue;
        }
        plot.xRange = rows.xRange;
        series.x.reserve(rows.numColumns);
        for (std::size_t column = 0; column < rows.numColumns; ++column) {
            series.x.push_back(gridPoint(rows.xRange, rows.numColumns, static_cast<double>(column) + 0.5));
        }
        plot.series.push_back(std::move(series));
    }
    return plot;
}

std::array<double, 2> densitiesAt(const CompareHeatmaps& heatmaps, double depth, double r)
{
    std::array<double, 2> densities {undefined, undefined};
    for (std::size_t run = 0; run < heatmaps.runs.size(); ++run) {
        const HeatmapData& rows = heatmaps.runs.at(run);
        if (!rows.rowNames.empty() && r >= rows.xRange.lower && r < rows.xRange.upper) {
            const double column = (r - rows.xRange.lower) / columnWidth(rows);
            densities.at(run) = rowAtDepth(rows, depth)[static_cast<std::size_t>(column)];
        }
    }
    return densities;
}

int rowAt(double depth, std::size_t layers)
{
    return layers > 1 ? static_cast<int>(std::lround(depth * static_cast<double>(layers - 1))) : 0;
}

} // namespace bathyscope::ui
