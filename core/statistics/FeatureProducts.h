// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/StreamingMoments.h"

#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// A column that is known for every token before the model runs, such as token length: centred and scaled to
/// standard deviation 1 (n) over the run, so that products with it lose no digits. All zero where it is
/// constant.
struct TokenFeature
{
    std::vector<double> values; ///< [tokens]
    bool isConstant = false;
};

[[nodiscard]] TokenFeature makeFeature(std::span<const std::int32_t> values);

/// Σ (a − ā)(f − f̄) of one neuron and one feature; merged like moments (Chan, Golub & LeVeque 1983).
struct CoMoment
{
    double product = 0;

    /// `here` and `there` are the neuron's moments before the merge, `feature…` the feature's over the same
    /// tokens.
    void merge(const CoMoment& other, const Moments& here, const Moments& there, const Moments& featureHere,
               const Moments& featureThere);
};

/// Pearson's r from sums; NaN where either side is constant.
[[nodiscard]] double pearson(const CoMoment& product, const Moments& a, const Moments& b);

} // namespace bathyscope
