// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/JournalKeeper.h"

#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "ui/runs/RunLibrary.h"

#include <spdlog/logger.h>

#include <utility>

namespace bathyscope::ui {

JournalKeeper::JournalKeeper(RunLibrary& library, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_looking(
          [this](std::shared_ptr<AbandonedJournals> found) {
              m_abandoned = found->journals;
              m_takenOver.push_back(std::move(found));
              emit abandonedChanged();
          },
          [](const RunFailure&) {}) // it never throws
    , m_recovering(
          [this](const Recovered& recovered) {
              m_journals[m_library.recover(recovered.run)] = recovered.journal;
              recoverNext();
          },
          [this](const RunFailure& failure) {
              emit recoveryFailed(failure);
              recoverNext();
          })
    , m_removing([](std::monostate) {}, [](const RunFailure&) {})
{
    connect(&m_library, &RunLibrary::runsChanged, this, &JournalKeeper::follow);
}

JournalKeeper::~JournalKeeper()
{
    if (m_isGivenUp) {
        for (const auto& [run, journal] : m_journals) {
            removeJournal(journal);
        }
    }
}

void JournalKeeper::open(const std::filesystem::path& folder)
{
    m_session = std::make_unique<JournalSession>(folder);
    m_looking.start([folder](const std::stop_token& /*stop*/) {
        return std::make_shared<AbandonedJournals>(takeAbandonedJournals(folder));
    });
}

std::filesystem::path JournalKeeper::journalOf(int run)
{
    if (const auto known = m_journals.find(run); known != m_journals.end()) {
        return known->second;
    }
    if (!m_session) {
        return {};
    }
    try {
        return m_journals[run] = m_session->newJournal();
    } catch (const Error& problem) {
        logger("journal")->warn("A crash would lose this run, since its layers cannot be kept on disk: {}",
                                problem.what());
        m_journals.erase(run);
        return {};
    }
}

const std::vector<JournalSummary>& JournalKeeper::abandoned() const
{
    return m_abandoned;
}

void JournalKeeper::recoverAbandoned()
{
    for (const JournalSummary& journal : std::exchange(m_abandoned, {})) {
        m_toRecover.push_back(journal.folder);
    }
    emit abandonedChanged();
    recoverNext();
}

/// One after another: a newer job would take the place of the one under way.
void JournalKeeper::recoverNext()
{
    if (m_toRecover.empty() || m_recovering.isRunning()) {
        return;
    }
    const std::filesystem::path journal = m_toRecover.front();
    m_toRecover.erase(m_toRecover.begin());
    m_recovering.start([journal](const std::stop_token& /*stop*/) {
        return Recovered {.journal = journal, .run = readJournal(journal)};
    });
}

void JournalKeeper::discardAbandoned()
{
    std::vector<std::filesystem::path> journals;
    for (const JournalSummary& journal : std::exchange(m_abandoned, {})) {
        journals.push_back(journal.folder);
    }
    emit abandonedChanged();
    remove(std::move(journals));
}

void JournalKeeper::giveUpAll()
{
    m_isGivenUp = true;
}

/// A run that has been saved or removed needs no journal any more.
void JournalKeeper::follow()
{
    std::vector<std::filesystem::path> needless;
    for (auto entry = m_journals.begin(); entry != m_journals.end();) {
        const LibraryRun* run = m_library.run(entry->first);
        const bool isNeeded = run && (!run->isSavable() || run->isUnsaved());
        if (!isNeeded) {
            needless.push_back(std::move(entry->second));
        }
        entry = isNeeded ? std::next(entry) : m_journals.erase(entry);
    }
    if (!needless.empty()) {
        remove(std::move(needless));
    }
}

void JournalKeeper::remove(std::vector<std::filesystem::path> journals)
{
    m_removing.start([journals = std::move(journals)](const std::stop_token& /*stop*/) {
        for (const std::filesystem::path& journal : journals) {
            removeJournal(journal);
        }
        return std::monostate();
    });
}

} // namespace bathyscope::ui
