// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/hub/ModelFetch.h"
#include "ui/runs/BackgroundJob.h"
#include "ui/runs/Mailbox.h"
#include "ui/runs/RunFailure.h"

#include <QObject>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <variant>

class QThread;

namespace bathyscope::ui {

/// What a download calls off the GUI thread: the hub's functions, or a test's.
struct DownloadFunctions
{
    std::function<FetchedModel(const ModelOrder&, const FetchObserver&, const std::stop_token&)> fetch;
    std::function<void(const ModelOrder&, const std::string& blob)> discard;

    /// fetchModel() and removePartialBlob() with the environment's settings.
    [[nodiscard]] static DownloadFunctions ofTheHub();
};

enum class DownloadState : std::uint8_t
{
    Idle, ///< not begun, or cancelled
    Running,
    Stopping, ///< pause or cancel has been asked for
    Paused,
    Failed,
    Done,
};

/// A model on its way to this machine, fetched on a thread of its own. Once its owner is gone nothing goes
/// on; what has come stays for a later download. GUI thread.
class ModelDownload final : public QObject
{
    Q_OBJECT

public:
    /// `blob` is the one that an earlier download has left a part of; empty for none: then it begins as idle,
    /// else as paused.
    ModelDownload(ModelOrder order, DownloadFunctions functions, std::string blob, QObject* parent = nullptr);
    ~ModelDownload() override;

    [[nodiscard]] const ModelOrder& order() const;
    [[nodiscard]] DownloadState state() const;
    [[nodiscard]] const FetchProgress& progress() const; ///< the last one
    [[nodiscard]] const RunFailure& failure() const; ///< of Failed
    [[nodiscard]] const std::filesystem::path& folder() const; ///< of Done

    void start(); ///< begins, or goes on; nothing while it is running
    void pause();
    void cancel(); ///< also removes what has come of the file that was under way

signals:
    void changed(); ///< state or progress
    void done(); ///< the model is here

    // from the download's thread
    void progressPosted();

private:
    struct Stopped
    {
    };
    using Outcome = std::variant<Stopped, FetchedModel, RunFailure>;

    [[nodiscard]] Outcome fetch(const std::stop_token& stop);
    void takeProgress();
    void conclude();
    void discard();
    void setState(DownloadState state);

    ModelOrder m_order;
    DownloadFunctions m_functions;
    DownloadState m_state;
    FetchProgress m_progress;
    std::string m_blob; ///< that a part may be here of
    bool m_isCancelled = false;
    RunFailure m_failure;
    std::filesystem::path m_folder;
    Mailbox<FetchProgress> m_mailbox;
    std::stop_source m_stop;
    Outcome m_outcome; ///< the thread's, until it has ended
    std::unique_ptr<QThread> m_thread;
    BackgroundJob<bool> m_discarding;
};

} // namespace bathyscope::ui
