// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/files/JournalFolder.h"
#include "ui/runs/BackgroundJob.h"

#include <QObject>

#include <filesystem>
#include <map>
#include <memory>
#include <variant>
#include <vector>

namespace bathyscope::ui {

class RunLibrary;

/// The journals of the library's runs: each from the run's beginning until it is saved or removed. What an
/// earlier session left is offered. Does nothing until it is given a folder. GUI thread; files are read and
/// removed on the pool.
class JournalKeeper final : public QObject
{
    Q_OBJECT

public:
    explicit JournalKeeper(RunLibrary& library, QObject* parent = nullptr);

    /// Removes what giveUpAll() was said of; the rest is offered by the next session. The worker has ended.
    ~JournalKeeper() override;

    /// Where journals lie. What is abandoned there is looked for at once; abandonedChanged() follows.
    void open(const std::filesystem::path& folder);

    /// A place for the journal of a run that begins; the one that it has if it goes on. Empty where there is
    /// none: then the run goes on without, and the log says why.
    [[nodiscard]] std::filesystem::path journalOf(int run);

    [[nodiscard]] const std::vector<JournalSummary>& abandoned() const; ///< still without an answer
    void recoverAbandoned(); ///< into the library
    void discardAbandoned();

    /// The user wants none of the runs that are not saved: they go when this does.
    void giveUpAll();

signals:
    void abandonedChanged();
    void recoveryFailed(const bathyscope::ui::RunFailure& failure); ///< of a run; its journal stays

private:
    struct Recovered
    {
        std::filesystem::path journal;
        std::shared_ptr<const AnalysisSnapshot> run;
    };

    void follow();
    void remove(std::vector<std::filesystem::path> journals);
    void recoverNext();

    RunLibrary& m_library;
    std::unique_ptr<JournalSession> m_session; ///< null without a folder
    std::map<int, std::filesystem::path> m_journals; ///< by run
    std::vector<std::shared_ptr<AbandonedJournals>> m_takenOver; ///< whose locks are held
    std::vector<JournalSummary> m_abandoned;
    std::vector<std::filesystem::path> m_toRecover;
    bool m_isGivenUp = false;
    BackgroundJob<std::shared_ptr<AbandonedJournals>> m_looking;
    BackgroundJob<Recovered> m_recovering;
    BackgroundJob<std::monostate> m_removing;
};

} // namespace bathyscope::ui
