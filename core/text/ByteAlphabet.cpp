// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/ByteAlphabet.h"

#include "core/support/Utf8.h"

namespace bathyscope {
namespace {

constexpr bool standsForItself(unsigned byte)
{
    constexpr unsigned softHyphen = 0xAD;
    return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xFF && byte != softHyphen);
}

} // namespace

ByteAlphabet::ByteAlphabet()
{
    m_bytes.fill(-1);
    char32_t nextSubstitute = 256;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const char32_t letter = standsForItself(byte) ? byte : nextSubstitute++;
        m_letters.at(byte) = letter;
        m_bytes.at(letter) = static_cast<std::int16_t>(byte);
    }
}

std::string ByteAlphabet::letter(std::uint8_t byte) const
{
    const char32_t letter = m_letters.at(byte);
    if (letter < 0x80) {
        return {static_cast<char>(letter)};
    }
    return {static_cast<char>(0xC0U | letter >> 6U), static_cast<char>(0x80U | (letter & 0x3FU))};
}

std::optional<std::string> ByteAlphabet::bytes(std::string_view word) const
{
    std::string bytes;
    for (std::size_t i = 0; i < word.size();) {
        const char32_t letter = nextCodePoint(word, i);
        if (letter >= numLetters || m_bytes.at(letter) < 0) {
            return std::nullopt;
        }
        bytes += static_cast<char>(m_bytes.at(letter));
    }
    return bytes;
}

} // namespace bathyscope
