// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace bathyscope::app {

/// A correlation with its sign and four decimals; a dash where it is not defined, as in a layer whose neurons
/// are all constant.
[[nodiscard]] std::string signedText(double value);

/// "51.2 %" of a share of 1; a dash where it is not defined.
[[nodiscard]] std::string percentText(double share);

} // namespace bathyscope::app
