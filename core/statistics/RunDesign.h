// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/LengthSeries.h"
#include "core/statistics/TypePermutation.h"
#include "core/text/FrequencyStrata.h"
#include "core/text/TokenFeatures.h"
#include "core/text/TokenTypes.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace bathyscope {

/// What is fixed before the model runs and shared by the statistics of all layers: the tokens' features,
/// their types and strata of frequency, and the permutations of both nulls. Immutable.
struct RunDesign
{
    std::shared_ptr<const TokenFeatures> features;
    TokenTypes types;
    std::vector<double> frequency; ///< φ [types]
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
        return frequency[static_cast<std::size_t>(types.typeOf[token])];
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

/// The design of a run: `ids` are its tokens, `windows` how they are cut; φ is the logarithm of a token's
/// count in the text.
[[nodiscard]] std::shared_ptr<const RunDesign> makeRunDesign(std::shared_ptr<const TokenFeatures> features,
                                                             std::span<const TokenId> ids,
                                                             std::span<const TokenWindow> windows,
                                                             const PermutationSettings& permutations = {});

} // namespace bathyscope
