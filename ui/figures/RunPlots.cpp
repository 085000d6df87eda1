// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/RunPlots.h"

#include "core/support/Error.h"
#include "ui/figures/ConfoundPlotData.h"
#include "ui/figures/HistogramPlotData.h"
#include "ui/figures/LayersPlotData.h"
#include "ui/figures/LengthPlotData.h"
#include "ui/figures/RunFigures.h"
#include "ui/figures/SavedFigure.h"
#include "ui/figures/ZonesPlotData.h"
#include "ui/look/OffscreenApplication.h"
#include "ui/plots/PlotFigure.h"
#include "ui/words/RunCaption.h"
#include "ui/words/RunProvenance.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace bathyscope::ui {

namespace {

constexpr std::array<std::string_view, 6> plotNames {"density", "heatmap",  "histogram",
                                                     "tuning",  "confound", "zones"};

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
    const ComparisonFigure* const figure = findComparisonFigure(request.plot);
    if (!figure) {
        throw Error(ErrorKind::InvalidRequest, "There is no plot " + request.plot + " of two runs.");
    }
    return figure->data(request.runs, request.comparison);
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
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> ids;
        std::ranges::transform(comparisonCatalogue(), std::back_inserter(ids), &ComparisonFigure::id);
        return ids;
    }();
    return names;
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
