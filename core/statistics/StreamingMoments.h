// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/ActivationTile.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace bathyscope {

/// What is known of the finite values of one neuron: central sums Σ(a − mean)^k, not divided by the count.
struct NeuronMoments
{
    double count = 0; ///< finite values
    double mean = 0;
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    std::uint64_t numActive = 0; ///< values > 0
    std::uint64_t numNonFinite = 0; ///< NaN and infinities; they are in nothing else
};

/// Count, central sums and the rest of any values, those not finite counted apart: two passes.
[[nodiscard]] NeuronMoments computeMoments(std::span<const double> values);

/// No finite value differs from another. The sums cannot tell: rounding may leave them a little above zero.
[[nodiscard]] bool isConstant(const NeuronMoments& moments);

/// Adjusted Fisher–Pearson G1 (Joanes & Gill 1998); scipy.stats.skew(bias=False) agrees. NaN for fewer than
/// three values and for constant ones.
[[nodiscard]] double adjustedSkewness(const NeuronMoments& moments);

/// Adjusted excess kurtosis G2 (Joanes & Gill 1998); scipy.stats.kurtosis(bias=False) agrees. NaN for fewer
/// than four values and for constant ones.
[[nodiscard]] double adjustedExcessKurtosis(const NeuronMoments& moments);

/// Bimodality coefficient (G1² + 1) / (G2 + 3 (n − 1)² / ((n − 2)(n − 3))) (Pfister et al. 2013): 5/9 for a
/// uniform distribution, 1/3 for a normal one, at most 1. NaN where the kurtosis is.
[[nodiscard]] double bimodalityCoefficient(const NeuronMoments& moments);

/// The same of one tile, a column a quantity. Lanes beyond the tile's neurons hold the moments of zeros.
struct TileMoments
{
    template <typename T>
    using Column = std::array<T, tileNeurons>;

    alignas(64) Column<double> count {};
    alignas(64) Column<double> mean {};
    alignas(64) Column<double> m2 {};
    alignas(64) Column<double> m3 {};
    alignas(64) Column<double> m4 {};
    alignas(64) Column<float> min {};
    alignas(64) Column<float> max {};
    Column<std::uint64_t> numActive {};
    Column<std::uint64_t> numNonFinite {};
};

/// Two passes over the tile: the mean first, then sums of powers of what is left.
void computeMoments(const ActivationTile& tile, TileMoments& moments);

/// Count, mean, central sums to the fourth power, minimum, maximum and active values of every neuron. Pieces
/// are merged pairwise without cancellation (Chan, Golub & LeVeque 1983; Pébay 2008 for orders 3 and 4).
/// Different blocks of neurons may be merged by different threads.
class StreamingMoments
{
public:
    explicit StreamingMoments(std::size_t numNeurons);

    /// Adds a tile of `numNeurons` ≤ tileNeurons neurons that begin at `firstNeuron`.
    void merge(std::size_t firstNeuron, std::size_t numNeurons, const TileMoments& piece);

    /// Adds what another object has seen of the same neurons.
    void merge(const StreamingMoments& other);

    [[nodiscard]] std::size_t numNeurons() const noexcept;
    [[nodiscard]] NeuronMoments moments(std::size_t neuron) const;

    /// [numNeurons]
    [[nodiscard]] std::span<const double> means() const noexcept;
    /// Σ(a − mean a)², [numNeurons]
    [[nodiscard]] std::span<const double> squares() const noexcept;

private:
    std::vector<double> m_count;
    std::vector<double> m_mean;
    std::vector<double> m_m2;
    std::vector<double> m_m3;
    std::vector<double> m_m4;
    std::vector<float> m_min;
    std::vector<float> m_max;
    std::vector<std::uint64_t> m_numActive;
    std::vector<std::uint64_t> m_numNonFinite;
};

} // namespace bathyscope
