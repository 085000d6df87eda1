// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RunPlots.h"

#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/views/CompareDepthPlotData.h"
#include "ui/views/ComparePlotData.h"
#include "ui/views/ConfoundPlotData.h"
#include "ui/views/HistogramPlotData.h"
#include "ui/views/LayersPlotData.h"
#include "ui/views/LengthPlotData.h"
#include "ui/views/RunCaption.h"
#include "ui/views/ZonesPlotData.h"

#include <QApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <memory>

namespace bathyscope::ui {

namespace {

constexpr std::array<std::string_view, 6> plotNames {"density", "heatmap",  "histogram",
                                                     "tuning",  "confound", "zones"};

constexpr std::array<std::string_view, 8> comparedPlotNames {
    "heatmap", "difference", "density", "distance", "profiles", "zones", "modality", "confound"};

/// What Qt says of its surroundings, a missing XDG_RUNTIME_DIR for instance, is not for the user's eyes.
void logQtMessage(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    const bool isSerious = type == QtCriticalMsg || type == QtFatalMsg;
    logger("qt")->log(isSerious ? spdlog::level::err : spdlog::level::debug, "{}", message.toStdString());
}

/// Qt for drawing into files: no display, and numbers as in the other files that are written.
class OffscreenApplication
{
public:
    OffscreenApplication()
    {
        if (QCoreApplication::instance() == nullptr) {
            qputenv("QT_QPA_PLATFORM", "offscreen");
            qInstallMessageHandler(logQtMessage);
            QLocale::setDefault(QLocale::c());
            m_application = std::make_unique<QApplication>(m_numArguments, m_arguments.data());
        }
    }

private:
    std::array<char, 11> m_name {"bathyscope"};
    std::array<char*, 2> m_arguments {m_name.data(), nullptr};
    int m_numArguments = 1;
    std::unique_ptr<QApplication> m_application;
};

LayersPlotData layersOf(const RunPlotRequest& request)
{
    LayersOptions options;
    if (request.layer) {
        options.firstLayer = *request.layer;
        options.lastLayer = *request.layer;
    }
    return layersPlotData(request.run, options);
}

std::unique_ptr<PlotWidget> makePlot(const RunPlotRequest& request)
{
    if (request.plot == "density") {
        auto plot = std::make_unique<LinePlot>();
        plot->setData(layersOf(request).lines);
        return plot;
    }
    if (request.plot == "heatmap") {
        auto plot = std::make_unique<HeatmapPlot>();
        plot->setData(layersOf(request).heatmap);
        return plot;
    }
    const std::optional<int> selected =
        request.layer ? std::optional(static_cast<int>(*request.layer)) : std::nullopt;
    if (request.plot == "tuning") {
        auto plot = std::make_unique<LinePlot>();
        const LinePlotData curves = lengthPlotData(request.run, selected, true);
        if (curves.series.empty()) {
            throw Error(
                ErrorKind::InvalidRequest,
                "All tokens of the run are equally long, or no neuron varies: there is no tuning to draw.");
        }
        plot->setData(curves);
        return plot;
    }
    if (request.plot == "confound") {
        auto plot = std::make_unique<LinePlot>();
        plot->setData(confoundLines(request.run, frequencyControls(request.run), selected));
        return plot;
    }
    if (request.plot == "zones") {
        auto plot = std::make_unique<LinePlot>();
        plot->setData(zonesPlotData(request.run, selected).median);
        return plot;
    }
    auto plot = std::make_unique<HistogramPlot>();
    const std::size_t layer = layerInView(request.run, selected).value();
    plot->setData(groupHistogramPlotData(request.run, layer, {}).histogram);
    return plot;
}

template <class Plot, class Data>
std::unique_ptr<PlotWidget> plotOf(const Data& data)
{
    auto plot = std::make_unique<Plot>();
    plot->setData(data);
    return plot;
}

/// One plot, or two beside each other.
struct ComparisonFigure
{
    std::unique_ptr<PlotWidget> left;
    std::unique_ptr<PlotWidget> right {};
};

ComparisonFigure makeComparison(const ComparisonPlotRequest& request)
{
    const ComparedRuns& runs = request.runs;
    const RunComparison& comparison = request.comparison;
    if (request.plot == "heatmap") {
        const CompareHeatmaps heatmaps = compareHeatmaps(runs);
        return {.left = plotOf<HeatmapPlot>(heatmaps.runs[0]),
                .right = plotOf<HeatmapPlot>(heatmaps.runs[1])};
    }
    if (request.plot == "difference") {
        return {.left = plotOf<HeatmapPlot>(compareHeatmaps(runs).difference)};
    }
    if (request.plot == "density") {
        return {.left = plotOf<LinePlot>(
                    compareDensities(compareHeatmaps(runs), furthestApart(comparison)->depth))};
    }
    if (request.plot == "profiles") {
        const CompareProfiles profiles = compareProfiles(runs, &comparison, std::nullopt);
        return {.left = plotOf<LinePlot>(profiles.median), .right = plotOf<LinePlot>(profiles.range)};
    }
    if (request.plot == "zones") {
        const std::array<LinePlotData, 2> zones = compareZones(runs, std::nullopt);
        return {.left = plotOf<LinePlot>(zones[0]), .right = plotOf<LinePlot>(zones[1])};
    }
    if (request.plot == "modality") {
        return {.left = plotOf<LinePlot>(comparePeaks(runs, {}, std::nullopt))};
    }
    if (request.plot == "confound") {
        const CompareFrequency frequency =
            compareFrequency(comparison, runs, LengthCorrelation::GivenFrequency, std::nullopt);
        ComparisonFigure figure {.left = plotOf<LinePlot>(frequency.median)};
        if (!frequency.beyond.series.empty()) {
            figure.right = plotOf<LinePlot>(frequency.beyond);
        }
        return figure;
    }
    return {.left = plotOf<LinePlot>(compareDistance(comparison, runs, std::nullopt))};
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
    const auto figure = makeComparison(request);
    const QString path = QString::fromStdString(request.out.string());
    const QSize size(request.width, request.height);
    const QString caption = runCaption(*request.runs[0]) + QLatin1Char('\n') + runCaption(*request.runs[1]);
    const QString failure = figure.right
        ? PlotWidget::exportSideBySide(*figure.left, *figure.right, path, size, caption)
        : figure.left->exportImage(path, size, caption);
    if (!failure.isEmpty()) {
        throw Error(ErrorKind::FileUnwritable, failure.toStdString());
    }
}

void exportRunPlot(const RunPlotRequest& request)
{
    if (request.run.numFinished() == 0) {
        throw Error(ErrorKind::InvalidRequest,
                    "The run was stopped before its first layer was finished: there is "
                    "nothing to draw.");
    }
    const OffscreenApplication application;
    const QString failure =
        makePlot(request)->exportImage(QString::fromStdString(request.out.string()),
                                       QSize(request.width, request.height), runCaption(request.run));
    if (!failure.isEmpty()) {
        throw Error(ErrorKind::FileUnwritable, failure.toStdString());
    }
}

} // namespace bathyscope::ui
