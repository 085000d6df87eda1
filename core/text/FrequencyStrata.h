// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenTypes.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

inline constexpr std::size_t maxFrequencyStrata = 10;

/// Token types cut into strata of nearly equal frequency, in ascending order of φ.
struct FrequencyStrata
{
    std::vector<std::uint8_t> stratumOf; ///< [types]
    std::size_t numStrata = 0; ///< 1 … maxFrequencyStrata; 0 without types
};

/// Cuts at the quantiles of token mass, so that strata hold about equally many tokens: types of one φ stay
/// together, in the tenth of all tokens, sorted by φ, where the middle of their tokens lies. Tenths that get
/// no type vanish. `frequency` [types].
[[nodiscard]] FrequencyStrata makeFrequencyStrata(const TokenTypes& types, std::span<const double> frequency);

/// How many types of equal count would tell as much about length within strata: the sum over strata of
/// 1 / Σ share² (Kish 1965), with a type's share of the stratum's tokens. Strata in which all types have one
/// length tell nothing and add 0.
[[nodiscard]] double effectiveNumTypes(const TokenTypes& types, const FrequencyStrata& strata);

} // namespace bathyscope
