// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bathyscope {

/// Counts of r over neurons in equal bins on [−1, 1]; the last bin is closed at both ends.
struct CorrelationDensity
{
    std::vector<double> edges; ///< [b + 1], symmetric about 0
    std::vector<std::int64_t> counts; ///< [b], sum = neurons that have an r
};
inline constexpr std::size_t numDensityBins = 400;

} // namespace bathyscope
