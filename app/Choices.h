// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// The words that an option may have, in the order of the help, where nobody else names them.
namespace bathyscope::app {

inline constexpr std::array<std::string_view, 3> figureFormatNames {"png", "svg", "pdf"};

} // namespace bathyscope::app
