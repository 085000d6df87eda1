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
