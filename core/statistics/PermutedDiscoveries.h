// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/FalseDiscovery.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bathyscope {

/// How many discoveries the permuted series of a run give, where there is nothing to discover: for each
/// permutation, the pooled p of all neurons, counted in narrow bins and merged over layers; then Benjamini &
/// Hochberg. A p counts as its bin's upper edge, at most 4.5 % above it: never more discoveries than exact p
/// give.
class PermutedDiscoveries
{
public:
    explicit PermutedDiscoveries(std::size_t numPermutations);

    /// p above this are not looked at: no rate of false discoveries that anyone accepts needs them.
    static constexpr double largestP = 0.25;
    static constexpr std::size_t numBins = 352;
    /// Bin of a p ≤ largestP, 0 … numBins − 1.
    [[nodiscard]] static std::size_t binOf(double p);

    /// Adds counts [numPermutations, numBins] of neurons, and how many neurons were tested.
    void add(const std::vector<std::uint32_t>& counts, std::size_t numTests);
    [[nodiscard]] const std::vector<std::uint32_t>& counts() const; ///< what was added so far
    [[nodiscard]] std::size_t numTests() const;
    /// Adds those of other neurons (another layer) under the same permutations.
    void merge(const PermutedDiscoveries& other);

    /// Discoveries of each permutation, [numPermutations].
    [[nodiscard]] std::vector<std::size_t> discoveries(double rate = defaultFalseDiscoveryRate) const;

private:
    std::vector<std::uint32_t> m_counts; ///< [numPermutations, numBins]
    std::size_t m_numTests = 0;
};

} // namespace bathyscope
