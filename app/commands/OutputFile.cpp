// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/OutputFile.h"

#include "app/CommandLine.h"
#include "app/commands/StandardStreams.h"
#include "core/support/AtomicFile.h"
#include "core/support/Error.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
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

void copyToDescriptor(const std::filesystem::path& from, int descriptor, const std::string& name)
{
    std::ifstream file(from, std::ios::binary);
    std::vector<char> buffer(std::size_t {1} << 20U);
    while (file) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        writeToDescriptor(descriptor, {buffer.data(), static_cast<std::size_t>(file.gcount())}, name);
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
    return m_name == standardStream ? "standard output" : m_name;
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
    const int descriptor = open(m_name.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) {
        throw Error(ErrorKind::FileUnwritable,
                    m_name + " cannot be written: " + std::generic_category().message(errno) + ".");
    }
    try {
        copyToDescriptor(m_path, descriptor, m_name);
    } catch (...) {
        close(descriptor);
        throw;
    }
    close(descriptor);
}

} // namespace bathyscope::app
