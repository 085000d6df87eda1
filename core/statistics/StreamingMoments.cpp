// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/StreamingMoments.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace bathyscope {

namespace {

/// Neurons whose accumulators stay in registers together.
constexpr std::size_t stripLanes = 2;
constexpr std::size_t stripNeurons = stripLanes * laneCount;

/// The rare tile with NaN or infinity in it: one neuron after the other, finite values only.
void computeMomentsOfFinite(const ActivationTile& tile, TileMoments& moments)
{
    for (std::size_t neuron = 0; neuron < tile.numNeurons; ++neuron) {
        std::array<double, tileTokens> finite {};
        std::size_t count = 0;
        double sum = 0;
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        std::uint64_t numActive = 0;
        for (std::size_t token = 0; token < tile.numTokens; ++token) {
            const double x = tile.row(token)[neuron];
            if (std::isfinite(x)) {
                finite[count++] = x;
                sum += x;
                low = std::min(low, x);
                high = std::max(high, x);
                numActive += x > 0 ? 1U : 0U;
            }
        }
        const double mean = count > 0 ? sum / static_cast<double>(count) : 0.0;
        double m2 = 0;
        double m3 = 0;
        double m4 = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const double d = finite[i] - mean;
            m2 += d * d;
            m3 += d * d * d;
            m4 += d * d * d * d;
        }
        moments.count[neuron] = static_cast<double>(count);
        moments.mean[neuron] = mean;
        moments.m2[neuron] = m2;
        moments.m3[neuron] = m3;
        moments.m4[neuron] = m4;
        moments.min[neuron] = static_cast<float>(low);
        moments.max[neuron] = static_cast<float>(high);
        moments.numActive[neuron] = numActive;
        moments.numNonFinite[neuron] = tile.numTokens - count;
    }
}

BATHYSCOPE_TARGET_CLONES
void computeMeansAndRanges(const ActivationTile& tile, TileMoments& moments)
{
    const auto count = static_cast<double>(tile.numTokens);
    for (std::size_t first = 0; first < tileNeurons; first += stripNeurons) {
        std::array<DoubleLanes, stripLanes> sum {};
        std::array<FloatLanes, stripLanes> low;
        std::array<IntLanes, stripLanes> numActive {};
        std::memcpy(low.data(), tile.row(0) + first, sizeof low);
        std::array<FloatLanes, stripLanes> high = low;
        for (std::size_t token = 0; token < tile.numTokens; ++token) {
            for (std::size_t v = 0; v < stripLanes; ++v) {
                FloatLanes x;
                std::memcpy(&x, tile.row(token) + first + v * laneCount, sizeof x);
                sum[v] += __builtin_convertvector(x, DoubleLanes);
                low[v] = x < low[v] ? x : low[v];
                high[v] = x > high[v] ? x : high[v];
                numActive[v] -= x > FloatLanes {}; // true is −1
            }
        }
        for (std::size_t v = 0; v < stripLanes; ++v) {
            sum[v] /= count;
        }
        std::memcpy(moments.mean.data() + first, sum.data(), sizeof sum);
        std::memcpy(moments.min.data() + first, low.data(), sizeof low);
        std::memcpy(moments.max.data() + first, high.data(), sizeof high);
        std::array<std::int32_t, stripNeurons> counts;
        std::memcpy(counts.data(), numActive.data(), sizeof counts);
        for (std::size_t i = 0; i < stripNeurons; ++i) {
            moments.numActive[first + i] = static_cast<std::uint64_t>(counts[i]);
        }
    }
}

BATHYSCOPE_TARGET_CLONES
void computeCentralSums(const ActivationTile& tile, TileMoments& moments)
{
    for (std::size_t first = 0; first < tileNeurons; first += stripNeurons) {
        std::array<DoubleLanes, stripLanes> mean;
        std::array<DoubleLanes, stripLanes> m2 {};
        std::array<DoubleLanes, stripLanes> m3 {};
        std::array<DoubleLanes, stripLanes> m4 {};
        std::memcpy(mean.data(), moments.mean.data() + first, sizeof mean);
        for (std::size_t token = 0; token < tile.numTokens; ++token) {
            for (std::size_t v = 0; v < stripLanes; ++v) {
                FloatLanes x;
                std::memcpy(&x, tile.row(token) + first + v * laneCount, sizeof x);
                const DoubleLanes d = __builtin_convertvector(x, DoubleLanes) - mean[v];
                const DoubleLanes d2 = d * d;
                m2[v] += d2;
                m3[v] += d2 * d;
                m4[v] += d2 * d2;
            }
        }
        std::memcpy(moments.m2.data() + first, m2.data(), sizeof m2);
        std::memcpy(moments.m3.data() + first, m3.data(), sizeof m3);
        std::memcpy(moments.m4.data() + first, m4.data(), sizeof m4);
    }
}

