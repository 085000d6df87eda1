// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/ActivationTile.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// Feature columns that are multiplied in one pass; matrices of features are padded with zeros to a multiple
/// of it.
inline constexpr std::size_t featureGroup = 4;

/// Products of every neuron's activation with every feature of its tokens, Σ(a − mean a)(f − mean f): from
/// them come all correlations with features, and (feature = 1 in a group, 0 outside) the means over groups of
/// tokens. Merged chunk by chunk without cancellation (Chan, Golub & LeVeque 1983). Different blocks of
/// neurons may be merged by different threads. A neuron that gave NaN or infinity has no meaningful products.
class FeatureProducts
{
public:
    FeatureProducts(std::size_t numNeurons, std::size_t numFeatures);

    /// How the products of one chunk of tokens are to be merged: depends on the features alone, so it is
    /// found once for all neurons.
    struct Chunk
    {
        const double* rows = nullptr; ///< [numTokens, paddedFeatures()], valid while the chunk is merged
        std::size_t numTokens = 0;
        double weight = 0; ///< n_a n_b / (n_a + n_b) of the tokens before and in the chunk
        std::vector<double> meanShift; ///< [numFeatures]: mean of the chunk − mean before
    };

    /// Takes the features of the next chunk, [numTokens, paddedFeatures()]. Every neuron must then be given
    /// that chunk, and chunks in this order.
    [[nodiscard]] Chunk beginChunk(const double* rows, std::size_t numTokens);

    /// Adds a tile of the chunk. `means` are the tile's means; `meanShifts` are those minus the neurons'
    /// means before this chunk.
    void merge(const Chunk& chunk, std::size_t firstNeuron, const ActivationTile& tile,
               const std::array<double, tileNeurons>& means,
               const std::array<double, tileNeurons>& meanShifts);

    /// Adds what another object has seen of the same neurons and features. `meanShifts` [numNeurons]: the
    /// other's means of the neurons − those here before.
    void merge(const FeatureProducts& other, std::span<const double> meanShifts);

    [[nodiscard]] std::size_t numNeurons() const noexcept;
    [[nodiscard]] std::size_t paddedFeatures() const noexcept; ///< columns of a matrix of features
    [[nodiscard]] double count() const noexcept; ///< tokens seen
    [[nodiscard]] double featureMean(std::size_t feature) const;
    [[nodiscard]] double featureM2(std::size_t feature) const; ///< Σ(f − mean f)²
    /// Σ(f − mean f)(g − mean g)
    [[nodiscard]] double featureProduct(std::size_t feature, std::size_t other) const;
    [[nodiscard]] bool isFeatureConstant(std::size_t feature) const; ///< no token differs, or there is none
    [[nodiscard]] double product(std::size_t feature, std::size_t neuron) const;

private:
    /// Of the features alone, [paddedFeatures].
    struct Columns
    {
        explicit Columns(std::size_t numFeatures);

        double count = 0; ///< tokens
        std::vector<double> mean;
        std::vector<double> products; ///< [paddedFeatures, paddedFeatures]: Σ(f − mean f)(g − mean g)
        std::vector<double> low;
        std::vector<double> high;
    };

    /// Adds the features of more tokens; returns how the products with these are to be merged.
    [[nodiscard]] Chunk join(const Columns& piece);

    std::size_t m_numNeurons;
    Columns m_features;
    std::vector<double> m_products; ///< [paddedFeatures, numNeurons]
};

} // namespace bathyscope
