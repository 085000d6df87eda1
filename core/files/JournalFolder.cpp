// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/JournalFolder.h"

#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"

#include <fmt/format.h>

#include <algorithm>
#include <fcntl.h>
#include <iterator>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* lockName = "lock";

/// Folders in a folder; none where it cannot be read.
std::vector<fs::path> foldersIn(const fs::path& folder)
{
    std::vector<fs::path> folders;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        if (std::error_code ignored; entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
            folders.push_back(entry->path());
        }
    }
    return folders;
}

std::uint64_t bytesIn(const fs::path& folder)
{
    std::uint64_t sum = 0;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        std::error_code unknown;
        const std::uintmax_t size = entry->file_size(unknown);
        sum += unknown ? 0 : size;
    }
    return sum;
}

/// Whether the file that was opened is still the one of that name: another session may have removed it.
bool isStillThere(const FileDescriptor& file, const fs::path& path)
{
    struct stat opened = {};
    struct stat named = {};
    return fstat(file.value(), &opened) == 0 && stat(path.c_str(), &named) == 0
        && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

/// The lock stays behind only where something else does.
void removeIfEmpty(const fs::path& session)
{
    if (foldersIn(session).empty()) {
        std::error_code ignored;
        fs::remove(session / lockName, ignored);
        fs::remove(session, ignored);
    }
}

/// Journals of a session that is locked here; what is none is removed.
std::vector<JournalSummary> journalsOf(const fs::path& session)
{
    std::vector<JournalSummary> journals;
    for (const fs::path& folder : foldersIn(session)) {
        try {
            JournalSummary summary = summarizeJournal(folder);
            if (summary.numFinished > 0) {
                journals.push_back(std::move(summary));
            } else {
                removeJournal(folder);
            }
        } catch (const Error& problem) {
            if (problem.kind() == ErrorKind::FileMissing) { // ended before it knew its text
                removeJournal(folder);
            } else {
                logger("journal")->warn("A run of an earlier session cannot be offered: {}", problem.what());
            }
        }
    }
    return journals;
}

/// Removes the oldest that are too many; `journals` are oldest first.
void keepWithin(const JournalLimits& limits, std::vector<JournalSummary>& journals)
{
    std::uint64_t bytes = 0;
    std::size_t numKept = 0;
    while (numKept < journals.size() && numKept < limits.maxJournals) {
        bytes += bytesIn(journals[journals.size() - 1 - numKept].folder);
        if (bytes > limits.maxBytes) {
            break;
        }
        ++numKept;
    }
    const auto firstKept = journals.end() - static_cast<std::ptrdiff_t>(numKept);
    for (auto journal = journals.begin(); journal != firstKept; ++journal) {
        logger("journal")->info("A run of {} that nobody has asked for was removed, to make room.",
                                journal->created);
        removeJournal(journal->folder);
    }
    journals.erase(journals.begin(), firstKept);
}

} // namespace

fs::path defaultJournalFolder()
{
    return below(userStateFolder(), "bathyscope/runs");
}

SessionLock::SessionLock(FileDescriptor file)
    : m_file(std::move(file))
{
}

std::optional<SessionLock> SessionLock::take(const fs::path& sessionFolder)
{
    const fs::path path = sessionFolder / lockName;
    // NOLINTNEXTLINE(*-vararg): POSIX
    FileDescriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file.isOpen() || flock(file.value(), LOCK_EX | LOCK_NB) != 0 || !isStillThere(file, path)) {
        return std::nullopt;
    }
    return SessionLock(std::move(file));
}

JournalSession::JournalSession(fs::path folder)
    : m_folder(std::move(folder))
{
}

JournalSession::~JournalSession()
{
    if (!m_session.empty()) {
        removeIfEmpty(m_session);
    }
}

/// Between making its folder and locking it, another session may take it for an abandoned one.
void JournalSession::begin()
{
    constexpr int maxTries = 100;
    std::error_code problem;
    fs::create_directories(m_folder, problem);
    for (int number = 0; !problem && number < maxTries; ++number) {
        const fs::path session = m_folder / fmt::format("{}-{}", getpid(), number);
        if (fs::create_directory(session, problem)) {
            if (auto lock = SessionLock::take(session)) {
                m_lock = std::move(lock);
                m_session = session;
                return;
            }
        }
    }
    throw Error(ErrorKind::FileUnwritable,
                fmt::format("The folder {} cannot be used: {}.", m_folder.string(),
                            problem ? problem.message() : "it holds too many sessions"));
}

fs::path JournalSession::newJournal()
{
    if (m_session.empty()) {
        begin();
    }
    fs::path journal = m_session / std::to_string(++m_numJournals);
    std::error_code problem;
    fs::create_directory(journal, problem);
    if (problem) {
        throw Error(ErrorKind::FileUnwritable,
                    fmt::format("The folder {} cannot be made: {}.", journal.string(), problem.message()));
    }
    return journal;
}

AbandonedJournals takeAbandonedJournals(const fs::path& folder, const JournalLimits& limits)
{
    AbandonedJournals abandoned;
    for (const fs::path& session : foldersIn(folder)) {
        if (auto lock = SessionLock::take(session)) {
            std::vector<JournalSummary> found = journalsOf(session);
            abandoned.journals.insert(abandoned.journals.end(), std::make_move_iterator(found.begin()),
                                      std::make_move_iterator(found.end()));
            abandoned.locks.push_back(std::move(*lock));
            removeIfEmpty(session);
        }
    }
    std::ranges::stable_sort(abandoned.journals, {}, &JournalSummary::created);
    keepWithin(limits, abandoned.journals);
    return abandoned;
}

void removeJournal(const fs::path& journal)
{
    std::error_code ignored;
    fs::remove(journal / "run.safetensors", ignored); // first: what remains of a removal that is cut off is
                                                      // none any more
    fs::remove_all(journal, ignored);
}

} // namespace bathyscope
