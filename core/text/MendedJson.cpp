// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/MendedJson.h"

#include "core/support/Utf8.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace bathyscope {

namespace {

constexpr std::string_view digits = "0123456789";

/// Takes digits off the front; false where there is none.
bool takeDigits(std::string_view& rest)
{
    const std::size_t count = std::min(rest.find_first_not_of(digits), rest.size());
    rest.remove_prefix(count);
    return count > 0;
}

/// RFC 8259's number, whatever its size.
bool isJsonNumber(std::string_view word)
{
    word.remove_prefix(word.starts_with('-') ? 1 : 0);
    const bool beginsWithZero = word.starts_with('0');
    if (beginsWithZero) {
        word.remove_prefix(1);
    } else if (!takeDigits(word)) {
        return false;
    }
    if (word.starts_with('.')) {
        word.remove_prefix(1);
        if (!takeDigits(word)) {
            return false;
        }
    }
    if (word.starts_with('e') || word.starts_with('E')) {
        word.remove_prefix(1);
        word.remove_prefix(word.starts_with('+') || word.starts_with('-') ? 1 : 0);
        return takeDigits(word) && word.empty();
    }
    return word.empty();
}

/// A value that Python and others write, and that a parser of JSON refuses.
bool isBeyondJson(std::string_view word)
{
    if (word == "NaN" || word == "Infinity" || word == "-Infinity") {
        return true;
    }
    double value = 0;
    return isJsonNumber(word)
        && std::from_chars(word.data(), word.data() + word.size(), value).ec
        == std::errc::result_out_of_range;
}

/// The code unit of `\uXXXX` at the front; nothing where there is none.
std::optional<unsigned> escapedUnit(std::string_view text)
{
    constexpr std::size_t escapeBytes = 6;
    unsigned unit = 0;
    if (text.size() < escapeBytes || !text.starts_with("\\u")) {
        return std::nullopt;
    }
    const char* const end = text.data() + escapeBytes;
    const auto [rest, error] = std::from_chars(text.data() + 2, end, unit, 16);
    return error == std::errc() && rest == end ? std::optional(unit) : std::nullopt;
}

bool isHighSurrogate(unsigned unit)
{
    return unit >= 0xD800U && unit < 0xDC00U;
}

bool isLowSurrogate(unsigned unit)
{
    return unit >= 0xDC00U && unit < 0xE000U;
}

/// Goes through a line once, in and out of its strings.
class Mender
{
public:
    Mender(std::string_view line, std::string_view replacement)
        : m_line(line)
        , m_replacement(replacement)
    {
    }

    MendedJson mend()
    {
        while (m_at < m_line.size()) {
            if (m_isInString) {
                mendInString();
            } else {
                mendOutside();
            }
        }
        return std::move(m_mended);
    }

private:
    void copy(std::size_t numBytes)
    {
        m_mended.text.append(m_line.substr(m_at, numBytes));
        m_at += numBytes;
    }

    void replace(std::size_t numBytes)
    {
        if (!m_mended.firstReplaced) {
            m_mended.firstReplaced = m_at;
        }
        m_mended.text.append(m_replacement);
        m_at += numBytes;
    }

    void mendInString()
    {
        const char c = m_line[m_at];
        if (c == '\\') {
            mendEscape();
        } else if (c == '"') {
            m_isInString = false;
            copy(1);
        } else {
            mendCharacter();
        }
    }

    /// A half of a surrogate pair without the other one is no character.
    void mendEscape()
    {
        constexpr std::size_t escapeBytes = 6;
        const std::string_view rest = m_line.substr(m_at);
        const std::optional<unsigned> unit = escapedUnit(rest);
        if (!unit) {
            const bool isAscii = rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0x80U;
            copy(isAscii ? 2 : 1); // what else follows is no escape, which is the parser's to refuse
            return;
        }
        const std::optional<unsigned> next = escapedUnit(rest.substr(escapeBytes));
        if (isHighSurrogate(*unit) && next && isLowSurrogate(*next)) {
            copy(2 * escapeBytes);
        } else if (isHighSurrogate(*unit) || isLowSurrogate(*unit)) {
            replace(escapeBytes);
        } else {
            copy(escapeBytes);
        }
    }

    void mendOutside()
    {
        const char c = m_line[m_at];
        if (c == '"') {
            m_isInString = true;
            copy(1);
            return;
        }
        constexpr std::string_view punctuation = "{}[]:,\" \t\r\n";
        const std::string_view rest = m_line.substr(m_at);
        const std::string_view word = rest.substr(0, std::min(rest.find_first_of(punctuation), rest.size()));
        if (word.empty()) {
            copy(1);
        } else if (isBeyondJson(word)) {
            m_mended.text.append("0").append(word.size() - 1, ' '); // what follows stays where it was
            m_at += word.size();
        } else {
            copy(word.size());
        }
    }

    /// The well-formed bytes up to the end of the string or an escape, or one sequence that is ill-formed.
    void mendCharacter()
    {
        const std::string_view rest = m_line.substr(m_at);
        const std::string_view plain = rest.substr(0, std::min(rest.find_first_of("\"\\"), rest.size()));
        const std::size_t wellFormed = wellFormedPrefixSize(plain);
        if (wellFormed > 0) {
            copy(wellFormed);
        } else {
            replace(firstSequenceSize(plain));
        }
    }

    std::string_view m_line;
    std::string_view m_replacement;
    std::size_t m_at = 0;
    bool m_isInString = false;
    MendedJson m_mended;
};

} // namespace

MendedJson mendJson(std::string_view line, std::string_view replacement)
{
    return Mender(line, replacement).mend();
}

} // namespace bathyscope
