// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/FileLock.h"

#include "core/support/Error.h"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr mode_t readableAndWritable = 0666; // less the umask, which open() applies

[[noreturn]] void fail(const std::filesystem::path& file, int errorNumber)
{
    throw Error(ErrorKind::FileUnwritable,
                fmt::format("The lock {} cannot be taken ({}); check the folder's permissions, or set "
                            "HF_HUB_CACHE to another folder.",
                            file.string(), std::generic_category().message(errorNumber)));
}

/// The file of that name is still the open one: some programs remove their locks. Where the system cannot
/// say, waiting would not help.
bool isStillThere(const std::filesystem::path& file, int descriptor)
{
    struct stat named = {};
    struct stat opened = {};
    const bool isThere = stat(file.c_str(), &named) == 0;
    if ((!isThere && errno != ENOENT) || fstat(descriptor, &opened) != 0) {
        fail(file, errno);
    }
    return isThere && named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

} // namespace

FileLock::FileLock(FileDescriptor file)
    : m_file(std::move(file))
{
}

std::optional<FileLock> FileLock::tryLock(const std::filesystem::path& file)
{
    FileDescriptor opened(
        open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, readableAndWritable)); // NOLINT(*-vararg): POSIX
    if (!opened.isOpen()) {
        fail(file, errno);
    }
    if (flock(opened.value(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            fail(file, errno);
        }
        return std::nullopt;
    }
    return isStillThere(file, opened.value()) ? std::optional(FileLock(std::move(opened))) : std::nullopt;
}

} // namespace bathyscope::ui
