// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/TileCounter.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace bathyscope {

namespace {

/// Neighbouring values go to different tables: where many are equal, an increment need not wait for the one
/// before.
constexpr std::size_t interleave = 4;

/// Counts up to tileNeurons values; `values` is readable up to there. The bin is floor(x / width): rounded
/// towards zero, then corrected by comparing with its exact lower edge (scaling a float by a power of two may
/// underflow, the comparison does not).
BATHYSCOPE_TARGET_CLONES
void countValues(const float* values, std::size_t numValues, float width, float perWidth,
                 std::uint32_t* table)
{
    constexpr IntVector tableOfLane {0, 1, 2, 3, 0, 1, 2, 3};
    alignas(64) std::array<std::uint32_t, tileNeurons> slots {};
    for (std::size_t i = 0; i < tileNeurons; i += floatLanes) {
        FloatVector x;
        load(values + i, x);
        IntVector bin = __builtin_convertvector(x * perWidth, IntVector);
        bin += x < __builtin_convertvector(bin, FloatVector) * width; // true is −1
        const IntVector slot =
            (bin & static_cast<std::int32_t>(numHistogramBins - 1)) * static_cast<std::int32_t>(interleave)
            + tableOfLane;
        store(slot, slots.data() + i);
    }
    if (numValues == tileNeurons) {
#pragma GCC unroll 8
        for (std::size_t i = 0; i < tileNeurons; ++i) {
            ++table[slots[i]];
        }
    } else {
        for (std::size_t i = 0; i < numValues; ++i) {
            ++table[slots[i]];
        }
    }
}

} // namespace

TileCounter::TileCounter(std::size_t numSeries)
    : m_numSeries(numSeries)
    , m_table(numSeries * numHistogramBins * interleave)
    , m_outgrown(numSeries)
{
}

void TileCounter::startFrom(const BinScale& scale)
{
    m_scale = scale;
    m_outgrown = StreamingHistogram(m_numSeries);
    m_outgrown.limit(scale.limit());
}

void TileCounter::limit(int exponent)
{
    m_outgrown.limit(exponent);
    BinScale scale = m_scale;
    scale.limit(exponent);
    moveTo(scale);
}

void TileCounter::moveTo(const BinScale& scale)
{
    if (!scale.hasSameBins(m_scale)) {
        drainTable(m_outgrown);
    }
    m_scale = scale;
}

void TileCounter::count(const ActivationTile& tile, std::span<const std::uint8_t> series, double low,
                        double high)
{
    if (low > high) {
        return;
    }
    BinScale wider = m_scale;
    wider.include(low, high);
    const std::uint64_t numValues = tile.numTokens * tile.numNeurons;
    if (m_numInTable + numValues > std::numeric_limits<std::uint32_t>::max()) {
        drainTable(m_outgrown);
    }
    moveTo(wider);
    m_numInTable += numValues;

    const float width = std::ldexp(1.0F, m_scale.exponent());
    const float perWidth = std::ldexp(1.0F, -m_scale.exponent());
    const bool areAllHeld = tile.isFinite && m_scale.holds(low) && m_scale.holds(high);
    for (std::size_t token = 0; token < tile.numTokens; ++token) {
        std::uint32_t* table = m_table.data() + series[token] * numHistogramBins * interleave;
        const float* row = tile.row(token);
        if (areAllHeld) {
            countValues(row, tile.numNeurons, width, perWidth, table);
        } else {
            countFew({row, tile.numNeurons}, series[token], table);
        }
    }
}

/// Counts values some of which are not finite or lie beyond the bins.
void TileCounter::countFew(std::span<const float> row, std::uint8_t series, std::uint32_t* table)
{
    alignas(64) std::array<float, tileNeurons> held {};
    std::size_t numHeld = 0;
    for (const float x : row) {
        if (std::isfinite(x) && m_scale.holds(x)) {
            held.at(numHeld++) = x;
        } else if (std::isfinite(x)) {
            m_outgrown.add(series, x);
        }
    }
    countValues(held.data(), numHeld, std::ldexp(1.0F, m_scale.exponent()),
                std::ldexp(1.0F, -m_scale.exponent()), table);
}

void TileCounter::drainTable(StreamingHistogram& histogram)
{
    if (m_numInTable == 0) {
        return;
    }
    histogram.include(m_scale);
    for (std::size_t series = 0; series < m_numSeries; ++series) {
        for (std::int64_t bin = m_scale.firstBin(); bin <= m_scale.lastBin(); ++bin) {
            const std::size_t slot =
                (series * numHistogramBins + (static_cast<std::size_t>(bin) & (numHistogramBins - 1)))
                * interleave;
            std::int64_t count = 0;
            for (std::size_t i = 0; i < interleave; ++i) {
                count += std::exchange(m_table[slot + i], 0);
            }
            histogram.addCount(m_scale, bin, series, count);
        }
    }
    m_numInTable = 0;
}

void TileCounter::drainInto(StreamingHistogram& histogram)
{
    histogram.merge(m_outgrown);
    drainTable(histogram);
    startFrom(m_scale);
}

const BinScale& TileCounter::range() const noexcept
{
    return m_scale;
}

} // namespace bathyscope
