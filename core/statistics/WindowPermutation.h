// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/NullBand.h"
#include "core/statistics/PermutationTerms.h"
#include "core/statistics/PermutedDiscoveries.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// With fewer full-length windows there are too few permutations; circular shifts take their place.
inline constexpr std::size_t minPermutedWindows = 7;

/// The null of `p_length`: the length series of one full-length window meets the activations of another,
/// under uniformly random permutations of the windows. Row w · W + v of the table is Σₜ a[w,t] · ℓ[v,t], with
/// ℓ less its mean over the tokens of full-length windows. Where tokens are excluded, their a and ℓ are 0 and
/// a is less its mean; otherwise any constant may be taken from a.
[[nodiscard]] PermutationTerms windowPermutationTerms(std::size_t numWindows, std::size_t numPermutations,
                                                      std::uint64_t seed);

/// A layer's table of partial sums.
struct PartialSums
{
    const float* sums = nullptr; ///< [terms.numRows, rowStride]
    std::size_t rowStride = 0; ///< floats from row to row, ≥ the number of neurons
    /// [neurons]: r per unit of statistic, 1 / √(Σ(a − mean a)² · Σ(ℓ − mean ℓ)²) over the tokens of the
    /// table. Neurons for which it is 0 or not finite (constant, or without lengths that differ) or whose
    /// sums are not finite are left out.
    std::span<const double> scale;
};

/// What permutations say of a layer. NaN for neurons that were left out.
struct PermutationResult
{
    std::vector<double> r; ///< [neurons], over the tokens of the table
    std::vector<double> p; ///< [neurons], (1 + #{|r_perm| ≥ |r|}) / (1 + K)
    std::vector<double> standardDeviation; ///< [neurons], of r_perm
    /// [neurons], with t = r / sd_perm: (1 + #{(j, k): |t_perm,jk| ≥ |t|}) / (1 + nK). A neuron whose
    /// permutations do not vary has t = 0. |t| is compared in steps of 2^−12; equal steps count as reached.
    std::vector<double> pPooled;
    NullBand band;
    PermutedDiscoveries permuted;
};

/// Tests the neurons of a layer, parallel inside; the result does not depend on the number of threads. Holds
/// n · K floats while it works. K ≥ 2.
[[nodiscard]] PermutationResult testPermutations(const PermutationTerms& terms, const PartialSums& table);

} // namespace bathyscope
