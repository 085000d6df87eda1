// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace bathyscope {

/// The value of an environment variable; empty where it is unset.
[[nodiscard]] std::string environment(const char* name);

/// A path whose leading "~" stands for the user's home.
[[nodiscard]] std::filesystem::path homeExpanded(const std::string& path);

/// XDG_CACHE_HOME, else ~/.cache.
[[nodiscard]] std::filesystem::path userCacheFolder();

/// XDG_STATE_HOME, else ~/.local/state: what should outlive a session, and no longer than that matters.
[[nodiscard]] std::filesystem::path userStateFolder();

} // namespace bathyscope
