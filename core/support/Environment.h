// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace bathyscope {

/// The value of an environment variable; empty where it is unset.
[[nodiscard]] std::string environment(const char* name);

/// The user's home: HOME, else what the system knows of the user. Empty where neither says.
[[nodiscard]] std::filesystem::path homeFolder();

/// "the home folder of user 1000 is not known …, set HOME …": completes a sentence of what cannot be done for
/// it.
[[nodiscard]] std::string unknownHome();

/// A folder of that name in a folder; empty where that is, so that nothing is looked for or made in another
/// place.
[[nodiscard]] std::filesystem::path below(const std::filesystem::path& folder, const char* name);

/// A path whose leading "~" stands for the user's home; empty where that is not known.
[[nodiscard]] std::filesystem::path homeExpanded(const std::string& path);

/// XDG_CACHE_HOME, else ~/.cache; empty where the home is not known.
[[nodiscard]] std::filesystem::path userCacheFolder();

/// XDG_STATE_HOME, else ~/.local/state: what should outlive a session, and no longer than that matters. Empty
/// where the home is not known.
[[nodiscard]] std::filesystem::path userStateFolder();

} // namespace bathyscope
