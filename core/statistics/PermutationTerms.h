// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bathyscope {

/// Permutations that a run draws unless it is told otherwise.
inline constexpr std::size_t defaultPermutations = 200;

/// Neurons whose permutations are summed together: their table and their sums stay in the second-level cache.
inline constexpr std::size_t permutationBlock = 64;

/// How the statistics of all permutations are put together from a table of partial sums [rows, neurons]: the
/// statistic of permutation k is factors[k] times the sum of the rows [k, 0 … numTerms). Number 0 is the
/// observed order, 1 … K are drawn. A full table of products with K permuted series would cost far more.
struct PermutationTerms
{
    std::size_t numRows = 0; ///< of the table
    std::size_t numTerms = 0; ///< rows that are added up for one statistic
    std::vector<std::uint32_t> rows; ///< [1 + K, numTerms]
    std::vector<float> factors; ///< [1 + K]

    [[nodiscard]] std::size_t numPermutations() const noexcept
    {
        return factors.size() - 1;
    }
};

/// The table's rows are themselves the statistics: one of the observed series, then one of each permuted
/// series.
[[nodiscard]] PermutationTerms plainTerms(std::size_t numPermutations);

/// Statistics of one block of neurons, [1 + K, permutationBlock], from its table [numRows, permutationBlock].
void sumTerms(const PermutationTerms& terms, const float* table, float* statistics);

/// p = (1 + #{|permuted| ≥ |observed|}) / (1 + K) of each neuron of a block (Phipson & Smyth 2010), from what
/// sumTerms() gives. Values that differ by rounding alone count as equal.
[[nodiscard]] std::array<double, permutationBlock> permutationP(const float* statistics,
                                                                std::size_t numPermutations);

} // namespace bathyscope
