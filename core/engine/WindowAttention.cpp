// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/WindowAttention.h"

#include "core/support/ParallelFor.h"
#include "core/support/TargetClones.h"

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace bathyscope {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using StridedInput = Eigen::Map<const Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;
using StridedOutput = Eigen::Map<Matrix, Eigen::Unaligned, Eigen::OuterStride<>>;

constexpr std::size_t queriesPerBlock = 64;
constexpr std::size_t lanes = 16; // independent partial results, so that the compiler may use vectors

float maximum(const float* values, std::size_t size)
{
    std::array<float, lanes> best;
    best.fill(-std::numeric_limits<float>::infinity());
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            best[lane] = values[i + lane] > best[lane] ? values[i + lane] : best[lane];
        }
    }
    for (; i < size; ++i) {
        best[0] = values[i] > best[0] ? values[i] : best[0];
    }
    return *std::ranges::max_element(best);
}

/// e^x for −104 ≤ x ≤ 0 and below (then 0): x = n ln 2 + f, and a polynomial of degree 6 for e^f on |f| ≤ ln
/// 2 / 2.
inline float exponential(float x)
{
    constexpr float lowest = -87.0F; // smaller results would be subnormal; they count as this one, 1.6e-38
    constexpr float log2e = 1.44269504F;
    constexpr float ln2High = 0.693359375F;
    constexpr float ln2Low = -2.12194440e-4F;
    constexpr float roundingShift = 12582912.0F; // 1.5 × 2^23: adding it rounds to an integer
    const float bounded = x < lowest ? lowest : x;
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

BATHYSCOPE_TARGET_CLONES void softmaxOf(float* values, std::size_t size)
{
    const float top = maximum(values, size);
    std::array<float, lanes> sums {};
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            values[i + lane] = exponential(values[i + lane] - top);
            sums[lane] += values[i + lane];
        }
    }
    for (; i < size; ++i) {
        values[i] = exponential(values[i] - top);
        sums[0] += values[i];
    }
    float sum = 0;
    for (const float part : sums) {
        sum += part;
    }
    const float scale = 1.0F / sum;
    for (std::size_t j = 0; j < size; ++j) {
        values[j] *= scale;
    }
}

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
            softmaxOf(line + from, to - from);
            std::fill(line + to, line + numKeys, 0.0F);
        }
        StridedOutput out(at.out + origin + begin * stride, numQueries, dim, outer); // [queries, d_head]
        out.noalias() = block * value;
    }
}

} // namespace

void softmax(std::span<float> scores)
{
    softmaxOf(scores.data(), scores.size());
}

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