/// Columns of the accumulators from the first neuron of a block on.
struct Columns
{
    double* count;
    double* mean;
    double* m2;
    double* m3;
    double* m4;
};

BATHYSCOPE_TARGET_CLONES
void mergeColumns(const Columns& into, std::size_t numNeurons, const TileMoments& piece)
{
    double* __restrict count = into.count;
    double* __restrict mean = into.mean;
    double* __restrict m2 = into.m2;
    double* __restrict m3 = into.m3;
    double* __restrict m4 = into.m4;
#pragma omp simd
    for (std::size_t i = 0; i < numNeurons; ++i) {
        const double n = count[i] + piece.count[i];
        const double b =
            piece.count[i] / std::max(n, 1.0); // shares of the two sides; 1 exactly where one is empty
        const double a = 1 - b;
        const double shift = piece.mean[i] - mean[i];
        const double shift2 = shift * shift;
        m4[i] += piece.m4[i] + shift2 * shift2 * n * a * b * (a * a - a * b + b * b)
            + 6 * shift2 * (a * a * piece.m2[i] + b * b * m2[i]) + 4 * shift * (a * piece.m3[i] - b * m3[i]);
        m3[i] +=
            piece.m3[i] + shift2 * shift * n * a * b * (a - b) + 3 * shift * (a * piece.m2[i] - b * m2[i]);
        m2[i] += piece.m2[i] + shift2 * n * a * b;
        mean[i] += shift * b;
        count[i] = n;
    }
}

} // namespace

void computeMoments(const ActivationTile& tile, TileMoments& moments)
{
    if (!tile.isFinite) {
        computeMomentsOfFinite(tile, moments);
        return;
    }
    moments.count.fill(static_cast<double>(tile.numTokens));
    moments.numNonFinite.fill(0);
    computeMeansAndRanges(tile, moments);
    computeCentralSums(tile, moments);
}

StreamingMoments::StreamingMoments(std::size_t numNeurons)
    : m_count(numNeurons)
    , m_mean(numNeurons)
    , m_m2(numNeurons)
    , m_m3(numNeurons)
    , m_m4(numNeurons)
    , m_min(numNeurons, std::numeric_limits<float>::infinity())
    , m_max(numNeurons, -std::numeric_limits<float>::infinity())
    , m_numActive(numNeurons)
    , m_numNonFinite(numNeurons)
{
}

void StreamingMoments::merge(std::size_t firstNeuron, std::size_t numNeurons, const TileMoments& piece)
{
    mergeColumns({.count = m_count.data() + firstNeuron,
                  .mean = m_mean.data() + firstNeuron,
                  .m2 = m_m2.data() + firstNeuron,
                  .m3 = m_m3.data() + firstNeuron,
                  .m4 = m_m4.data() + firstNeuron},
                 numNeurons, piece);
    for (std::size_t i = 0; i < numNeurons; ++i) {
        const std::size_t neuron = firstNeuron + i;
        m_min[neuron] = std::min(m_min[neuron], piece.min[i]);
        m_max[neuron] = std::max(m_max[neuron], piece.max[i]);
        m_numActive[neuron] += piece.numActive[i];
        m_numNonFinite[neuron] += piece.numNonFinite[i];
    }
}

void StreamingMoments::merge(const StreamingMoments& other)
{
    for (std::size_t first = 0; first < numNeurons(); first += tileNeurons) {
        const std::size_t numInBlock = std::min(tileNeurons, numNeurons() - first);
        TileMoments piece;
        std::copy_n(other.m_count.data() + first, numInBlock, piece.count.data());
        std::copy_n(other.m_mean.data() + first, numInBlock, piece.mean.data());
        std::copy_n(other.m_m2.data() + first, numInBlock, piece.m2.data());
        std::copy_n(other.m_m3.data() + first, numInBlock, piece.m3.data());
        std::copy_n(other.m_m4.data() + first, numInBlock, piece.m4.data());
        std::copy_n(other.m_min.data() + first, numInBlock, piece.min.data());
        std::copy_n(other.m_max.data() + first, numInBlock, piece.max.data());
        std::copy_n(other.m_numActive.data() + first, numInBlock, piece.numActive.data());
        std::copy_n(other.m_numNonFinite.data() + first, numInBlock, piece.numNonFinite.data());
        merge(first, numInBlock, piece);
    }
}

std::size_t StreamingMoments::numNeurons() const noexcept
{
    return m_count.size();
}

NeuronMoments StreamingMoments::moments(std::size_t neuron) const
{
    return {.count = m_count[neuron],
            .mean = m_mean[neuron],
            .m2 = m_m2[neuron],
            .m3 = m_m3[neuron],
            .m4 = m_m4[neuron],
            .min = m_min[neuron],
            .max = m_max[neuron],
            .numActive = m_numActive[neuron],
            .numNonFinite = m_numNonFinite[neuron]};
}

std::span<const double> StreamingMoments::means() const noexcept
{
    return m_mean;
}

} // namespace bathyscope
