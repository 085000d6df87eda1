// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/RunPlots.h"

#include "core/support/Error.h"
#include "ui/figures/CompareDepthPlotData.h"
#include "ui/figures/ComparePlotData.h"
#include "ui/figures/ConfoundPlotData.h"
#include "ui/figures/HistogramPlotData.h"
#include "ui/figures/LayersPlotData.h"
#include "ui/figures/LengthPlotData.h"
#include "ui/figures/SavedFigure.h"
#include "ui/figures/ZonesPlotData.h"
#include "ui/look/OffscreenApplication.h"
#include "ui/plots/PlotFigure.h"
#include "ui/words/RunCaption.h"
#include "ui/words/RunProvenance.h"

#include <array>
#include <optional>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr std::array<std::string_view, 6> plotNames {"density", "heatmap",  "histogram",
                                                     "tuning",  "confound", "zones"};

constexpr std::array<std::string_view, 8> comparedPlotNames {
    "heatmap", "difference", "density", "distance", "profiles", "zones", "modality", "confound"};

LayersPlotData layersOf(const RunPlotRequest& request)
{
    LayersOptions options;
    if (request.layer) {
        options.firstLayer = *request.layer;
        options.lastLayer = *request.layer;
    }
    return layersPlotData(request.run, options);
}

FigureData dataOf(const RunPlotRequest& request)
{
    const std::optional<int> selected =
        request.layer ? std::optional(static_cast<int>(*request.layer)) : std::nullopt;
    if (request.plot == "density") {
        return layersOf(request).lines;
    }
    if (request.plot == "heatmap") {
        return layersOf(request).heatmap;
    }
    if (request.plot == "tuning") {
        LinePlotData curves = lengthPlotData(request.run, selected, true);
        if (curves.series.empty()) {
            throw Error(ErrorKind::InvalidRequest,
                        "All tokens of the run are equally long, or nothing varies with them: there is no "
                        "tuning to draw.");
        }
        return curves;
    }
    if (request.plot == "confound") {
        return confoundLines(request.run, frequencyControls(request.run), selected);
    }
    if (request.plot == "zones") {
        return zonesPlotData(request.run, selected).median;
    }
    const std::size_t layer = layerInView(request.run, selected).value();
    return groupHistogramPlotData(request.run, layer, {}).histogram;
}

FigureData dataOf(const ComparisonPlotRequest& request)
{
    const ComparedRuns& runs = request.runs;
    const RunComparison& comparison = request.comparison;
    if (request.plot == "heatmap") {
        return compareHeatmaps(runs).runs;
    }
    if (request.plot == "difference") {
        return compareHeatmaps(runs).difference;
    }
    if (request.plot == "density") {
        return compareDensities(compareHeatmaps(runs), furthestApart(comparison)->depth);
    }
    if (request.plot == "profiles") {
        CompareProfiles profiles = compareProfiles(runs, &comparison, std::nullopt);
        return std::array {std::move(profiles.median), std::move(profiles.range)};
    }
    if (request.plot == "zones") {
        return compareZones(runs, std::nullopt);
    }
    if (request.plot == "modality") {
        return comparePeaks(runs, {}, std::nullopt);
    }
    if (request.plot == "confound") {
        CompareFrequency frequency =
            compareFrequency(comparison, runs, LengthCorrelation::GivenFrequency, std::nullopt);
        if (frequency.beyond.series.empty()) {
            return std::move(frequency.median);
        }
        return std::array {std::move(frequency.median), std::move(frequency.beyond)};
    }
    return compareDistance(comparison, runs, std::nullopt);
}

template <class Request>
void write(const Request& request, const QString& caption, const QString& provenance)
{
    const std::optional<FigureFormat> format =
        figureFormat(QLatin1Char('.') + QString::fromStdString(request.format));
    if (!format) {
        throw Error(ErrorKind::InvalidRequest,
                    "A picture is a png, svg or pdf, and " + request.format + " was asked for.");
    }
    saveFigure(drawFigure(dataOf(request), *format, request.size, caption, provenance), request.out);
}

} // namespace

std::span<const std::string_view> runPlotNames()
{
    return plotNames;
}

std::span<const std::string_view> comparisonPlotNames()
{
    return comparedPlotNames;
}

void exportComparisonPlot(const ComparisonPlotRequest& request)
{
    if (request.comparison.depths.empty()) {
        throw Error(ErrorKind::InvalidRequest,
                    "The runs have no finished layers at one relative depth: there is nothing to compare.");
    }
    const OffscreenApplication application;
    write(request, runCaption(*request.runs[0]) + QLatin1Char('\n') + runCaption(*request.runs[1]),
          runProvenance(*request.runs[0]) + QLatin1Char('\n') + runProvenance(*request.runs[1]));
}

void exportRunPlot(const RunPlotRequest& request)
{
    if (request.run.numFinished() == 0) {
        throw Error(ErrorKind::InvalidRequest,
                    "The run was stopped before its first layer was finished: there is "
                    "nothing to draw.");
    }
    const OffscreenApplication application;
    write(request, runCaption(request.run), runProvenance(request.run));
}

} // namespace bathyscope::ui
