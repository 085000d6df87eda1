// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ActivationView.h"
#include "core/statistics/FeatureProducts.h"
#include "core/statistics/LengthSeries.h"
#include "core/statistics/NeuronAccumulators.h"
#include "core/statistics/RunDesign.h"
#include "core/statistics/StreamingHistogram.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bathyscope {

/// Tokens of a batch that belong to one chunk.
struct BatchChunk
{
    std::size_t firstRow = 0; ///< in the batch
    FeatureProducts::Chunk features;
    std::vector<LengthSeries::Stretch> stretches; ///< none without permutations
};

/// A batch of a layer: what is known of its tokens, and the sums over them alone.
struct BatchSums
{
    BatchSums(std::size_t numNeurons, std::size_t numStrata)
        : sums(numNeurons, numStrata)
    {
    }

    NeuronAccumulators sums;
    std::vector<double> featureRows; ///< [batch tokens, numTokenFeatures padded]
    std::vector<std::uint8_t> groups; ///< [batch tokens]
    std::vector<std::uint8_t> strata; ///< [batch tokens]
    std::vector<std::uint8_t> lengthClasses; ///< [batch tokens]
    std::vector<double> lengths; ///< [batch tokens], less the median
    std::vector<double> blockSums; ///< [blocks, batch tokens]: sums over the neurons of a block
    std::vector<BatchChunk> chunks;
    int histogramLimit = BinScale::noLimit;
};

/// A batch whose tokens are described, in the numbering of the design, and whose activations are still to be
/// added.
[[nodiscard]] BatchSums beginBatch(const RunDesign& design, const ActivationView& activations);

} // namespace bathyscope
