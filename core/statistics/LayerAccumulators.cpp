// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerAccumulators.h"

#include "core/statistics/ActivationTile.h"
#include "core/support/Error.h"
#include "core/support/ParallelFor.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <span>
#include <string>
#include <utility>

namespace bathyscope {

namespace {

/// Adds later tokens to the sums over earlier ones.
void join(NeuronAccumulators& into, UnitSums& units, const UnitPiece& piece)
{
    const NeuronAccumulators& later = piece.sums;
    units.merge(piece.unit, later.moments, later.products);
    std::vector<double> meanShifts(into.moments.numNeurons());
    std::ranges::transform(later.moments.means(), into.moments.means(), meanShifts.begin(), std::minus {});
    into.products.merge(later.products, meanShifts);
    into.moments.merge(later.moments);
    into.strata.merge(later.strata);
}

} // namespace

LayerAccumulators::LayerAccumulators(HookId hookId, std::size_t neurons,
                                     std::shared_ptr<const RunDesign> runDesign)
    : hook(hookId)
    , numNeurons(neurons)
    , numBlocks((neurons + tileNeurons - 1) / tileNeurons)
    , design(std::move(runDesign))
    , features(design->features.get())
    , tokenSums(features->length.size())
    , numNonFinite(features->length.size())
    , tuningSums(neurons)
    , sampled(design->sample, neurons, design->seed)
    , isSeen(features->length.size())
    , sums(neurons, design->strata.numStrata)
    , units(design->unitEnds.size(), neurons)
{
    if (design->lengthSeries) {
        lengthProducts.emplace(*design->lengthSeries, neurons);
    }
    if (design->typePermutation) {
        typeSums.emplace(design->typePermutation->numRows(), neurons);
    }
}

void LayerAccumulators::restart(HookId hookId)
{
    hook = hookId;
    std::ranges::fill(tokenSums, 0.0);
    std::ranges::fill(numNonFinite, 0U);
    if (lengthProducts) {
        lengthProducts->clear();
        typeSums->clear();
    }
    isSeen.assign(isSeen.size(), false);
    tuningSums.clear();
    sampled.clear();
    units.clear();
    sums = NeuronAccumulators(numNeurons, design->strata.numStrata);
    batches = {};
    pooled = StreamingHistogram(numLengthGroups);
    workspaces.forget();
}

void LayerAccumulators::check(const ActivationView& activations) const
{
    const std::size_t numTokens =
        design->numberOf.empty() ? features->length.size() : design->numberOf.size();
    const std::size_t end = activations.firstToken + activations.numTokens;
    if (activations.hook != hook || activations.width != numNeurons || end > numTokens) {
        throw Error(ErrorKind::Internal,
                    "The statistics of " + hook.name() + " expect " + std::to_string(numNeurons)
                        + " neurons at tokens below " + std::to_string(numTokens) + ", but were given "
                        + activations.hook.name() + " with " + std::to_string(activations.width)
                        + " neurons up to token " + std::to_string(end) + ".");
    }
}

/// Throws where a token has come before.
void LayerAccumulators::claimTokens(const ActivationView& activations)
{
    const std::size_t end = activations.firstToken + activations.numTokens;
    const std::scoped_lock lock(mutex);
    for (std::size_t token = activations.firstToken; token < end; ++token) {
        if (isSeen[token]) {
            throw Error(ErrorKind::Internal,
                        "The statistics of " + hook.name() + " were given token " + std::to_string(token)
                            + " twice.");
        }
    }
    std::fill_n(isSeen.begin() + static_cast<std::ptrdiff_t>(activations.firstToken), activations.numTokens,
                true);
}

void LayerAccumulators::add(const ActivationView& activations)
{
    ActivationView part = activations;
    const std::size_t end = activations.firstToken + activations.numTokens;
    while (part.firstToken < end) {
        part.numTokens = std::min(design->unitEnds[unitOf(part.firstToken)], end) - part.firstToken;
        addUnit(part);
        part.firstToken += part.numTokens;
        part.data += part.numTokens * part.width;
    }
}

void LayerAccumulators::addUnit(const ActivationView& activations)
{
    claimTokens(activations);
    sampled.keep(activations);
    BatchSums batch = beginBatch(*design, activations);
    parallelFor(numBlocks, [&](std::size_t block) { addBlock(activations, batch, block); });
    finishBatch(activations, batch);
}

std::size_t LayerAccumulators::unitOf(std::size_t token) const
{
    return static_cast<std::size_t>(std::ranges::upper_bound(design->unitEnds, token)
                                    - design->unitEnds.begin());
}

void LayerAccumulators::addBlock(const ActivationView& activations, BatchSums& batch, std::size_t block)
{
    const std::size_t firstNeuron = block * tileNeurons;
    std::unique_ptr<TileWorkspace> workspace = workspaces.take();
    ActivationTile& tile = workspace->tile;
    TileMoments& moments = workspace->moments;
    tile.numNeurons = std::min(tileNeurons, numNeurons - firstNeuron);
    const StratumTokens tokens {batch.strata, batch.lengths};
    for (const BatchChunk& chunk : batch.chunks) {
        tile.numTokens = chunk.features.numTokens;
        loadTile(tile, activations.data + chunk.firstRow * activations.width + firstNeuron,
                 activations.width);
        computeMoments(tile, moments);

        std::array<double, tileNeurons> meanShifts {};
        for (std::size_t i = 0; i < tile.numNeurons; ++i) {
            meanShifts[i] = moments.mean[i] - batch.sums.moments.means()[firstNeuron + i];
        }
        batch.sums.products.merge(chunk.features, firstNeuron, tile, moments.mean, meanShifts);
        batch.sums.moments.merge(firstNeuron, tile.numNeurons, moments);

        if (&chunk == &batch.chunks.front()) {
            workspace->strata.begin(design->strata.numStrata, moments.mean);
        }
        workspace->strata.add(tile, tokens.part(chunk.firstRow, tile.numTokens));
        tuningSums.add(block, tile, std::span(batch.lengthClasses).subspan(chunk.firstRow, tile.numTokens));
        if (lengthProducts) {
            lengthProducts->add(firstNeuron, activations.firstToken + chunk.firstRow, tile, chunk.stretches);
        }
        if (typeSums) {
            typeSums->add(block, tile,
                          design->typePermutation->rowOfToken().subspan(
                              activations.firstToken + chunk.firstRow, tile.numTokens));
        }

        const float low = *std::min_element(moments.min.begin(), moments.min.begin() + tile.numNeurons);
        const float high = *std::max_element(moments.max.begin(), moments.max.begin() + tile.numNeurons);
        workspace->counter.limit(batch.histogramLimit);
        workspace->counter.count(tile, std::span(batch.groups).subspan(chunk.firstRow, tile.numTokens), low,
                                 high);

        if (!tile.isFinite) {
            for (std::size_t token = 0; token < tile.numTokens; ++token) {
                const std::uint32_t numLeftOut = dropNonFinite(tile, token);
                std::atomic_ref(numNonFinite[activations.firstToken + chunk.firstRow + token]) += numLeftOut;
            }
        }
        std::copy_n(tile.tokenSums.begin(), tile.numTokens,
                    batch.blockSums.begin()
                        + static_cast<std::ptrdiff_t>(block * activations.numTokens + chunk.firstRow));
    }
    batch.sums.strata.setBlock(firstNeuron, tile.numNeurons, workspace->strata);
    workspaces.giveBack(std::move(workspace));
}

void LayerAccumulators::finishBatch(const ActivationView& activations, BatchSums& batch)
{
    for (std::size_t block = 0; block < numBlocks; ++block) {
        for (std::size_t row = 0; row < activations.numTokens; ++row) {
            tokenSums[activations.firstToken + row] += batch.blockSums[block * activations.numTokens + row];
        }
    }
    const std::scoped_lock lock(mutex);
    workspaces.drainInto(pooled);
    batches.add(activations.firstToken, activations.numTokens,
                {std::move(batch.sums), unitOf(activations.firstToken)},
                [this](const UnitPiece& next) { join(sums, units, next); });
}

void LayerAccumulators::joinWaiting(NeuronAccumulators& total, UnitSums& ofUnits) const
{
    for (const auto& [firstToken, batch] : batches.waiting()) {
        join(total, ofUnits, batch.piece);
    }
}

std::vector<double> LayerAccumulators::tokenMeans(std::size_t group) const
{
    std::vector<double> means;
    for (std::size_t token = 0; token < tokenSums.size(); ++token) {
        const std::size_t numFinite = numNeurons - numNonFinite[token];
        if (isSeen[token] && numFinite > 0 && static_cast<std::size_t>(features->group[token]) == group) {
            means.push_back(tokenSums[token] / static_cast<double>(numFinite));
        }
    }
    return means;
}

/// A neuron's mean over a group g of n_g tokens is mean + Σ(a − mean)(f_g − mean f_g) / n_g, where f_g is 1
/// in g.
std::vector<double> LayerAccumulators::neuronMeans(const NeuronAccumulators& total, std::size_t group) const
{
    std::size_t numGroupTokens = 0;
    for (std::size_t token = 0; token < isSeen.size(); ++token) {
        numGroupTokens += isSeen[token] && static_cast<std::size_t>(features->group[token]) == group ? 1 : 0;
    }
    std::vector<double> means;
    for (std::size_t neuron = 0; numGroupTokens > 0 && neuron < numNeurons; ++neuron) {
        const NeuronMoments moments = total.moments.moments(neuron);
        if (moments.numNonFinite == 0) {
            means.push_back(moments.mean
                            + total.products.product(firstGroupFeature + group, neuron)
                                / static_cast<double>(numGroupTokens));
        }
    }
    return means;
}

LengthTuning LayerAccumulators::tuning(const NeuronAccumulators& total) const
{
    std::array<std::int64_t, TuningSums::numClasses> counts {};
    for (std::size_t token = 0; token < isSeen.size(); ++token) {
        counts.at(TuningSums::classOf(features->length[token])) += isSeen[token] ? 1 : 0;
    }
    return tuningSums.tuning(counts, total.moments);
}

} // namespace bathyscope
