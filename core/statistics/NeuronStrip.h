// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenFeatures.h"

#include <array>
#include <cstddef>
#include <span>

namespace bathyscope {

/// The unit of work of the fused pass: up to maxTokens tokens of 16 neighbouring neurons, copied together so
/// that three passes over them stay in the nearest cache.
struct NeuronStrip
{
    static constexpr std::size_t width = 16;
    static constexpr std::size_t maxTokens = 128;
    using Lanes = std::array<double, width>;

    std::size_t numTokens = 0;
    alignas(64) std::array<float, width * maxTokens> values; ///< [tokens][16]; unused neurons are 0

    // What the passes find, one lane a neuron.
    alignas(64) Lanes mean;
    alignas(64) Lanes m2;
    alignas(64) Lanes m3;
    alignas(64) Lanes m4;
    alignas(64) Lanes min;
    alignas(64) Lanes max;
    alignas(64) Lanes positive;
    alignas(64) Lanes lengthProduct; ///< Σ (a − ā) f
    std::array<Lanes, numLengthGroups> groupDeviations; ///< Σ (a − ā) over the group's tokens
    bool allFinite = false;

    /// Copies `numNeurons` (≤ 16) columns that begin at `first`, rows `stride` floats apart.
    void load(const float* first, std::size_t stride, std::size_t numNeurons, std::size_t tokens);

    /// Mean, extrema, count above 0, whether all is finite; adds each token's sum over the neurons to
    /// tokenSums.
    void firstPass(std::span<double> tokenSums);

    /// Powers of the deviations, products with the feature, sums by group. Only after a first pass that found
    /// all finite.
    void secondPass(std::span<const double> feature, std::span<const LengthGroup> groups);
};

} // namespace bathyscope
