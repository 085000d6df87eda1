// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/CorrelationDensity.h"

#include <vector>

namespace bathyscope {

/// Counts of r over neurons in each density bin that permutations stay within.
struct NullBand
{
    std::vector<double> low; ///< [numDensityBins], 2.5 % quantile (type 7) over permutations
    std::vector<double> high; ///< [numDensityBins], 97.5 %
};

} // namespace bathyscope
