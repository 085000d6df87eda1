// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/AnalysisController.h"

#include <utility>

namespace bathyscope::ui {

AnalysisController::AnalysisController(RunFunction run, QObject* parent)
    : QObject(parent)
    , m_worker(std::move(run), m_orders, m_messages)
{
    m_thread.setObjectName(QStringLiteral("analysis"));
    m_worker.moveToThread(&m_thread);
    connect(this, &AnalysisController::orderWaiting, &m_worker, &AnalysisWorker::work);
    connect(&m_worker, &AnalysisWorker::messageWaiting, this, &AnalysisController::takeMessage);
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
    if (m_orders.put({.runId = m_runId, .request = std::move(request), .stop = m_stop.get_token()})) {
        emit orderWaiting();
    }
    emit runStarted();
    emit snapshotChanged();
}

void AnalysisController::stop()
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_stop.request_stop();
}

bool AnalysisController::isRunning() const
{
    return m_isRunning;
}

std::shared_ptr<const AnalysisSnapshot> AnalysisController::snapshot() const
{
    return m_snapshot;
}

void AnalysisController::takeMessage()
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto message = m_messages.take();
    if (!message || !m_isRunning || message->runId != m_runId) {
        return; // of a run that is no longer the current one
    }
    m_isRunning = !message->hasEnded;
    if (message->snapshot) {
        m_snapshot = message->snapshot;
        emit snapshotChanged();
    }
    if (message->failure) {
        emit runFailed(*message->failure);
    } else if (message->hasEnded) {
        emit runFinished();
    }
}

} // namespace bathyscope::ui
