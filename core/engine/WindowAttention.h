// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenWindows.h"

#include <cstddef>
#include <span>

namespace bathyscope {

/// Query, key and value of a batch, float32 [tokens, numHeads × headDim] row-major, and where the result goes
/// (the same shape).
struct AttentionOperands
{
    const float* query = nullptr;
    const float* key = nullptr;
    const float* value = nullptr;
    float* out = nullptr;
    std::size_t numHeads = 0;
    std::size_t headDim = 0;
};

/// Attention on the CPU: each window for itself, key j of query i seen if 0 ≤ i − j < keysSeen;
/// scores are not divided by √headDim. Parallel over windows and heads; blocks of queries meet only the keys
/// that the mask lets through, and scores exist for one block at a time (a few hundred kilobytes a thread).
/// `firstToken` is the stream index of the operands' row 0.
void windowAttention(const AttentionOperands& operands, std::span<const TokenWindow> windows,
                     std::size_t firstToken, std::size_t keysSeen);

} // namespace bathyscope
