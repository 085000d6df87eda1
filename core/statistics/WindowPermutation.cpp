// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/WindowPermutation.h"

#include "core/statistics/Distribution.h"
#include "core/support/ParallelFor.h"
#include "core/support/RandomGenerator.h"
#include "core/support/TargetClones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
/// Permuted statistics that differ by less than this share of their size differ by rounding.
constexpr double roundingShare = 1e-5;

/// |t| is compared in steps of 2^−12, which move a p by a fraction of its own sampling error. With K
/// permutations |t_perm| < √K, so that the last cell, which takes all beyond it, stays nearly empty.
constexpr float cellsPerUnit = 4096;
constexpr std::size_t numCells = 16 * static_cast<std::size_t>(cellsPerUnit);

/// Pieces of work over permutations: fixed, so that sums over pieces do not depend on the threads.
constexpr std::size_t numPieces = 8;

std::size_t cellOf(float t)
{
    return static_cast<std::size_t>(std::min(std::abs(t) * cellsPerUnit, static_cast<float>(numCells - 1)));
}

/// Mean and standard deviation (K − 1) of the permuted statistics, [K, permutationBlock].
BATHYSCOPE_TARGET_CLONES
void computeSpread(const float* permuted, std::size_t numPermutations, double* means, double* deviations)
{
    const auto count = static_cast<double>(numPermutations);
    std::array<double, permutationBlock> sums {};
    for (std::size_t k = 0; k < numPermutations; ++k) {
        for (std::size_t i = 0; i < permutationBlock; ++i) {
            sums[i] += static_cast<double>(permuted[k * permutationBlock + i]);
        }
    }
    std::array<double, permutationBlock> squares {};
    for (std::size_t i = 0; i < permutationBlock; ++i) {
        means[i] = sums[i] / count;
    }
    for (std::size_t k = 0; k < numPermutations; ++k) {
        for (std::size_t i = 0; i < permutationBlock; ++i) {
            const double d = static_cast<double>(permuted[k * permutationBlock + i]) - means[i];
            squares[i] += d * d;
        }
    }
    for (std::size_t i = 0; i < permutationBlock; ++i) {
        deviations[i] = std::sqrt(squares[i] / (count - 1));
    }
}

BATHYSCOPE_TARGET_CLONES
void scaleRows(float* values, std::size_t numRows, const float* factors)
{
    for (std::size_t row = 0; row < numRows; ++row) {
        for (std::size_t i = 0; i < permutationBlock; ++i) {
            values[row * permutationBlock + i] *= factors[i];
        }
    }
}

/// The permutations of one layer, block by block of those neurons that can be tested.
class LayerPermutations
{
public:
    LayerPermutations(const PermutationTerms& terms, const PartialSums& table)
        : m_terms(terms)
        , m_table(table)
        , m_result {.r = std::vector(table.scale.size(), undefined),
                    .p = std::vector(table.scale.size(), undefined),
                    .standardDeviation = std::vector(table.scale.size(), undefined),
                    .pPooled = std::vector(table.scale.size(), undefined),
                    .band = {},
                    .permuted = PermutedDiscoveries(terms.numPermutations())}
    {
        for (std::size_t neuron = 0; neuron < table.scale.size(); ++neuron) {
            double observed = 0;
            for (std::size_t term = 0; term < terms.numTerms; ++term) {
                observed += static_cast<double>(table.sums[terms.rows[term] * table.rowStride + neuron]);
            }
            if (std::isfinite(observed * table.scale[neuron]) && table.scale[neuron] > 0) {
                m_tested.push_back(neuron);
            }
        }
        m_t.resize(numBlocks() * (1 + numPermutations()) * permutationBlock);
        m_deviation.resize(m_tested.size());
    }

