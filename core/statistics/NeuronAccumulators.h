// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/FeatureProducts.h"
#include "core/statistics/StratumSums.h"
#include "core/statistics/StreamingMoments.h"
#include "core/text/TokenFeatures.h"

#include <cstddef>
#include <vector>

namespace bathyscope {

/// Columns of the matrix of features: the length (less the median, which changes no product and keeps numbers
/// small), φ, the position in the window, then for each LengthGroup 1 inside and 0 outside.
inline constexpr std::size_t lengthFeature = 0;
inline constexpr std::size_t frequencyFeature = 1;
inline constexpr std::size_t positionFeature = 2;
inline constexpr std::size_t firstGroupFeature = 3;
inline constexpr std::size_t numTokenFeatures = firstGroupFeature + numLengthGroups;

/// What permutations say of the neurons of a finished layer; empty columns without permutations.
struct NeuronTests
{
    std::vector<double> pLength; ///< [neurons]
    std::vector<double> pBeyondFrequency; ///< [neurons]
};

/// r with length over one half of the text and over the other, [neurons]: units 0, 2, … of the jackknife and
/// units 1, 3, … Empty before a layer is finished.
struct NeuronHalves
{
    std::vector<double> even;
    std::vector<double> odd;
};

/// What the statistics of a neuron are computed from.
struct NeuronAccumulators
{
    NeuronAccumulators(std::size_t numNeurons, std::size_t numStrata)
        : moments(numNeurons)
        , products(numNeurons, numTokenFeatures)
        , strata(numStrata, numNeurons)
    {
    }

    StreamingMoments moments;
    FeatureProducts products;
    StratumSums strata;
    NeuronTests tests;
    NeuronHalves halves;
};

} // namespace bathyscope
