// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace bathyscope::app {

/// A new, private folder among the system's temporary files; removed with what is in it.
class TemporaryFolder
{
public:
    TemporaryFolder(); ///< throws Error (FileUnwritable)
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept;

private:
    std::filesystem::path m_path;
};

} // namespace bathyscope::app
