// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Compression.h"

#include "core/statistics/Distribution.h"
#include "core/statistics/QuantileFunction.h"

#include <cstddef>
#include <limits>

namespace bathyscope {

std::vector<double> compression(std::span<const double> interquartileRanges)
{
    const std::size_t numLayers = interquartileRanges.size();
    double usual = std::numeric_limits<double>::quiet_NaN();
    if (numLayers > 2) {
        usual = quantile(sortedWithoutNaN(interquartileRanges.subspan(1, numLayers - 2)), 0.5);
    }
    std::vector<double> ratios;
    ratios.reserve(numLayers);
    for (const double range : interquartileRanges) {
        ratios.push_back(usual > 0 ? range / usual : std::numeric_limits<double>::quiet_NaN());
    }
    return ratios;
}

} // namespace bathyscope
