// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/DipTest.h"

#include "core/statistics/DipTable.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace bathyscope {

namespace {

/// Heights are ranks: the empirical distribution function times n.
double height(std::size_t rank)
{
    return static_cast<double>(rank);
}

/// The slope from `first` to `middle` is less than that from `middle` to `last`, without a division.
bool isConvexAt(std::span<const double> x, std::size_t first, std::size_t middle, std::size_t last)
{
    return (x[last] - x[middle]) * height(middle - first) < (x[middle] - x[first]) * height(last - middle);
}

/// The other way round: concave, with the steeper slope first.
bool isConcaveAt(std::span<const double> x, std::size_t first, std::size_t middle, std::size_t last)
{
    return (x[middle] - x[first]) * height(last - middle) < (x[last] - x[middle]) * height(middle - first);
}

/// For every value, the knot before it of the greatest convex minorant of the values up to it.
std::vector<std::size_t> minorantKnots(std::span<const double> x)
{
    std::vector<std::size_t> before(x.size(), 0);
    for (std::size_t i = 1; i < x.size(); ++i) {
        std::size_t knot = i - 1;
        while (knot != 0 && !isConvexAt(x, before[knot], knot, i)) {
            knot = before[knot];
        }
        before[i] = knot;
    }
    return before;
}

/// For every value, the knot after it of the least concave majorant of the values from it on.
std::vector<std::size_t> majorantKnots(std::span<const double> x)
{
    const std::size_t last = x.size() - 1;
    std::vector<std::size_t> after(x.size(), last);
    for (std::size_t i = last; i-- > 0;) {
        std::size_t knot = i + 1;
        while (knot != last && !isConcaveAt(x, i, knot, after[knot])) {
            knot = after[knot];
        }
        after[i] = knot;
    }
    return after;
}

/// Height at `at` of the chord from value `from`, at height 0, to value `to`; they must differ.
double chord(std::span<const double> x, std::size_t from, std::size_t to, std::size_t at)
{
    return (x[at] - x[from]) * height(to - from) / (x[to] - x[from]);
}

/// Knots of the two curves over one interval of values.
struct Envelope
{
    std::vector<std::size_t> minorant; ///< from the interval's end down to its begin
    std::vector<std::size_t> majorant; ///< from its begin up to its end

    void span(std::size_t low, std::size_t high, const std::vector<std::size_t>& before,
              const std::vector<std::size_t>& after)
    {
        minorant.assign(1, high);
        while (minorant.back() > low) {
            minorant.push_back(before[minorant.back()]);
        }
        majorant.assign(1, low);
        while (majorant.back() < high) {
            majorant.push_back(after[majorant.back()]);
        }
    }
};

/// Where the curves are farthest apart: places in the lists of knots.
struct Gap
{
    double distance = 0;
    std::size_t minorantPlace = 0;
    std::size_t majorantPlace = 0;

