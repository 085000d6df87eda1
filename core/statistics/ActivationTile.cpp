// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/ActivationTile.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace bathyscope {

namespace {

/// Rows of a batch are thousands of values apart, which the hardware does not fetch ahead by itself.
constexpr std::size_t prefetchDistance = 12;
constexpr std::size_t floatsPerCacheLine = 16;

} // namespace

BATHYSCOPE_TARGET_CLONES
void loadTile(ActivationTile& tile, const float* first, std::size_t rowStride)
{
    const bool isFull = tile.numNeurons == tileNeurons;
    bool isFinite = true;
    for (std::size_t token = 0; token < tile.numTokens; ++token) {
        const float* source = first + token * rowStride;
        float* row = tile.values.data() + token * tileNeurons;
        if (isFull) {
            if (token + prefetchDistance < tile.numTokens) {
                for (std::size_t i = 0; i < tileNeurons; i += floatsPerCacheLine) {
                    __builtin_prefetch(source + prefetchDistance * rowStride + i);
                }
            }
        } else {
            std::fill_n(row, tileNeurons, 0.0F);
        }
        std::memcpy(row, source, (isFull ? tileNeurons : tile.numNeurons) * sizeof(float));

        DoubleLanes sums {};
        for (std::size_t i = 0; i < tileNeurons; i += laneCount) {
            FloatLanes x;
            std::memcpy(&x, row + i, sizeof x);
            sums += __builtin_convertvector(x, DoubleLanes);
        }
        const double sum =
            ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
        tile.tokenSums[token] = sum;
        isFinite = isFinite && std::isfinite(sum); // doubles cannot overflow from 64 floats
    }
    tile.isFinite = isFinite;
}

std::uint32_t dropNonFinite(ActivationTile& tile, std::size_t token)
{
    double sum = 0;
    std::uint32_t numNonFinite = 0;
    for (std::size_t i = 0; i < tile.numNeurons; ++i) {
        const double x = tile.row(token)[i];
        if (std::isfinite(x)) {
            sum += x;
        } else {
            ++numNonFinite;
        }
    }
    tile.tokenSums[token] = sum;
    return numNonFinite;
}

} // namespace bathyscope
