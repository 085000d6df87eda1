// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace bathyscope {

/// All bytes of a file (or pipe). Throws FileMissing, FileUnreadable (also for a folder), BadFormat if there
/// are more than `maxBytes`, and OutOfMemory.
[[nodiscard]] std::string readFileBytes(const std::filesystem::path& path,
                                        std::size_t maxBytes = static_cast<std::size_t>(-1));

} // namespace bathyscope
