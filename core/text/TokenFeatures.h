// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenId.h"
#include "core/text/TokenOptions.h"
#include "core/text/TokenWindows.h"
#include "core/text/Tokenizer.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bathyscope {

/// A token against the run's lower median length m: shorter ℓ < m, equal ℓ = m, longer ℓ > m.
enum class LengthGroup : std::uint8_t
{
    Shorter,
    Equal,
    Longer,
};
inline constexpr std::size_t numLengthGroups = 3;

/// What is known of every token before the model runs (statistics.md, "The data of a run"). Immutable once
/// made.
struct TokenFeatures
{
    std::vector<std::int32_t> length; ///< ℓ [tokens]: code points of the token's bytes decoded alone, a
                                      ///< leading space counted as TokenOptions say
    std::vector<std::int32_t> position; ///< p [tokens]: 0 … window length − 1
    std::vector<LengthGroup> group; ///< [tokens]
    std::vector<std::int64_t> count; ///< [tokens]: how often this token occurs among those not left out
    std::vector<double> frequency; ///< φ [tokens], 0 for tokens left out; empty until it is chosen
    std::vector<std::uint8_t> isExcluded; ///< [tokens]: 1 for tokens left out of the statistics; empty: none
    std::vector<std::int32_t> window; ///< [tokens]: index of the token's window
    std::int32_t medianLength = 0; ///< m, the lower median of ℓ; like all below, of tokens not left out
    std::array<std::size_t, numLengthGroups> groupSizes {}; ///< tokens a group, in the order of LengthGroup

    [[nodiscard]] bool isLeftOut(std::size_t token) const
    {
        return !isExcluded.empty() && isExcluded[token] != 0;
    }
    [[nodiscard]] std::size_t numAnalysed() const; ///< tokens not left out
};

/// Lengths by the tokenizer, medians, groups and counts of all tokens. Linear in the number of tokens. Throws
/// InvalidRequest where the options leave fewer than two tokens.
[[nodiscard]] TokenFeatures makeTokenFeatures(const TokenWindows& windows, const Tokenizer& tokenizer,
                                              const TokenOptions& options = {});

/// The same from lengths and exclusions that are already known, [tokens]; what a run file holds.
[[nodiscard]] TokenFeatures makeTokenFeatures(const TokenWindows& windows, std::vector<std::int32_t> lengths,
                                              std::vector<std::uint8_t> isExcluded = {});

} // namespace bathyscope
