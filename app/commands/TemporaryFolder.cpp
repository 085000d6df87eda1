// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/TemporaryFolder.h"

#include "core/support/Error.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace bathyscope::app {

TemporaryFolder::TemporaryFolder()
{
    std::error_code problem;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(problem);
    if (problem) {
        throw Error(ErrorKind::FileUnwritable,
                    "There is no folder for temporary files (" + problem.message()
                        + "). Set TMPDIR to a folder that can be written.");
    }
    std::string pattern = (parent / "bathyscope-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw Error(ErrorKind::FileUnwritable,
                    "No temporary folder " + pattern
                        + " can be made: " + std::generic_category().message(errno)
                        + ". Set TMPDIR to a folder that can be written.");
    }
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

const std::filesystem::path& TemporaryFolder::path() const noexcept
{
    return m_path;
}

} // namespace bathyscope::app
