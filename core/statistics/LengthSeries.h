// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/PermutationTerms.h"
#include "core/text/TokenWindows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// The length series that activations meet under the null of `p_length`, and the table of their products that
/// a layer needs [numRows, neurons]. With at least minPermutedWindows full-length windows, units of one
/// window (of several neighbouring ones in a long text, so that the units are at most maxUnits) meet the
/// series of all units; with fewer, every token meets the series shifted inside the windows. Immutable.
class LengthSeries
{
public:
    static constexpr std::size_t maxUnits = 32;

    /// `lengths` [tokens] of `windows`, which hold all tokens in order. K ≥ 2.
    LengthSeries(std::span<const std::int32_t> lengths, std::span<const TokenWindow> windows,
                 std::size_t numPermutations, std::uint64_t seed);

    /// How permuted statistics are put together from the rows of the table.
    [[nodiscard]] const PermutationTerms& terms() const noexcept;
    /// Too few windows to permute: circular shifts, which mislead where the text drifts.
    [[nodiscard]] bool isShifted() const noexcept;
    /// Σ(ℓ − mean ℓ)² over the tokens that take part, and how many they are.
    [[nodiscard]] double squares() const noexcept;
    [[nodiscard]] std::size_t numTokens() const noexcept;

    /// Tokens that meet the same series: what their activations are multiplied with and where it goes.
    struct Stretch
    {
        std::size_t firstToken = 0; ///< of the run
        std::size_t numTokens = 0;
        std::size_t firstRow = 0; ///< of the table: rows [firstRow, firstRow + numSeries)
        std::size_t numSeries = 0;
        const float* series = nullptr; ///< [numSeries, numTokens], lengths less their mean
        std::size_t stride = 0; ///< from series to series
    };

    /// The stretches of the tokens [firstToken, firstToken + numTokens); tokens that do not take part are in
    /// none.
    [[nodiscard]] std::vector<Stretch> stretches(std::size_t firstToken, std::size_t numTokens) const;

private:
    void makeUnits(std::span<const std::int32_t> lengths, std::span<const TokenWindow> fullWindows);
    void makeShifts(std::span<const std::int32_t> lengths, std::span<const TokenWindow> windows,
                    std::size_t numPermutations, std::uint64_t seed);

    PermutationTerms m_terms;
    bool m_isShifted = false;
    double m_squares = 0;
    std::size_t m_numTokens = 0; ///< that take part
    std::size_t m_numSeries = 0;
    std::size_t m_seriesLength = 0; ///< tokens
    std::vector<float> m_series; ///< [numSeries, seriesLength]
    std::vector<TokenWindow> m_parts; ///< windows that take part, in order
    std::size_t m_partsPerUnit = 0;
};

} // namespace bathyscope
