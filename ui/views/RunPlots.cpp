// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RunPlots.h"

#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/plots/LinePlot.h"
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

constexpr std::array<std::string_view, 4> comparedPlotNames {"heatmap", "difference", "density", "distance"};

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
            throw Error(ErrorKind::InvalidRequest,
                        "All tokens of the run are equally long, or nothing varies with them: there is no "
                        "tuning to draw.");
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
    const QString path = QString::fromStdString(request.out.string());
    const QSize size(request.width, request.height);
    const QString caption = runCaption(*request.runs[0]) + QLatin1Char('\n') + runCaption(*request.runs[1]);
    QString failure;
    if (request.plot == "heatmap" || request.plot == "difference") {
        const CompareHeatmaps heatmaps = compareHeatmaps(request.runs);
        const bool areBoth = request.plot == "heatmap";
        HeatmapPlot first;
        first.setData(areBoth ? heatmaps.runs[0] : heatmaps.difference);
        HeatmapPlot second;
        second.setData(heatmaps.runs[1]);
        failure = areBoth ? PlotWidget::exportSideBySide(first, second, path, size, caption)
                          : first.exportImage(path, size, caption);
    } else {
        const double furthest =
            std::ranges::max_element(request.comparison.depths, {}, &DepthComparison::distance)->depth;
        LinePlot plot;
        plot.setData(request.plot == "density"
                         ? compareDensities(request.runs, furthest)
                         : compareDistance(request.comparison, request.runs, std::nullopt));
        failure = plot.exportImage(path, size, caption);
    }
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
