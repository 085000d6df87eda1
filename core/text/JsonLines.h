// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// The texts of a JSON lines file: the string that each line's object has under `field`, in the order of the
/// lines. Empty lines are passed over. `name` is what messages call the file. Throws BadFormat, naming the
/// line, for whatever is no such object: another type, broken or deeply nested JSON, ill-formed UTF-8, a
/// field that is missing, twice there, no string or with a NUL in it, a line of more than 64 MiB; and where
/// there is no line at all.
[[nodiscard]] std::vector<std::string> readJsonLines(std::string_view bytes, std::string_view field,
                                                     std::string_view name);

/// Names of the string fields of the first line's object; none where it is no object.
[[nodiscard]] std::vector<std::string> jsonLinesFields(std::string_view bytes);

} // namespace bathyscope
