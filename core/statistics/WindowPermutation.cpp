// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/WindowPermutation.h"

#include "core/statistics/Distribution.h"
#include "core/statistics/LayerSummary.h"
#include "core/support/ParallelFor.h"
#include "core/support/RandomGenerator.h"
#include "core/support/TargetClones.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
/// Permuted statistics that differ by less than this share of their size differ by rounding.
constexpr double roundingShare = 1e-5;

/// |t| is looked up in narrow cells; with K permutations |t_perm| < √K, so that few lie in the last one.
constexpr float cellsPerUnit = 1024;
constexpr std::size_t numCells = 16 * static_cast<std::size_t>(cellsPerUnit);

/// Pieces of work over permutations: fixed, so that sums over pieces do not depend on the threads.
constexpr std::size_t numPieces = 8;

std::size_t cellOf(float t)
{
    return static_cast<std::size_t>(std::min(t * cellsPerUnit, static_cast<float>(numCells - 1)));
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
            if (std::isfinite(table.scale[neuron]) && table.scale[neuron] > 0) {
                m_tested.push_back(neuron);
            }
        }
        m_t.resize(numBlocks() * (1 + numPermutations()) * permutationBlock);
        m_deviation.resize(m_tested.size());
    }

    [[nodiscard]] PermutationResult run()
    {
        parallelFor(numBlocks(), [this](std::size_t block) { evaluateBlock(block); });
        countBins();
        rankAll();
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
    void countBins();
    void rankAll();
    [[nodiscard]] std::vector<float> sortedObserved(std::vector<std::size_t>& order);
    void countPermutedDiscoveries(const std::vector<std::uint64_t>& cellCounts);

    const PermutationTerms& m_terms;
    const PartialSums& m_table;
    PermutationResult m_result;
    std::vector<std::size_t> m_tested; ///< neurons
    std::vector<float> m_t; ///< [blocks, 1 + K, permutationBlock]: t, observed and permuted
    std::vector<float> m_deviation; ///< [tested]: sd of r_perm
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

/// The null band. Where t was set to 0, r counts as 0.
void LayerPermutations::countBins()
{
    constexpr float binsPerUnit = numDensityBins / 2.0F;
    std::vector<std::uint32_t> counts(numPermutations() * numDensityBins);
    parallelFor(numPieces, [&](std::size_t piece) {
        visitPermuted(piece, [&](std::size_t k, std::size_t first, const float* t, std::size_t count) {
            for (std::size_t lane = 0; lane < count; ++lane) {
                const float place = (t[lane] * m_deviation[first + lane] + 1) * binsPerUnit;
                const auto bin = static_cast<std::int32_t>(place);
                ++counts[k * numDensityBins
                         + static_cast<std::size_t>(
                             std::clamp(bin, 0, static_cast<std::int32_t>(numDensityBins) - 1))];
            }
        });
    });
    m_result.band.low.resize(numDensityBins);
    m_result.band.high.resize(numDensityBins);
    parallelFor(numPieces, [&](std::size_t piece) {
        std::vector<double> ofBin(numPermutations());
        for (std::size_t bin = piece; bin < numDensityBins; bin += numPieces) {
            for (std::size_t k = 0; k < numPermutations(); ++k) {
                ofBin[k] = counts[k * numDensityBins + bin];
            }
            std::ranges::sort(ofBin);
            m_result.band.low[bin] = quantile(ofBin, 0.025);
            m_result.band.high[bin] = quantile(ofBin, 0.975);
        }
    });
}

/// Observed |t| in ascending order, and whose they are (places among the tested).
std::vector<float> LayerPermutations::sortedObserved(std::vector<std::size_t>& order)
{
    std::vector<float> observed(m_tested.size());
    for (std::size_t i = 0; i < observed.size(); ++i) {
        observed[i] = std::abs(row(i / permutationBlock, 0)[i % permutationBlock]);
    }
    order.resize(observed.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return observed[i]; });
    std::vector<float> sorted;
    for (const std::size_t i : order) {
        sorted.push_back(observed[i]);
    }
    return sorted;
}

/// p pooled within the layer: every permuted |t| is placed among the observed, which are sorted.
void LayerPermutations::rankAll()
{
    std::vector<std::size_t> order;
    const std::vector<float> observed = sortedObserved(order);
    const std::size_t numTested = observed.size();
    std::vector<std::uint32_t> firstInCell(numCells
                                           + 1); // place of the first observed |t| in the cell or above
    for (const float t : observed) {
        ++firstInCell[cellOf(t) + 1];
    }
    std::partial_sum(firstInCell.begin(), firstInCell.end(), firstInCell.begin());

    // How many permuted |t| have so many observed ones not above them, and how many lie in each cell.
    std::vector<std::vector<std::uint64_t>> placeCounts(numPieces, std::vector<std::uint64_t>(numTested + 1));
    std::vector<std::vector<std::uint64_t>> cellCounts(numPieces, std::vector<std::uint64_t>(numCells));
    parallelFor(numPieces, [&](std::size_t piece) {
        visitPermuted(piece, [&](std::size_t, std::size_t, const float* t, std::size_t count) {
            for (std::size_t lane = 0; lane < count; ++lane) {
                const float size = std::abs(t[lane]);
                const std::size_t cell = cellOf(size);
                std::size_t place = firstInCell[cell];
                while (place < firstInCell[cell + 1] && observed[place] <= size) {
                    ++place;
                }
                ++placeCounts[piece][place];
                ++cellCounts[piece][cell];
            }
        });
    });
    for (std::size_t piece = 1; piece < numPieces; ++piece) {
        std::ranges::transform(placeCounts[0], placeCounts[piece], placeCounts[0].begin(), std::plus {});
        std::ranges::transform(cellCounts[0], cellCounts[piece], cellCounts[0].begin(), std::plus {});
    }
    const double total = 1 + static_cast<double>(numTested) * static_cast<double>(numPermutations());
    std::uint64_t numAtLeast = 0;
    for (std::size_t place = numTested; place > 0; --place) {
        numAtLeast += placeCounts[0][place];
        m_result.pPooled[m_tested[order[place - 1]]] = (1 + static_cast<double>(numAtLeast)) / total;
    }
    countPermutedDiscoveries(cellCounts[0]);
}

/// A permuted |t| gets the pooled p of the lower end of its cell.
void LayerPermutations::countPermutedDiscoveries(const std::vector<std::uint64_t>& cellCounts)
{
    constexpr std::uint32_t notCounted = PermutedDiscoveries::numBins;
    const double total = 1 + static_cast<double>(m_tested.size()) * static_cast<double>(numPermutations());
    std::vector<std::uint32_t> binOfCell(numCells);
    std::uint64_t numAtLeast = 0;
    for (std::size_t cell = numCells; cell > 0; --cell) {
        numAtLeast += cellCounts[cell - 1];
        const double p = static_cast<double>(std::max(numAtLeast, std::uint64_t {1})) / total;
        binOfCell[cell - 1] = p > PermutedDiscoveries::largestP
            ? notCounted
            : static_cast<std::uint32_t>(PermutedDiscoveries::binOf(p));
    }
    std::vector<std::uint32_t> counts(numPermutations() * PermutedDiscoveries::numBins);
    parallelFor(numPieces, [&](std::size_t piece) {
        visitPermuted(piece, [&](std::size_t k, std::size_t, const float* t, std::size_t count) {
            for (std::size_t lane = 0; lane < count; ++lane) {
                const std::uint32_t bin = binOfCell[cellOf(std::abs(t[lane]))];
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
