// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Environment.h"

#include <cstdlib>

namespace bathyscope {

std::string environment(const char* name)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in this program changes the environment
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

std::filesystem::path homeExpanded(const std::string& path)
{
    const bool isHome = path == "~" || path.starts_with("~/");
    return isHome ? std::filesystem::path(environment("HOME") + path.substr(1)) : std::filesystem::path(path);
}

std::filesystem::path userCacheFolder()
{
    const std::string folder = environment("XDG_CACHE_HOME");
    return homeExpanded(folder.empty() ? "~/.cache" : folder);
}

std::filesystem::path userStateFolder()
{
    const std::string folder = environment("XDG_STATE_HOME");
    return homeExpanded(folder.empty() ? "~/.local/state" : folder);
}

} // namespace bathyscope
