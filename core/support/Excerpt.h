// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bathyscope {

/// Text from a file, fit to be part of a message: at most 80 bytes of it, visible (VisibleText.h), in double
/// quotes; its own double quotes become single ones.
[[nodiscard]] std::string excerpt(std::string_view text);

} // namespace bathyscope
