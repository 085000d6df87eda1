// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/AnalysisWorker.h"

#include "ui/SnapshotMailbox.h"

#include <QThread>

#include <utility>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

namespace bathyscope::ui {

namespace {

/// Posts what a run publishes, with the run's id.
class Publisher final : public RunObserver
{
public:
    Publisher(AnalysisWorker& worker, SnapshotMailbox& mailbox, std::uint64_t runId)
        : m_worker(worker)
        , m_mailbox(mailbox)
        , m_runId(runId)
    {
    }

    void snapshotPublished(std::shared_ptr<const AnalysisSnapshot> snapshot) override
    {
        if (m_mailbox.put({.runId = m_runId, .snapshot = std::move(snapshot)})) {
            emit m_worker.snapshotWaiting();
        }
    }

private:
    AnalysisWorker& m_worker;
    SnapshotMailbox& m_mailbox;
    std::uint64_t m_runId;
};

} // namespace

AnalysisWorker::AnalysisWorker(RunFunction run, SnapshotMailbox& mailbox)
    : m_run(std::move(run))
    , m_mailbox(mailbox)
{
}

AnalysisWorker::~AnalysisWorker() = default;

void AnalysisWorker::lowerPriority() const
{
    Q_ASSERT(thread() == QThread::currentThread());
#ifdef Q_OS_LINUX
    // QThread's priorities do nothing under Linux's usual scheduler. Niceness is a thread's own there, and
    // the OpenMP threads inherit it from this one.
    constexpr int niceness = 5;
    setpriority(PRIO_PROCESS, 0, niceness);
#endif
}

void AnalysisWorker::run(std::uint64_t runId, const AnalysisRequest& request, const std::stop_token& stop)
{
    Q_ASSERT(thread() == QThread::currentThread());
    try {
        Publisher publisher(*this, m_mailbox, runId);
        emit finished(runId, m_run(request, stop, publisher));
    } catch (...) {
        emit failed(runId, currentFailure());
    }
}

} // namespace bathyscope::ui
