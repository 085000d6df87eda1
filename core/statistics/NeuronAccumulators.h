// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/FeatureProducts.h"
#include "core/statistics/StreamingMoments.h"
#include "core/text/TokenFeatures.h"

#include <cstddef>

namespace bathyscope {

/// Columns of the matrix of features: the length (less the median, which changes no product and keeps numbers
/// small), then for each LengthGroup 1 inside and 0 outside.
inline constexpr std::size_t lengthFeature = 0;
inline constexpr std::size_t firstGroupFeature = 1;
inline constexpr std::size_t numTokenFeatures = firstGroupFeature + numLengthGroups;

/// What the statistics of a neuron are computed from.
struct NeuronAccumulators
{
    StreamingMoments moments;
    FeatureProducts products;
};

} // namespace bathyscope
