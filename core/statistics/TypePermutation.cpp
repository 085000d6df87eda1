// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/TypePermutation.h"

#include "core/support/ParallelFor.h"
#include "core/support/RandomGenerator.h"
#include "core/support/TargetClones.h"

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace bathyscope {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using StridedInput = Eigen::Map<const Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
/// Residual squares below this share of the squares are rounding.
constexpr double nothingLeft = 1e-9;

/// Independent streams of one seed.
enum class Stream : std::uint64_t
{
    Draws = 1,
    Picks = 2,
};

RandomGenerator generator(std::uint64_t seed, Stream stream)
{
    std::uint64_t state = seed;
    return RandomGenerator(RandomGenerator::splitMix(state) ^ static_cast<std::uint64_t>(stream));
}

/// row −= stratumSums · mean + frequencySums · slope
BATHYSCOPE_TARGET_CLONES
void subtractFit(float* row, const float* stratumSums, float mean, const float* frequencySums, float slope)
{
    for (std::size_t i = 0; i < permutationBlock; ++i) {
        row[i] -= stratumSums[i] * mean + frequencySums[i] * slope;
    }
}

} // namespace

struct TypePermutation::Block
{
    Block(std::size_t numPieces, std::size_t numStrata)
        : table(numPieces * columnsPerPiece * permutationBlock)
        , stratumSums(numStrata * permutationBlock)
    {
    }

    [[nodiscard]] float* row(std::size_t piece, std::size_t column)
    {
        return table.data() + (piece * columnsPerPiece + column) * permutationBlock;
    }

    std::size_t numNeurons = 0;
    std::vector<float> table; ///< [pieces, columnsPerPiece, permutationBlock]
    std::vector<float> stratumSums; ///< [strata, permutationBlock], Σa
    std::array<float, permutationBlock> frequencySums {}; ///< Σ a · φ, φ less its mean in the stratum
};

TypePermutation::TypePermutation(const TokenTypes& types, std::span<const double> frequency,
                                 const FrequencyStrata& strata, std::size_t numPermutations,
                                 std::uint64_t seed)
{
    orderRows(types, strata);
    std::vector<std::int32_t> lengthOfRow(types.size());
    std::vector<double> frequencyOfRow(types.size());
    for (std::size_t token = 0; token < m_rowOfToken.size(); ++token) {
        if (m_rowOfToken[token] != TokenTypes::excluded) {
            const auto row = static_cast<std::size_t>(m_rowOfToken[token]);
            const auto type = static_cast<std::size_t>(types.typeOf[token]);
            lengthOfRow[row] = types.length[type];
            frequencyOfRow[row] = frequency[type];
        }
    }
    fillColumns(lengthOfRow, frequencyOfRow, seed);
    drawTerms(numPermutations, seed);
}

/// Rows of a stratum are neighbours, in the order of the text (by the mean place of a type's tokens), so that
/// its pieces hold types that occur near each other.
void TypePermutation::orderRows(const TokenTypes& types, const FrequencyStrata& strata)
{
    std::vector<double> place(types.size());
    for (std::size_t token = 0; token < types.typeOf.size(); ++token) {
        if (types.typeOf[token] != TokenTypes::excluded) {
            const auto type = static_cast<std::size_t>(types.typeOf[token]);
            place[type] += static_cast<double>(token) / static_cast<double>(types.count[type]);
        }
    }
    std::vector<std::int32_t> rowOfType(types.size());
    m_strata.resize(strata.numStrata);
    for (std::size_t s = 0; s < strata.numStrata; ++s) {
        std::vector<std::size_t> members;
        for (std::size_t type = 0; type < types.size(); ++type) {
            if (strata.stratumOf[type] == s) {
                members.push_back(type);
            }
        }
        std::ranges::stable_sort(members, {}, [&](std::size_t type) { return place[type]; });
        m_strata[s].firstRow = m_counts.size();
        m_strata[s].numRows = members.size();
        for (const std::size_t type : members) {
            rowOfType[type] = static_cast<std::int32_t>(m_counts.size());
            m_counts.push_back(static_cast<double>(types.count[type]));
        }
        const std::size_t numPieces =
            std::max<std::size_t>(1, (members.size() + typesPerPiece / 2) / typesPerPiece);
        for (std::size_t piece = 0; piece < numPieces; ++piece) {
            const std::size_t begin = members.size() * piece / numPieces;
            const std::size_t end = members.size() * (piece + 1) / numPieces;
            m_pieces.push_back(
                {.stratum = s, .firstRow = m_strata[s].firstRow + begin, .numRows = end - begin});
        }
    }
    for (const std::int32_t type : types.typeOf) {
        m_rowOfToken.push_back(type == TokenTypes::excluded ? TokenTypes::excluded
                                                            : rowOfType[static_cast<std::size_t>(type)]);
    }
}

