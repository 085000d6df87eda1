// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/OutputFile.h"

#include "app/CommandLine.h"
#include "app/commands/StandardStreams.h"
#include "core/support/AtomicFile.h"
#include "core/support/Error.h"
#include "core/support/FileDescriptor.h"
#include "core/support/VisibleText.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace bathyscope::app {

namespace {

bool isStream(const std::string& name)
{
    std::error_code ignored;
    const std::filesystem::file_status status = std::filesystem::status(name, ignored);
    return name == standardStream || (std::filesystem::exists(status) && std::filesystem::is_other(status));
}

[[noreturn]] void failToWrite(const std::string& name, int errorNumber)
{
    throw Error(ErrorKind::FileUnwritable,
                name + " cannot be written: " + std::generic_category().message(errorNumber) + ".");
}

[[noreturn]] void failToReadBack(const std::filesystem::path& from, int errorNumber)
{
    throw Error(ErrorKind::FileUnreadable,
                "The result was computed, but " + from.string()
                    + ", where it lay until it could be handed on, "
                    + "cannot be read: " + std::generic_category().message(errorNumber)
                    + "; write it to a file instead, or set TMPDIR to another folder.");
}

void copyToDescriptor(const std::filesystem::path& from, int descriptor, const std::string& name)
{
    const FileDescriptor file(open(from.c_str(), O_RDONLY | O_CLOEXEC)); // NOLINT(*-vararg): POSIX
    if (!file.isOpen()) {
        failToReadBack(from, errno);
    }
    std::vector<char> buffer(std::size_t {1} << 20U);
    while (true) {
        const ssize_t count = read(file.value(), buffer.data(), buffer.size());
        if (count == 0) {
            return;
        }
        if (count > 0) {
            writeToDescriptor(descriptor, {buffer.data(), static_cast<std::size_t>(count)}, name);
        } else if (errno != EINTR) {
            failToReadBack(from, errno);
        }
    }
}

} // namespace

OutputFile::OutputFile(std::string name)
    : m_name(std::move(name))
    , m_path(m_name)
{
    if (isStream(m_name)) {
        m_spool.emplace();
        m_path = m_spool->path() / "result";
    } else {
        const AtomicFile probe(m_path); // leaves nothing behind
    }
}

const std::filesystem::path& OutputFile::path() const noexcept
{
    return m_path;
}

std::string OutputFile::displayName() const
{
    return m_name == standardStream ? "standard output" : visibleText(m_name);
}

void OutputFile::finish()
{
    if (!m_spool) {
        return;
    }
    if (m_name == standardStream) {
        copyToDescriptor(m_path, STDOUT_FILENO, "Standard output");
        return;
    }
    FileDescriptor stream(open(m_name.c_str(), O_WRONLY | O_CLOEXEC)); // NOLINT(*-vararg): POSIX
    if (!stream.isOpen()) {
        failToWrite(m_name, errno);
    }
    copyToDescriptor(m_path, stream.value(), m_name);
    if (!stream.close()) {
        failToWrite(m_name, errno);
    }
}

} // namespace bathyscope::app
