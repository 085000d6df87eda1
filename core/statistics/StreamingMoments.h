// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace bathyscope {

/// Count, mean, sums of powers of the deviation from it, and extrema of one neuron over some tokens.
struct Moments
{
    double count = 0; ///< finite values
    double mean = 0;
    double m2 = 0; ///< Σ (a − mean)²
    double m3 = 0;
    double m4 = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    double positive = 0; ///< values > 0
    double nonFinite = 0; ///< NaN or infinity, in none of the above

    /// Adds what another part of the tokens gave, without cancellation (Chan, Golub & LeVeque 1983; third and
    /// fourth moments as Pébay 2008, equations 3.1).
    void merge(const Moments& other);

    [[nodiscard]] bool isConstant() const; ///< one value everywhere, or none
    [[nodiscard]] double standardDeviation() const; ///< n − 1; NaN below two values
    [[nodiscard]] double
    skewness() const; ///< adjusted G1 (scipy: bias=False); NaN below three values or where constant
    [[nodiscard]] double excessKurtosis() const; ///< adjusted G2; NaN below four values or where constant
    [[nodiscard]] double activeShare() const; ///< positive / count; NaN without values
};

} // namespace bathyscope
