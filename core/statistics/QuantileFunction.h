// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/RandomGenerator.h"

#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// A distribution as its quantiles (type 7) at 5 %, 10 %, … 95 %: [numQuantileLevels], or empty where there
/// are fewer than two values. The Euclidean distance between two of them approximates the Wasserstein-2
/// distance.
using QuantileFunction = std::vector<double>;
inline constexpr std::size_t numQuantileLevels = 19;

/// Quantile function of values in ascending order.
[[nodiscard]] QuantileFunction quantileFunction(std::span<const double> sortedValues);

/// Quantile function of as many values drawn from them with replacement: one bootstrap, without sorting it.
/// Draws take 32 bits: their probabilities are equal to within n / 2^32 of themselves.
[[nodiscard]] QuantileFunction resampledQuantileFunction(std::span<const double> sortedValues,
                                                         RandomGenerator& generator);

/// What has a value, in ascending order; NaN is left out.
[[nodiscard]] std::vector<double> sortedWithoutNaN(std::span<const double> values);

} // namespace bathyscope
