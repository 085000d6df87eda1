// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerStatistics.h"

#include "core/statistics/NeuronBlock.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Error.h"
#include "core/support/ParallelFor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace bathyscope {

struct LayerStatistics::Accumulators
{
    HookId hook;
    std::size_t numNeurons = 0;
    std::shared_ptr<const TokenFeatures> features;
    TokenFeature length;
    std::vector<NeuronBlock> blocks;
    std::vector<double> tokenSums; ///< [tokens]: Σ over neurons, finite values
    std::vector<std::uint32_t> tokenNonFinite; ///< [tokens]
    std::vector<bool> tokenSeen; ///< [tokens]
    std::size_t numTokensSeen = 0;

    [[nodiscard]] GroupHistogram pooled() const;
    [[nodiscard]] GroupHistogram tokenMeans() const;
    [[nodiscard]] GroupHistogram neuronMeans() const;
};

GroupHistogram LayerStatistics::Accumulators::pooled() const
{
    StreamingHistogram all;
    for (const NeuronBlock& block : blocks) {
        all.merge(block.histogram());
    }
    return all.result();
}

namespace {

/// Histogram of values that are all known: one pass for the range, one to count.
GroupHistogram histogramOf(const std::vector<std::pair<double, LengthGroup>>& values)
{
    StreamingHistogram histogram;
    if (!values.empty()) {
        const auto [low, high] = std::ranges::minmax_element(
            values, {}, [](const std::pair<double, LengthGroup>& value) { return value.first; });
        histogram.cover(low->first, high->first);
    }
    for (const auto& [value, group] : values) {
        histogram.count(value, group);
    }
    return histogram.result();
}

} // namespace

GroupHistogram LayerStatistics::Accumulators::tokenMeans() const
{
    std::vector<std::pair<double, LengthGroup>> values;
    for (std::size_t token = 0; token < tokenSums.size(); ++token) {
        const std::size_t numFinite = numNeurons - tokenNonFinite[token];
        if (tokenSeen[token] && numFinite > 0) {
            values.emplace_back(tokenSums[token] / static_cast<double>(numFinite), features->group[token]);
        }
    }
    return histogramOf(values);
}

GroupHistogram LayerStatistics::Accumulators::neuronMeans() const
{
    std::array<std::size_t, numLengthGroups> sizes {};
    for (std::size_t token = 0; token < tokenSeen.size(); ++token) {
        sizes.at(static_cast<std::size_t>(features->group[token])) += tokenSeen[token] ? 1 : 0;
    }
    std::vector<std::pair<double, LengthGroup>> values;
    for (const NeuronBlock& block : blocks) {
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            for (std::size_t i = 0; i < block.numNeurons(); ++i) {
                if (sizes.at(group) > 0 && block.sums().moments[i].nonFinite == 0) {
                    values.emplace_back(block.sums().groupSums.at(group)[i]
                                            / static_cast<double>(sizes.at(group)),
                                        static_cast<LengthGroup>(group));
                }
            }
        }
    }
    return histogramOf(values);
}

LayerStatistics::LayerStatistics(HookId hook, std::size_t numNeurons,
                                 std::shared_ptr<const TokenFeatures> features)
    : m_accumulators(std::make_unique<Accumulators>())
{
    Accumulators& all = *m_accumulators;
    all.hook = hook;
    all.numNeurons = numNeurons;
    all.features = std::move(features);
    all.length = makeFeature(all.features->length);
    for (std::size_t first = 0; first < numNeurons; first += NeuronBlock::maxNeurons) {
        all.blocks.emplace_back(first, std::min(NeuronBlock::maxNeurons, numNeurons - first));
    }
    const std::size_t numTokens = all.features->length.size();
    all.tokenSums.resize(numTokens);
    all.tokenNonFinite.resize(numTokens);
    all.tokenSeen.resize(numTokens);
}

LayerStatistics::~LayerStatistics() = default;

void LayerStatistics::add(const ActivationView& activations)
{
    Accumulators& all = *m_accumulators;
    if (activations.width != all.numNeurons
        || activations.firstToken + activations.numTokens > all.tokenSums.size()) {
        throw Error(ErrorKind::Internal, "Activations of another shape than the statistics were made for.");
    }
    std::vector<NeuronBlock::TokenSums> sums(all.blocks.size());
    parallelFor(all.blocks.size(), [&](std::size_t i) {
        sums[i] = all.blocks[i].add(activations, all.length.values, all.features->group);
    });
    for (std::size_t t = 0; t < activations.numTokens; ++t) {
        const std::size_t token = activations.firstToken + t;
        for (const NeuronBlock::TokenSums& block :
             sums) { // in the order of the blocks, whatever thread computed them
            all.tokenSums[token] += block.sum[t];
            all.tokenNonFinite[token] += block.nonFinite[t];
        }
        all.tokenSeen[token] = true;
    }
    all.numTokensSeen += activations.numTokens;
}

void LayerStatistics::merge(const LayerStatistics& other)
{
    Accumulators& all = *m_accumulators;
    const Accumulators& more = *other.m_accumulators;
    for (std::size_t i = 0; i < all.blocks.size(); ++i) {
        all.blocks[i].merge(more.blocks.at(i));
    }
    for (std::size_t token = 0; token < all.tokenSums.size(); ++token) {
        all.tokenSums[token] += more.tokenSums[token];
        all.tokenNonFinite[token] += more.tokenNonFinite[token];
        all.tokenSeen[token] = all.tokenSeen[token] || more.tokenSeen[token];
    }
    all.numTokensSeen += more.numTokensSeen;
}

LayerSummary LayerStatistics::summarize() const
{
    const Accumulators& all = *m_accumulators;
    LayerSummary summary;
    summary.hook = all.hook;
    summary.numTokens = all.numTokensSeen;
    summary.numNeurons = all.numNeurons;
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        std::vector<double>& column = summary.columns.emplace_back();
        column.reserve(all.numNeurons);
        for (const NeuronBlock& block : all.blocks) {
            for (std::size_t i = 0; i < block.numNeurons(); ++i) {
                column.push_back(statistic.evaluate(block.sums(), i));
            }
        }
    }
    for (const NeuronBlock& block : all.blocks) {
        for (const Moments& moments : block.sums().moments) {
            const bool isBroken = moments.nonFinite > 0;
            summary.numNonFinite += isBroken ? 1 : 0;
            summary.numConstant += !isBroken && moments.isConstant() ? 1 : 0;
        }
    }
    summarizeCorrelation(summary);
    summary.histograms = {all.pooled(), all.tokenMeans(), all.neuronMeans()};
    return summary;
}

} // namespace bathyscope
