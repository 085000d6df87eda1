// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace bathyscope {

/// Tokens a chunk: chunk c holds tokens [c · tileTokens, (c + 1) · tileTokens) of the run, whatever the
/// batches.
inline constexpr std::size_t tileTokens = 128;
/// Neurons a block.
inline constexpr std::size_t tileNeurons = 64;
/// Neurons that one vector register step covers.
inline constexpr std::size_t laneCount = 8;

using FloatLanes [[gnu::vector_size(laneCount * sizeof(float))]] = float;
using DoubleLanes [[gnu::vector_size(laneCount * sizeof(double))]] = double;
using IntLanes [[gnu::vector_size(laneCount * sizeof(std::int32_t))]] = std::int32_t;

/// A chunk of tokens of one block of neurons, copied out of the batch so that every accumulator reads it from
/// the first-level cache. A block that is not full is padded with zeros on the right.
struct ActivationTile
{
    std::size_t numTokens = 0; ///< 1 … tileTokens
    std::size_t numNeurons = 0; ///< 1 … tileNeurons
    bool isFinite = true; ///< no NaN and no infinity in it
    alignas(64) std::array<float, tileTokens * tileNeurons> values; ///< [tileTokens, tileNeurons]
    std::array<double, tileTokens> tokenSums; ///< sum over the neurons; not finite where one of them is not

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
