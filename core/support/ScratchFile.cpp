// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/ScratchFile.h"

#include "core/support/BytesText.h"
#include "core/support/Environment.h"
#include "core/support/Error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

/// Bytes that this user may still fill on the file system of an open file; nothing where it does not say.
std::optional<std::uint64_t> freeBytesAt(int file)
{
    struct statvfs status = {};
    if (fstatvfs(file, &status) != 0) {
        return std::nullopt;
    }
    return std::uint64_t {status.f_bavail} * status.f_frsize;
}

std::string reason(int errorNumber)
{
    return std::generic_category().message(errorNumber);
}

} // namespace

fs::path ScratchFile::defaultFolder()
{
    return below(userCacheFolder(), "bathyscope");
}

std::optional<std::uint64_t> ScratchFile::freeBytes(fs::path folder)
{
    std::error_code problem;
    while (!fs::exists(folder, problem) && folder.has_relative_path()) {
        folder = folder.parent_path();
    }
    // NOLINTNEXTLINE(*-vararg): POSIX
    const FileDescriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.isOpen() ? freeBytesAt(opened.value()) : std::nullopt;
}

ScratchFile::ScratchFile(std::uint64_t numBytes, fs::path folder)
    : m_numBytes(numBytes)
    , m_folder(std::move(folder))
{
    if (m_folder.empty()) {
        throw Error(ErrorKind::FileUnwritable,
                    fmt::format("There is no place for a scratch file of {}: {}.", bytesText(m_numBytes, 1),
                                unknownHome()));
    }
    std::error_code problem;
    fs::create_directories(m_folder, problem);
    if (problem) {
        refuse(problem.value());
    }
    create();
    if (m_numBytes > 0) {
        reserve();
    }
}

void ScratchFile::create()
{
    // NOLINTNEXTLINE(*-vararg): POSIX
    m_file = FileDescriptor(open(m_folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (m_file.isOpen()) {
        return;
    }
    // Not every file system has files that never had a name.
    std::string name = (m_folder / "scratch-XXXXXX").string();
    m_file = FileDescriptor(mkostemp(name.data(), O_CLOEXEC));
    if (!m_file.isOpen()) {
        refuse(errno);
    }
    unlink(name.c_str());
}

void ScratchFile::reserve()
{
    // Asked first, since reserving what is not there would fill the disk for a moment.
    const std::optional<std::uint64_t> available = freeBytesAt(m_file.value());
    if (available && *available < m_numBytes) {
        refuse(ENOSPC);
    }
    const auto size = static_cast<off_t>(m_numBytes);
    int result = 0;
    do {
        result = fallocate(m_file.value(), 0, 0, size);
    } while (result != 0 && errno == EINTR);
    // The C library's own posix_fallocate() would write to every block where the file system cannot reserve.
    if (result != 0 && errno == EOPNOTSUPP) {
        result = ftruncate(m_file.value(), size);
    }
    if (result != 0) {
        refuse(errno);
    }
}

std::uint64_t ScratchFile::numBytes() const noexcept
{
    return m_numBytes;
}

const fs::path& ScratchFile::folder() const noexcept
{
    return m_folder;
}

void ScratchFile::write(std::uint64_t offset, std::span<const std::byte> bytes)
{
    checkRange(offset, bytes.size());
    while (!bytes.empty()) {
        const ssize_t count = pwrite(m_file.value(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0) {
            if (errno == EINTR) {
                continue;
            }
            refuse(errno);
        }
        offset += static_cast<std::uint64_t>(count);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void ScratchFile::read(std::uint64_t offset, std::span<std::byte> bytes) const
{
    checkRange(offset, bytes.size());
    while (!bytes.empty()) {
        const ssize_t count = pread(m_file.value(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            throw Error(ErrorKind::FileUnreadable,
                        fmt::format("The scratch file in {} cannot be read: {}.", m_folder.string(),
                                    count == 0 ? "it ends too early" : reason(errno)));
        }
        offset += static_cast<std::uint64_t>(count);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void ScratchFile::checkRange(std::uint64_t offset, std::size_t size) const
{
    if (offset > m_numBytes || size > m_numBytes - offset) {
        throw Error(ErrorKind::Internal,
                    fmt::format("Bytes {} to {} of a scratch file of {} bytes were asked for.", offset,
                                offset + size, m_numBytes));
    }
}

void ScratchFile::refuse(int errorNumber) const
{
    const bool isFull = errorNumber == ENOSPC || errorNumber == EDQUOT || errorNumber == EFBIG;
    const std::optional<std::uint64_t> available =
        m_file.isOpen() ? freeBytesAt(m_file.value()) : std::optional<std::uint64_t>();
    throw Error(ErrorKind::FileUnwritable,
                fmt::format("A scratch file of {} cannot be written in the folder {}{}: {}; {}set "
                            "XDG_CACHE_HOME to a folder {}.",
                            bytesText(m_numBytes, 1), m_folder.string(),
                            available ? fmt::format(", where {} are free", bytesText(*available, 1)) : "",
                            reason(errorNumber), isFull ? "free some space, choose fewer tokens, or " : "",
                            isFull ? "with more room" : "that can be written"));
}

} // namespace bathyscope