void TypePermutation::fillColumns(std::span<const std::int32_t> lengthOfRow,
                                  std::span<const double> frequencyOfRow, std::uint64_t seed)
{
    std::vector<double> frequency(frequencyOfRow.begin(), frequencyOfRow.end()); // less the stratum's mean
    for (Stratum& stratum : m_strata) {
        const std::size_t end = stratum.firstRow + stratum.numRows;
        for (std::size_t row = stratum.firstRow; row < end; ++row) {
            stratum.numTokens += m_counts[row];
            stratum.meanLength += m_counts[row] * lengthOfRow[row];
            stratum.meanFrequency += m_counts[row] * frequencyOfRow[row];
            stratum.hasLengths = stratum.hasLengths || lengthOfRow[row] != lengthOfRow[stratum.firstRow];
        }
        stratum.meanLength /= stratum.numTokens;
        stratum.meanFrequency /= stratum.numTokens;
        for (std::size_t row = stratum.firstRow; row < end; ++row) {
            frequency[row] -= stratum.meanFrequency;
            m_frequencySquares += m_counts[row] * frequency[row] * frequency[row];
        }
    }

    RandomGenerator random = generator(seed, Stream::Draws);
    m_columns.resize(m_counts.size() * columnsPerPiece);
    for (const Piece& piece : m_pieces) {
        const Stratum& stratum = m_strata[piece.stratum];
        std::vector<double> lengths;
        for (std::size_t i = 0; i < piece.numRows; ++i) {
            lengths.push_back(lengthOfRow[piece.firstRow + i] - stratum.meanLength);
            float* const columns = m_columns.data() + (piece.firstRow + i) * columnsPerPiece;
            columns[drawsPerPiece] = 1;
            columns[drawsPerPiece + 1] = static_cast<float>(frequency[piece.firstRow + i]);
        }
        for (std::size_t c = 0; c < drawsPerPiece; ++c) {
            Draw draw;
            for (std::size_t i = 0; i < piece.numRows; ++i) {
                const std::size_t row = piece.firstRow + i;
                m_columns[row * columnsPerPiece + c] = static_cast<float>(lengths[i]);
                draw.mean += m_counts[row] * lengths[i] / stratum.numTokens;
                draw.slope += m_counts[row] * frequency[row] * lengths[i];
                draw.squares += m_counts[row] * lengths[i] * lengths[i];
            }
            draw.slope = m_frequencySquares > nothingLeft ? draw.slope / m_frequencySquares : 0;
            m_draws.push_back(draw);
            random.shuffle(std::span(lengths));
        }
    }
}

void TypePermutation::drawTerms(std::size_t numPermutations, std::uint64_t seed)
{
    RandomGenerator random = generator(seed, Stream::Picks);
    m_terms.numRows = m_pieces.size() * columnsPerPiece;
    m_terms.numTerms = m_pieces.size();
    for (std::size_t k = 0; k <= numPermutations; ++k) {
        for (std::size_t piece = 0; piece < m_pieces.size(); ++piece) {
            const std::uint64_t draw = k == 0 ? 0 : random.below(drawsPerPiece);
            m_terms.rows.push_back(static_cast<std::uint32_t>(piece * columnsPerPiece + draw));
        }
    }
    double squares = 0;
    for (std::size_t piece = 0; piece < m_pieces.size(); ++piece) {
        squares += m_draws[piece * drawsPerPiece].squares;
    }
    const auto scaleOf = [&](std::size_t k) {
        const double left = residualSquares(k);
        return left > nothingLeft * squares ? 1 / std::sqrt(left) : 0.0;
    };
    const bool canPermute = std::ranges::any_of(m_strata, &Stratum::hasLengths);
    m_lengthScale = canPermute ? scaleOf(0) : 0;
    for (std::size_t k = 0; k <= numPermutations; ++k) {
        m_terms.factors.push_back(static_cast<float>(scaleOf(k)));
    }
}

/// Σ count · (residual of ℓ)² in permutation k.
double TypePermutation::residualSquares(std::size_t k) const
{
    double squares = 0;
    double slope = 0;
    std::vector<double> means(m_strata.size());
    for (std::size_t piece = 0; piece < m_pieces.size(); ++piece) {
        const std::size_t pick = m_terms.rows[k * m_terms.numTerms + piece] - piece * columnsPerPiece;
        const Draw& draw = m_draws[piece * drawsPerPiece + pick];
        squares += draw.squares;
        slope += draw.slope;
        means[m_pieces[piece].stratum] += draw.mean;
    }
    squares -= slope * slope * m_frequencySquares;
    for (std::size_t s = 0; s < m_strata.size(); ++s) {
        squares -= means[s] * means[s] * m_strata[s].numTokens;
    }
    return squares;
}

std::span<const std::int32_t> TypePermutation::rowOfToken() const noexcept
{
    return m_rowOfToken;
}

std::size_t TypePermutation::numRows() const noexcept
{
    return m_counts.size();
}

