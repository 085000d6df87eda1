// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/StratumSums.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace bathyscope {

namespace {

/// A variance below this share of the mean square is that of equal values, rounded.
constexpr double nothingLeft = 1e-12;

/// Adds every token of a tile to the three rows of its stratum, [strata, 3, tileNeurons].
BATHYSCOPE_TARGET_CLONES
void addTile(const ActivationTile& tile, const std::uint8_t* strata, const double* lengths,
             const double* origin, double* sums)
{
    for (std::size_t token = 0; token < tile.numTokens; ++token) {
        double* rows = sums + std::size_t {strata[token]} * 3 * tileNeurons;
        const double length = lengths[token];
        for (std::size_t i = 0; i < tileNeurons; i += doubleLanes) {
            // One variable a row: an array of them would go through memory.
            DoubleVector d;
            DoubleVector zero;
            DoubleVector sum;
            DoubleVector squares;
            DoubleVector lengthProduct;
            loadAsDoubles(tile.row(token) + i, d);
            load(origin + i, zero);
            load(rows + i, sum);
            load(rows + tileNeurons + i, squares);
            load(rows + 2 * tileNeurons + i, lengthProduct);
            d -= zero;
            store(sum + d, rows + i);
            store(squares + d * d, rows + tileNeurons + i);
            store(lengthProduct + d * length, rows + 2 * tileNeurons + i);
        }
    }
}

} // namespace

void StratumBlock::begin(std::size_t numStrata, std::span<const double> newOrigin)
{
    std::ranges::copy(newOrigin, origin.begin());
    sums.assign(numStrata * numKinds * tileNeurons, 0.0);
}

void StratumBlock::add(const ActivationTile& tile, const StratumTokens& tokens)
{
    addTile(tile, tokens.strata.data(), tokens.lengths.data(), origin.data(), sums.data());
}

StratumSums::StratumSums(std::size_t numStrata, std::size_t numNeurons)
    : m_numStrata(numStrata)
    , m_numNeurons(numNeurons)
    , m_count(numStrata)
    , m_length(numStrata)
    , m_lengthSquares(numStrata)
    , m_origin(numNeurons)
    , m_sums(numStrata * StratumBlock::numKinds * numNeurons)
{
}

double& StratumSums::at(std::size_t stratum, Kind kind, std::size_t neuron)
{
    return m_sums[(stratum * StratumBlock::numKinds + kind) * m_numNeurons + neuron];
}

double StratumSums::at(std::size_t stratum, Kind kind, std::size_t neuron) const
{
    return m_sums[(stratum * StratumBlock::numKinds + kind) * m_numNeurons + neuron];
}

void StratumSums::addTokens(const StratumTokens& tokens)
{
    for (std::size_t token = 0; token < tokens.strata.size(); ++token) {
        const std::size_t stratum = tokens.strata[token];
        m_count[stratum] += 1;
        m_length[stratum] += tokens.lengths[token];
        m_lengthSquares[stratum] += tokens.lengths[token] * tokens.lengths[token];
    }
}

void StratumSums::setBlock(std::size_t firstNeuron, std::size_t numNeurons, const StratumBlock& block)
{
    std::copy_n(block.origin.begin(), numNeurons,
                m_origin.begin() + static_cast<std::ptrdiff_t>(firstNeuron));
    for (std::size_t row = 0; row < m_numStrata * StratumBlock::numKinds; ++row) {
        std::copy_n(block.sums.begin() + static_cast<std::ptrdiff_t>(row * tileNeurons), numNeurons,
                    m_sums.begin() + static_cast<std::ptrdiff_t>(row * m_numNeurons + firstNeuron));
    }
}

void StratumSums::merge(const StratumSums& other)
{
    const bool isEmpty = std::ranges::all_of(m_count, [](double count) { return count == 0; });
    if (isEmpty) {
        m_origin = other.m_origin;
    }
    for (std::size_t stratum = 0; stratum < m_numStrata; ++stratum) {
        const double count = other.m_count[stratum];
        for (std::size_t neuron = 0; neuron < m_numNeurons; ++neuron) {
            // The other's d is this one's less the distance of the origins.
            const double shift = other.m_origin[neuron] - m_origin[neuron];
            const double sum = other.at(stratum, Sum, neuron);
            at(stratum, Sum, neuron) += sum + count * shift;
            at(stratum, Squares, neuron) +=
                other.at(stratum, Squares, neuron) + shift * (2 * sum + count * shift);
            at(stratum, LengthProduct, neuron) +=
                other.at(stratum, LengthProduct, neuron) + shift * other.m_length[stratum];
        }
        m_count[stratum] += count;
        m_length[stratum] += other.m_length[stratum];
        m_lengthSquares[stratum] += other.m_lengthSquares[stratum];
    }
}

std::vector<StratumCorrelation> StratumSums::correlations(std::size_t neuron) const
{
    std::vector<StratumCorrelation> result;
    for (std::size_t stratum = 0; stratum < m_numStrata; ++stratum) {
        const double count = m_count[stratum];
        const double sum = at(stratum, Sum, neuron);
        const double squares = at(stratum, Squares, neuron);
        const double lengthSum = m_length[stratum];
        const double variance = squares - sum * sum / count;
        const double lengthVariance = m_lengthSquares[stratum] - lengthSum * lengthSum / count;
        const bool isConstant =
            !(variance > nothingLeft * squares) || !(lengthVariance > nothingLeft * m_lengthSquares[stratum]);
        const double product = at(stratum, LengthProduct, neuron) - sum * lengthSum / count;
        result.push_back({.r = isConstant ? std::numeric_limits<double>::quiet_NaN()
                                          : pearsonCorrelation(product, variance, lengthVariance),
                          .numTokens = count});
    }
    return result;
}

} // namespace bathyscope
