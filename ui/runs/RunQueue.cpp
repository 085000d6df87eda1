// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/RunQueue.h"

#include "core/support/VisibleText.h"
#include "ui/runs/AnalysisController.h"
#include "ui/runs/JournalKeeper.h"
#include "ui/runs/RunLibrary.h"

#include <QMetaObject>

#include <string>
#include <utility>
#include <variant>

namespace bathyscope::ui {

namespace {

QString shownName(const std::string& name)
{
    return QString::fromStdString(visibleText(name));
}

} // namespace

RunQueue::RunQueue(AnalysisController& controller, RunLibrary& library, JournalKeeper& journals,
                   QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_library(library)
    , m_journals(journals)
{
    connect(&m_controller, &AnalysisController::snapshotChanged, this,
            [this] { m_library.update(m_controller.snapshot()); });
    // The next one begins when everybody has heard of the end.
    const auto end = [this](bool hasFailed) {
        m_library.end(hasFailed);
        QMetaObject::invokeMethod(this, &RunQueue::beginNext, Qt::QueuedConnection);
    };
    connect(&m_controller, &AnalysisController::runFinished, this, [end] { end(false); });
    connect(&m_controller, &AnalysisController::runFailed, this, [end] { end(true); });
    connect(&m_library, &RunLibrary::runsChanged, this, &RunQueue::follow);
}

int RunQueue::add(AnalysisRequest request)
{
    const auto* document = std::get_if<Document>(&request.text);
    const int id =
        m_library.enqueue(shownName(request.modelName), document ? shownName(document->name) : QString());
    m_requests.emplace(id, request);
    if (!m_isHeld && !hasWork()) {
        m_library.show(id);
    }
    enqueue(id, std::move(request));
    return id;
}

void RunQueue::goOn(int id, AnalysisRequest continuation)
{
    m_library.enqueue(id);
    enqueue(id, std::move(continuation));
}

void RunQueue::enqueue(int id, AnalysisRequest request)
{
    m_waiting.emplace_back(id, std::move(request));
    beginNext();
}

void RunQueue::withdrawAll()
{
    for (const auto& [id, request] : std::exchange(m_waiting, {})) {
        const LibraryRun* run = m_library.run(id);
        if (run && run->snapshot) {
            m_library.withdraw(id);
        } else {
            m_library.remove(id);
        }
    }
}

void RunQueue::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    beginNext();
}

bool RunQueue::hasWork() const
{
    return m_controller.isRunning() || !m_waiting.empty();
}

const AnalysisRequest* RunQueue::request(int id) const
{
    const auto found = m_requests.find(id);
    return found != m_requests.end() ? &found->second : nullptr;
}

void RunQueue::beginNext()
{
    if (m_isHeld || m_controller.isRunning() || m_waiting.empty()) {
        return;
    }
    auto [id, request] = std::move(m_waiting.front());
    m_waiting.pop_front();
    request.journal = m_journals.journalOf(id);
    m_controller.start(std::move(request));
    m_library.begin(id);
    emit begun(id);
}

/// Runs that are removed from the list, or withdrawn, wait no longer.
void RunQueue::follow()
{
    std::erase_if(m_waiting, [this](const auto& waiting) {
        const LibraryRun* run = m_library.run(waiting.first);
        return !run || run->state != LibraryRunState::Waiting;
    });
    std::erase_if(m_requests, [this](const auto& entry) { return !m_library.run(entry.first); });
}

} // namespace bathyscope::ui
