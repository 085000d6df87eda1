// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/SampledActivations.h"

#include "core/statistics/ActivationTile.h"
#include "core/statistics/RandomSample.h"
#include "core/statistics/TileCounter.h"
#include "core/support/ParallelFor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace bathyscope {

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// z = (a − mean) · factor; both NaN for neurons that have none.
struct ZScales
{
    explicit ZScales(const StreamingMoments& moments)
        : mean(moments.numNeurons(), std::numeric_limits<double>::quiet_NaN())
        , factor(mean)
    {
        for (std::size_t neuron = 0; neuron < mean.size(); ++neuron) {
            const NeuronMoments of = moments.moments(neuron);
            if (of.numNonFinite == 0 && !isConstant(of)) {
                mean[neuron] = of.mean;
                factor[neuron] = 1 / std::sqrt(of.m2 / (of.count - 1));
            }
        }
    }

    /// In double precision: a float factor would overflow where activations are all but 0, and a float mean
    /// would move activations far from 0.
    [[nodiscard]] float z(float value, std::size_t neuron) const
    {
        return static_cast<float>((static_cast<double>(value) - mean[neuron]) * factor[neuron]);
    }

    std::vector<double> mean;
    std::vector<double> factor;
};

/// The range of the finite values of a tile.
struct Range
{
    float low = std::numeric_limits<float>::infinity();
    float high = -std::numeric_limits<float>::infinity();
};

/// Makes z of a tile whose first neuron is `first`.
Range standardise(ActivationTile& tile, const ZScales& scales, std::size_t first)
{
    Range range;
    tile.isFinite = true;
    for (std::size_t token = 0; token < tile.numTokens; ++token) {
        float* row = tile.values.data() + token * tileNeurons;
        for (std::size_t i = 0; i < tile.numNeurons; ++i) {
            row[i] = scales.z(row[i], first + i);
            range.low = row[i] < range.low ? row[i] : range.low;
            range.high = row[i] > range.high ? row[i] : range.high;
            tile.isFinite &= std::isfinite(row[i]);
        }
    }
    return range;
}

} // namespace

SampledActivations::SampledActivations(const TokenSample& sample, std::size_t numNeurons)
    : m_sample(sample)
    , m_numNeurons(numNeurons)
    , m_values(sample.numRows() * numNeurons, missing)
{
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
    std::vector<ActivationTile> tiles(counters.size());
    const std::size_t numBlocks = (m_numNeurons + tileNeurons - 1) / tileNeurons;
    parallelForWorkers(numBlocks, [&](std::size_t block, std::size_t worker) {
        ActivationTile& tile = tiles[worker];
        const std::size_t first = block * tileNeurons;
        tile.numNeurons = std::min(tileNeurons, m_numNeurons - first);
        for (std::size_t row = 0; row < groups.size(); row += tileTokens) {
            tile.numTokens = std::min(tileTokens, groups.size() - row);
            loadTile(tile, m_values.data() + row * m_numNeurons + first, m_numNeurons);
            const Range range = standardise(tile, scales, first);
            counters[worker].count(tile, std::span(groups).subspan(row, tile.numTokens), range.low,
                                   range.high);
        }
    });
    StreamingHistogram histogram(numLengthGroups);
    for (TileCounter& counter : counters) {
        histogram.include(counter.range().low(), counter.range().high());
        counter.drainInto(histogram);
    }
    return histogram;
}

template <typename Value>
Modality SampledActivations::modalityOf(LengthGroup group, std::uint64_t seed, Value&& value) const
{
    const std::size_t firstRow = m_sample.firstRow.at(static_cast<std::size_t>(group));
    const std::size_t endRow = m_sample.firstRow.at(static_cast<std::size_t>(group) + 1);
    const std::uint64_t numValues = (endRow - firstRow) * m_numNeurons;
    std::vector<double> drawn;
    drawn.reserve(std::min(numValues, maxModalityValues));
    for (const std::uint64_t index : sampleIndices(numValues, maxModalityValues, seed)) {
        const float x = value(m_values[firstRow * m_numNeurons + index], index % m_numNeurons);
        if (std::isfinite(x)) {
            drawn.push_back(x);
        }
    }
    Modality modality = measureModality(drawn, seed);
    modality.numValues = 0;
    for (std::size_t row = firstRow; row < endRow; ++row) {
        for (std::size_t neuron = 0; neuron < m_numNeurons; ++neuron) {
            modality.numValues += std::isfinite(value(m_values[row * m_numNeurons + neuron], neuron)) ? 1 : 0;
        }
    }
    return modality;
}

Modality SampledActivations::modality(LengthGroup group, std::uint64_t seed) const
{
    return modalityOf(group, seed, [](float x, std::size_t /*neuron*/) { return x; });
}

Modality SampledActivations::zModality(LengthGroup group, const StreamingMoments& moments,
                                       std::uint64_t seed) const
{
    const ZScales scales(moments);
    return modalityOf(group, seed, [&scales](float x, std::size_t neuron) { return scales.z(x, neuron); });
}

} // namespace bathyscope
