// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/StreamingHistogram.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope {

namespace {

/// Bin indices a row at a time in vectors, then the increments, which come one by one on every machine.
BATHYSCOPE_TARGET_CLONES void countFullRows(const float* values, std::span<const LengthGroup> groups,
                                            float scale, std::int32_t firstBin,
                                            const std::array<std::uint64_t*, numLengthGroups>& tables)
{
    constexpr std::size_t lanes = StreamingHistogram::stripWidth;
    for (std::size_t row = 0; row < groups.size(); ++row) {
        std::array<std::int32_t, lanes> bins;
        const float* line = values + row * lanes;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const float scaled = line[lane] * scale;
            const auto truncated = static_cast<std::int32_t>(scaled);
            bins[lane] = truncated - (static_cast<float>(truncated) > scaled ? 1 : 0) - firstBin;
        }
        std::uint64_t* counts = tables[static_cast<std::size_t>(groups[row])];
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            ++counts[bins[lane]];
        }
    }
}

} // namespace

std::int64_t StreamingHistogram::binOf(double value, int exponent) const
{
    // Scaling by a power of two is exact, so a value on an edge belongs to the bin that begins there.
    return static_cast<std::int64_t>(std::floor(std::ldexp(value, -exponent)));
}

void StreamingHistogram::cover(double low, double high)
{
    if (!m_isEmpty && low >= m_low && high <= m_high) {
        return;
    }
    const double newLow = m_isEmpty ? low : std::min(low, m_low);
    const double newHigh = m_isEmpty ? high : std::max(high, m_high);
    int exponent = m_exponent;
    // Far from overflow: float activations below 2^128 need at most k = 117.
    const auto extent = [&](int k) {
        return std::floor(std::ldexp(newHigh, -k)) - std::floor(std::ldexp(newLow, -k));
    };
    while (extent(exponent) >= static_cast<double>(numBins)
           || std::abs(std::ldexp(newLow, -exponent)) > 0x1p52
           || std::abs(std::ldexp(newHigh, -exponent)) > 0x1p52) {
        ++exponent;
    }
    m_low = newLow;
    m_high = newHigh;
    const std::int64_t lowBin = binOf(m_low, exponent);
    const std::int64_t highBin = binOf(m_high, exponent);
    const auto size = static_cast<std::int64_t>(numBins);
    if (m_isEmpty || exponent != m_exponent || lowBin < m_firstBin || highBin >= m_firstBin + size) {
        rebuild(exponent);
    }
    m_isEmpty = false;
}

void StreamingHistogram::rebuild(int exponent)
{
    const std::int64_t used = binOf(m_high, exponent) - binOf(m_low, exponent) + 1;
    const std::int64_t firstBin = binOf(m_low, exponent) - (static_cast<std::int64_t>(numBins) - used) / 2;
    const int shift = exponent - m_exponent;
    for (std::vector<std::uint64_t>& old : m_counts) {
        std::vector<std::uint64_t> counts(numBins);
        for (std::size_t i = 0; i < old.size(); ++i) {
            if (old[i] != 0) {
                const std::int64_t bin = (m_firstBin + static_cast<std::int64_t>(i)) >> std::min(shift, 62);
                counts[static_cast<std::size_t>(bin - firstBin)] += old[i];
            }
        }
        old = std::move(counts);
    }
    m_exponent = exponent;
    m_firstBin = firstBin;
}

void StreamingHistogram::countStrip(const float* values, std::span<const LengthGroup> groups,
                                    std::size_t width)
{
    // cover() allows indices up to 2^52; beyond 32 bits, and for bins that float32 cannot scale to, the slow
    // way is exact too.
    const bool isNarrow = std::abs(m_firstBin) < (std::int64_t {1} << 30U) && std::abs(m_exponent) <= 126;
    if (width == stripWidth && isNarrow) {
        std::array<std::uint64_t*, numLengthGroups> tables {m_counts[0].data(), m_counts[1].data(),
                                                            m_counts[2].data()};
        countFullRows(values, groups, std::ldexp(1.0F, -m_exponent), static_cast<std::int32_t>(m_firstBin),
                      tables);
        return;
    }
    for (std::size_t row = 0; row < groups.size(); ++row) {
        for (std::size_t lane = 0; lane < width; ++lane) {
            count(static_cast<double>(values[row * stripWidth + lane]), groups[row]);
        }
    }
}

void StreamingHistogram::count(double value, LengthGroup group)
{
    ++m_counts.at(static_cast<std::size_t>(group))
          .at(static_cast<std::size_t>(binOf(value, m_exponent) - m_firstBin));
}

void StreamingHistogram::merge(const StreamingHistogram& other)
{
    if (other.m_isEmpty) {
        return;
    }
    cover(other.m_low, other.m_high);
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const std::vector<std::uint64_t>& counts = other.m_counts.at(group);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts[i] != 0) {
                const std::int64_t bin =
                    (other.m_firstBin + static_cast<std::int64_t>(i)) >> (m_exponent - other.m_exponent);
                m_counts.at(group)[static_cast<std::size_t>(bin - m_firstBin)] += counts[i];
            }
        }
    }
}

GroupHistogram StreamingHistogram::result() const
{
    GroupHistogram histogram;
    if (!m_isEmpty) {
        const auto begin = static_cast<std::size_t>(binOf(m_low, m_exponent) - m_firstBin);
        const auto end = static_cast<std::size_t>(binOf(m_high, m_exponent) - m_firstBin) + 1;
        for (std::size_t i = begin; i <= end; ++i) {
            histogram.edges.push_back(
                std::ldexp(static_cast<double>(m_firstBin + static_cast<std::int64_t>(i)), m_exponent));
        }
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            const std::vector<std::uint64_t>& counts = m_counts.at(group);
            histogram.counts.at(group).assign(counts.begin() + static_cast<std::ptrdiff_t>(begin),
                                              counts.begin() + static_cast<std::ptrdiff_t>(end));
        }
    }
    fillGroupMedians(histogram);
    return histogram;
}

} // namespace bathyscope
