// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/AtomicFile.h"

#include "core/support/Error.h"

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

constexpr mode_t readableAndWritable = 0666; // less the umask, which open() applies

/// Where a chain of symbolic links leads, whether something is there or not; the path itself at a loop.
fs::path followLinks(fs::path path)
{
    constexpr int maxLinks = 40;
    std::error_code ignored;
    for (int i = 0; i < maxLinks && fs::is_symlink(path, ignored); ++i) {
        // An absolute link replaces the whole path.
        path = path.parent_path() / fs::read_symlink(path, ignored);
    }
    return path;
}

fs::path folderOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A name in the target's folder that no other process or thread uses; short, since the target's own name may
/// have the full length that names can have.
fs::path temporaryName(const fs::path& target)
{
    static std::atomic<unsigned> numNames = 0;
    fs::path name = folderOf(target)
        / (".bathyscope-" + std::to_string(getpid()) + "-" + std::to_string(numNames++) + ".part");
    unlink(name.c_str()); // left behind by a killed process that had this one's number
    return name;
}

FileDescriptor openFile(const fs::path& path, int flags)
{
    return FileDescriptor(
        open(path.c_str(), flags | O_CLOEXEC, readableAndWritable)); // NOLINT(*-vararg): POSIX
}

} // namespace

AtomicFile::AtomicFile(fs::path target)
    : m_target(followLinks(std::move(target)))
{
    struct stat status = {};
    const bool exists = stat(m_target.c_str(), &status) == 0;
    if (!exists && errno == ELOOP) {
        fail(ELOOP);
    }
    if (exists && S_ISDIR(status.st_mode)) {
        fail(EISDIR);
    }
    if (exists && !S_ISREG(status.st_mode)) {
        m_isDevice = true;
        m_file = openFile(m_target, O_WRONLY);
        if (!m_file.isOpen()) {
            fail(errno);
        }
        return;
    }
    // Without a name it vanishes with the process, even a killed one. Not every file system can do that.
    m_file = openFile(folderOf(m_target), O_WRONLY | O_TMPFILE);
    if (!m_file.isOpen()) {
        m_temporary = temporaryName(m_target);
        m_file = openFile(m_temporary, O_WRONLY | O_CREAT | O_EXCL);
        if (!m_file.isOpen()) {
            const int errorNumber = errno;
            m_temporary.clear();
            fail(errorNumber);
        }
    }
    if (exists) {
        fchmod(m_file.value(), status.st_mode & 07777U); // a replaced file keeps its permissions where it can
    }
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary.empty()) {
        unlink(m_temporary.c_str());
    }
}

void AtomicFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file.value(), bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            fail(errno);
        }
        m_bytesWritten += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void AtomicFile::write(std::string_view text)
{
    write(std::as_bytes(std::span(text)));
}

std::uint64_t AtomicFile::bytesWritten() const noexcept
{
    return m_bytesWritten;
}

void AtomicFile::commit()
{
    // EINVAL: a pipe or device that cannot be flushed.
    if (fsync(m_file.value()) != 0 && errno != EINVAL) {
        fail(errno);
    }
    if (!m_isDevice && m_temporary.empty()) {
        const fs::path name = temporaryName(m_target);
        const std::string descriptor = "/proc/self/fd/" + std::to_string(m_file.value());
        if (linkat(AT_FDCWD, descriptor.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) {
            fail(errno);
        }
        m_temporary = name;
    }
    if (!m_file.close()) {
        fail(errno);
    }
    if (m_isDevice) {
        return;
    }
    if (std::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
        fail(errno);
    }
    m_temporary.clear();
    // The new name survives a power failure only once the folder is on disk. The file is in place by now, so
    // that a folder that cannot be flushed is no failure of the writing.
    const FileDescriptor folder = openFile(folderOf(m_target), O_RDONLY | O_DIRECTORY);
    fsync(folder.value());
}

void AtomicFile::fail(int errorNumber) const
{
    std::string advice = " Choose another place.";
    if (errorNumber == ENOSPC || errorNumber == EDQUOT || errorNumber == EFBIG) {
        advice = " Free some space or choose another place; nothing was left half-written.";
    } else if (errorNumber == ENOENT) {
        advice = " Create the folder first or choose another place.";
    }
    throw Error(ErrorKind::FileUnwritable,
                "The file " + m_target.string()
                    + " cannot be written: " + std::generic_category().message(errorNumber) + "." + advice);
}

} // namespace bathyscope
