// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/RunJournal.h"
#include "core/support/FileDescriptor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace bathyscope {

// Journals lie in `FOLDER/SESSION/RUN`. Each session of the program has a folder of its own, in which it
// holds a lock as long as it lives: the kernel lets go of it however the session ends.

/// Where the window keeps its journals: the user's state folder.
[[nodiscard]] std::filesystem::path defaultJournalFolder();

/// The lock of a session's folder. Movable.
class SessionLock
{
public:
    /// Nothing where another session holds it, in this process or another one, or where it cannot be had.
    [[nodiscard]] static std::optional<SessionLock> take(const std::filesystem::path& sessionFolder);

private:
    explicit SessionLock(FileDescriptor file);

    FileDescriptor m_file;
};

/// The journals of this session. Its folder is made with the first journal, and removed at the end if there
/// is none left. Used by one thread.
class JournalSession
{
public:
    explicit JournalSession(std::filesystem::path folder = defaultJournalFolder());
    ~JournalSession();
    JournalSession(const JournalSession&) = delete;
    JournalSession& operator=(const JournalSession&) = delete;
    JournalSession(JournalSession&&) = delete;
    JournalSession& operator=(JournalSession&&) = delete;

    /// A place for another run's journal. Throws FileUnwritable.
    [[nodiscard]] std::filesystem::path newJournal();

private:
    void begin();

    std::filesystem::path m_folder;
    std::filesystem::path m_session; ///< empty before the first journal
    std::optional<SessionLock> m_lock;
    std::size_t m_numJournals = 0;
};

/// What sessions have left behind that ended without an answer about their runs: a crash, a kill, a power
/// failure.
struct AbandonedJournals
{
    std::vector<JournalSummary> journals; ///< oldest first; each has a layer
    std::vector<SessionLock> locks; ///< while they live, no other session is offered these
};

/// How much is kept of what nobody has answered.
struct JournalLimits
{
    std::size_t maxJournals = 20;
    std::uint64_t maxBytes = 2'000'000'000;
};

/// Takes over what is abandoned in a folder. Of too many the oldest are removed, with a sentence in the log;
/// what holds no layer is removed, and one that cannot be read is passed over with its reason in the log.
/// Never throws. Reads and writes files: not for the GUI thread.
[[nodiscard]] AbandonedJournals takeAbandonedJournals(const std::filesystem::path& folder,
                                                      const JournalLimits& limits = {});

/// Removes a journal. Its session's folder stays: the session or, if it has ended, the next one removes it.
/// Never throws. Any thread.
void removeJournal(const std::filesystem::path& journal);

} // namespace bathyscope
