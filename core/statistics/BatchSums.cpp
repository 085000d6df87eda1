// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/BatchSums.h"

#include "core/statistics/ActivationTile.h"
#include "core/statistics/RandomSample.h"
#include "core/statistics/TuningSums.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope {

namespace {

/// A limit for the histogram of a layer's activations, from some of a batch.
int limitFor(const ActivationView& activations)
{
    constexpr std::uint64_t numLookedAt = 256;
    std::vector<double> sizes;
    sizes.reserve(numLookedAt);
    for (const std::uint64_t i : sampleIndices(activations.numTokens * activations.width, numLookedAt, 1)) {
        if (std::isfinite(activations.data[i])) {
            sizes.push_back(std::abs(static_cast<double>(activations.data[i])));
        }
    }
    return histogramLimit(std::move(sizes));
}

} // namespace

BatchSums beginBatch(const RunDesign& design, const ActivationView& activations)
{
    const TokenFeatures& features = *design.features;
    const std::size_t numBlocks = (activations.width + tileNeurons - 1) / tileNeurons;
    BatchSums batch(activations.width, design.strata.numStrata);
    const std::size_t stride = batch.sums.products.paddedFeatures();
    batch.featureRows.assign(activations.numTokens * stride, 0.0);
    batch.groups.resize(activations.numTokens);
    batch.blockSums.resize(numBlocks * activations.numTokens);
    batch.histogramLimit = limitFor(activations);
    for (std::size_t row = 0; row < activations.numTokens; ++row) {
        const std::size_t token = activations.firstToken + row;
        const auto group = static_cast<std::uint8_t>(features.group[token]);
        batch.groups[row] = group;
        batch.strata.push_back(static_cast<std::uint8_t>(design.stratumOf(token)));
        batch.lengthClasses.push_back(TuningSums::classOf(features.length[token]));
        batch.lengths.push_back(features.length[token] - features.medianLength);
        batch.featureRows[row * stride + lengthFeature] = batch.lengths.back();
        batch.featureRows[row * stride + frequencyFeature] = design.frequencyOf(token);
        batch.featureRows[row * stride + positionFeature] = features.position[token];
        batch.featureRows[row * stride + firstGroupFeature + group] = 1;
    }

    batch.sums.strata.addTokens({batch.strata, batch.lengths});
    std::size_t row = 0;
    while (row < activations.numTokens) {
        const std::size_t toBorder = tileTokens - (activations.firstToken + row) % tileTokens;
        const std::size_t numTokens = std::min(toBorder, activations.numTokens - row);
        BatchChunk& chunk = batch.chunks.emplace_back();
        chunk.firstRow = row;
        chunk.features = batch.sums.products.beginChunk(batch.featureRows.data() + row * stride, numTokens);
        if (design.lengthSeries) {
            chunk.stretches = design.lengthSeries->stretches(activations.firstToken + row, numTokens);
        }
        row += numTokens;
    }
    return batch;
}

} // namespace bathyscope
