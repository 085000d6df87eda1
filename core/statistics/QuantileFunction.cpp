// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/QuantileFunction.h"

#include "core/statistics/Distribution.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>

namespace bathyscope {

namespace {

double quantileLevel(std::size_t index)
{
    return static_cast<double>(index + 1) / static_cast<double>(numQuantileLevels + 1);
}

/// How often each of n values is drawn in n draws. Two draws from each 64 random bits: u · n / 2^32 rounded
/// down (Lemire 2019, without its rejection).
std::vector<std::uint32_t> drawCounts(std::size_t n, RandomGenerator& generator)
{
    std::vector<std::uint32_t> counts(n);
    for (std::size_t drawn = 0; drawn < n; drawn += 2) {
        const std::uint64_t bits = generator();
        ++counts[((bits >> 32) * n) >> 32];
        if (drawn + 1 < n) {
            ++counts[((bits & 0xffffffff) * n) >> 32];
        }
    }
    return counts;
}

} // namespace

QuantileFunction quantileFunction(std::span<const double> sortedValues)
{
    QuantileFunction quantiles;
    for (std::size_t level = 0; sortedValues.size() >= 2 && level < numQuantileLevels; ++level) {
        quantiles.push_back(quantile(sortedValues, quantileLevel(level)));
    }
    return quantiles;
}

QuantileFunction resampledQuantileFunction(std::span<const double> sortedValues, RandomGenerator& generator)
{
    const std::size_t n = sortedValues.size();
    QuantileFunction quantiles;
    if (n < 2) {
        return quantiles;
    }
    const std::vector<std::uint32_t> counts = drawCounts(n, generator);
    std::size_t i = 0; // sortedValues[i] has the rank `below` among the drawn
    std::size_t numUpTo = counts[0]; // drawn up to and with sortedValues[i]
    for (std::size_t level = 0; level < numQuantileLevels; ++level) {
        const double place = quantileLevel(level) * static_cast<double>(n - 1);
        const auto below = static_cast<std::size_t>(place);
        while (numUpTo <= below) {
            numUpTo += counts[++i];
        }
        std::size_t above = i;
        if (numUpTo == below + 1) {
            do {
                ++above;
            } while (counts[above] == 0);
        }
        quantiles.push_back(
            std::lerp(sortedValues[i], sortedValues[above], place - static_cast<double>(below)));
    }
    return quantiles;
}

std::vector<double> sortedWithoutNaN(std::span<const double> values)
{
    std::vector<double> sorted;
    sorted.reserve(values.size());
    std::ranges::copy_if(values, std::back_inserter(sorted), [](double value) { return !std::isnan(value); });
    std::ranges::sort(sorted);
    return sorted;
}

} // namespace bathyscope