    [[nodiscard]] PermutationResult run()
    {
        parallelFor(numBlocks(), [this](std::size_t block) { evaluateBlock(block); });
        countPermuted();
        fillBand();
        poolOverLayer();
        countPermutedDiscoveries();
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::size_t numPermutations() const
    {
        return m_terms.numPermutations();
    }
    [[nodiscard]] std::size_t numBlocks() const
    {
        return (m_tested.size() + permutationBlock - 1) / permutationBlock;
    }
    [[nodiscard]] std::size_t neuronsIn(std::size_t block) const
    {
        return std::min(permutationBlock, m_tested.size() - block * permutationBlock);
    }
    [[nodiscard]] float* row(std::size_t block, std::size_t k)
    {
        return m_t.data() + (block * (1 + numPermutations()) + k) * permutationBlock;
    }
    /// Calls visit(k, first tested neuron, t's, how many) for each permutation of a piece and each block.
    template <typename Visit>
    void visitPermuted(std::size_t piece, Visit&& visit)
    {
        const std::size_t end = 1 + (piece + 1) * numPermutations() / numPieces;
        for (std::size_t k = 1 + piece * numPermutations() / numPieces; k < end; ++k) {
            for (std::size_t block = 0; block < numBlocks(); ++block) {
                visit(k - 1, block * permutationBlock, row(block, k), neuronsIn(block));
            }
        }
    }

    void evaluateBlock(std::size_t block);
    void countPermuted();
    void fillBand();
    void poolOverLayer();
    void countPermutedDiscoveries();

    const PermutationTerms& m_terms;
    const PartialSums& m_table;
    PermutationResult m_result;
    std::vector<std::size_t> m_tested; ///< neurons
    std::vector<float> m_t; ///< [blocks, 1 + K, permutationBlock]: t, observed and permuted
    std::vector<float> m_deviation; ///< [tested]: sd of r_perm
    std::vector<std::uint32_t> m_densityCounts; ///< [K, numDensityBins], of r_perm over neurons
    std::vector<double> m_pooledP; ///< [numCells]: p of a |t| in the cell
};

void LayerPermutations::evaluateBlock(std::size_t block)
{
    const std::size_t first = block * permutationBlock;
    const std::size_t count = neuronsIn(block);
    std::vector<float> table(m_terms.numRows * permutationBlock);
    for (std::size_t i = 0; i < m_terms.numRows; ++i) {
        for (std::size_t lane = 0; lane < count; ++lane) {
            table[i * permutationBlock + lane] = m_table.sums[i * m_table.rowStride + m_tested[first + lane]];
        }
    }
    float* const statistics = row(block, 0);
    sumTerms(m_terms, table.data(), statistics);

    const auto p = permutationP(statistics, numPermutations());
    std::array<double, permutationBlock> means {};
    std::array<double, permutationBlock> deviations {};
    computeSpread(row(block, 1), numPermutations(), means.data(), deviations.data());
    std::array<float, permutationBlock> factors {};
    for (std::size_t lane = 0; lane < count; ++lane) {
        const std::size_t neuron = m_tested[first + lane];
        const double scale = m_table.scale[neuron];
        m_result.r[neuron] = std::clamp(statistics[lane] * scale, -1.0, 1.0);
        m_result.p[neuron] = p[lane];
        m_result.standardDeviation[neuron] = deviations[lane] * scale;
        m_deviation[first + lane] = static_cast<float>(deviations[lane] * scale);
        const double size = std::hypot(means[lane], deviations[lane]);
        factors[lane] =
            deviations[lane] > roundingShare * size ? static_cast<float>(1 / deviations[lane]) : 0.0F;
    }
    scaleRows(statistics, 1 + numPermutations(), factors.data());
}

/// Counts r_perm in density bins (where t was set to 0, r counts as 0) and |t_perm| in cells.
void LayerPermutations::countPermuted()
{
    constexpr float binsPerUnit = numDensityBins / 2.0F;
    constexpr float lastBin = numDensityBins - 1;
    m_densityCounts.resize(numPermutations() * numDensityBins);
    std::vector<std::vector<std::uint32_t>> cellCounts(numPieces, std::vector<std::uint32_t>(numCells));
    parallelFor(numPieces, [&](std::size_t piece) {
        visitPermuted(piece, [&](std::size_t k, std::size_t first, const float* t, std::size_t count) {
            for (std::size_t lane = 0; lane < count; ++lane) {
                const float place = (t[lane] * m_deviation[first + lane] + 1) * binsPerUnit;
                ++m_densityCounts[k * numDensityBins
                                  + static_cast<std::size_t>(std::clamp(place, 0.0F, lastBin))];
                ++cellCounts[piece][cellOf(t[lane])];
            }
        });
    });
    const double total = 1 + static_cast<double>(m_tested.size()) * static_cast<double>(numPermutations());
    m_pooledP.resize(numCells);
    std::uint64_t numAtLeast = 0;
    for (std::size_t cell = numCells; cell > 0; --cell) {
        for (const std::vector<std::uint32_t>& counts : cellCounts) {
            numAtLeast += counts[cell - 1];
        }
        m_pooledP[cell - 1] = (1 + static_cast<double>(numAtLeast)) / total;
    }
}

void LayerPermutations::fillBand()
{
    m_result.band.low.resize(numDensityBins);
    m_result.band.high.resize(numDensityBins);
    parallelFor(numPieces, [&](std::size_t piece) {
        std::vector<double> ofBin(numPermutations());
        for (std::size_t bin = piece; bin < numDensityBins; bin += numPieces) {
            for (std::size_t k = 0; k < numPermutations(); ++k) {
                ofBin[k] = m_densityCounts[k * numDensityBins + bin];
            }
            std::ranges::sort(ofBin);
            m_result.band.low[bin] = quantile(ofBin, 0.025);
            m_result.band.high[bin] = quantile(ofBin, 0.975);
        }
    });
}

void LayerPermutations::poolOverLayer()
{
    for (std::size_t i = 0; i < m_tested.size(); ++i) {
        const float t = row(i / permutationBlock, 0)[i % permutationBlock];
        m_result.pPooled[m_tested[i]] = m_pooledP[cellOf(t)];
    }
}

void LayerPermutations::countPermutedDiscoveries()
{
    constexpr std::uint16_t notCounted = PermutedDiscoveries::numBins;
    std::vector<std::uint16_t> binOfCell(numCells, notCounted);
    for (std::size_t cell = 0; cell < numCells; ++cell) {
        if (m_pooledP[cell] <= PermutedDiscoveries::largestP) {
            binOfCell[cell] = static_cast<std::uint16_t>(PermutedDiscoveries::binOf(m_pooledP[cell]));
        }
    }
    std::vector<std::uint32_t> counts(numPermutations() * PermutedDiscoveries::numBins);
    parallelFor(numPieces, [&](std::size_t piece) {
        visitPermuted(piece, [&](std::size_t k, std::size_t, const float* t, std::size_t count) {
            for (std::size_t lane = 0; lane < count; ++lane) {
                const std::uint16_t bin = binOfCell[cellOf(t[lane])];
                if (bin != notCounted) {
                    ++counts[k * PermutedDiscoveries::numBins + bin];
                }
            }
        });
    });
    m_result.permuted.add(counts, m_tested.size());
}

} // namespace

PermutationTerms windowPermutationTerms(std::size_t numWindows, std::size_t numPermutations,
                                        std::uint64_t seed)
{
    PermutationTerms terms {.numRows = numWindows * numWindows,
                            .numTerms = numWindows,
                            .rows = {},
                            .factors = std::vector<float>(1 + numPermutations, 1.0F)};
    std::vector<std::uint32_t> order(numWindows);
    std::iota(order.begin(), order.end(), 0U);
    RandomGenerator random(seed);
    for (std::size_t k = 0; k <= numPermutations; ++k) {
        for (std::size_t window = 0; window < numWindows; ++window) {
            terms.rows.push_back(static_cast<std::uint32_t>(window * numWindows) + order[window]);
        }
        random.shuffle(std::span(order));
    }
    return terms;
}

PermutationResult testPermutations(const PermutationTerms& terms, const PartialSums& table)
{
    return LayerPermutations(terms, table).run();
}

} // namespace bathyscope
