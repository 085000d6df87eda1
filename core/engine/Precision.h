// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// "float32", "bfloat16".
[[nodiscard]] constexpr std::string_view precisionName(Precision precision)
{
    return precision == Precision::Bfloat16 ? "bfloat16" : "float32";
}

} // namespace bathyscope
