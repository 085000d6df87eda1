// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunObserver.h"
#include "ui/runs/Mailbox.h"
#include "ui/runs/RunFailure.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace bathyscope::ui {

/// What runs: core's runAnalysis, or a scripted one in tests.
using RunFunction = std::function<std::shared_ptr<const AnalysisSnapshot>(
    const AnalysisRequest&, const std::stop_token&, RunObserver&)>;

/// What the controller sends to the analysis thread.
struct RunOrder
{
    std::uint64_t runId = 0;
    AnalysisRequest request;
    std::stop_token stop;
};

/// What comes back: the newest picture of a run, and whether the run has ended with it. The last message of a
/// run is followed by none before the next order, so nothing replaces it.
struct RunMessage
{
    std::uint64_t runId = 0;
    std::shared_ptr<const AnalysisSnapshot> snapshot; ///< null where a run failed before its first
    bool hasEnded = false;
    std::optional<RunFailure> failure; ///< of a run that has ended
};

/// Lives on the analysis thread: everything that a run creates is created, used and destroyed there.
class AnalysisWorker final : public QObject
{
    Q_OBJECT

public:
    /// The mailboxes must outlive the worker.
    AnalysisWorker(RunFunction run, Mailbox<RunOrder>& orders, Mailbox<RunMessage>& messages);
    ~AnalysisWorker() override;

    /// Runs the order that waits, if there is one. Blocking; on the analysis thread, whose priority it
    /// lowers.
    void work();

signals:
    void messageWaiting();

private:
    void post(RunMessage message);

    RunFunction m_run;
    Mailbox<RunOrder>& m_orders;
    Mailbox<RunMessage>& m_messages;
};

} // namespace bathyscope::ui
