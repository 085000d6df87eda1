// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/ShownCharacters.h"

#include "core/support/Utf8.h"

#include <QChar>

#include <algorithm>

namespace bathyscope::ui {

namespace {

constexpr std::size_t longestSequence = 4; // bytes of a code point in UTF-8
constexpr char32_t lineFeedMark = 0x21B5;
constexpr char32_t tabMark = 0x2192;
constexpr char32_t controlPictures = 0x2400;
constexpr char32_t deleteMark = 0x2421;
constexpr char32_t formatMark = 0x25AB;
constexpr char32_t illFormedMark = QChar::ReplacementCharacter;

bool joinsCharacters(char32_t codePoint)
{
    constexpr char32_t nonJoiner = 0x200C;
    constexpr char32_t joiner = 0x200D;
    return codePoint == nonJoiner || codePoint == joiner;
}

char32_t visible(char32_t codePoint)
{
    switch (QChar::category(codePoint)) {
    case QChar::Other_Control:
        break;
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return lineFeedMark;
    case QChar::Other_Format:
        return joinsCharacters(codePoint) ? codePoint : formatMark;
    default:
        return codePoint;
    }
    constexpr char32_t firstPrintable = 0x20;
    constexpr char32_t deleteCharacter = 0x7F;
    if (codePoint == U'\n' || codePoint == U'\t') {
        return codePoint == U'\n' ? lineFeedMark : tabMark;
    }
    if (codePoint < firstPrintable) {
        return controlPictures + codePoint;
    }
    return codePoint == deleteCharacter ? deleteMark : formatMark;
}

} // namespace

ShownCharacter shownCharacterAt(std::string_view text, std::size_t byte)
{
    const std::string_view sequence = text.substr(byte, longestSequence);
    if (const auto first = static_cast<unsigned char>(sequence.front()); first >= 0x20 && first < 0x7F) {
        return {.codePoint = first, .numBytes = 1};
    }
    if (wellFormedPrefixSize(sequence) == 0) {
        return {.codePoint = illFormedMark, .numBytes = 1};
    }
    std::size_t numBytes = 0;
    const char32_t codePoint = nextCodePoint(sequence, numBytes);
    return {.codePoint = visible(codePoint), .numBytes = numBytes};
}

QString shownText(std::string_view text)
{
    QString shown;
    shown.reserve(static_cast<qsizetype>(text.size()));
    for (std::size_t byte = 0; byte < text.size();) {
        const ShownCharacter character = shownCharacterAt(text, byte);
        shown += QChar::fromUcs4(character.codePoint);
        byte += character.numBytes;
    }
    return shown;
}

ShownLine showLine(const TokenTexts& tokens, std::size_t firstByte, std::size_t endByte)
{
    const std::string_view text = tokens.text().substr(0, endByte);
    ShownLine line;
    std::size_t token = tokens.tokenAt(firstByte);
    ShownPlace begin;
    for (std::size_t byte = firstByte; byte < endByte;) {
        const ShownCharacter character = shownCharacterAt(text, byte);
        const auto unit = static_cast<int>(line.text.size());
        line.text += QChar::fromUcs4(character.codePoint);
        const std::size_t next = byte + character.numBytes;
        while (token < tokens.size() && tokens.firstByte(token) < next) {
            const std::size_t end = std::min(tokens.firstByte(token + 1), endByte);
            if (end > next) {
                break;
            }
            const ShownPlace place = end == next
                ? ShownPlace {.unit = static_cast<int>(line.text.size()), .share = 0}
                : ShownPlace {.unit = unit,
                              .share =
                                  static_cast<double>(end - byte) / static_cast<double>(character.numBytes)};
            line.tokens.push_back({.token = token, .begin = begin, .end = place});
            begin = place;
            ++token;
        }
        byte = next;
    }
    return line;
}

} // namespace bathyscope::ui
