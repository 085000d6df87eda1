// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerStatistics.h"

#include "core/statistics/ActivationTile.h"
#include "core/statistics/NeuronAccumulators.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/statistics/TileCounter.h"
#include "core/support/Error.h"
#include "core/support/ParallelFor.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bathyscope {

namespace {

/// Tokens of a batch that belong to one chunk.
struct BatchChunk
{
    std::size_t firstRow = 0; ///< in the batch
    FeatureProducts::Chunk features;
};

/// Counters that the threads of one add() borrow. Counts are integers: which thread counted what changes
/// nothing.
class CounterPool
{
public:
    [[nodiscard]] std::unique_ptr<TileCounter> take(const BinScale& scale)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_idle.empty()) {
            auto counter = std::make_unique<TileCounter>(numLengthGroups);
            counter->startFrom(scale);
            return counter;
        }
        auto counter = std::move(m_idle.back());
        m_idle.pop_back();
        return counter;
    }

    void giveBack(std::unique_ptr<TileCounter> counter)
    {
        const std::scoped_lock lock(m_mutex);
        m_idle.push_back(std::move(counter));
    }

    /// Every counter must have been given back.
    void drainInto(StreamingHistogram& histogram)
    {
        for (const auto& counter : m_idle) {
            histogram.include(counter->range().low(), counter->range().high());
            counter->drainInto(histogram);
        }
        for (const auto& counter : m_idle) {
            counter->startFrom(histogram.scale());
        }
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<TileCounter>> m_idle;
};

GroupHistogram toGroupHistogram(const StreamingHistogram& histogram)
{
    GroupHistogram result;
    const BinScale& scale = histogram.scale();
    if (!scale.isEmpty()) {
        for (std::int64_t bin = scale.firstBin(); bin <= scale.lastBin() + 1; ++bin) {
            result.edges.push_back(std::ldexp(static_cast<double>(bin), scale.exponent()));
        }
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            for (std::int64_t bin = scale.firstBin(); bin <= scale.lastBin(); ++bin) {
                result.counts[group].push_back(histogram.count(group, bin));
            }
        }
    }
    fillGroupMedians(result);
    return result;
}

} // namespace

struct LayerStatistics::Accumulators
{
    Accumulators(HookId hookId, std::size_t neurons, std::shared_ptr<const TokenFeatures> tokenFeatures);

    void requireFitting(const ActivationView& activations) const;
    [[nodiscard]] std::vector<BatchChunk> beginBatch(const ActivationView& activations);
    void addBlock(const ActivationView& activations, std::span<const BatchChunk> chunks, std::size_t block);
    void finishBatch(const ActivationView& activations);

    [[nodiscard]] StreamingHistogram tokenMeanHistogram() const;
    [[nodiscard]] StreamingHistogram neuronMeanHistogram() const;

    HookId hook;
    std::size_t numNeurons;
    std::size_t numBlocks;
    std::shared_ptr<const TokenFeatures> features;
    NeuronAccumulators sums;
    StreamingHistogram pooled {numLengthGroups};
    std::array<std::size_t, numLengthGroups> numGroupTokens {}; ///< seen so far
    std::vector<bool> isSeen; ///< [tokens]
    std::vector<double> tokenSums; ///< [tokens], over the neurons that are finite there
    std::vector<std::uint32_t> numNonFinite; ///< [tokens]: neurons that are not

    // Of the batch at hand.
    CounterPool counters;
    std::vector<double> featureRows; ///< [batch tokens, numTokenFeatures padded]
    std::vector<std::uint8_t> groups; ///< [batch tokens]
    std::vector<double> blockSums; ///< [blocks, batch tokens]
};

LayerStatistics::Accumulators::Accumulators(HookId hookId, std::size_t neurons,
                                            std::shared_ptr<const TokenFeatures> tokenFeatures)
    : hook(hookId)
    , numNeurons(neurons)
    , numBlocks((neurons + tileNeurons - 1) / tileNeurons)
    , features(std::move(tokenFeatures))
    , sums {.moments = StreamingMoments(neurons), .products = FeatureProducts(neurons, numTokenFeatures)}
    , isSeen(features->length.size())
    , tokenSums(features->length.size())
    , numNonFinite(features->length.size())
{
}

