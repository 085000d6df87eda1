// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenId.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// The distinct tokens of a run. Length and frequency belong to the type; a text repeats it.
struct TokenTypes
{
    static constexpr std::int32_t excluded = -1;

    std::vector<TokenId> id; ///< [types], ascending
    std::vector<std::int64_t> count; ///< [types]: tokens of the type that are not excluded, ≥ 1
    std::vector<std::int32_t> length; ///< [types]: ℓ
    std::vector<std::int32_t> typeOf; ///< [tokens]: index of the token's type, `excluded` for excluded tokens

    [[nodiscard]] std::size_t size() const noexcept
    {
        return id.size();
    }
};

/// Numbers the types of a run's tokens; `ids` and `lengths` [tokens]. `isExcluded` [tokens], not 0 for tokens
/// that statistics leave out; empty if there is none. Throws InvalidRequest where the sizes differ or tokens
/// of one id differ in length.
[[nodiscard]] TokenTypes makeTokenTypes(std::span<const TokenId> ids, std::span<const std::int32_t> lengths,
                                        std::span<const std::uint8_t> isExcluded = {});

} // namespace bathyscope
