// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bathyscope {

/// The letters in which GPT-2's vocabulary files write bytes: printable bytes of Latin-1 stand for
/// themselves, the other 68 are written as U+0100, U+0101, … in order (so a space is Ġ, U+0120). Immutable.
class ByteAlphabet
{
public:
    ByteAlphabet();

    /// UTF-8 of the letter that stands for this byte.
    [[nodiscard]] std::string letter(std::uint8_t byte) const;

    /// The bytes that a word of such letters stands for; nothing if it holds any other letter. The word is
    /// well-formed UTF-8.
    [[nodiscard]] std::optional<std::string> bytes(std::string_view word) const;

private:
    static constexpr char32_t numLetters = 256 + 68;
    std::array<char32_t, 256> m_letters {};
    std::array<std::int16_t, numLetters> m_bytes {}; ///< by code point; −1: not a letter
};

} // namespace bathyscope
