// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LengthProducts.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <array>

namespace bathyscope {

namespace {

/// Series that are multiplied in one pass over the tokens.
constexpr std::size_t seriesPerPass = 4;

/// Products of `numTokens` rows of a tile with `count` ≤ seriesPerPass series: out[s, neuron] = Σ a · series
/// s.
BATHYSCOPE_TARGET_CLONES
void multiplySeries(const float* rows, std::size_t numTokens, const float* series, std::size_t stride,
                    std::size_t count, float* out)
{
    constexpr std::size_t numVectors = 4;
    // The last series stands in for those that are missing.
    const float* one = series + std::min<std::size_t>(1, count - 1) * stride;
    const float* two = series + std::min<std::size_t>(2, count - 1) * stride;
    const float* three = series + (count - 1) * stride;
    for (std::size_t first = 0; first < tileNeurons; first += numVectors * floatLanes) {
        std::array<std::array<FloatVector, numVectors>, seriesPerPass> sums {};
        for (std::size_t token = 0; token < numTokens; ++token) {
            for (std::size_t v = 0; v < numVectors; ++v) {
                FloatVector x;
                load(rows + token * tileNeurons + first + v * floatLanes, x);
                sums[0][v] += x * series[token];
                sums[1][v] += x * one[token];
                sums[2][v] += x * two[token];
                sums[3][v] += x * three[token];
            }
        }
        for (std::size_t s = 0; s < count; ++s) {
            for (std::size_t v = 0; v < numVectors; ++v) {
                store(sums[s][v], out + s * tileNeurons + first + v * floatLanes);
            }
        }
    }
}

} // namespace

LengthProducts::LengthProducts(const LengthSeries& series, std::size_t numNeurons)
    : m_numNeurons(numNeurons)
    , m_mutexes((numNeurons + tileNeurons - 1) / tileNeurons)
    , m_table(series.terms().numRows * numNeurons)
{
}

void LengthProducts::clear()
{
    std::ranges::fill(m_table, 0.0F);
}

void LengthProducts::add(std::size_t firstNeuron, std::size_t firstToken, const ActivationTile& tile,
                         std::span<const LengthSeries::Stretch> stretches)
{
    alignas(64) std::array<float, seriesPerPass * tileNeurons> products {};
    for (const LengthSeries::Stretch& stretch : stretches) {
        const float* rows = tile.row(stretch.firstToken - firstToken);
        for (std::size_t s = 0; s < stretch.numSeries; s += seriesPerPass) {
            const std::size_t count = std::min(seriesPerPass, stretch.numSeries - s);
            multiplySeries(rows, stretch.numTokens, stretch.series + s * stretch.stride, stretch.stride,
                           count, products.data());
            const std::scoped_lock lock(m_mutexes[firstNeuron / tileNeurons]);
            for (std::size_t i = 0; i < count; ++i) {
                float* out = m_table.data() + (stretch.firstRow + s + i) * m_numNeurons + firstNeuron;
                for (std::size_t lane = 0; lane < tile.numNeurons; ++lane) {
                    out[lane] += products[i * tileNeurons + lane];
                }
            }
        }
    }
}

const float* LengthProducts::table() const noexcept
{
    return m_table.data();
}

} // namespace bathyscope
