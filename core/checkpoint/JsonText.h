// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace bathyscope {

/// A value as JSON: in one line, or with `indent` spaces a level. Numbers have the fewest digits that read
/// back as the same double, which the library's own writer misses for some; those that JSON has no word for
/// are null. Bytes that are not UTF-8 (of names of files) become U+FFFD.
[[nodiscard]] std::string jsonText(const nlohmann::json& value, int indent = -1);

} // namespace bathyscope
