// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bathyscope {

/// What a download often leaves in a file's place, told by how it begins: completes "The file X …", with what
/// to do. Empty where it is neither of them.
[[nodiscard]] std::string mistakenContent(std::string_view beginning);

/// The pointer alone: a web page may well be a text.
[[nodiscard]] std::string lfsPointerContent(std::string_view beginning);

/// As much of a file as they look at.
inline constexpr std::size_t mistakenContentBytes = 256;

} // namespace bathyscope
