// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace bathyscope {

/// The program's resources folder (sample models, sample text): BATHYSCOPE_RESOURCES if set, else
/// share/bathyscope beside the installed program, else the source tree's resources when run from its build
/// folder. Throws FileMissing if none is there.
[[nodiscard]] std::filesystem::path resourcesFolder();

} // namespace bathyscope
