// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunObserver.h"

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

namespace bathyscope {

/// What a going run has finished, in a folder: `run.safetensors` with what the run is, once that is known,
/// and `layer-007.safetensors` for every finished layer. Each is a run file (RunFile.h) that lacks the rest:
/// the former has no layers, the latter have one and no tokens. Each is written whole or not at all, on a
/// thread of its own, as soon as it is there.
class RunJournal
{
public:
    /// Makes the folder if it is not there.
    explicit RunJournal(std::filesystem::path folder);
    ~RunJournal(); ///< writes what is still to be written

    RunJournal(const RunJournal&) = delete;
    RunJournal& operator=(const RunJournal&) = delete;
    RunJournal(RunJournal&&) = delete;
    RunJournal& operator=(RunJournal&&) = delete;

    /// Returns at once; the newest picture replaces one that has not been written yet. Where writing fails,
    /// the log says so once and nothing more is written.
    void keep(std::shared_ptr<const AnalysisSnapshot> run);

private:
    void work(const std::stop_token& stop);
    void write(const AnalysisSnapshot& run);
    void writeNew(const AnalysisSnapshot& run);

    std::filesystem::path m_folder;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::shared_ptr<const AnalysisSnapshot> m_newest; ///< null once it is taken
    bool m_hasFailed = false; ///< of the thread, as what follows
    bool m_isDescribed = false;
    std::string m_describedSha256;
    std::set<std::size_t> m_written; ///< layers
    std::jthread m_thread;
};

/// Keeps a journal of the run that it hands on.
class JournalObserver final : public RunObserver
{
public:
    JournalObserver(const std::filesystem::path& folder, RunObserver& next)
        : m_next(next)
        , m_journal(folder)
    {
    }

    void snapshotPublished(std::shared_ptr<const AnalysisSnapshot> snapshot) override
    {
        m_journal.keep(snapshot);
        m_next.snapshotPublished(std::move(snapshot));
    }

private:
    RunObserver& m_next;
    RunJournal m_journal;
};

/// What a journal says of its run without reading a layer.
struct JournalSummary
{
    std::filesystem::path folder;
    std::string modelName;
    std::string textName;
    std::string created; ///< UTC, ISO 8601
    std::size_t numLayers = 0; ///< of the run
    std::size_t numFinished = 0; ///< of which there are files
};

/// Throws FileMissing, FileUnreadable, BadFormat as readRunFile() does.
[[nodiscard]] JournalSummary summarizeJournal(const std::filesystem::path& folder);

/// The run as far as it got, concluded as one that was stopped there, or as a completed one where no layer is
/// missing. A layer whose file is damaged or belongs to another run is left out with a sentence in the log.
/// Throws as readRunFile() does where what the run is cannot be read, and BadFormat where no layer is left.
/// Takes its time: not for the GUI thread.
[[nodiscard]] std::shared_ptr<const AnalysisSnapshot> readJournal(const std::filesystem::path& folder);

} // namespace bathyscope
