// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// The texts of a JSON lines file, valid UTF-8, and what was replaced in them.
struct JsonLinesTexts
{
    std::vector<std::string> texts; ///< in the order of the lines
    std::size_t numReplaced =
        0; ///< ill-formed sequences, among them halves of surrogate pairs, that became U+FFFD
    std::size_t firstReplacedByte = 0; ///< offset of the first of them; meaningful if numReplaced > 0
};

/// The string that each line's object has under `field`. Empty lines are passed over, and what is in other
/// fields matters only as far as the end of the line must be found: numbers beyond all and Python's NaN and
/// Infinity may be there. `name` is what messages call the file. Throws BadFormat, naming the line, for
/// whatever is no such object: another type, broken or deeply nested JSON, a field that is missing, twice
/// there, no string or with a NUL in it, a line of more than 64 MiB; and where there is no line at all.
[[nodiscard]] JsonLinesTexts readJsonLines(std::string_view bytes, std::string_view field,
                                           std::string_view name);

/// Names of the string fields of the first line's object; none where it is no object.
[[nodiscard]] std::vector<std::string> jsonLinesFields(std::string_view bytes);

} // namespace bathyscope
