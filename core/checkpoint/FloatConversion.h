// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace bathyscope {

/// IEEE binary16 values, two little-endian bytes each at any alignment, to float32, exactly: subnormals,
/// infinities and NaN payloads included. Reads 2 × out.size() bytes at `in`.
void convertHalfToFloat(const std::byte* in, std::span<float> out);

/// The same for bfloat16.
void convertBfloat16ToFloat(const std::byte* in, std::span<float> out);

/// float32 to the bits of IEEE binary16, rounded to nearest, ties to even; beyond ±65,504 it becomes
/// infinity. Sizes must agree.
void convertFloatToHalf(std::span<const float> values, std::span<std::uint16_t> out);

/// The same to bfloat16; beyond its largest value it becomes infinity. NaN stays NaN.
void convertFloatToBfloat16(std::span<const float> values, std::span<std::uint16_t> out);

/// Index of the first NaN or infinity; nothing where all values are finite.
[[nodiscard]] std::optional<std::size_t> firstNonFinite(std::span<const float> values);

} // namespace bathyscope
