// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/StreamingMoments.h"

#include "core/support/TargetClones.h"

#include <algorithm>
#include <cmath>

namespace bathyscope {

namespace {

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
void computeRanges(const ActivationTile& tile, TileMoments& moments)
{
    constexpr std::size_t numVectors = 2;
    for (std::size_t first = 0; first < tileNeurons; first += numVectors * floatLanes) {
        std::array<FloatVector, numVectors> low {};
        std::array<FloatVector, numVectors> high {};
        std::array<IntVector, numVectors> numActive {};
        for (std::size_t v = 0; v < numVectors; ++v) {
            load(tile.row(0) + first + v * floatLanes, low[v]);
            high[v] = low[v];
        }
        for (std::size_t token = 0; token < tile.numTokens; ++token) {
            for (std::size_t v = 0; v < numVectors; ++v) {
                FloatVector x;
                load(tile.row(token) + first + v * floatLanes, x);
                low[v] = x < low[v] ? x : low[v];
                high[v] = x > high[v] ? x : high[v];
                numActive[v] -= x > FloatVector {}; // true is −1
            }
        }
        for (std::size_t v = 0; v < numVectors; ++v) {
            const std::size_t neuron = first + v * floatLanes;
            store(low[v], moments.min.data() + neuron);
            store(high[v], moments.max.data() + neuron);
            for (std::size_t lane = 0; lane < floatLanes; ++lane) {
                moments.numActive[neuron + lane] = static_cast<std::uint64_t>(numActive[v][lane]);
            }
        }
    }
}

BATHYSCOPE_TARGET_CLONES
void computeMeans(const ActivationTile& tile, TileMoments& moments)
{
    constexpr std::size_t numVectors = 4;
    const auto count = static_cast<double>(tile.numTokens);
    for (std::size_t first = 0; first < tileNeurons; first += numVectors * doubleLanes) {
        std::array<DoubleVector, numVectors> sum {};
        for (std::size_t token = 0; token < tile.numTokens; ++token) {
            for (std::size_t v = 0; v < numVectors; ++v) {
                DoubleVector x;
                loadAsDoubles(tile.row(token) + first + v * doubleLanes, x);
                sum[v] += x;
            }
        }
        for (std::size_t v = 0; v < numVectors; ++v) {
            store(sum[v] / count, moments.mean.data() + first + v * doubleLanes);
        }
    }
}

BATHYSCOPE_TARGET_CLONES
void computeCentralSums(const ActivationTile& tile, TileMoments& moments)
{
    constexpr std::size_t numVectors = 2;
    for (std::size_t first = 0; first < tileNeurons; first += numVectors * doubleLanes) {
        std::array<DoubleVector, numVectors> mean {};
        std::array<DoubleVector, numVectors> m2 {};
        std::array<DoubleVector, numVectors> m3 {};
        std::array<DoubleVector, numVectors> m4 {};
        for (std::size_t v = 0; v < numVectors; ++v) {
            load(moments.mean.data() + first + v * doubleLanes, mean[v]);
        }
        for (std::size_t token = 0; token < tile.numTokens; ++token) {
            for (std::size_t v = 0; v < numVectors; ++v) {
                DoubleVector x;
                loadAsDoubles(tile.row(token) + first + v * doubleLanes, x);
                const DoubleVector d = x - mean[v];
                const DoubleVector d2 = d * d;
                m2[v] += d2;
                m3[v] += d2 * d;
                m4[v] += d2 * d2;
            }
        }
        for (std::size_t v = 0; v < numVectors; ++v) {
            const std::size_t neuron = first + v * doubleLanes;
            store(m2[v], moments.m2.data() + neuron);
            store(m3[v], moments.m3.data() + neuron);
            store(m4[v], moments.m4.data() + neuron);
        }
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

NeuronMoments computeMoments(std::span<const double> values)
{
    NeuronMoments moments;
    double sum = 0;
    for (const double x : values) {
        if (std::isfinite(x)) {
            moments.count += 1;
            sum += x;
            moments.min = std::min(moments.min, x);
            moments.max = std::max(moments.max, x);
            moments.numActive += x > 0 ? 1U : 0U;
        }
    }
    moments.numNonFinite = values.size() - static_cast<std::size_t>(moments.count);
    moments.mean = moments.count > 0 ? sum / moments.count : 0.0;
    for (const double x : values) {
        if (std::isfinite(x)) {
            const double d = x - moments.mean;
            moments.m2 += d * d;
            moments.m3 += d * d * d;
            moments.m4 += d * d * d * d;
        }
    }
    return moments;
}

bool isConstant(const NeuronMoments& moments)
{
    return moments.count == 0 || moments.min == moments.max;
}

double adjustedSkewness(const NeuronMoments& moments)
{
    const double n = moments.count;
    if (n < 3 || isConstant(moments)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double variance = moments.m2 / n;
    const double g1 = moments.m3 / n / (variance * std::sqrt(variance));
    return g1 * std::sqrt(n * (n - 1)) / (n - 2);
}

double adjustedExcessKurtosis(const NeuronMoments& moments)
{
    const double n = moments.count;
    if (n < 4 || isConstant(moments)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double variance = moments.m2 / n;
    const double g2 = moments.m4 / n / (variance * variance) - 3;
    return ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3));
}

double bimodalityCoefficient(const NeuronMoments& moments)
{
    const double n = moments.count;
    const double skewness = adjustedSkewness(moments);
    const double ofNormal = 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
    return (skewness * skewness + 1) / (adjustedExcessKurtosis(moments) + ofNormal);
}

void computeMoments(const ActivationTile& tile, TileMoments& moments)
{
    if (!tile.isFinite) {
        computeMomentsOfFinite(tile, moments);
        return;
    }
    moments.count.fill(static_cast<double>(tile.numTokens));
    moments.numNonFinite.fill(0);
    computeRanges(tile, moments);
    computeMeans(tile, moments);
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

std::span<const double> StreamingMoments::squares() const noexcept
{
    return m_m2;
}

std::span<const double> StreamingMoments::means() const noexcept
{
    return m_mean;
}

} // namespace bathyscope
