// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/AtomicFile.h"

#include "core/support/Error.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bathyscope {

AtomicFile::AtomicFile(std::filesystem::path target)
    : m_target(std::move(target))
{
    // A symbolic link is followed: its target is replaced, the link stays.
    std::error_code ignored;
    if (std::filesystem::is_symlink(m_target, ignored)) {
        m_target = std::filesystem::weakly_canonical(m_target, ignored);
    }
    if (std::filesystem::is_directory(m_target, ignored)) {
        fail(EISDIR);
    }
    std::string pattern = m_target.string() + ".XXXXXX";
    m_descriptor = mkostemp(pattern.data(), O_CLOEXEC);
    if (m_descriptor < 0) {
        fail(errno);
    }
    m_temporary = pattern;
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(m_descriptor, 0666U & ~mask);
}

AtomicFile::~AtomicFile()
{
    if (m_descriptor >= 0) {
        close(m_descriptor);
    }
    if (!m_temporary.empty()) {
        std::error_code ignored;
        std::filesystem::remove(m_temporary, ignored);
    }
}

void AtomicFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
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
    if (fsync(m_descriptor) != 0 && errno != EINVAL) {
        fail(errno);
    }
    const int closed = close(std::exchange(m_descriptor, -1));
    if (closed != 0) {
        fail(errno);
    }
    if (std::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
        fail(errno);
    }
    m_temporary.clear();
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
