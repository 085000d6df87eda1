// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/AnalysisWorker.h"

#include <QThread>

#include <utility>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace bathyscope::ui {

namespace {

/// Hands on what a run publishes.
class Publisher final : public RunObserver
{
public:
    explicit Publisher(std::function<void(const std::shared_ptr<const AnalysisSnapshot>&)> publish)
        : m_publish(std::move(publish))
    {
    }

    void snapshotPublished(std::shared_ptr<const AnalysisSnapshot> snapshot) override
    {
        m_latest = std::move(snapshot);
        m_publish(m_latest);
    }

    [[nodiscard]] const std::shared_ptr<const AnalysisSnapshot>& latest() const
    {
        return m_latest;
    }

private:
    std::function<void(const std::shared_ptr<const AnalysisSnapshot>&)> m_publish;
    std::shared_ptr<const AnalysisSnapshot> m_latest;
};

/// This thread, and those that it starts, at a lower priority than the GUI's, so that painting stays smooth.
void giveWay()
{
#ifdef Q_OS_LINUX
    // QThread's priorities do nothing under Linux's usual scheduler. Niceness is a thread's own there, and
    // the OpenMP threads inherit it from this one. The process's id is also the GUI thread's.
    constexpr int step = 5;
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, static_cast<id_t>(getpid())) + step);
#endif
}

} // namespace

AnalysisWorker::AnalysisWorker(RunFunction run, Mailbox<RunOrder>& orders, Mailbox<RunMessage>& messages)
    : m_run(std::move(run))
    , m_orders(orders)
    , m_messages(messages)
{
}

AnalysisWorker::~AnalysisWorker() = default;

void AnalysisWorker::work()
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto order = m_orders.take();
    if (!order) {
        return;
    }
    giveWay();
    Publisher publisher(
        [this, runId = order->runId](const std::shared_ptr<const AnalysisSnapshot>& snapshot) {
            post({.runId = runId, .snapshot = snapshot, .hasEnded = false, .failure = std::nullopt});
        });
    RunMessage last {.runId = order->runId, .snapshot = nullptr, .hasEnded = true, .failure = std::nullopt};
    try {
        last.snapshot = m_run(order->request, order->stop, publisher);
    } catch (...) {
        last.snapshot = publisher.latest(); // finished layers stay valid
        last.failure = currentFailure();
    }
    post(std::move(last));
}

void AnalysisWorker::post(RunMessage message)
{
    if (m_messages.put(std::move(message))) {
        emit messageWaiting();
    }
}

} // namespace bathyscope::ui