    void widen(double candidate, std::size_t inMinorant, std::size_t inMajorant)
    {
        if (candidate >= distance) {
            *this = {.distance = candidate, .minorantPlace = inMinorant, .majorantPlace = inMajorant};
        }
    }
};

/// Walks the knots of both curves in the order of values, from the highest minorant knots against the lowest
/// majorant knots as AS 217 does. Vertical steps (ties) have no slope and are passed over.
Gap largestGap(std::span<const double> x, const Envelope& envelope)
{
    const auto& lower = envelope.minorant;
    const auto& upper = envelope.majorant;
    Gap gap {.distance = 0, .minorantPlace = lower.size() - 1, .majorantPlace = upper.size() - 1};
    if (lower.size() == 2 && upper.size() == 2) {
        gap.distance = 1;
        return gap;
    }
    std::size_t i = lower.size() - 2; // the knot after the interval's begin
    std::size_t j = 1;
    while (true) {
        if (lower[i] > upper[j]) { // the majorant's knot comes first, below it a chord of the minorant
            const std::size_t from = lower[i + 1];
            if (x[from] < x[lower[i]]) {
                gap.widen(height(upper[j] - from + 1) - chord(x, from, lower[i], upper[j]), i + 1, j);
            }
            ++j;
        } else {
            const std::size_t from = upper[j - 1];
            if (x[from] < x[upper[j]]) {
                gap.widen(chord(x, from, upper[j], lower[i]) - (height(lower[i]) - height(from) - 1), i, j);
            }
            i = i > 0 ? i - 1 : 0;
        }
        j = std::min(j, upper.size() - 1);
        if (lower[i] == upper[j]) {
            return gap;
        }
    }
}

/// Largest distance of the empirical distribution function from the chord between two knots: above it where
/// the chord belongs to the minorant (`step` 1), below it for the majorant (−1); at least 1.
double largestDeviation(std::span<const double> x, std::size_t begin, std::size_t end, double step)
{
    double largest = 1;
    if (end - begin > 1 && x[begin] < x[end]) {
        const double slope = height(end - begin) / (x[end] - x[begin]);
        for (std::size_t i = begin; i <= end; ++i) {
            largest = std::max(largest, step * (height(i - begin) - (x[i] - x[begin]) * slope) + 1);
        }
    }
    return largest;
}

/// Of the minorant before the gap and the majorant after it.
double largestDeviation(std::span<const double> x, const Envelope& envelope, const Gap& gap)
{
    double largest = 0;
    for (std::size_t i = gap.minorantPlace; i + 1 < envelope.minorant.size(); ++i) {
        largest = std::max(largest, largestDeviation(x, envelope.minorant[i + 1], envelope.minorant[i], 1));
    }
    for (std::size_t j = gap.majorantPlace; j + 1 < envelope.majorant.size(); ++j) {
        largest = std::max(largest, largestDeviation(x, envelope.majorant[j], envelope.majorant[j + 1], -1));
    }
    return largest;
}

/// sqrt(n) · dip at every probability of the table, for n values.
double scaledQuantile(std::size_t probability, std::size_t size, double share)
{
    const auto& rows = dipTableQuantiles;
    return size + 1 == dipTableSizes.size()
        ? rows[size][probability]
        : std::lerp(rows[size][probability], rows[size + 1][probability], share);
}

} // namespace

double dip(std::span<const double> sortedValues)
{
    const std::span<const double> x = sortedValues;
    assert(std::ranges::none_of(x, [](double value) { return std::isnan(value); }));
    assert(std::ranges::is_sorted(x));
    if (x.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    double largest = 1; // the dip times 2n
    const std::vector<std::size_t> before = minorantKnots(x);
    const std::vector<std::size_t> after = majorantKnots(x);
    std::size_t low = 0;
    std::size_t high = x.size() - 1;
    Envelope envelope;
    while (x[low] < x[high]) {
        envelope.span(low, high, before, after);
        const Gap gap = largestGap(x, envelope);
        if (gap.distance < largest) {
            break;
        }
        largest = std::max(largest, largestDeviation(x, envelope, gap));
        const std::size_t nextLow = envelope.minorant[gap.minorantPlace];
        const std::size_t nextHigh = envelope.majorant[gap.majorantPlace];
        if (nextLow == low && nextHigh == high) {
            break;
        }
        low = nextLow;
        high = nextHigh;
    }
    return largest / (2 * height(x.size()));
}

double dipPValue(double dip, std::size_t numValues)
{
    if (numValues < minDipValues) {
        return 1;
    }
    const auto inverseRoot = [](std::size_t size) { return 1 / std::sqrt(static_cast<double>(size)); };
    const auto* above = std::ranges::upper_bound(dipTableSizes, numValues);
    const auto row = static_cast<std::size_t>(above - dipTableSizes.begin()) - 1;
    const double share = above == dipTableSizes.end()
        ? 0
        : (inverseRoot(dipTableSizes[row]) - inverseRoot(numValues))
            / (inverseRoot(dipTableSizes[row]) - inverseRoot(*above));
    const double scaled = dip / inverseRoot(numValues);
    constexpr double rounding = 1e-6; // of the table; the smallest dips are its first column exactly

    double smaller = 0; // quantile and probability below the dip
    double probabilityBelow = 0;
    for (std::size_t i = 0; i < dipTableProbabilities.size(); ++i) {
        const double larger = scaledQuantile(i, row, share);
        const double probability = dipTableProbabilities[i];
        if (scaled <= larger + rounding) {
            const double place = (scaled - smaller) / std::max(larger - smaller, rounding);
            return 1 - std::lerp(probabilityBelow, probability, std::clamp(place, 0.0, 1.0));
        }
        smaller = larger;
        probabilityBelow = probability;
    }
    return 1 - dipTableProbabilities.back();
}

DipTest dipTest(std::vector<double> values)
{
    std::ranges::sort(values);
    const double found = dip(values);
    return {.dip = found, .p = dipPValue(found, values.size())};
}

} // namespace bathyscope
