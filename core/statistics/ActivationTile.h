// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace bathyscope {

/// Tokens a chunk: chunk c holds tokens [c · tileTokens, (c + 1) · tileTokens) of the run, whatever the
/// batches.
inline constexpr std::size_t tileTokens = 128;
/// Neurons a block.
inline constexpr std::size_t tileNeurons = 64;
/// Vectors of 32 bytes: one register under AVX2 and AVX-512, two under the portable baseline. (Wider ones
/// make GCC 12 go through memory where the processor has none.)
using FloatVector [[gnu::vector_size(32)]] = float;
using IntVector [[gnu::vector_size(32)]] = std::int32_t;
using DoubleVector [[gnu::vector_size(32)]] = double;
inline constexpr std::size_t floatLanes = sizeof(FloatVector) / sizeof(float);
inline constexpr std::size_t doubleLanes = sizeof(DoubleVector) / sizeof(double);

// Inlined, so that they are compiled for the instruction set of the caller.

template <typename Element, typename Vector>
[[gnu::always_inline]] inline void load(const Element* from, Vector& to)
{
    std::memcpy(&to, from, sizeof to);
}

template <typename Element, typename Vector>
[[gnu::always_inline]] inline void store(const Vector& from, Element* to)
{
    const Vector value = from; // a vector whose own address is taken would not stay in its register
    std::memcpy(to, &value, sizeof value);
}

/// Reads doubleLanes floats as doubles. (Lane by lane, GCC 12 makes one conversion of it; of
/// __builtin_convertvector two and an insertion.)
[[gnu::always_inline]] inline void loadAsDoubles(const float* from, DoubleVector& to)
{
    to = DoubleVector {from[0], from[1], from[2], from[3]};
}

/// A chunk of tokens of one block of neurons, copied out of the batch so that every accumulator reads it from
/// the first-level cache. A block that is not full is padded with zeros on the right.
struct ActivationTile
{
    std::size_t numTokens = 0; ///< 1 … tileTokens
    std::size_t numNeurons = 0; ///< 1 … tileNeurons
    bool isFinite = true; ///< no NaN and no infinity in it
    alignas(64) std::array<float, tileTokens * tileNeurons> values {}; ///< [tileTokens, tileNeurons]
    std::array<double, tileTokens>
        tokenSums {}; ///< sum over the neurons; not finite where one of them is not

    [[nodiscard]] const float* row(std::size_t token) const
    {
        return values.data() + token * tileNeurons;
    }
};

/// Takes the values that are not finite out of a token's sum; returns how many they are.
std::uint32_t dropNonFinite(ActivationTile& tile, std::size_t token);

/// Copies rows of `numNeurons` values that lie `rowStride` values apart, and adds them up by token.
void loadTile(ActivationTile& tile, const float* first, std::size_t rowStride);

} // namespace bathyscope
