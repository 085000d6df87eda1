// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunObserver.h"
#include "ui/runs/AnalysisWorker.h"
#include "ui/runs/Mailbox.h"
#include "ui/runs/RunFailure.h"

#include <QObject>
#include <QThread>

#include <cstdint>
#include <memory>
#include <stop_token>

namespace bathyscope::ui {

/// GUI thread: owns the worker thread, starts and stops runs, keeps the latest snapshot. Messages of a run
/// that is no longer the current one are dropped. The destructor requests a stop and waits.
class AnalysisController final : public QObject
{
    Q_OBJECT

public:
    explicit AnalysisController(RunFunction run, QObject* parent = nullptr);
    ~AnalysisController() override;

    /// Starts a run; the previous snapshot is forgotten. Must not be called while one is running.
    void start(AnalysisRequest request);

    /// Asks the run to stop; runFinished follows within 200 ms.
    void stop();

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] std::shared_ptr<const AnalysisSnapshot> snapshot() const; ///< null before the first

signals:
    void runStarted();
    void snapshotChanged();
    void runFinished(); ///< completed or stopped; snapshot() says which
    void runFailed(const bathyscope::ui::RunFailure& failure);

    void orderWaiting(); ///< to the worker

private:
    void takeMessage();

    Mailbox<RunOrder> m_orders;
    Mailbox<RunMessage> m_messages;
    AnalysisWorker m_worker; ///< lives on m_thread
    QThread m_thread;
    std::stop_source m_stop; ///< of the current run
    std::uint64_t m_runId = 0;
    bool m_isRunning = false;
    std::shared_ptr<const AnalysisSnapshot> m_snapshot;
};

} // namespace bathyscope::ui
