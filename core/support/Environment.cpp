// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Environment.h"

#include <cstdlib>
#include <pwd.h>
#include <unistd.h>
#include <vector>

namespace bathyscope {

std::string environment(const char* name)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in this program changes the environment
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

std::filesystem::path homeFolder()
{
    if (std::string home = environment("HOME"); !home.empty()) {
        return home;
    }
    constexpr std::size_t bufferBytes = std::size_t {1} << 16U;
    std::vector<char> buffer(bufferBytes);
    struct passwd entry = {};
    struct passwd* found = nullptr;
    const bool isKnown = getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0
        && found != nullptr && entry.pw_dir != nullptr;
    return isKnown ? std::filesystem::path(entry.pw_dir) : std::filesystem::path();
}

std::string unknownHome()
{
    return "the home folder of user " + std::to_string(geteuid())
        + " is not known (HOME is not set, and the system has no entry of this user); set HOME or "
          "XDG_CACHE_HOME to a folder that can be written";
}

std::filesystem::path below(const std::filesystem::path& folder, const char* name)
{
    return folder.empty() ? folder : folder / name;
}

std::filesystem::path homeExpanded(const std::string& path)
{
    if (path != "~" && !path.starts_with("~/")) {
        return path;
    }
    const std::filesystem::path home = homeFolder();
    return home.empty() ? home : std::filesystem::path(home.native() + path.substr(1));
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
