// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Utf8.h"
#include "core/support/VisibleText.h"

#include <filesystem>
#include <string>

namespace bathyscope {

/// The name of a file or folder as text to be kept, as a run file does: itself where it is UTF-8, whatever
/// else is in it; else visible (VisibleText.h), so that names that differ stay different.
[[nodiscard]] inline std::string keptName(const std::filesystem::path& path)
{
    const std::string& bytes = path.native();
    return wellFormedPrefixSize(bytes) == bytes.size() ? bytes : visibleText(bytes);
}

} // namespace bathyscope
