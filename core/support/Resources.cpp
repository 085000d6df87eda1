// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Resources.h"

#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/Version.h"

#include <array>
#include <string>
#include <system_error>

namespace bathyscope {

std::filesystem::path resourcesFolder()
{
    std::error_code ignored;
    if (const std::string named = environment("BATHYSCOPE_RESOURCES"); !named.empty()) {
        if (!std::filesystem::is_directory(named, ignored)) {
            throw Error(
                ErrorKind::FileMissing,
                "BATHYSCOPE_RESOURCES names " + named
                    + ", which is not a folder; set it to the folder that holds sample-models or unset it.");
        }
        return named;
    }
    const std::filesystem::path program = std::filesystem::canonical("/proc/self/exe", ignored).parent_path();
    const std::array<std::filesystem::path, 2> places {program / "../share/bathyscope", sourceResources};
    for (const std::filesystem::path& place : places) {
        if (std::filesystem::is_directory(place / "sample-models", ignored)) {
            return std::filesystem::weakly_canonical(place, ignored);
        }
    }
    throw Error(
        ErrorKind::FileMissing,
        "The program's resources folder was not found beside " + program.string()
            + "; reinstall the program or set BATHYSCOPE_RESOURCES to the folder that holds sample-models.");
}

} // namespace bathyscope
