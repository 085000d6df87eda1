// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/SampledActivations.h"

#include "core/statistics/ActivationTile.h"
#include "core/statistics/RandomSample.h"
#include "core/statistics/TileCounter.h"
#include "core/support/ParallelFor.h"
#include "core/support/TargetClones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace bathyscope {

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();
constexpr double mostZ = 2; // size of most standard scores

/// z = (a − mean) · factor; both NaN for neurons that have none. In double precision: a float factor would
/// overflow where activations are all but 0, and a float mean would move activations far from 0.
struct ZScales
{
    explicit ZScales(const StreamingMoments& moments)
        : mean((moments.numNeurons() + tileNeurons - 1) / tileNeurons * tileNeurons,
               std::numeric_limits<double>::quiet_NaN())
        , factor(mean)
    {
        for (std::size_t neuron = 0; neuron < moments.numNeurons(); ++neuron) {
            const NeuronMoments of = moments.moments(neuron);
            if (of.numNonFinite == 0 && !isConstant(of)) {
                mean[neuron] = of.mean;
                factor[neuron] = 1 / std::sqrt(of.m2 / (of.count - 1));
            }
        }
    }

    [[nodiscard]] float z(float value, std::size_t neuron) const
    {
        return static_cast<float>((static_cast<double>(value) - mean[neuron]) * factor[neuron]);
    }

    std::vector<double> mean; ///< [neurons, padded to whole tiles]
    std::vector<double> factor;
};

/// The range of the finite values of a tile.
struct Range
{
    float low = std::numeric_limits<float>::infinity();
    float high = -std::numeric_limits<float>::infinity();
};

/// Makes z of a tile, `mean` and `factor` [tileNeurons]. Column by column, so that nothing is added up across
/// the lanes of a vector.
BATHYSCOPE_TARGET_CLONES
Range standardise(ActivationTile& tile, const double* mean, const double* factor)
{
    alignas(64) std::array<float, tileNeurons> low {};
    alignas(64) std::array<float, tileNeurons> high {};
    alignas(64) std::array<float, tileNeurons> defect {}; // NaN where something is not finite
    low.fill(std::numeric_limits<float>::infinity());
    high.fill(-std::numeric_limits<float>::infinity());
    for (std::size_t token = 0; token < tile.numTokens; ++token) {
        float* row = tile.values.data() + token * tileNeurons;
        for (std::size_t i = 0; i < tileNeurons; ++i) {
            const auto z = static_cast<float>((static_cast<double>(row[i]) - mean[i]) * factor[i]);
            low[i] = z < low[i] ? z : low[i];
            high[i] = z > high[i] ? z : high[i];
            defect[i] += z * 0;
            row[i] = z;
        }
    }
    Range range;
    tile.isFinite = true;
    for (std::size_t i = 0; i < tile.numNeurons; ++i) {
        range.low = std::min(range.low, low[i]);
        range.high = std::max(range.high, high[i]);
        tile.isFinite &= defect[i] == 0;
    }
    return range;
}

} // namespace

SampledActivations::SampledActivations(const TokenSample& sample, std::size_t numNeurons, std::uint64_t seed)
    : m_sample(sample)
    , m_numNeurons(numNeurons)
    , m_seed(seed)
    , m_values(sample.numRows() * numNeurons, missing)
{
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const std::size_t numRows = sample.firstRow.at(group + 1) - sample.firstRow.at(group);
        m_drawn.at(group) = sampleIndices(numRows * numNeurons, maxModalityValues, seed);
    }
}

void SampledActivations::clear()
{
    std::ranges::fill(m_values, missing);
}

void SampledActivations::keep(const ActivationView& activations)
{
    for (std::size_t i = 0; i < activations.numTokens; ++i) {
        const std::int32_t row = m_sample.rowOf[activations.firstToken + i];
        if (row != TokenSample::notSampled) {
            std::ranges::copy(
                activations.row(i),
                m_values.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(row) * m_numNeurons));
        }
    }
}

StreamingHistogram SampledActivations::zHistogram(const StreamingMoments& moments) const
{
    const ZScales scales(moments);
    std::vector<std::uint8_t> groups;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        groups.resize(m_sample.firstRow.at(group + 1), static_cast<std::uint8_t>(group));
    }
    std::vector<TileCounter> counters(numWorkers(), TileCounter(numLengthGroups));
    for (TileCounter& counter : counters) {
        counter.limit(histogramLimit({mostZ}));
    }
    std::vector<ActivationTile> tiles(counters.size());
    const std::size_t numBlocks = (m_numNeurons + tileNeurons - 1) / tileNeurons;
    parallelForWorkers(numBlocks, [&](std::size_t block, std::size_t worker) {
        ActivationTile& tile = tiles[worker];
        const std::size_t first = block * tileNeurons;
        tile.numNeurons = std::min(tileNeurons, m_numNeurons - first);
        for (std::size_t row = 0; row < groups.size(); row += tileTokens) {
            tile.numTokens = std::min(tileTokens, groups.size() - row);
            loadTile(tile, m_values.data() + row * m_numNeurons + first, m_numNeurons);
            const Range range = standardise(tile, scales.mean.data() + first, scales.factor.data() + first);
            counters[worker].count(tile, std::span(groups).subspan(row, tile.numTokens), range.low,
                                   range.high);
        }
    });
    StreamingHistogram histogram(numLengthGroups);
    for (TileCounter& counter : counters) {
        histogram.include(counter.range());
        counter.drainInto(histogram);
    }
    return histogram;
}

template <typename Value>
Modality SampledActivations::modalityOf(LengthGroup group, Value&& value) const
{
    const auto groupIndex = static_cast<std::size_t>(group);
    const std::size_t firstRow = m_sample.firstRow.at(groupIndex);
    const std::size_t endRow = m_sample.firstRow.at(groupIndex + 1);
    std::vector<double> drawn;
    drawn.reserve(m_drawn.at(groupIndex).size());
    for (const std::uint64_t index : m_drawn.at(groupIndex)) {
        const float x = value(m_values[firstRow * m_numNeurons + index], index % m_numNeurons);
        if (std::isfinite(x)) {
            drawn.push_back(x);
        }
    }
    Modality modality = measureModality(drawn, m_seed);
    modality.numValues = (endRow - firstRow) * m_numNeurons;
    const bool isAnyMissing = drawn.size() < m_drawn.at(groupIndex).size();
    for (std::size_t i = firstRow * m_numNeurons; isAnyMissing && i < endRow * m_numNeurons; ++i) {
        modality.numValues -= std::isfinite(value(m_values[i], i % m_numNeurons)) ? 0 : 1;
    }
    return modality;
}

Modality SampledActivations::modality(LengthGroup group) const
{
    return modalityOf(group, [](float x, std::size_t /*neuron*/) { return x; });
}

Modality SampledActivations::zModality(LengthGroup group, const StreamingMoments& moments) const
{
    const ZScales scales(moments);
    return modalityOf(group, [&scales](float x, std::size_t neuron) { return scales.z(x, neuron); });
}

} // namespace bathyscope
