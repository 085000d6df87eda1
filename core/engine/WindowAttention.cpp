// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/WindowAttention.h"

#include "core/engine/FloatFunctions.h"
#include "core/engine/Sgemm.h"
#include "core/support/ParallelFor.h"

#include <algorithm>
#include <vector>

namespace bathyscope {

namespace {

constexpr std::size_t queriesPerBlock = 64;

/// One head of one window; rows are `stride` floats apart.
void attendHead(const AttentionOperands& at, std::size_t row, std::size_t numTokens, std::size_t head,
                std::size_t keysSeen, std::vector<float>& scores)
{
    const std::size_t stride = at.numHeads * at.headDim;
    const std::size_t origin = row * stride + head * at.headDim;
    for (std::size_t begin = 0; begin < numTokens; begin += queriesPerBlock) {
        const std::size_t end = std::min(begin + queriesPerBlock, numTokens);
        const std::size_t firstKey = begin + 1 > keysSeen ? begin + 1 - keysSeen : 0;
        const std::size_t numQueries = end - begin;
        const std::size_t numKeys = end - firstKey;
        scores.resize(std::max(scores.size(), queriesPerBlock * numKeys));

        const auto rowsOfHead = [&](const float* rows, std::size_t first, std::size_t count) {
            return MatrixView<const float> {rows + origin + first * stride, count, at.headDim, stride};
        };
        const MatrixView<float> block {scores.data(), numQueries, numKeys, numKeys};
        multiplyByTransposed(rowsOfHead(at.query, begin, numQueries), rowsOfHead(at.key, firstKey, numKeys),
                             block); // [queries, keys]
        for (std::size_t i = begin; i < end; ++i) {
            float* line = scores.data() + (i - begin) * numKeys;
            const std::size_t from = (i + 1 > keysSeen ? i + 1 - keysSeen : 0) - firstKey;
            const std::size_t to = i + 1 - firstKey;
            std::fill(line, line + from, 0.0F);
            softmax({line + from, to - from});
            std::fill(line + to, line + numKeys, 0.0F);
        }
        multiply({block.data, numQueries, numKeys, numKeys}, rowsOfHead(at.value, firstKey, numKeys),
                 {at.out + origin + begin * stride, numQueries, at.headDim, stride}); // [queries, d_head]
    }
}

} // namespace

void windowAttention(const AttentionOperands& operands, std::span<const TokenWindow> windows,
                     std::size_t firstToken, std::size_t keysSeen)
{
    parallelFor(windows.size() * operands.numHeads, [&](std::size_t index) {
        thread_local std::vector<float> scores;
        const TokenWindow& window = windows[index / operands.numHeads];
        attendHead(operands, window.firstToken - firstToken, window.numTokens, index % operands.numHeads,
                   keysSeen, scores);
    });
}

} // namespace bathyscope
