// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/ModelDownload.h"

#include "ui/hub/HubSettings.h"

#include <QThread>

#include <optional>
#include <utility>

namespace bathyscope::ui {

DownloadFunctions DownloadFunctions::ofTheHub()
{
    return {.fetch =
                [](const ModelOrder& order, const FetchObserver& observer, const std::stop_token& stop) {
                    return fetchModel(order, HubSettings::fromEnvironment(), observer, stop);
                },
            .discard =
                [](const ModelOrder& order, const std::string& blob) {
                    removePartialBlob(order, blob, HubSettings::fromEnvironment());
                }};
}

ModelDownload::ModelDownload(ModelOrder order, DownloadFunctions functions, std::string blob, QObject* parent)
    : QObject(parent)
    , m_order(std::move(order))
    , m_functions(std::move(functions))
    , m_state(blob.empty() ? DownloadState::Idle : DownloadState::Paused)
    , m_blob(std::move(blob))
    , m_discarding([this](bool /*done*/) { setState(DownloadState::Idle); },
                   [this](const RunFailure& failure) {
                       m_failure = failure;
                       setState(DownloadState::Failed);
                   })
{
    connect(this, &ModelDownload::progressPosted, this, &ModelDownload::takeProgress, Qt::QueuedConnection);
}

ModelDownload::~ModelDownload()
{
    m_stop.request_stop();
    if (m_thread) {
        m_thread->wait();
    }
}

const ModelOrder& ModelDownload::order() const
{
    return m_order;
}

DownloadState ModelDownload::state() const
{
    return m_state;
}

const FetchProgress& ModelDownload::progress() const
{
    return m_progress;
}

const RunFailure& ModelDownload::failure() const
{
    return m_failure;
}

const std::filesystem::path& ModelDownload::folder() const
{
    return m_folder;
}

void ModelDownload::start()
{
    if (m_state == DownloadState::Running || m_state == DownloadState::Stopping
        || m_state == DownloadState::Done) {
        return;
    }
    m_isCancelled = false;
    m_stop = std::stop_source();
    // A thread, not the pool: this may take hours, in which the pool's few threads have other work.
    m_thread.reset(QThread::create([this, stop = m_stop.get_token()] { m_outcome = fetch(stop); }));
    connect(m_thread.get(), &QThread::finished, this, &ModelDownload::conclude);
    m_thread->start();
    setState(DownloadState::Running);
}

void ModelDownload::pause()
{
    if (m_state == DownloadState::Running) {
        m_stop.request_stop();
        setState(DownloadState::Stopping);
    }
}

void ModelDownload::cancel()
{
    if (m_state == DownloadState::Running || m_state == DownloadState::Stopping) {
        m_isCancelled = true;
        m_stop.request_stop();
        setState(DownloadState::Stopping);
    } else if (m_state == DownloadState::Paused || m_state == DownloadState::Failed) {
        discard();
    }
}

ModelDownload::Outcome ModelDownload::fetch(const std::stop_token& stop)
{
    try {
        return m_functions.fetch(
            m_order,
            [this](const FetchProgress& progress) {
                if (m_mailbox.put(progress)) {
                    emit progressPosted();
                }
            },
            stop);
    } catch (const FetchStopped&) {
        return Stopped {};
    } catch (...) {
        return currentFailure();
    }
}

void ModelDownload::takeProgress()
{
    if (std::optional<FetchProgress> progress = m_mailbox.take()) {
        m_progress = std::move(*progress);
        if (!m_progress.blob.empty()) {
            m_blob = m_progress.blob;
        }
        emit changed();
    }
}

void ModelDownload::conclude()
{
    m_thread->wait();
    takeProgress();
    if (const auto* fetched = std::get_if<FetchedModel>(&m_outcome)) {
        m_folder = fetched->folder;
        setState(DownloadState::Done);
        emit done();
    } else if (m_isCancelled) {
        discard();
    } else if (const auto* failure = std::get_if<RunFailure>(&m_outcome)) {
        m_failure = *failure;
        setState(DownloadState::Failed);
    } else {
        setState(DownloadState::Paused);
    }
}

/// Off the GUI thread: gigabytes take a moment to go.
void ModelDownload::discard()
{
    m_progress = {};
    setState(DownloadState::Stopping);
    m_discarding.start([discard = m_functions.discard, order = m_order,
                        blob = std::exchange(m_blob, std::string())](const std::stop_token& /*stop*/) {
        if (!blob.empty()) {
            discard(order, blob);
        }
        return true;
    });
}

void ModelDownload::setState(DownloadState state)
{
    m_state = state;
    emit changed();
}

} // namespace bathyscope::ui
