// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/LayerSummary.h"
#include "core/text/TokenFeatures.h"

#include <cstddef>

namespace bathyscope {

/// p of length beyond frequency below this counts as beyond: of all neurons, one in twenty by chance.
inline constexpr double beyondFrequencyLevel = 0.05;

/// How much of a layer's correlation with length is left when frequency is held constant.
struct FrequencyControl
{
    // Medians over neurons, NaN where no neuron has a value.
    double raw = 0; ///< r with length
    double givenFrequency = 0;
    double givenFrequencyPosition = 0;
    double stratified = 0;
    // Medians over neurons of the size |r|, likewise.
    double rawSize = 0;
    double givenFrequencySize = 0;
    double stratifiedSize = 0;
    std::size_t numTested = 0; ///< neurons with a q; 0 without permutations
    std::size_t numDiscoveries = 0; ///< of these, q below the rate
    std::size_t numBeyondTested = 0; ///< neurons with a p beyond frequency; 0 where nothing tells
    std::size_t numBeyond = 0; ///< of those tested, p beyond frequency below beyondFrequencyLevel
    std::size_t numDiscoveriesBeyond = 0; ///< both: more than chance would give, even where nothing is
                                          ///< beyond, since discoveries are chosen for a large r

    [[nodiscard]] double beyondShare() const; ///< of those tested; NaN where nothing tells
    [[nodiscard]] double discoveriesBeyondShare() const; ///< of the discoveries; likewise
};

/// Of a finished layer; `rate` of false discoveries is the run's.
[[nodiscard]] FrequencyControl frequencyControl(const LayerSummary& layer, double rate);

/// r of length and φ over the tokens that are not left out; NaN where one is constant.
[[nodiscard]] double lengthFrequencyCorrelation(const TokenFeatures& features);

} // namespace bathyscope
