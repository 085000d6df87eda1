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
constexpr auto halfOfBins = static_cast<std::int64_t>(numHistogramBins / 2);

// The bulk, which a limit looks after: all but one value of sixteen, in 256 bins about 0.
constexpr std::int64_t outsideBulk = 16;
constexpr int bulkReach = 7; // binary exponent of the bins on either side of 0

/// Bins of the tail on either side of 0: 2^reach, of which the outer half lies beyond those half as wide.
constexpr int countedReach = 12;
constexpr int shownReach = 8;

std::int64_t binOf(double value, int exponent)
{
    constexpr double beyond = 0x1p62; // values that no bin holds may be as far out as doubles go
    return static_cast<std::int64_t>(std::clamp(std::floor(std::ldexp(value, -exponent)), -beyond, beyond));
}

bool isWithin(std::int64_t bin, std::int64_t reach)
{
    return bin >= -reach && bin < reach;
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

/// Smallest exponent, from `least` on, with which the bin of a value is one of 2^reach on either side of 0.
int exponentFor(double value, int reach, int least)
{
    int exponent = value == 0 ? least : std::max(least, std::ilogb(value) - reach);
    while (!isWithin(binOf(value, exponent), std::int64_t {1} << reach)) {
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
    m_unlimited = smallestExponent(m_low, m_high);
    fit();
}

void BinScale::include(const BinScale& other)
{
    limit(other.m_limit);
    include(other.m_low, other.m_high);
}

void BinScale::limit(int exponent)
{
    if (exponent != noLimit) {
        const int possible = std::max(exponent, minimalExponent);
        m_limit = m_limit == noLimit ? possible : std::max(m_limit, possible);
        fit();
    }
}

void BinScale::fit()
{
    m_exponent = isEmpty() ? 0 : std::min(m_unlimited, m_limit);
}

bool BinScale::isEmpty() const noexcept
{
    return m_low > m_high;
}

bool BinScale::contains(double low, double high) const noexcept
{
    return m_low <= low && high <= m_high;
}

bool BinScale::isLimited() const noexcept
{
    return !isEmpty() && m_unlimited > m_limit;
}

bool BinScale::holds(double value) const
{
    return !isLimited() || isWithin(bin(value), halfOfBins);
}

bool BinScale::hasSameBins(const BinScale& other) const noexcept
{
    return m_exponent == other.m_exponent && isLimited() == other.isLimited();
}

int BinScale::exponent() const noexcept
{
    return m_exponent;
}

int BinScale::limit() const noexcept
{
    return m_limit;
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
    return isLimited() ? std::max(bin(m_low), -halfOfBins) : bin(m_low);
}

std::int64_t BinScale::lastBin() const
{
    return isLimited() ? std::min(bin(m_high), halfOfBins - 1) : bin(m_high);
}

StreamingHistogram::StreamingHistogram(std::size_t numSeries)
    : m_numSeries(numSeries)
    , m_counts(numSeries * numHistogramBins)
{
}

void StreamingHistogram::limit(int exponent)
{
    BinScale scale = m_scale;
    scale.limit(exponent);
    rescale(scale);
}

void StreamingHistogram::include(double low, double high)
{
    BinScale scale = m_scale;
    scale.include(low, high);
    rescale(scale);
}

void StreamingHistogram::include(const BinScale& scale)
{
    BinScale wider = m_scale;
    wider.include(scale);
    rescale(wider);
}

/// Moves everything to bins that are no narrower.
void StreamingHistogram::rescale(const BinScale& scale)
{
    const BinScale old = std::exchange(m_scale, scale);
    if (old.isEmpty() || m_scale.hasSameBins(old)) {
        return;
    }
    const auto oldCounts = std::exchange(m_counts, std::vector<std::int64_t>(m_counts.size()));
    const auto oldTail = std::exchange(m_tail, {});
    for (std::int64_t bin = old.firstBin(); bin <= old.lastBin(); ++bin) {
        for (std::size_t series = 0; series < m_numSeries; ++series) {
            addCount(old, bin, series, oldCounts[slotOf(series, bin)]);
        }
    }
    for (const auto& [lower, counts] : oldTail) {
        for (std::size_t series = 0; series < m_numSeries; ++series) {
            addAt(lower, series, counts[series]);
        }
    }
}

/// Counts values of a bin that begins at `lower` and lies in one of the present bins.
void StreamingHistogram::addAt(double lower, std::size_t series, std::int64_t count)
{
    if (count == 0) {
        return;
    }
    if (m_scale.holds(lower)) {
        m_counts[slotOf(series, m_scale.bin(lower))] += count;
        return;
    }
    const int exponent = exponentFor(lower, countedReach, m_scale.exponent());
    std::vector<std::int64_t>& counts =
        m_tail[std::ldexp(static_cast<double>(binOf(lower, exponent)), exponent)];
    counts.resize(m_numSeries);
    counts[series] += count;
}

void StreamingHistogram::add(std::size_t series, double value)
{
    include(value, value);
    addAt(value, series, 1);
}

void StreamingHistogram::addCount(const BinScale& scale, std::int64_t bin, std::size_t series,
                                  std::int64_t count)
{
    if (m_scale.isLimited()) {
        addAt(std::ldexp(static_cast<double>(bin), scale.exponent()), series, count);
    } else {
        m_counts[slotOf(series, bin >> (m_scale.exponent() - scale.exponent()))] +=
            count; // the shift rounds down
    }
}

void StreamingHistogram::merge(const StreamingHistogram& other)
{
    include(other.m_scale);
    if (other.m_scale.isEmpty()) {
        return;
    }
    for (std::int64_t bin = other.m_scale.firstBin(); bin <= other.m_scale.lastBin(); ++bin) {
        for (std::size_t series = 0; series < m_numSeries; ++series) {
            addCount(other.m_scale, bin, series, other.count(series, bin));
        }
    }
    for (const auto& [lower, counts] : other.m_tail) {
        for (std::size_t series = 0; series < m_numSeries; ++series) {
            addAt(lower, series, counts[series]);
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

/// The smallest, from the present one on, with which the bulk of all values lies about 0.
int StreamingHistogram::bulkExponent() const
{
    std::map<double, std::int64_t> values; // of all series, by lower edge
    std::int64_t total = 0;
    const auto note = [&](double lower, std::int64_t count) {
        values[lower] += count;
        total += count;
    };
    for (std::int64_t bin = m_scale.firstBin(); bin <= m_scale.lastBin(); ++bin) {
        for (std::size_t series = 0; series < m_numSeries; ++series) {
            note(std::ldexp(static_cast<double>(bin), m_scale.exponent()), count(series, bin));
        }
    }
    for (const auto& [lower, counts] : m_tail) {
        for (const std::int64_t count : counts) {
            note(lower, count);
        }
    }
    const auto numOutside = [&values](int exponent) {
        std::int64_t outside = 0;
        for (const auto& [lower, count] : values) {
            outside += isWithin(binOf(lower, exponent), std::int64_t {1} << bulkReach) ? 0 : count;
        }
        return outside;
    };
    int exponent = m_scale.exponent();
    while (numOutside(exponent) > total / outsideBulk) {
        ++exponent;
    }
    return exponent;
}

StreamingHistogram StreamingHistogram::settled() const
{
    StreamingHistogram result = *this;
    if (m_scale.isLimited()) {
        result.limit(bulkExponent());
    }
    return result;
}

std::vector<double> StreamingHistogram::edges() const
{
    std::vector<double> edges;
    if (m_scale.isEmpty()) {
        return edges;
    }
    const auto exponentAt = [this](double value) {
        const int exponent = m_scale.exponent();
        return m_scale.holds(value) ? exponent : exponentFor(value, shownReach, exponent);
    };
    const int lowest = exponentAt(m_scale.low());
    edges.push_back(std::ldexp(static_cast<double>(binOf(m_scale.low(), lowest)), lowest));
    while (edges.back() <= m_scale.high()) {
        edges.push_back(edges.back() + std::ldexp(1.0, exponentAt(edges.back())));
    }
    return edges;
}

std::vector<std::int64_t> StreamingHistogram::counts(std::size_t series,
                                                     const std::vector<double>& edges) const
{
    if (edges.empty()) {
        return {};
    }
    std::vector<std::int64_t> binned(edges.size() - 1);
    std::size_t next = 0;
    const auto addFrom = [&](double lower, std::int64_t count) {
        while (edges[next + 1] <= lower) {
            ++next;
        }
        binned[next] += count;
    };
    for (std::int64_t bin = m_scale.firstBin(); bin <= m_scale.lastBin(); ++bin) {
        addFrom(std::ldexp(static_cast<double>(bin), m_scale.exponent()), count(series, bin));
    }
    next = 0;
    for (const auto& [lower, counts] : m_tail) {
        addFrom(lower, counts[series]);
    }
    return binned;
}

int histogramLimit(std::vector<double> sizes)
{
    if (sizes.empty()) {
        return BinScale::noLimit;
    }
    const auto usual = sizes.end() - 1 - static_cast<std::ptrdiff_t>(sizes.size() / outsideBulk);
    std::ranges::nth_element(sizes, usual);
    // One less than the rule: some values may be a little larger than most.
    return exponentFor(*usual, bulkReach, minimalExponent) - 1;
}

} // namespace bathyscope
