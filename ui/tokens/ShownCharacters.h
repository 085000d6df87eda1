// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenTexts.h"

#include <QString>

#include <cstddef>
#include <string_view>
#include <vector>

namespace bathyscope::ui {

/// A character as it is shown, and how many bytes of the text it stands for.
struct ShownCharacter
{
    char32_t codePoint = 0;
    std::size_t numBytes = 1;
};

/// The character that begins at `byte` of a text. What cannot be seen is shown by a mark: a line feed by ↵, a
/// tab by →, other control characters by their pictures, format characters (which could turn the line round)
/// by ▫, and a byte that is no part of a whole character by U+FFFD.
[[nodiscard]] ShownCharacter shownCharacterAt(std::string_view text, std::size_t byte);

/// The same of a whole text.
[[nodiscard]] QString shownText(std::string_view text);

/// A place in a shown line: before the UTF-16 unit `unit`, or, where a token ends inside a character, that
/// share of its width further on.
struct ShownPlace
{
    int unit = 0;
    double share = 0;
    bool operator==(const ShownPlace&) const = default;
};

struct ShownToken
{
    std::size_t token = 0;
    ShownPlace begin;
    ShownPlace end;
    bool operator==(const ShownToken&) const = default;
};

/// One line of a text as it is shown, and where in it each token stands.
struct ShownLine
{
    QString text;
    std::vector<ShownToken> tokens; ///< in order; the first and last may have begun or go on in other lines
};

/// Of bytes [firstByte, endByte), which are not empty.
[[nodiscard]] ShownLine showLine(const TokenTexts& tokens, std::size_t firstByte, std::size_t endByte);

} // namespace bathyscope::ui
