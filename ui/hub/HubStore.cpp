// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/HubStore.h"

#include "core/checkpoint/HubCache.h"
#include "core/support/AtomicFile.h"
#include "core/support/Error.h"
#include "ui/hub/PartialFile.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace bathyscope::ui {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::error_code& problem)
{
    throw Error(
        ErrorKind::FileUnwritable,
        fmt::format("{} cannot be made in the Hugging Face cache ({}); check its permissions and free "
                    "space, or set HF_HUB_CACHE to another folder.",
                    path.string(), problem.message()));
}

void makeFolder(const fs::path& folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) {
        fail(folder, problem);
    }
}

bool isFileOfSize(const fs::path& path, std::uint64_t size)
{
    std::error_code problem;
    return fs::is_regular_file(path, problem) && fs::file_size(path, problem) == size && !problem;
}

void moveTo(const fs::path& from, const fs::path& to)
{
    std::error_code problem;
    fs::rename(from, to, problem);
    if (problem) {
        fail(to, problem);
    }
}

/// Makes a link in place of what has its name, so that there is no moment without a file. False where the
/// file system has no links. Leaves nothing behind where it fails, and what a killed process has left goes:
/// who comes here holds the lock of the file.
bool linkTo(const fs::path& target, const fs::path& link)
{
    const fs::path fresh = link.parent_path() / ('.' + link.filename().string() + ".link");
    std::error_code problem;
    fs::remove(fresh, problem);
    fs::create_symlink(target, fresh, problem);
    if (problem.value() == EPERM || problem.value() == ENOSYS || problem.value() == EOPNOTSUPP) {
        return false;
    }
    if (problem) {
        fail(link, problem);
    }
    fs::rename(fresh, link, problem);
    if (problem) {
        std::error_code ignored;
        fs::remove(fresh, ignored);
        fail(link, problem);
    }
    return true;
}

} // namespace

HubStore::HubStore(fs::path cache, std::string_view repository, bool makesLinks)
    : m_cache(std::move(cache))
    , m_folderName(hubFolderName(repository))
    , m_folder(m_cache / m_folderName)
    , m_makesLinks(makesLinks)
{
}

void HubStore::makeFolders() const
{
    makeFolder(m_folder / "blobs");
    makeFolder(lockFolder());
}

fs::path HubStore::blob(const std::string& etag) const
{
    return m_folder / "blobs" / etag;
}

fs::path HubStore::snapshot(const std::string& commit) const
{
    return m_folder / "snapshots" / commit;
}

bool HubStore::isPlaced(const std::string& commit, const std::string& file, std::uint64_t size) const
{
    return isFileOfSize(snapshot(commit) / file, size);
}

bool HubStore::isStored(const std::string& etag, std::uint64_t size) const
{
    return isFileOfSize(blob(etag), size);
}

std::optional<FileLock> HubStore::tryLock(const std::string& etag) const
{
    return FileLock::tryLock(lockFolder() / (etag + ".lock"));
}

void HubStore::place(const std::string& etag, const std::string& commit, const std::string& file) const
{
    const fs::path placed = snapshot(commit) / file;
    makeFolder(placed.parent_path());
    if (!m_makesLinks || !linkTo(fs::path("../../blobs") / etag, placed)) {
        moveTo(blob(etag), placed);
    }
}

void HubStore::setRef(const std::string& name, const std::string& commit) const
{
    const fs::path ref = m_folder / "refs" / name;
    makeFolder(ref.parent_path());
    AtomicFile file(ref);
    file.write(commit);
    file.commit();
}

void HubStore::removePartial(const std::string& etag) const
{
    std::error_code ignored;
    fs::remove(PartialFile::pathFor(blob(etag)), ignored);
}

fs::path HubStore::lockFolder() const
{
    return m_cache / ".locks" / m_folderName;
}

} // namespace bathyscope::ui
