// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bathyscope {

/// Bytes of a name as it is shown: of a model, a text, a device, a folder.
inline constexpr std::size_t maxNameBytes = 1024;

/// Bytes of a sentence as it is shown, paths of the longest kind included.
inline constexpr std::size_t maxSentenceBytes = 16'384;

/// Text from a file, a file name, a server or an argument, fit to be printed or shown: what a terminal would
/// obey, what turns the direction of the text behind it, ends a line or hides, is made visible. Control
/// characters become their pictures (ESC is ␛), others their number (⟨U+202E⟩), bytes that are no UTF-8
/// theirs (\xE9). Of a longer text the beginning, ended by "…": never more than `maxBytes`. Always valid
/// UTF-8; text that is visible already stays as it is.
[[nodiscard]] std::string visibleText(std::string_view text, std::size_t maxBytes = maxSentenceBytes);

/// JSON without characters that visibleText() would change, for a standard output that may be a terminal:
/// they are written as \u escapes, so that the values stay what they are. Of nlohmann's dump().
[[nodiscard]] std::string visibleJson(std::string_view json);

} // namespace bathyscope
