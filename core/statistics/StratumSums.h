// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/ActivationTile.h"
#include "core/statistics/Correlation.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// Strata and lengths of a batch's or chunk's tokens.
struct StratumTokens
{
    std::span<const std::uint8_t> strata;
    std::span<const double> lengths;

    [[nodiscard]] StratumTokens part(std::size_t first, std::size_t count) const
    {
        return {strata.subspan(first, count), lengths.subspan(first, count)};
    }
};

/// Sums of one block of neurons by stratum: with d = a − origin, Σd, Σd² and Σd·ℓ.
struct StratumBlock
{
    /// Begins anew; the origin, [tileNeurons], should be near the neurons' means, so that the sums do not
    /// cancel.
    void begin(std::size_t numStrata, std::span<const double> newOrigin);

    /// Adds the tokens of a tile.
    void add(const ActivationTile& tile, const StratumTokens& tokens);

    static constexpr std::size_t numKinds = 3;
    alignas(64) std::array<double, tileNeurons> origin {};
    std::vector<double> sums; ///< [strata, numKinds, tileNeurons]
};

/// The same for all neurons of a layer, and Σ1, Σℓ, Σℓ² of the tokens of each stratum. From them comes r
/// inside each stratum. Different blocks of neurons may be set by different threads.
class StratumSums
{
public:
    StratumSums(std::size_t numStrata, std::size_t numNeurons);

    /// Counts the tokens that blocks hold.
    void addTokens(const StratumTokens& tokens);

    /// Takes over the sums of a block of `numNeurons` neurons.
    void setBlock(std::size_t firstNeuron, std::size_t numNeurons, const StratumBlock& block);

    /// Adds other tokens of the same neurons.
    void merge(const StratumSums& other);

    /// r with length inside each stratum, NaN where a or ℓ is constant there.
    [[nodiscard]] std::vector<StratumCorrelation> correlations(std::size_t neuron) const;

private:
    enum Kind : std::uint8_t
    {
        Sum,
        Squares,
        LengthProduct,
    };
    [[nodiscard]] double& at(std::size_t stratum, Kind kind, std::size_t neuron);
    [[nodiscard]] double at(std::size_t stratum, Kind kind, std::size_t neuron) const;

    std::size_t m_numStrata;
    std::size_t m_numNeurons;
    std::vector<double> m_count; ///< [strata]
    std::vector<double> m_length; ///< [strata]: Σℓ
    std::vector<double> m_lengthSquares; ///< [strata]: Σℓ²
    std::vector<double> m_origin; ///< [neurons]
    std::vector<double> m_sums; ///< [strata, numKinds, neurons]
};

} // namespace bathyscope
