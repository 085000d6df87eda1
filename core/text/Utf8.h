// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bathyscope {

/// Number of code points; each maximal ill-formed byte sequence counts 1 (Unicode 15 §3.9, as Python's
/// errors="replace").
[[nodiscard]] std::size_t countCodePoints(std::string_view bytes);

struct Utf8Replacement
{
    std::string text;
    std::size_t numReplaced = 0;
    std::size_t firstReplacedByte = 0;
};

/// The same bytes with each maximal ill-formed sequence replaced by U+FFFD.
[[nodiscard]] Utf8Replacement replaceIllFormedUtf8(std::string_view bytes);

} // namespace bathyscope
