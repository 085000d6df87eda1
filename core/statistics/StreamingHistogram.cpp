// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/StreamingHistogram.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope {

namespace {

constexpr int minimalExponent = -40;
/// float(|x|) · 2^−k < 2^30 with it.
constexpr int exponentsBelowMagnitude = 29;

std::int64_t binOf(double value, int exponent)
{
    return static_cast<std::int64_t>(std::floor(std::ldexp(value, -exponent)));
}

int smallestExponent(double low, double high)
{
    int exponent = minimalExponent;
    if (const double magnitude = std::max(std::abs(low), std::abs(high)); magnitude > 0) {
        exponent = std::max(exponent, std::ilogb(magnitude) - exponentsBelowMagnitude);
    }
    if (high > low) {
        exponent = std::max(exponent, std::ilogb(high - low) - 13); // 2^13 bins or more: never enough
    }
    while (binOf(high, exponent) - binOf(low, exponent) >= static_cast<std::int64_t>(numHistogramBins)) {
        ++exponent;
    }
    return exponent;
}

/// Bin i lies at i modulo the number of bins: as long as no more of them are in use, none needs to move when
/// the range grows within one width.
std::size_t slotOf(std::size_t series, std::int64_t bin)
{
    return series * numHistogramBins + (static_cast<std::size_t>(bin) & (numHistogramBins - 1));
}

} // namespace

void BinScale::include(double low, double high)
{
    if (low > high || contains(low, high)) {
        return;
    }
    m_low = std::min(m_low, low);
    m_high = std::max(m_high, high);
    m_exponent = smallestExponent(m_low, m_high);
}

bool BinScale::isEmpty() const noexcept
{
    return m_low > m_high;
}

bool BinScale::contains(double low, double high) const noexcept
{
    return m_low <= low && high <= m_high;
}

int BinScale::exponent() const noexcept
{
    return m_exponent;
}

double BinScale::low() const noexcept
{
    return m_low;
}

double BinScale::high() const noexcept
{
    return m_high;
}

std::int64_t BinScale::bin(double value) const
{
    return binOf(value, m_exponent);
}

std::int64_t BinScale::firstBin() const
{
    return bin(m_low);
}

std::int64_t BinScale::lastBin() const
{
    return bin(m_high);
}

StreamingHistogram::StreamingHistogram(std::size_t numSeries)
    : m_numSeries(numSeries)
    , m_counts(numSeries * numHistogramBins)
{
}

void StreamingHistogram::include(double low, double high)
{
    const BinScale old = m_scale;
    m_scale.include(low, high);
    if (old.isEmpty() || m_scale.exponent() == old.exponent()) {
        return;
    }
    const std::vector<std::int64_t> oldCounts =
        std::exchange(m_counts, std::vector<std::int64_t>(m_counts.size()));
    for (std::int64_t bin = old.firstBin(); bin <= old.lastBin(); ++bin) {
        for (std::size_t series = 0; series < m_numSeries; ++series) {
            addCount(old, bin, series, oldCounts[slotOf(series, bin)]);
        }
    }
}

void StreamingHistogram::add(std::size_t series, double value)
{
    include(value, value);
    ++m_counts[slotOf(series, m_scale.bin(value))];
}

void StreamingHistogram::addCount(const BinScale& scale, std::int64_t bin, std::size_t series,
                                  std::int64_t count)
{
    m_counts[slotOf(series, bin >> (m_scale.exponent() - scale.exponent()))] +=
        count; // the shift rounds down
}

void StreamingHistogram::merge(const StreamingHistogram& other)
{
    if (other.m_scale.isEmpty()) {
        return;
    }
    include(other.m_scale.low(), other.m_scale.high());
    for (std::int64_t bin = other.m_scale.firstBin(); bin <= other.m_scale.lastBin(); ++bin) {
        for (std::size_t series = 0; series < m_numSeries; ++series) {
            addCount(other.m_scale, bin, series, other.count(series, bin));
        }
    }
}

const BinScale& StreamingHistogram::scale() const noexcept
{
    return m_scale;
}

std::size_t StreamingHistogram::numSeries() const noexcept
{
    return m_numSeries;
}

std::int64_t StreamingHistogram::count(std::size_t series, std::int64_t bin) const
{
    return m_counts[slotOf(series, bin)];
}

} // namespace bathyscope