std::vector<float> TypePermutation::lengths(std::size_t k) const
{
    std::vector<float> lengths;
    for (std::size_t piece = 0; piece < m_pieces.size(); ++piece) {
        const std::size_t pick = m_terms.rows[k * m_terms.numTerms + piece] - piece * columnsPerPiece;
        for (std::size_t i = 0; i < m_pieces[piece].numRows; ++i) {
            lengths.push_back(m_columns[(m_pieces[piece].firstRow + i) * columnsPerPiece + pick]);
        }
    }
    return lengths;
}

void TypePermutation::multiply(const TypeSums& activations, std::size_t firstNeuron, Block& block) const
{
    block.numNeurons = std::min(permutationBlock, activations.squares.size() - firstNeuron);
    const auto numColumns = static_cast<Eigen::Index>(columnsPerPiece);
    const auto width = static_cast<Eigen::Index>(block.numNeurons);
    const auto stride = Eigen::OuterStride<>(static_cast<Eigen::Index>(activations.rowStride));
    const float* const first = activations.sums + firstNeuron / permutationBlock * activations.blockStride;
    for (std::size_t p = 0; p < m_pieces.size(); ++p) {
        const Piece& piece = m_pieces[p];
        const auto numRows = static_cast<Eigen::Index>(piece.numRows);
        const Eigen::Map<const Matrix> columns(m_columns.data() + piece.firstRow * columnsPerPiece, numRows,
                                               numColumns); // [types, columns]
        const StridedInput sums(first + piece.firstRow * activations.rowStride, numRows, width,
                                stride); // [types, neurons]
        Eigen::Map<Matrix, Eigen::Unaligned, Eigen::OuterStride<>> out(
            block.row(p, 0), numColumns, width,
            Eigen::OuterStride<>(static_cast<Eigen::Index>(permutationBlock))); // [columns, neurons]
        out.noalias() = columns.transpose() * sums;
    }
}

/// Takes from every product what the stratum indicators and φ explain of the draw's lengths.
void TypePermutation::residualise(Block& block) const
{
    std::ranges::fill(block.stratumSums, 0.0F);
    block.frequencySums.fill(0);
    for (std::size_t p = 0; p < m_pieces.size(); ++p) {
        float* const sums = block.stratumSums.data() + m_pieces[p].stratum * permutationBlock;
        for (std::size_t i = 0; i < permutationBlock; ++i) {
            sums[i] += block.row(p, drawsPerPiece)[i];
            block.frequencySums[i] += block.row(p, drawsPerPiece + 1)[i];
        }
    }
    for (std::size_t p = 0; p < m_pieces.size(); ++p) {
        for (std::size_t c = 0; c < drawsPerPiece; ++c) {
            const Draw& draw = m_draws[p * drawsPerPiece + c];
            subtractFit(block.row(p, c), block.stratumSums.data() + m_pieces[p].stratum * permutationBlock,
                        static_cast<float>(draw.mean), block.frequencySums.data(),
                        static_cast<float>(draw.slope));
        }
    }
}

BeyondFrequency TypePermutation::test(const TypeSums& activations) const
{
    const std::size_t numNeurons = activations.squares.size();
    BeyondFrequency result {.r = std::vector(numNeurons, undefined), .p = std::vector(numNeurons, undefined)};
    if (m_lengthScale == 0) {
        return result;
    }
    const std::size_t numBlocks = (numNeurons + permutationBlock - 1) / permutationBlock;
    parallelFor(numBlocks, [&](std::size_t index) {
        const std::size_t first = index * permutationBlock;
        Block block(m_pieces.size(), m_strata.size());
        multiply(activations, first, block);
        residualise(block);
        std::vector<float> statistics(m_terms.factors.size() * permutationBlock);
        sumTerms(m_terms, block.table.data(), statistics.data());
        const auto p = permutationP(statistics.data(), m_terms.numPermutations());
        for (std::size_t i = 0; i < block.numNeurons; ++i) {
            double left = activations.squares[first + i];
            double sum = 0;
            double numTokens = 0;
            for (std::size_t s = 0; s < m_strata.size(); ++s) {
                const double stratumSum = block.stratumSums[s * permutationBlock + i];
                left -= stratumSum * stratumSum / m_strata[s].numTokens;
                sum += stratumSum;
                numTokens += m_strata[s].numTokens;
            }
            left += sum * sum / numTokens;
            if (m_frequencySquares > nothingLeft) {
                left -=
                    block.frequencySums[i] * static_cast<double>(block.frequencySums[i]) / m_frequencySquares;
            }
            if (std::isfinite(statistics[i]) && left > nothingLeft * activations.squares[first + i]) {
                result.r[first + i] = std::clamp(statistics[i] / std::sqrt(left), -1.0, 1.0);
                result.p[first + i] = p[i];
            }
        }
    });
    return result;
}

} // namespace bathyscope
