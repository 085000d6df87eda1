// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/QuantileFunction.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace bathyscope {

/// What a layer's distribution of r looks like with one window left out after the other: how much of it hangs
/// on the text.
struct WindowJackknife
{
    std::size_t numUnits = 0; ///< windows, or groups of neighbouring ones in a long text
    double medianLow = std::numeric_limits<double>::quiet_NaN(); ///< 95 % interval of the median of r over
                                                                 ///< neurons; NaN with fewer than two units
    double medianHigh = std::numeric_limits<double>::quiet_NaN();
    std::vector<QuantileFunction> without; ///< [units]: of r without that unit; empty in a complete
                                           ///< run from a file
};

} // namespace bathyscope
