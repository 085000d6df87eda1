// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace bathyscope {

/// How wide each layer's distribution of r is beside the usual one: its interquartile range divided by the
/// median of those of the inner layers (all but first and last), [layers]. Below 1 is compressed. Takes the
/// interquartile ranges in order of depth, NaN where a layer has none; NaN throughout where no inner
/// layer has one, or half of them have no width.
[[nodiscard]] std::vector<double> compression(std::span<const double> interquartileRanges);

} // namespace bathyscope
