// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace bathyscope {

/// Quantile of type 7 (Hyndman & Fan 1996; the default of R and numpy) of values in ascending order; 0 ≤ p
/// ≤ 1. NaN without values.
[[nodiscard]] double quantile(std::span<const double> sortedValues, double p);

/// Median of values in any order, without sorting them: the middle, or between the two in the middle. NaN is
/// left out; NaN where nothing remains.
[[nodiscard]] double medianOf(std::span<const double> values);

/// Median of binned values, taken as evenly spread inside their bin; where half of them end with a bin, the
/// middle between it and the next value's bin. `edges` [b + 1], `counts` [b]. NaN without values.
[[nodiscard]] double histogramMedian(std::span<const double> edges, std::span<const std::int64_t> counts);

} // namespace bathyscope
