// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunObserver.h"
#include "ui/RunFailure.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

namespace bathyscope::ui {

class SnapshotMailbox;

/// What runs: core's runAnalysis, or a scripted one in tests.
using RunFunction = std::function<std::shared_ptr<const AnalysisSnapshot>(
    const AnalysisRequest&, const std::stop_token&, RunObserver&)>;

/// Lives on the analysis thread: everything that a run creates is created, used and destroyed there. Every
/// message names its run.
class AnalysisWorker final : public QObject
{
    Q_OBJECT

public:
    /// The mailbox must outlive the worker.
    AnalysisWorker(RunFunction run, SnapshotMailbox& mailbox);
    ~AnalysisWorker() override;

    /// Gives way to the GUI: this thread, and those that it starts, at a lower priority.
    void lowerPriority() const;

    /// Blocking; on the analysis thread. Emits finished or failed, once.
    void run(std::uint64_t runId, const AnalysisRequest& request, const std::stop_token& stop);

signals:
    void snapshotWaiting(); ///< in the mailbox
    void finished(std::uint64_t runId, const std::shared_ptr<const bathyscope::AnalysisSnapshot>& last);
    void failed(std::uint64_t runId, const bathyscope::ui::RunFailure& failure);

private:
    RunFunction m_run;
    SnapshotMailbox& m_mailbox;
};

} // namespace bathyscope::ui
