// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/InputFile.h"

#include "app/CommandLine.h"
#include "app/commands/StandardStreams.h"
#include "core/support/AtomicFile.h"

namespace bathyscope::app {

InputFile::InputFile(const std::string& name)
    : m_path(name)
{
    if (name == standardStream) {
        const std::string bytes = readStandardInput();
        m_copy.emplace();
        m_path = m_copy->path() / "standard-input";
        AtomicFile copy(m_path);
        copy.write(bytes);
        copy.commit();
    }
}

const std::filesystem::path& InputFile::path() const noexcept
{
    return m_path;
}

} // namespace bathyscope::app
