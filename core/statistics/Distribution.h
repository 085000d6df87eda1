// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace bathyscope {

/// Quantile of sorted values, type 7 of Hyndman & Fan 1996 (the default of R and numpy); NaN without values.
/// 0 ≤ share ≤ 1.
[[nodiscard]] double quantileOfSorted(std::span<const double> sorted, double share);

/// The values that are not NaN, ascending.
[[nodiscard]] std::vector<double> sortedDefined(std::span<const double> values);

} // namespace bathyscope
