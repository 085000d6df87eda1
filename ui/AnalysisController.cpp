// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/AnalysisController.h"

#include <utility>

namespace bathyscope::ui {

AnalysisController::AnalysisController(RunFunction run, QObject* parent)
    : QObject(parent)
    , m_worker(std::move(run), m_mailbox)
{
    m_thread.setObjectName(QStringLiteral("analysis"));
    m_worker.moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, &m_worker, &AnalysisWorker::lowerPriority);
    connect(&m_worker, &AnalysisWorker::snapshotWaiting, this, &AnalysisController::takeSnapshot);
    connect(&m_worker, &AnalysisWorker::finished, this, &AnalysisController::finish);
    connect(&m_worker, &AnalysisWorker::failed, this, &AnalysisController::fail);
    m_thread.start();
}

AnalysisController::~AnalysisController()
{
    m_stop.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void AnalysisController::start(AnalysisRequest request)
{
    Q_ASSERT(thread() == QThread::currentThread());
    Q_ASSERT(!m_isRunning);
    ++m_runId;
    m_stop = std::stop_source();
    m_isRunning = true;
    m_snapshot = nullptr;
    QMetaObject::invokeMethod(
        &m_worker,
        [worker = &m_worker, runId = m_runId, request = std::move(request), stop = m_stop.get_token()] {
            worker->run(runId, request, stop);
        },
        Qt::QueuedConnection);
    emit runStarted();
    emit snapshotChanged();
}

void AnalysisController::stop()
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_stop.request_stop();
}

void AnalysisController::show(std::shared_ptr<const AnalysisSnapshot> finished)
{
    Q_ASSERT(thread() == QThread::currentThread());
    Q_ASSERT(!m_isRunning);
    m_snapshot = std::move(finished);
    emit snapshotChanged();
}

bool AnalysisController::isRunning() const
{
    return m_isRunning;
}

std::shared_ptr<const AnalysisSnapshot> AnalysisController::snapshot() const
{
    return m_snapshot;
}

void AnalysisController::takeSnapshot()
{
    auto message = m_mailbox.take();
    // Empty or of an earlier run: the end of a run has overtaken it.
    if (message && m_isRunning && message->runId == m_runId) {
        m_snapshot = std::move(message->snapshot);
        emit snapshotChanged();
    }
}

void AnalysisController::finish(std::uint64_t runId, const std::shared_ptr<const AnalysisSnapshot>& last)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (runId != m_runId || !m_isRunning) {
        return;
    }
    m_isRunning = false;
    m_snapshot = last;
    emit snapshotChanged();
    emit runFinished();
}

void AnalysisController::fail(std::uint64_t runId, const RunFailure& failure)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (runId != m_runId || !m_isRunning) {
        return;
    }
    m_isRunning = false;
    emit runFailed(failure);
}

} // namespace bathyscope::ui
