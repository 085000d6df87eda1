// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bathyscope {

/// One line of JSON with what other programs write into theirs and no JSON may have taken out of it.
struct MendedJson
{
    std::string text;
    std::optional<std::size_t>
        firstReplaced; ///< byte of the line where the first sequence is that is no character
};

/// Ill-formed UTF-8 and halves of surrogate pairs (`"\ud83d"`) become `replacement`, which stands for itself
/// inside a JSON string; numbers beyond those of double and NaN, Infinity and -Infinity become 0. Nothing
/// else changes.
[[nodiscard]] MendedJson mendJson(std::string_view line, std::string_view replacement);

} // namespace bathyscope