void LayerStatistics::Accumulators::requireFitting(const ActivationView& activations) const
{
    const std::size_t numTokens = features->length.size();
    const std::size_t end = activations.firstToken + activations.numTokens;
    if (activations.hook != hook || activations.width != numNeurons || end > numTokens) {
        throw Error(ErrorKind::Internal,
                    "The statistics of " + hook.name() + " expect " + std::to_string(numNeurons)
                        + " neurons at tokens below " + std::to_string(numTokens) + ", but were given "
                        + activations.hook.name() + " with " + std::to_string(activations.width)
                        + " neurons up to token " + std::to_string(end) + ".");
    }
    for (std::size_t token = activations.firstToken; token < end; ++token) {
        if (isSeen[token]) {
            throw Error(ErrorKind::Internal,
                        "The statistics of " + hook.name() + " were given token " + std::to_string(token)
                            + " twice.");
        }
    }
}

std::vector<BatchChunk> LayerStatistics::Accumulators::beginBatch(const ActivationView& activations)
{
    const std::size_t stride = sums.products.paddedFeatures();
    featureRows.assign(activations.numTokens * stride, 0.0);
    groups.resize(activations.numTokens);
    blockSums.resize(numBlocks * activations.numTokens);
    for (std::size_t row = 0; row < activations.numTokens; ++row) {
        const std::size_t token = activations.firstToken + row;
        const auto group = static_cast<std::uint8_t>(features->group[token]);
        groups[row] = group;
        ++numGroupTokens[group];
        isSeen[token] = true;
        featureRows[row * stride + lengthFeature] = features->length[token] - features->medianLength;
        featureRows[row * stride + firstGroupFeature + group] = 1;
    }

    std::vector<BatchChunk> chunks;
    std::size_t row = 0;
    while (row < activations.numTokens) {
        const std::size_t toBorder = tileTokens - (activations.firstToken + row) % tileTokens;
        const std::size_t numTokens = std::min(toBorder, activations.numTokens - row);
        chunks.push_back(
            {.firstRow = row,
             .features = sums.products.beginChunk(featureRows.data() + row * stride, numTokens)});
        row += numTokens;
    }
    return chunks;
}

void LayerStatistics::Accumulators::addBlock(const ActivationView& activations,
                                             std::span<const BatchChunk> chunks, std::size_t block)
{
    const std::size_t firstNeuron = block * tileNeurons;
    std::unique_ptr<TileCounter> counter = counters.take(pooled.scale());
    ActivationTile tile;
    TileMoments moments;
    tile.numNeurons = std::min(tileNeurons, numNeurons - firstNeuron);
    for (const BatchChunk& chunk : chunks) {
        tile.numTokens = chunk.features.numTokens;
        loadTile(tile, activations.data + chunk.firstRow * activations.width + firstNeuron,
                 activations.width);
        computeMoments(tile, moments);

        std::array<double, tileNeurons> meanShifts {};
        for (std::size_t i = 0; i < tile.numNeurons; ++i) {
            meanShifts[i] = moments.mean[i] - sums.moments.means()[firstNeuron + i];
        }
        sums.products.merge(chunk.features, firstNeuron, tile, moments.mean, meanShifts);
        sums.moments.merge(firstNeuron, tile.numNeurons, moments);

        const float low = *std::min_element(moments.min.begin(), moments.min.begin() + tile.numNeurons);
        const float high = *std::max_element(moments.max.begin(), moments.max.begin() + tile.numNeurons);
        counter->count(tile, std::span(groups).subspan(chunk.firstRow, tile.numTokens), low, high);

        if (!tile.isFinite) {
            for (std::size_t token = 0; token < tile.numTokens; ++token) {
                const std::uint32_t numLeftOut = dropNonFinite(tile, token);
                std::atomic_ref(numNonFinite[activations.firstToken + chunk.firstRow + token]) += numLeftOut;
            }
        }
        std::copy_n(tile.tokenSums.begin(), tile.numTokens,
                    blockSums.begin()
                        + static_cast<std::ptrdiff_t>(block * activations.numTokens + chunk.firstRow));
    }
    counters.giveBack(std::move(counter));
}

void LayerStatistics::Accumulators::finishBatch(const ActivationView& activations)
{
    for (std::size_t block = 0; block < numBlocks; ++block) {
        for (std::size_t row = 0; row < activations.numTokens; ++row) {
            tokenSums[activations.firstToken + row] += blockSums[block * activations.numTokens + row];
        }
    }
    counters.drainInto(pooled);
}

StreamingHistogram LayerStatistics::Accumulators::tokenMeanHistogram() const
{
    StreamingHistogram histogram(numLengthGroups);
    for (std::size_t token = 0; token < tokenSums.size(); ++token) {
        const std::size_t numFinite = numNeurons - numNonFinite[token];
        if (isSeen[token] && numFinite > 0) {
            histogram.add(static_cast<std::size_t>(features->group[token]),
                          tokenSums[token] / static_cast<double>(numFinite));
        }
    }
    return histogram;
}

