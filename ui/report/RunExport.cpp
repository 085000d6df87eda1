// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/RunExport.h"

#include "core/support/AtomicFile.h"
#include "ui/figures/SavedFigure.h"
#include "ui/report/HtmlReport.h"

#include <QDir>

#include <filesystem>
#include <utility>

namespace bathyscope::ui {

RunExport::RunExport(QObject* parent)
    : QObject(parent)
    , m_planning(
          [this](ReportPlan plan) {
              m_plan = std::move(plan);
              m_turn.start();
          },
          [this](const RunFailure& failure) { end(failure.detail); })
    , m_writing(
          [this](const QString& error) {
              const bool isLast = m_numDrawn == m_plan.figures.size();
              if (!error.isEmpty() || isLast) {
                  end(error);
              } else {
                  m_turn.start();
              }
          },
          [this](const RunFailure& failure) { end(failure.detail); })
{
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &RunExport::drawNext);
}

RunExport::~RunExport() = default;

void RunExport::start(HandedOnRuns runs, std::variant<ReportOrder, FiguresOrder> order)
{
    cancel();
    m_order = std::move(order);
    m_numDrawn = 0;
    m_isRunning = true;
    emit progressed(0, 0);
    const auto* const figures = std::get_if<FiguresOrder>(&m_order);
    m_planning.start([runs = std::move(runs), size = figures ? std::optional(figures->size) : std::nullopt,
                      folder = figures ? figures->folder : QString()](const std::stop_token& /*stop*/) {
        if (!size) {
            return planReport(runs);
        }
        ReportPlan plan;
        plan.figures = planFigures(runs, *size);
        QDir().mkpath(folder); // where that fails, the first figure says so
        return plan;
    });
}

void RunExport::cancel()
{
    m_planning.cancel();
    m_writing.cancel();
    m_turn.stop();
    m_plan = {};
    m_drawings.clear();
    m_isRunning = false;
}

bool RunExport::isRunning() const
{
    return m_isRunning;
}

void RunExport::drawNext()
{
    const auto* const order = std::get_if<FiguresOrder>(&m_order);
    if (m_numDrawn == m_plan.figures.size()) {
        writeReport();
        return;
    }
    const PlannedFigure& figure = m_plan.figures[m_numDrawn++];
    if (order) {
        DrawnFigure drawn = drawFigure(figure.data, order->format, figure.size,
                                       order->withCaptions ? figure.caption : QString(), figure.provenance);
        const QString path =
            QDir(order->folder).filePath(figure.name + QLatin1Char('.') + figureSuffix(order->format));
        m_writing.start([drawn = std::move(drawn), path](const std::stop_token& /*stop*/) {
            saveFigure(drawn, path.toStdString());
            return QString();
        });
    } else {
        m_drawings.push_back(drawFigure(figure.data, FigureFormat::Svg, figure.size, {}, {}));
        m_turn.start();
    }
    emit progressed(static_cast<int>(m_numDrawn), static_cast<int>(m_plan.figures.size()));
}

void RunExport::writeReport()
{
    const QString file = std::get<ReportOrder>(m_order).file;
    m_writing.start([plan = m_plan, drawings = std::move(m_drawings), file](const std::stop_token& stop) {
        AtomicFile out(std::filesystem::path(file.toStdString()));
        out.write(htmlReport(plan, drawings).toStdString());
        if (!stop.stop_requested()) {
            out.commit();
        }
        return QString();
    });
    m_drawings.clear();
}

void RunExport::end(const QString& error)
{
    cancel();
    emit finished(error);
}

} // namespace bathyscope::ui
