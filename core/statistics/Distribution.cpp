// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Distribution.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>

namespace bathyscope {

double quantileOfSorted(std::span<const double> sorted, double share)
{
    if (sorted.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), sorted.size() - 1);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::vector<double> sortedDefined(std::span<const double> values)
{
    std::vector<double> defined;
    std::ranges::copy_if(values, std::back_inserter(defined),
                         [](double value) { return !std::isnan(value); });
    std::ranges::sort(defined);
    return defined;
}

} // namespace bathyscope
