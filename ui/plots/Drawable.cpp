// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/Drawable.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bathyscope::ui {

namespace {

constexpr double largest = 1e100;
constexpr double smallest = 1e-100;

/// At most `largest` on either side; `missing` for NaN.
double bounded(double value, double missing)
{
    return std::isnan(value) ? missing : std::clamp(value, -largest, largest);
}

} // namespace

double drawable(double value)
{
    const double size = std::abs(value);
    if (!(size <= largest)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return size < smallest ? 0 : value;
}

AxisRange drawableRange(AxisRange range)
{
    constexpr double finest = 1e-12; // of the larger end: ticks nearer to each other have the same label
    const AxisRange whole {.lower = bounded(range.lower, 0), .upper = bounded(range.upper, 1)};
    const double size = std::max(std::abs(whole.lower), std::abs(whole.upper));
    if (whole.upper - whole.lower >= std::max(smallest, finest * size)) {
        return whole;
    }
    const double middle = (whole.lower + whole.upper) / 2;
    const double reach = std::max(0.5, finest * size);
    return {.lower = middle - reach, .upper = middle + reach};
}

} // namespace bathyscope::ui
