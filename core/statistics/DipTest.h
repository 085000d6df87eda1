// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// Fewer values cannot depart from unimodality: their dip is always 1 / (2n).
inline constexpr std::size_t minDipValues = 4;

/// Hartigan & Hartigan's dip (1985): the largest distance between the empirical distribution function and the
/// nearest unimodal one. Values in ascending order, finite, ties allowed; O(n). Algorithm AS 217 (P. M.
/// Hartigan 1985) with its published corrections, as R's diptest, which agrees. Between 1 / (2n) and 1/4;
/// 1 / (2n) for constant values too; NaN without values.
[[nodiscard]] double dip(std::span<const double> sortedValues);

/// Probability of a dip at least this large in n values of a uniform distribution, by DipTable: sqrt(n) · dip
/// is interpolated between sizes linearly in 1 / sqrt(n). Never below 1 − the table's last probability
/// (0.0001), which stands for "at most"; 1 for fewer than minDipValues; beyond the table's last size as at
/// that size.
[[nodiscard]] double dipPValue(double dip, std::size_t numValues);

struct DipTest
{
    double dip = 0; ///< the effect size; NaN without values
    double p = 1; ///< of unimodality, against the uniform distribution
};

/// Dip and p of values in any order, which must be finite.
[[nodiscard]] DipTest dipTest(std::vector<double> values);

} // namespace bathyscope
