// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bathyscope {

/// Number of code points; each maximal ill-formed byte sequence counts 1 (Unicode 15 §3.9, as Python's
/// errors="replace").
[[nodiscard]] std::size_t countCodePoints(std::string_view bytes);

/// Number of bytes before the first ill-formed sequence; bytes.size() if there is none.
[[nodiscard]] std::size_t wellFormedPrefixSize(std::string_view bytes);

/// Bytes of the first code point, or of the first maximal ill-formed sequence; 0 of nothing.
[[nodiscard]] std::size_t firstSequenceSize(std::string_view bytes);

struct Utf8Replacement
{
    std::string text;
    std::size_t numReplaced = 0;
    std::size_t firstReplacedByte = 0;
};

/// The same bytes with each maximal ill-formed sequence replaced by U+FFFD.
[[nodiscard]] Utf8Replacement replaceIllFormedUtf8(std::string_view bytes);

/// The code point of the well-formed sequence that begins at `index`, which is moved behind it.
[[nodiscard]] char32_t nextCodePoint(std::string_view wellFormed, std::size_t& index);

} // namespace bathyscope
