// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/LengthSeries.h"
#include "core/statistics/TokenSample.h"
#include "core/statistics/TypePermutation.h"
#include "core/text/FrequencyStrata.h"
#include "core/text/TokenFeatures.h"
#include "core/text/TokenFrequency.h"
#include "core/text/TokenTypes.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace bathyscope {

/// What is fixed before the model runs and shared by the statistics of all layers: the tokens' features,
/// their types and strata of frequency, the permutations of both nulls, and which tokens are sampled. Tokens
/// are counted without those that are left out. Immutable.
struct RunDesign
{
    std::shared_ptr<const TokenFeatures> features; ///< of the tokens that are not left out
    /// [tokens that the model reads]: the number of the token here, `leftOut` for one left out; empty where
    /// none is.
    std::vector<std::int64_t> numberOf;
    static constexpr std::int64_t leftOut = -1;
    std::vector<std::size_t> unitEnds; ///< [units of the jackknife]: token after the last one of the unit
    TokenSample sample;
    std::uint64_t seed = 1;
    TokenTypes types;
    FrequencyStrata strata;
    std::optional<LengthSeries> lengthSeries; ///< the null of p_length; none without permutations
    std::optional<TypePermutation> typePermutation; ///< the null of length beyond frequency; none likewise

    [[nodiscard]] std::size_t numTokens() const
    {
        return features->length.size();
    }
    /// φ of a token.
    [[nodiscard]] double frequencyOf(std::size_t token) const
    {
        return features->frequency[token];
    }
    /// Stratum of a token.
    [[nodiscard]] std::size_t stratumOf(std::size_t token) const
    {
        return strata.stratumOf[static_cast<std::size_t>(types.typeOf[token])];
    }
};

/// How length is tested.
struct PermutationSettings
{
    std::size_t numPermutations = 0; ///< K; 0 tests nothing, else at least 2
    std::uint64_t seed = 1;
};

/// Sets features.frequency: φ of every token that is not left out. Throws what chosenFrequency() throws.
void setFrequency(TokenFeatures& features, std::span<const TokenId> ids, const FrequencyChoice& choice);

/// The design of a run: `ids` are its tokens, `windows` how they are cut. Where the features have no
/// frequency yet, φ is the logarithm of a token's count in the text.
[[nodiscard]] std::shared_ptr<const RunDesign> makeRunDesign(std::shared_ptr<const TokenFeatures> features,
                                                             std::span<const TokenId> ids,
                                                             std::span<const TokenWindow> windows,
                                                             const PermutationSettings& permutations = {});

} // namespace bathyscope
