// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/WindowAttention.h"

#include "core/engine/FloatFunctions.h"
#include "core/support/ParallelFor.h"

#include <Eigen/Core>

#include <algorithm>
#include <vector>

namespace bathyscope {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using StridedInput = Eigen::Map<const Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;
using StridedOutput = Eigen::Map<Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;

constexpr std::size_t queriesPerBlock = 64;

/// One head of one window; rows are `stride` floats apart.
void attendHead(const AttentionOperands& at, std::size_t row, std::size_t numTokens, std::size_t head,
                std::size_t keysSeen, std::vector<float>& scores)
{
    const std::size_t stride = at.numHeads * at.headDim;
    const auto outer = Eigen::OuterStride<>(static_cast<Eigen::Index>(stride));
    const auto dim = static_cast<Eigen::Index>(at.headDim);
    const std::size_t origin = row * stride + head * at.headDim;
    for (std::size_t begin = 0; begin < numTokens; begin += queriesPerBlock) {
        const std::size_t end = std::min(begin + queriesPerBlock, numTokens);
        const std::size_t firstKey = begin + 1 > keysSeen ? begin + 1 - keysSeen : 0;
        const auto numQueries = static_cast<Eigen::Index>(end - begin);
        const std::size_t numKeys = end - firstKey;
        const auto keys = static_cast<Eigen::Index>(numKeys);
        scores.resize(std::max(scores.size(), queriesPerBlock * numKeys));

        const StridedInput query(at.query + origin + begin * stride, numQueries, dim,
                                 outer); // [queries, d_head]
        const StridedInput key(at.key + origin + firstKey * stride, keys, dim, outer); // [keys, d_head]
        const StridedInput value(at.value + origin + firstKey * stride, keys, dim, outer); // [keys, d_head]
        Eigen::Map<Matrix> block(scores.data(), numQueries, keys); // [queries, keys]
        block.noalias() = query * key.transpose();
        for (std::size_t i = begin; i < end; ++i) {
            float* line = scores.data() + (i - begin) * numKeys;
            const std::size_t from = (i + 1 > keysSeen ? i + 1 - keysSeen : 0) - firstKey;
            const std::size_t to = i + 1 - firstKey;
            std::fill(line, line + from, 0.0F);
            softmax({line + from, to - from});
            std::fill(line + to, line + numKeys, 0.0F);
        }
        StridedOutput out(at.out + origin + begin * stride, numQueries, dim, outer); // [queries, d_head]
        out.noalias() = block * value;
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
