// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace bathyscope {

/// Throws what the system said when a file was to be read: FileMissing where there is none, else
/// FileUnreadable with the reason. `errorNumber` is errno's.
[[noreturn]] void refuseToRead(const std::filesystem::path& file, int errorNumber);

/// Whether there is an ordinary file of that name, links followed. Throws FileUnreadable where the system
/// cannot say: a disk that fails is not a file that is missing.
[[nodiscard]] bool isOrdinaryFile(const std::filesystem::path& path);

/// Whether there is anything of that name, links followed. Throws FileUnreadable where the system cannot say.
[[nodiscard]] bool isThere(const std::filesystem::path& path);

} // namespace bathyscope
