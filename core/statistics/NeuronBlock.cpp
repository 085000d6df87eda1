// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronBlock.h"

#include "core/statistics/NeuronStrip.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope {

/// Some tokens of a view, and what is known of them.
struct NeuronBlock::Tile
{
    const float* data = nullptr; ///< first token, first neuron of the block
    std::size_t stride = 0; ///< floats from token to token
    std::size_t offset = 0; ///< of the first token in the view
    std::span<const double> length;
    std::span<const LengthGroup> groups;
    Moments lengthMoments;
    NeuronStrip& strip;
};

namespace {

Moments momentsOf(std::span<const double> values)
{
    Moments moments;
    moments.count = static_cast<double>(values.size());
    for (const double value : values) {
        moments.mean += value / moments.count;
        moments.min = std::min(moments.min, value);
        moments.max = std::max(moments.max, value);
        moments.positive += value > 0 ? 1 : 0;
    }
    for (const double value : values) {
        const double d = value - moments.mean;
        moments.m2 += d * d;
        moments.m3 += d * d * d;
        moments.m4 += d * d * d * d;
    }
    return moments;
}

} // namespace

NeuronBlock::NeuronBlock(std::size_t firstNeuron, std::size_t numNeurons)
    : m_firstNeuron(firstNeuron)
    , m_numNeurons(numNeurons)
{
    m_sums.moments.resize(numNeurons);
    m_sums.length.resize(numNeurons);
    for (std::vector<double>& group : m_sums.groupSums) {
        group.resize(numNeurons);
    }
}

NeuronBlock::TokenSums NeuronBlock::add(const ActivationView& view, std::span<const double> length,
                                        std::span<const LengthGroup> groups)
{
    TokenSums tokenSums {.sum = std::vector<double>(view.numTokens),
                         .nonFinite = std::vector<std::uint32_t>(view.numTokens)};
    NeuronStrip strip;
    const std::size_t end = view.firstToken + view.numTokens;
    for (std::size_t token = view.firstToken; token < end;) {
        const std::size_t tileEnd =
            std::min(end, (token / NeuronStrip::maxTokens + 1) * NeuronStrip::maxTokens);
        const std::size_t numTokens = tileEnd - token;
        const std::size_t offset = token - view.firstToken;
        const Tile tile {.data = view.data + offset * view.width + m_firstNeuron,
                         .stride = view.width,
                         .offset = offset,
                         .length = length.subspan(token, numTokens),
                         .groups = groups.subspan(token, numTokens),
                         .lengthMoments = momentsOf(length.subspan(token, numTokens)),
                         .strip = strip};
        for (std::size_t column = 0; column < m_numNeurons; column += NeuronStrip::width) {
            addStrip(tile, column, tokenSums);
        }
        m_sums.lengthMoments.merge(tile.lengthMoments);
        token = tileEnd;
    }
    return tokenSums;
}

void NeuronBlock::addStrip(const Tile& tile, std::size_t firstColumn, TokenSums& tokenSums)
{
    const std::size_t width = std::min(NeuronStrip::width, m_numNeurons - firstColumn);
    const std::size_t numTokens = tile.groups.size();
    std::array<double, NeuronStrip::maxTokens> sums {};
    tile.strip.load(tile.data + firstColumn, tile.stride, width, numTokens);
    tile.strip.firstPass(std::span(sums).first(numTokens));
    if (!tile.strip.allFinite) {
        addBrokenStrip(tile, firstColumn, width, tokenSums);
        return;
    }
    for (std::size_t t = 0; t < numTokens; ++t) {
        tokenSums.sum[tile.offset + t] += sums[t];
    }
    addFiniteStrip(tile, firstColumn, width);
}