/// A neuron's mean over a group g of n_g tokens is mean + Σ(a − mean)(f_g − mean f_g) / n_g, where f_g is 1
/// in g. Neurons that were not finite everywhere have no such means.
StreamingHistogram LayerStatistics::Accumulators::neuronMeanHistogram() const
{
    StreamingHistogram histogram(numLengthGroups);
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        const NeuronMoments moments = sums.moments.moments(neuron);
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            if (moments.numNonFinite == 0 && numGroupTokens[group] > 0) {
                histogram.add(group,
                              moments.mean
                                  + sums.products.product(firstGroupFeature + group, neuron)
                                      / static_cast<double>(numGroupTokens[group]));
            }
        }
    }
    return histogram;
}

LayerStatistics::LayerStatistics(HookId hook, std::size_t numNeurons,
                                 std::shared_ptr<const TokenFeatures> features)
    : m_accumulators(std::make_unique<Accumulators>(hook, numNeurons, std::move(features)))
{
}

LayerStatistics::~LayerStatistics() = default;

void LayerStatistics::add(const ActivationView& activations)
{
    Accumulators& all = *m_accumulators;
    all.requireFitting(activations);
    const std::vector<BatchChunk> chunks = all.beginBatch(activations);
    parallelFor(all.numBlocks, [&](std::size_t block) { all.addBlock(activations, chunks, block); });
    all.finishBatch(activations);
}

void LayerStatistics::merge(const LayerStatistics& other)
{
    Accumulators& into = *m_accumulators;
    const Accumulators& from = *other.m_accumulators;
    if (into.hook != from.hook || into.numNeurons != from.numNeurons
        || into.isSeen.size() != from.isSeen.size()) {
        throw Error(ErrorKind::Internal,
                    "Statistics of " + from.hook.name() + " cannot be merged into those of "
                        + into.hook.name() + ": both must be of one hook of one run.");
    }
    for (std::size_t token = 0; token < into.isSeen.size(); ++token) {
        if (into.isSeen[token] && from.isSeen[token]) {
            throw Error(ErrorKind::Internal,
                        "The statistics of " + into.hook.name() + " were given token " + std::to_string(token)
                            + " twice.");
        }
    }
    std::vector<double> meanShifts(into.numNeurons);
    std::ranges::transform(from.sums.moments.means(), into.sums.moments.means(), meanShifts.begin(),
                           std::minus {});
    into.sums.products.merge(from.sums.products, meanShifts);
    into.sums.moments.merge(from.sums.moments);
    into.pooled.merge(from.pooled);
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        into.numGroupTokens[group] += from.numGroupTokens[group];
    }
    for (std::size_t token = 0; token < into.isSeen.size(); ++token) {
        into.isSeen[token] = into.isSeen[token] || from.isSeen[token];
        into.tokenSums[token] += from.tokenSums[token];
        into.numNonFinite[token] += from.numNonFinite[token];
    }
}

LayerSummary LayerStatistics::summarize() const
{
    const Accumulators& all = *m_accumulators;
    LayerSummary summary;
    summary.hook = all.hook;
    summary.numTokens = static_cast<std::size_t>(all.sums.products.count());
    summary.numNeurons = all.numNeurons;
    for (std::size_t neuron = 0; neuron < all.numNeurons; ++neuron) {
        const NeuronMoments moments = all.sums.moments.moments(neuron);
        if (moments.numNonFinite > 0) {
            ++summary.numNonFinite;
        } else if (moments.min == moments.max) {
            ++summary.numConstant;
        }
    }
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        std::vector<double>& column = summary.columns.emplace_back(all.numNeurons);
        for (std::size_t neuron = 0; neuron < all.numNeurons; ++neuron) {
            column[neuron] = statistic.evaluate(all.sums, neuron);
        }
    }
    summarizeCorrelation(summary);
    const auto unitIndex = [](ObservationUnit unit) { return static_cast<std::size_t>(unit); };
    summary.histograms[unitIndex(ObservationUnit::Pooled)] = toGroupHistogram(all.pooled);
    summary.histograms[unitIndex(ObservationUnit::TokenMean)] = toGroupHistogram(all.tokenMeanHistogram());
    summary.histograms[unitIndex(ObservationUnit::NeuronMean)] = toGroupHistogram(all.neuronMeanHistogram());
    return summary;
}

} // namespace bathyscope
