// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ActivationView.h"
#include "core/statistics/NeuronAccumulators.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/text/TokenFeatures.h"

#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// The accumulators of some neighbouring neurons of a layer: one thread at a time adds to a block, different
/// blocks are independent.
class NeuronBlock
{
public:
    static constexpr std::size_t maxNeurons = 128;

    NeuronBlock(std::size_t firstNeuron, std::size_t numNeurons);

    /// Sums over the block's neurons, for each token of a view: of finite values, and how many were not
    /// finite.
    struct TokenSums
    {
        std::vector<double> sum; ///< [tokens of the view]
        std::vector<std::uint32_t> nonFinite; ///< [tokens of the view]
    };

    /// Adds the block's columns of a view, tile by tile; tiles end where the token index is a multiple of
    /// NeuronStrip::maxTokens. `length` is the feature, `groups` the length groups, both of all tokens of the
    /// run.
    [[nodiscard]] TokenSums add(const ActivationView& view, std::span<const double> length,
                                std::span<const LengthGroup> groups);

    void merge(const NeuronBlock& other);

    [[nodiscard]] const NeuronAccumulators& sums() const;
    [[nodiscard]] const StreamingHistogram& histogram() const;
    [[nodiscard]] std::size_t numNeurons() const;

private:
    struct Tile;
    void addStrip(const Tile& tile, std::size_t firstColumn, TokenSums& tokenSums);
    void addFiniteStrip(const Tile& tile, std::size_t firstColumn, std::size_t width);
    void addBrokenStrip(const Tile& tile, std::size_t firstColumn, std::size_t width, TokenSums& tokenSums);

    std::size_t m_firstNeuron;
    std::size_t m_numNeurons;
    NeuronAccumulators m_sums;
    StreamingHistogram m_histogram; ///< pooled
};

} // namespace bathyscope
