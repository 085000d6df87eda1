// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/PermutationTerms.h"
#include "core/text/FrequencyStrata.h"
#include "core/text/TokenTypes.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// A layer's activations summed over the tokens of each type, Σ(a − c) with any constant c of the neuron; one
/// near its mean keeps the float sums exact. Types are in the order of TypePermutation::rowOfToken(). Neuron
/// j of type row i stands at i · rowStride + (j / permutationBlock) · blockStride + j % permutationBlock: a
/// plain matrix has the strides (neurons, permutationBlock); a table of its own for each block, which is
/// quicker to fill and to read, has (permutationBlock, types · permutationBlock).
struct TypeSums
{
    const float* sums = nullptr;
    std::size_t rowStride = 0; ///< floats
    std::size_t blockStride = 0; ///< floats
    /// [neurons], Σ(a − mean a)² over the same tokens; neurons for which it is 0 or not finite, or sums are
    /// not finite, are left out.
    std::span<const double> squares;
};

/// NaN for neurons that were left out, and for all where frequency leaves nothing of length.
struct BeyondFrequency
{
    std::vector<double> r; ///< [neurons], of a and ℓ, both residualised on φ and the stratum indicators
    std::vector<double> p; ///< [neurons], (1 + #{|r_perm| ≥ |r|}) / (1 + K)
};

/// The test of length beyond frequency: length belongs to the token type, so under the null the lengths of
/// the types of one stratum may be exchanged. r_perm is the correlation with the exchanged lengths,
/// residualised anew.
///
/// Types of a large stratum exchange their lengths only within pieces of about `typesPerPiece` types that are
/// neighbours in the text. Where windows differ in the words they hold and in the level of activation,
/// lengths of types from far apart are not alike even under the null: exchanging those rejects too often.
///
/// How it is cheap: each piece has `drawsPerPiece` orders of its lengths, the observed one and uniformly
/// random ones, and a permutation picks one order for every piece. Activations need to be multiplied with
/// drawsPerPiece columns instead of K: the numerator of r_perm is a sum over pieces. Under the null all
/// orders of a piece are alike, and so are all picks, the observed one included: p is exact for any such
/// choice.
class TypePermutation
{
public:
    static constexpr std::size_t typesPerPiece = 64;
    static constexpr std::size_t drawsPerPiece = 30;

    /// `frequency` [types] is φ.
    TypePermutation(const TokenTypes& types, std::span<const double> frequency, const FrequencyStrata& strata,
                    std::size_t numPermutations, std::uint64_t seed);

    /// [tokens]: the row of TypeSums to which the token's activation is added, TokenTypes::excluded for none.
    [[nodiscard]] std::span<const std::int32_t> rowOfToken() const noexcept;
    [[nodiscard]] std::size_t numRows() const noexcept; ///< types

    /// Lengths by row in permutation k, less the mean length of the row's stratum; k = 0 is the observed
    /// order.
    [[nodiscard]] std::vector<float> lengths(std::size_t k) const;

    /// Tests the neurons of a layer, parallel inside; the result does not depend on the number of threads.
    [[nodiscard]] BeyondFrequency test(const TypeSums& activations) const;

private:
    struct Stratum
    {
        double numTokens = 0;
        double meanLength = 0;
        double meanFrequency = 0;
        bool hasLengths = false; ///< more than one
        std::size_t firstRow = 0;
        std::size_t numRows = 0;
    };
    /// Neighbouring rows of one stratum that exchange their lengths.
    struct Piece
    {
        std::size_t stratum = 0;
        std::size_t firstRow = 0;
        std::size_t numRows = 0;
    };
    /// What an order of a piece's lengths takes from the whole (token-weighted).
    struct Draw
    {
        double mean = 0; ///< Σ count · ℓ / tokens of the stratum
        double slope = 0; ///< Σ count · φ · ℓ / Σ count · φ², φ less its mean in the stratum
        double squares = 0; ///< Σ count · ℓ²
    };
    /// A block of neurons on its way through.
    struct Block;

    /// The draws of a piece, then its plain and its φ-weighted sum.
    static constexpr std::size_t columnsPerPiece = drawsPerPiece + 2;

    void orderRows(const TokenTypes& types, const FrequencyStrata& strata);
    void fillColumns(std::span<const std::int32_t> lengthOfRow, std::span<const double> frequencyOfRow,
                     std::uint64_t seed);
    void drawTerms(std::size_t numPermutations, std::uint64_t seed);
    [[nodiscard]] double residualSquares(std::size_t k) const;
    void multiply(const TypeSums& activations, std::size_t firstNeuron, Block& block) const;
    void residualise(Block& block) const;

    std::vector<std::int32_t> m_rowOfToken; ///< [tokens]
    std::vector<double> m_counts; ///< [rows]
    std::vector<Stratum> m_strata;
    std::vector<Piece> m_pieces;
    std::vector<float> m_columns; ///< [rows, columnsPerPiece]
    std::vector<Draw> m_draws; ///< [pieces, drawsPerPiece]
    double m_frequencySquares = 0; ///< Σ count · φ², φ less its mean in the stratum
    PermutationTerms m_terms;
    double m_lengthScale = 0; ///< 1 / √ of the residual squares of ℓ; 0 where frequency leaves nothing of ℓ
};

} // namespace bathyscope
