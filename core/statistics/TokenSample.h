// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenFeatures.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bathyscope {

/// Tokens of each length group that are kept with all their activations while a layer is processed, for what
/// cannot be streamed.
inline constexpr std::size_t maxSampledTokens = 512;

/// Which tokens are kept: up to maxSampledTokens of each group, drawn without replacement.
struct TokenSample
{
    static constexpr std::int32_t notSampled = -1;

    std::vector<std::int32_t> rowOf; ///< [tokens]: row of the sample, or notSampled
    /// [groups + 1]: rows [firstRow[g], firstRow[g + 1]) hold group g, in token order
    std::array<std::size_t, numLengthGroups + 1> firstRow {};

    [[nodiscard]] std::size_t numRows() const noexcept
    {
        return firstRow.back();
    }
};

/// The seed decides, and nothing else does.
[[nodiscard]] TokenSample drawTokenSample(const TokenFeatures& features, std::uint64_t seed);

} // namespace bathyscope
