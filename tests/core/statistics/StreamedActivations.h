// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/FeatureProducts.h"
#include "core/statistics/NeuronAccumulators.h"
#include "core/statistics/StreamingMoments.h"
#include "tests/core/statistics/PlainStatistics.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bathyscope::test {

/// A run's activations tile by tile, as LayerStatistics hands them on: action(block, first token, tile).
template <typename Action>
void forEachTile(const Activations& activations, std::size_t first, std::size_t count, Action&& action)
{
    ActivationTile tile;
    for (std::size_t token = first; token < first + count; token += tile.numTokens) {
        tile.numTokens = std::min(tileTokens, first + count - token);
        for (std::size_t neuron = 0; neuron < activations.numNeurons; neuron += tileNeurons) {
            tile.numNeurons = std::min(tileNeurons, activations.numNeurons - neuron);
            loadTile(tile, activations.values.data() + token * activations.numNeurons + neuron,
                     activations.numNeurons);
            action(neuron / tileNeurons, token, tile);
        }
    }
}

/// Moments of all neurons over the tokens [first, first + count).
inline StreamingMoments streamedMoments(const Activations& activations, std::size_t first, std::size_t count)
{
    StreamingMoments moments(activations.numNeurons);
    TileMoments piece;
    forEachTile(activations, first, count,
                [&](std::size_t block, std::size_t /*token*/, const ActivationTile& tile) {
                    computeMoments(tile, piece);
                    moments.merge(block * tileNeurons, tile.numNeurons, piece);
                });
    return moments;
}

/// Products with the length alone over at most tileTokens tokens.
inline FeatureProducts streamedProducts(const Activations& activations,
                                        const std::vector<std::int32_t>& lengths, std::size_t first,
                                        std::size_t count)
{
    FeatureProducts products(activations.numNeurons, 1);
    const std::size_t stride = products.paddedFeatures();
    std::vector<double> rows(count * stride);
    for (std::size_t i = 0; i < count; ++i) {
        rows[i * stride + lengthFeature] = lengths[first + i];
    }
    const FeatureProducts::Chunk chunk = products.beginChunk(rows.data(), count);
    TileMoments piece;
    forEachTile(activations, first, count,
                [&](std::size_t block, std::size_t /*token*/, const ActivationTile& tile) {
                    computeMoments(tile, piece);
                    products.merge(chunk, block * tileNeurons, tile, piece.mean, piece.mean);
                });
    return products;
}

} // namespace bathyscope::test
