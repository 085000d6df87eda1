// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/ActivationTile.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace bathyscope {

namespace {

/// Rows of a batch are thousands of values apart, which the hardware does not fetch ahead by itself.
constexpr std::size_t prefetchDistance = 12;
constexpr std::size_t floatsPerCacheLine = 16;

/// Copies whole rows and adds them up.
BATHYSCOPE_TARGET_CLONES
void loadFullTile(ActivationTile& tile, const float* first, std::size_t rowStride)
{
    for (std::size_t token = 0; token < tile.numTokens; ++token) {
        const float* source = first + token * rowStride;
        float* row = tile.values.data() + token * tileNeurons;
        if (token + prefetchDistance < tile.numTokens) {
            for (std::size_t i = 0; i < tileNeurons; i += floatsPerCacheLine) {
                __builtin_prefetch(source + prefetchDistance * rowStride + i);
            }
        }
        std::array<DoubleVector, 2> sums {};
        for (std::size_t i = 0; i < tileNeurons; i += floatLanes) {
            FloatVector values;
            load(source + i, values);
            store(values, row + i);
            for (std::size_t v = 0; v < 2; ++v) {
                DoubleVector x;
                loadAsDoubles(source + i + v * doubleLanes, x);
                sums[v] += x;
            }
        }
        const DoubleVector quarters = sums[0] + sums[1];
        tile.tokenSums[token] = (quarters[0] + quarters[1]) + (quarters[2] + quarters[3]);
    }
}

void loadPartialTile(ActivationTile& tile, const float* first, std::size_t rowStride)
{
    for (std::size_t token = 0; token < tile.numTokens; ++token) {
        const std::span<const float> source(first + token * rowStride, tile.numNeurons);
        float* row = tile.values.data() + token * tileNeurons;
        std::ranges::copy(source, row);
        std::fill(row + tile.numNeurons, row + tileNeurons, 0.0F);
        tile.tokenSums[token] = std::accumulate(source.begin(), source.end(), 0.0);
    }
}

} // namespace

void loadTile(ActivationTile& tile, const float* first, std::size_t rowStride)
{
    if (tile.numNeurons == tileNeurons) {
        loadFullTile(tile, first, rowStride);
    } else {
        loadPartialTile(tile, first, rowStride);
    }
    // Doubles cannot overflow from 64 floats: a sum is finite exactly where all values are.
    tile.isFinite = std::all_of(tile.tokenSums.begin(), tile.tokenSums.begin() + tile.numTokens,
                                [](double sum) { return std::isfinite(sum); });
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
