// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/FloatConversion.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace bathyscope {

namespace {

/// Value i of a buffer of two-byte values; memcpy, because the buffer may have any alignment and holds bytes.
inline std::uint16_t twoBytes(const std::byte* in, std::size_t i)
{
    std::uint16_t value = 0;
    std::memcpy(&value, in + 2 * i, sizeof value);
    return value;
}

/// A quarter of the float's exponent range becomes infinite or subnormal; the rest is rounded in place.
std::uint16_t roundToHalf(float value)
{
    const auto pattern = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = pattern >> 16U & 0x8000U;
    const std::uint32_t magnitude = pattern & 0x7FFFFFFFU;
    constexpr std::uint32_t infinity = 0x7F800000U;
    constexpr std::uint32_t firstInfinite = 0x477FF000U; // 65,520 lies half-way to 65,536 and rounds up
    constexpr std::uint32_t smallestNormal = (127U - 14U) << 23U; // 2^-14
    std::uint32_t half = 0;
    if (magnitude >= firstInfinite) {
        half = magnitude > infinity ? 0x7E00U : 0x7C00U;
    } else if (magnitude < smallestNormal) {
        half = static_cast<std::uint32_t>(std::nearbyint(std::abs(value) * 0x1p24F)); // in units of 2^-24
    } else {
        const std::uint32_t odd = magnitude >> 13U & 1U;
        half = (magnitude + 0xFFFU + odd - ((127U - 15U) << 23U)) >> 13U;
    }
    return static_cast<std::uint16_t>(sign | half);
}

/// True if any value is NaN or infinite. No early exit: that is what keeps it a vector loop.
BATHYSCOPE_TARGET_CLONES bool anyNonFinite(const float* values, std::size_t count)
{
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t exponent = std::bit_cast<std::uint32_t>(values[i]) & 0x7F800000U;
        found |= exponent == 0x7F800000U ? 1U : 0U;
    }
    return found != 0;
}

/// A half has 5 exponent bits (bias 15) and 10 fraction bits, a float 8 (bias 127) and 23. Rebasing the
/// exponent is an integer addition. A subnormal half, fraction × 2^-24, is (1 + fraction × 2^-10) × 2^-14 −
/// 2^-14: an exact subtraction of normal floats, which no flush-to-zero mode of the thread can spoil; the
/// others subtract 0. All exponent bits set, that is infinity or NaN, stay all set. The body stands in the
/// loop, since GCC inlines no function of this size into the clones, and computes every case without
/// branching, since it makes vector code only of that.
BATHYSCOPE_TARGET_CLONES void halvesToFloats(const std::byte* __restrict in, float* __restrict out,
                                             std::size_t count)
{
    constexpr std::uint32_t oneExponentStep = 1U << 23U;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t half = twoBytes(in, i);
        const std::uint32_t magnitude = (half & 0x7FFFU) << 13U;
        const std::uint32_t extraStep = magnitude < oneExponentStep ? oneExponentStep : 0U;
        const std::uint32_t allExponentBits = (half & 0x7C00U) == 0x7C00U ? 0x7F800000U : 0U;
        const float rebased = std::bit_cast<float>(magnitude + extraStep + (127U - 15U) * oneExponentStep)
            - std::bit_cast<float>(extraStep * (127U - 14U)); // 2^-14 or 0
        const std::uint32_t sign = (half & 0x8000U) << 16U;
        out[i] = std::bit_cast<float>(std::bit_cast<std::uint32_t>(rebased) | allExponentBits | sign);
    }
}

BATHYSCOPE_TARGET_CLONES void bfloat16sToFloats(const std::byte* __restrict in, float* __restrict out,
                                                std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        out[i] = std::bit_cast<float>(std::uint32_t {twoBytes(in, i)} << 16U);
    }
}

BATHYSCOPE_TARGET_CLONES void roundToBfloat16(const float* values, std::uint16_t* out, std::size_t size)
{
    constexpr std::uint32_t justBelowHalf = 0x7FFF;
    constexpr std::uint32_t quietNan = 0x7FC0;
    for (std::size_t i = 0; i < size; ++i) {
        const auto bits = std::bit_cast<std::uint32_t>(values[i]);
        const std::uint32_t rounded = (bits + justBelowHalf + ((bits >> 16U) & 1U)) >> 16U;
        out[i] = static_cast<std::uint16_t>(values[i] == values[i] ? rounded : quietNan);
    }
}

} // namespace

void convertHalfToFloat(const std::byte* in, std::span<float> out)
{
    halvesToFloats(in, out.data(), out.size());
}

void convertBfloat16ToFloat(const std::byte* in, std::span<float> out)
{
    bfloat16sToFloats(in, out.data(), out.size());
}

void convertFloatToHalf(std::span<const float> values, std::span<std::uint16_t> out)
{
    std::ranges::transform(values, out.begin(), roundToHalf);
}

void convertFloatToBfloat16(std::span<const float> values, std::span<std::uint16_t> out)
{
    roundToBfloat16(values.data(), out.data(), values.size());
}

std::optional<std::size_t> firstNonFinite(std::span<const float> values)
{
    if (!anyNonFinite(values.data(), values.size())) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace bathyscope
