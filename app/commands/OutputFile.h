// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/TemporaryFolder.h"

#include <filesystem>
#include <optional>
#include <string>

namespace bathyscope::app {

/// Where a command writes its result. The command writes a whole file at path(), then calls finish(). For
/// "-", devices and pipes, which cannot be replaced by a renamed file, path() is temporary and finish()
/// copies it.
class OutputFile
{
public:
    /// Checks at once, before any work, that the place can be written. Throws Error (FileUnwritable).
    explicit OutputFile(std::string name);

    [[nodiscard]] const std::filesystem::path& path() const noexcept;
    [[nodiscard]] std::string displayName() const; ///< for messages
    void finish();

private:
    std::string m_name;
    std::optional<TemporaryFolder> m_spool;
    std::filesystem::path m_path;
};

} // namespace bathyscope::app
