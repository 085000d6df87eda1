// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/LayerSummary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// Counts of three groups in at most 4,096 bins of width 2^k whose edges are multiples of it. k is the
/// smallest that fits the data seen so far (not below minExponent); growing merges neighbours, so nothing is
/// lost and the result depends on the data alone, not on its order. Mergeable.
class StreamingHistogram
{
public:
    static constexpr std::size_t numBins = 4096;
    static constexpr int minExponent = -40; ///< bins of 9.1e-13: where all values are equal

    /// Makes room for finite values in [low, high]; must cover everything that is counted next.
    void cover(double low, double high);

    /// Counts a finite value, inside what cover() has covered.
    void count(double value, LengthGroup group);

    static constexpr std::size_t stripWidth = 16;

    /// Counts the first `width` (at most stripWidth) values of each row; row t belongs to groups[t] and
    /// begins at values[t × stripWidth]. All finite and inside what cover() has covered.
    void countStrip(const float* values, std::span<const LengthGroup> groups, std::size_t width);

    void merge(const StreamingHistogram& other);

    /// Edges, counts and medians without the empty bins at both ends.
    [[nodiscard]] GroupHistogram result() const;

private:
    using Table = std::array<std::vector<std::uint64_t>, numLengthGroups>;

    [[nodiscard]] std::int64_t binOf(double value, int exponent) const;
    void rebuild(int exponent);

    bool m_isEmpty = true;
    double m_low = 0;
    double m_high = 0;
    int m_exponent = minExponent;
    std::int64_t m_firstBin = 0; ///< index (in units of 2^k) of table entry 0
    Table m_counts;
};

} // namespace bathyscope
