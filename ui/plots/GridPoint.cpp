// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/GridPoint.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bathyscope::ui {

double gridPoint(const AxisRange& range, std::size_t numCells, double place)
{
    const double share = place / static_cast<double>(numCells);
    const double computed = range.lower + share * (range.upper - range.lower);
    const double size = std::max(std::abs(range.lower), std::abs(range.upper));
    constexpr double rounding = 8 * std::numeric_limits<double>::epsilon(); // of the size, at most
    constexpr int digits = 14; // of the size: what more of them would say is rounding
    constexpr int exactPowers = 22; // of ten, in double
    const double decimals = digits - std::ceil(std::log10(size));
    if (!(decimals >= 0 && decimals <= exactPowers)) {
        return computed;
    }
    const double scale = std::pow(10.0, decimals);
    const double tidy = std::round(computed * scale) / scale;
    return std::abs(tidy - computed) <= rounding * size ? tidy + 0.0 : computed; // no −0
}

} // namespace bathyscope::ui
