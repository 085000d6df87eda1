// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/TemporaryFolder.h"

#include <filesystem>
#include <optional>
#include <string>

namespace bathyscope::app {

/// A file to be read by path: the named one, or for "-" a copy of standard input that lives as long as this
/// object.
class InputFile
{
public:
    explicit InputFile(const std::string& name);

    [[nodiscard]] const std::filesystem::path& path() const noexcept;

private:
    std::optional<TemporaryFolder> m_copy;
    std::filesystem::path m_path;
};

} // namespace bathyscope::app
