// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/ActivationTile.h"
#include "core/statistics/StreamingHistogram.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// The fast front of a StreamingHistogram: counts whole tiles into small tables of one thread, which are
/// added to the histogram at the end of a batch.
class TileCounter
{
public:
    explicit TileCounter(std::size_t numSeries);

    /// Begins with bins that already fit what the histogram has seen: growing is then rare. Nothing counted
    /// may be left.
    void startFrom(const BinScale& scale);

    /// A limit of the histogram's bins.
    void limit(int exponent);

    /// Counts the finite values of a tile; row t goes to series[t]. All of them lie within [low, high], and
    /// both occur; low > high if there are none.
    void count(const ActivationTile& tile, std::span<const std::uint8_t> series, double low, double high);

    /// Adds everything counted to the histogram and forgets it. The histogram must include range().
    void drainInto(StreamingHistogram& histogram);

    /// Values counted since startFrom(), and those it started from.
    [[nodiscard]] const BinScale& range() const noexcept;

private:
    void moveTo(const BinScale& scale);
    void countFew(std::span<const float> row, std::uint8_t series, std::uint32_t* table);
    void drainTable(StreamingHistogram& histogram);

    std::size_t m_numSeries;
    BinScale m_scale;
    std::uint64_t m_numInTable = 0;
    std::vector<std::uint32_t> m_table; ///< [numSeries, numHistogramBins, interleave]
    StreamingHistogram m_outgrown; ///< what was counted in narrower bins, or lies beyond a limit's
};

} // namespace bathyscope
