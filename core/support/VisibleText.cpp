// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/VisibleText.h"

#include "core/support/Utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace bathyscope {

namespace {

constexpr std::string_view cutMark = "…";
constexpr std::size_t longestSequence = 4; // bytes of a code point in UTF-8
constexpr unsigned char firstPrintable = 0x20;
constexpr unsigned char deleteCharacter = 0x7F;

struct CodePointRange
{
    char32_t first = 0;
    char32_t last = 0;
};

/// What acts instead of being seen. Joiners and variation selectors belong to the words of some scripts, and
/// stay.
constexpr std::array<CodePointRange, 11> invisible {{
    {0x7F, 0x9F}, // DEL and C1: 9B begins a sequence on some terminals
    {0xAD, 0xAD}, // soft hyphen
    {0x61C, 0x61C}, // Arabic letter mark
    {0x180E, 0x180E}, // Mongolian vowel separator
    {0x200B, 0x200B}, // zero width space
    {0x200E, 0x200F}, // marks of direction
    {0x2028, 0x202E}, // separators of lines; embeddings and overrides of direction
    {0x2060, 0x206F}, // word joiner, isolates of direction, deprecated controls
    {0xFEFF, 0xFEFF}, // byte order mark
    {0xFFF9, 0xFFFB}, // interlinear annotation
    {0xE0000, 0xE007F}, // tags
}};

bool isInvisible(char32_t codePoint)
{
    return std::ranges::any_of(invisible, [codePoint](const CodePointRange& range) {
        return codePoint >= range.first && codePoint <= range.last;
    });
}

/// How the character at the beginning of a text is shown, and how many of its bytes that takes.
struct Shown
{
    std::string text;
    std::size_t numBytes = 1;
};

Shown shownCharacter(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    if (first < firstPrintable || first == deleteCharacter) {
        // U+2400 … U+2421: pictures for control codes.
        const auto picture = static_cast<unsigned char>(first == deleteCharacter ? 0x21 : first);
        return {.text = std::string("\xE2\x90") + static_cast<char>(0x80U + picture)};
    }
    const std::string_view sequence = text.substr(0, longestSequence);
    if (wellFormedPrefixSize(sequence) == 0) {
        return {.text = fmt::format("\\x{:02X}", first)};
    }
    std::size_t numBytes = 0;
    const char32_t codePoint = nextCodePoint(sequence, numBytes);
    return {.text = isInvisible(codePoint) ? fmt::format("⟨U+{:04X}⟩", static_cast<std::uint32_t>(codePoint))
                                           : std::string(sequence.substr(0, numBytes)),
            .numBytes = numBytes};
}

bool isPrintableAscii(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= firstPrintable && byte < deleteCharacter;
}

} // namespace

std::string visibleText(std::string_view text, std::size_t maxBytes)
{
    std::string visible;
    std::size_t endBeforeMark = 0; // of the longest beginning that leaves room for the mark
    while (!text.empty()) {
        Shown next = isPrintableAscii(text.front()) ? Shown {.text = std::string(1, text.front())}
                                                    : shownCharacter(text);
        if (visible.size() + next.text.size() > maxBytes) {
            visible.resize(endBeforeMark);
            return visible.append(cutMark);
        }
        visible += next.text;
        if (visible.size() + cutMark.size() <= maxBytes) {
            endBeforeMark = visible.size();
        }
        text.remove_prefix(next.numBytes);
    }
    return visible;
}

std::string visibleJson(std::string_view json)
{
    std::string visible;
    visible.reserve(json.size());
    constexpr char32_t firstAstral = 0x10000;
    for (std::size_t i = 0; i < json.size();) {
        const auto byte = static_cast<unsigned char>(json[i]);
        if (byte < deleteCharacter) { // also the line feeds between values
            visible += json[i++];
            continue;
        }
        const std::size_t begin = i;
        const char32_t codePoint = nextCodePoint(json, i);
        if (!isInvisible(codePoint)) {
            visible.append(json.substr(begin, i - begin));
        } else if (codePoint < firstAstral) {
            visible += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(codePoint));
        } else { // as two halves
            const std::uint32_t offset = static_cast<std::uint32_t>(codePoint) - firstAstral;
            visible +=
                fmt::format("\\u{:04x}\\u{:04x}", 0xD800U + (offset >> 10U), 0xDC00U + (offset & 0x3FFU));
        }
    }
    return visible;
}

} // namespace bathyscope