void NeuronBlock::addFiniteStrip(const Tile& tile, std::size_t firstColumn, std::size_t width)
{
    NeuronStrip& strip = tile.strip;
    strip.secondPass(tile.length, tile.groups);
    std::array<double, numLengthGroups> groupSizes {};
    for (const LengthGroup group : tile.groups) {
        groupSizes.at(static_cast<std::size_t>(group)) += 1;
    }
    for (std::size_t lane = 0; lane < width; ++lane) {
        const Moments tileMoments {.count = static_cast<double>(tile.groups.size()),
                                   .mean = strip.mean[lane],
                                   .m2 = strip.m2[lane],
                                   .m3 = strip.m3[lane],
                                   .m4 = strip.m4[lane],
                                   .min = strip.min[lane],
                                   .max = strip.max[lane],
                                   .positive = strip.positive[lane]};
        Moments& moments = m_sums.moments[firstColumn + lane];
        m_sums.length[firstColumn + lane].merge({strip.lengthProduct[lane]}, moments, tileMoments,
                                                m_sums.lengthMoments, tile.lengthMoments);
        moments.merge(tileMoments);
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            m_sums.groupSums[group][firstColumn + lane] +=
                strip.groupDeviations[group][lane] + groupSizes[group] * strip.mean[lane];
        }
    }
    m_histogram.cover(
        *std::min_element(strip.min.begin(), strip.min.begin() + static_cast<std::ptrdiff_t>(width)),
        *std::max_element(strip.max.begin(), strip.max.begin() + static_cast<std::ptrdiff_t>(width)));
    m_histogram.countStrip(strip.values.data(), tile.groups, width);
}

void NeuronBlock::addBrokenStrip(const Tile& tile, std::size_t firstColumn, std::size_t width,
                                 TokenSums& tokenSums)
{
    for (std::size_t lane = 0; lane < width; ++lane) {
        std::vector<double> finite;
        for (std::size_t t = 0; t < tile.groups.size(); ++t) {
            const double value = tile.data[t * tile.stride + firstColumn + lane];
            if (!std::isfinite(value)) {
                ++tokenSums.nonFinite[tile.offset + t];
                continue;
            }
            finite.push_back(value);
            tokenSums.sum[tile.offset + t] += value;
            m_sums.groupSums.at(static_cast<std::size_t>(tile.groups[t]))[firstColumn + lane] += value;
            m_histogram.cover(value, value);
            m_histogram.count(value, tile.groups[t]);
        }
        Moments tileMoments = momentsOf(finite);
        tileMoments.nonFinite = static_cast<double>(tile.groups.size() - finite.size());
        CoMoment product; // r stays undefined for a neuron that was not finite everywhere; its neighbours
                          // need theirs
        for (std::size_t t = 0; tileMoments.nonFinite == 0 && t < finite.size(); ++t) {
            product.product += (finite[t] - tileMoments.mean) * tile.length[t];
        }
        Moments& moments = m_sums.moments[firstColumn + lane];
        m_sums.length[firstColumn + lane].merge(product, moments, tileMoments, m_sums.lengthMoments,
                                                tile.lengthMoments);
        moments.merge(tileMoments);
    }
}

void NeuronBlock::merge(const NeuronBlock& other)
{
    for (std::size_t i = 0; i < m_numNeurons; ++i) {
        m_sums.length[i].merge(other.m_sums.length[i], m_sums.moments[i], other.m_sums.moments[i],
                               m_sums.lengthMoments, other.m_sums.lengthMoments);
        m_sums.moments[i].merge(other.m_sums.moments[i]);
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            m_sums.groupSums[group][i] += other.m_sums.groupSums[group][i];
        }
    }
    m_sums.lengthMoments.merge(other.m_sums.lengthMoments);
    m_histogram.merge(other.m_histogram);
}

const NeuronAccumulators& NeuronBlock::sums() const
{
    return m_sums;
}

const StreamingHistogram& NeuronBlock::histogram() const
{
    return m_histogram;
}

std::size_t NeuronBlock::numNeurons() const
{
    return m_numNeurons;
}

} // namespace bathyscope
