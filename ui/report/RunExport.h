// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/ExportPlan.h"
#include "ui/runs/BackgroundJob.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <variant>

namespace bathyscope::ui {

/// A report into a file.
struct ReportOrder
{
    QString file;
};

/// All figures into a folder, which is made where it is missing; files of the same names are replaced.
struct FiguresOrder
{
    QString folder;
    FigureFormat format = FigureFormat::Png;
    FigureSize size;
    bool withCaptions = true; ///< in small print; the metadata say where a figure comes from either way
};

/// Hands runs on from the window: computes on the pool, draws one figure a turn of the event loop, encodes
/// and writes on the pool. GUI thread; one order at a time.
class RunExport final : public QObject
{
    Q_OBJECT

public:
    explicit RunExport(QObject* parent = nullptr);
    ~RunExport() override; ///< as cancel()

    void start(HandedOnRuns runs, std::variant<ReportOrder, FiguresOrder> order);

    /// Nothing more is drawn or emitted. A file that is being written is written whole; figures that have
    /// been written stay, a report is not begun.
    void cancel();
    [[nodiscard]] bool isRunning() const;

signals:
    void progressed(int numDrawn, int numFigures); ///< none of none while it is computed
    void finished(const QString& error); ///< one sentence, or empty on success

private:
    void drawNext();
    void writeReport();
    void end(const QString& error);

    std::variant<ReportOrder, FiguresOrder> m_order;
    ReportPlan m_plan; ///< of figures without a report: these alone
    std::vector<DrawnFigure> m_drawings; ///< of a report
    std::size_t m_numDrawn = 0;
    bool m_isRunning = false;
    QTimer m_turn;
    BackgroundJob<ReportPlan> m_planning;
    BackgroundJob<QString> m_writing; ///< an error sentence, or nothing
};

} // namespace bathyscope::ui
