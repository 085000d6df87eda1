// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/PermutedDiscoveries.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace bathyscope {

namespace {

constexpr double binsPerOctave = 16;

double upperEdge(std::size_t bin)
{
    return PermutedDiscoveries::largestP * std::exp2(-static_cast<double>(bin) / binsPerOctave);
}

} // namespace

PermutedDiscoveries::PermutedDiscoveries(std::size_t numPermutations)
    : m_counts(numPermutations * numBins)
{
}

std::size_t PermutedDiscoveries::binOf(double p)
{
    const double place = std::log2(largestP / p) * binsPerOctave;
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(numBins - 1)));
}

void PermutedDiscoveries::add(const std::vector<std::uint32_t>& counts, std::size_t numTests)
{
    std::ranges::transform(m_counts, counts, m_counts.begin(), std::plus {});
    m_numTests += numTests;
}

const std::vector<std::uint32_t>& PermutedDiscoveries::counts() const
{
    return m_counts;
}

std::size_t PermutedDiscoveries::numTests() const
{
    return m_numTests;
}

void PermutedDiscoveries::merge(const PermutedDiscoveries& other)
{
    add(other.m_counts, other.m_numTests);
}

std::vector<std::size_t> PermutedDiscoveries::discoveries(double rate) const
{
    std::vector<std::size_t> found;
    for (std::size_t row = 0; row < m_counts.size(); row += numBins) {
        std::size_t numBelow = 0; // neurons with a p up to the upper edge of the bin
        std::size_t numDiscoveries = 0;
        for (std::size_t bin = numBins; bin > 0; --bin) {
            numBelow += m_counts[row + bin - 1];
            if (upperEdge(bin - 1) * static_cast<double>(m_numTests) < rate * static_cast<double>(numBelow)) {
                numDiscoveries = numBelow;
            }
        }
        found.push_back(numDiscoveries);
    }
    return found;
}

} // namespace bathyscope
