// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/PermutationTerms.h"

#include "core/statistics/ActivationTile.h"
#include "core/support/TargetClones.h"

#include <cmath>
#include <numeric>

namespace bathyscope {

namespace {

/// Sums of float products in another order differ by less than this share of their value.
constexpr float roundingShare = 1e-5F;

constexpr std::size_t vectorsPerBlock = permutationBlock / floatLanes;

BATHYSCOPE_TARGET_CLONES
void addRows(const float* table, const std::uint32_t* rows, std::size_t numTerms, float factor, float* out)
{
    std::array<FloatVector, vectorsPerBlock> sums {};
    for (std::size_t term = 0; term < numTerms; ++term) {
        const float* row = table + std::size_t {rows[term]} * permutationBlock;
        for (std::size_t v = 0; v < vectorsPerBlock; ++v) {
            FloatVector values;
            load(row + v * floatLanes, values);
            sums[v] += values;
        }
    }
    for (std::size_t v = 0; v < vectorsPerBlock; ++v) {
        store(FloatVector(sums[v] * factor), out + v * floatLanes);
    }
}

BATHYSCOPE_TARGET_CLONES
void countAtLeast(const float* thresholds, const float* values, std::size_t numRows, std::int32_t* counts)
{
    for (std::size_t row = 0; row < numRows; ++row) {
        for (std::size_t i = 0; i < permutationBlock; ++i) {
            counts[i] += std::abs(values[row * permutationBlock + i]) >= thresholds[i] ? 1 : 0;
        }
    }
}

} // namespace

PermutationTerms plainTerms(std::size_t numPermutations)
{
    PermutationTerms terms {.numRows = 1 + numPermutations,
                            .numTerms = 1,
                            .rows = std::vector<std::uint32_t>(1 + numPermutations),
                            .factors = std::vector<float>(1 + numPermutations, 1.0F)};
    std::iota(terms.rows.begin(), terms.rows.end(), 0U);
    return terms;
}

void sumTerms(const PermutationTerms& terms, const float* table, float* statistics)
{
    for (std::size_t k = 0; k <= terms.numPermutations(); ++k) {
        addRows(table, terms.rows.data() + k * terms.numTerms, terms.numTerms, terms.factors[k],
                statistics + k * permutationBlock);
    }
}

std::array<double, permutationBlock> permutationP(const float* statistics, std::size_t numPermutations)
{
    std::array<float, permutationBlock> thresholds {};
    for (std::size_t i = 0; i < permutationBlock; ++i) {
        thresholds[i] = std::abs(statistics[i]) * (1 - roundingShare);
    }
    std::array<std::int32_t, permutationBlock> counts {};
    countAtLeast(thresholds.data(), statistics + permutationBlock, numPermutations, counts.data());
    std::array<double, permutationBlock> p {};
    for (std::size_t i = 0; i < permutationBlock; ++i) {
        p[i] = (1.0 + counts[i]) / (1.0 + static_cast<double>(numPermutations));
    }
    return p;
}

} // namespace bathyscope
