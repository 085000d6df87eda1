// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/FloatFunctions.h"

#include "core/support/TargetClones.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace bathyscope {

namespace {

constexpr float lowestExponent = -87.0F; // smaller results would be subnormal
constexpr float highestExponent = 87.0F; // larger results would come near infinity

/// e^x for x ≤ highestExponent: x = n ln 2 + f, and a polynomial of degree 6 for e^f on |f| ≤ ln 2 / 2. No
/// branch and no call, so that loops over it become vector instructions, which the library's exp does not.
inline float exponential(float x)
{
    constexpr float log2e = 1.44269504F;
    constexpr float ln2High = 0.693359375F; // ln 2 in two parts: n × ln2High is exact
    constexpr float ln2Low = -2.12194440e-4F;
    constexpr float roundingShift = 12582912.0F; // 1.5 × 2^23: adding it rounds to an integer
    const float bounded = x < lowestExponent ? lowestExponent : x;
    const float n = (bounded * log2e + roundingShift) - roundingShift;
    const float f = (bounded - n * ln2High) - n * ln2Low;
    float p = 1.0F / 720;
    p = p * f + 1.0F / 120;
    p = p * f + 1.0F / 24;
    p = p * f + 1.0F / 6;
    p = p * f + 0.5F;
    p = p * f + 1.0F;
    p = p * f + 1.0F;
    const auto power = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) + 127) << 23U;
    return p * std::bit_cast<float>(power);
}

// The cloned functions take pointers: their clones would not inline a span's members.

BATHYSCOPE_TARGET_CLONES void applySoftmax(float* values, std::size_t size)
{
    float highest = -std::numeric_limits<float>::infinity();
#pragma omp simd reduction(max : highest)
    for (std::size_t i = 0; i < size; ++i) {
        highest = values[i] > highest ? values[i] : highest;
    }
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < size; ++i) {
        values[i] = exponential(values[i] - highest);
        sum += values[i];
    }
    const float scale = 1.0F / sum;
    for (std::size_t i = 0; i < size; ++i) {
        values[i] *= scale;
    }
}

BATHYSCOPE_TARGET_CLONES void applyGelu(float* values, std::size_t size)
{
    // (1 + tanh u) / 2 = 1 / (1 + e^−2u): no cancellation for negative x, and one exponential.
    constexpr float twiceRootTwoOverPi = 1.59576912F;
    constexpr float cubicTerm = 0.044715F;
    for (std::size_t i = 0; i < size; ++i) {
        const float x = values[i];
        const float exponent = -twiceRootTwoOverPi * (x + cubicTerm * x * x * x);
        values[i] = x / (1.0F + exponential(exponent < highestExponent ? exponent : highestExponent));
    }
}

BATHYSCOPE_TARGET_CLONES void applyWidening(const std::uint16_t* values, const float* bias, float* out,
                                            std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i) {
        out[i] = std::bit_cast<float>(static_cast<std::uint32_t>(values[i]) << 16U) + bias[i];
    }
}

BATHYSCOPE_TARGET_CLONES void applyAddition(float* into, const float* added, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i) {
        into[i] += added[i];
    }
}

} // namespace

void softmax(std::span<float> scores)
{
    applySoftmax(scores.data(), scores.size());
}

void geluTanh(std::span<float> values)
{
    applyGelu(values.data(), values.size());
}

void addBiasToBfloat16(std::span<const std::uint16_t> values, std::span<const float> bias,
                       std::span<float> out)
{
    applyWidening(values.data(), bias.data(), out.data(), values.size());
}

void addTo(std::span<float> into, std::span<const float> added)
{
    applyAddition(into.data(), added.data(), into.size());
}

} // namespace bathyscope
