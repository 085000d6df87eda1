// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace bathyscope {

/// Of the matrix products with weights. Hidden states, layer norm, attention scores and statistics are
/// float32 or double in any case.
enum class Precision : std::uint8_t
{
    Float32,
    Bfloat16, ///< both operands and the result are rounded to bfloat16 (8 bits), sums are float32
};

/// What a run is asked for.
enum class PrecisionChoice : std::uint8_t
{
    Float32,
    Auto, ///< bfloat16 where it is measured to be faster on this machine
    Bfloat16,
};

/// In files and on the command line, in the order of PrecisionChoice.
inline constexpr std::array<std::string_view, 3> precisionNames {"float32", "auto", "bfloat16"};

/// The choice that leaves nothing open.
[[nodiscard]] constexpr PrecisionChoice choiceOf(Precision precision)
{
    return precision == Precision::Bfloat16 ? PrecisionChoice::Bfloat16 : PrecisionChoice::Float32;
}

} // namespace bathyscope
