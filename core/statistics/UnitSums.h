// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/FeatureProducts.h"
#include "core/statistics/NeuronAccumulators.h"
#include "core/statistics/StreamingMoments.h"
#include "core/statistics/WindowJackknife.h"

#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// What r with length needs of each unit of the jackknife, a few neighbouring windows: count, means and
/// central sums of all neurons and of the length. Taking a unit out of the whole again costs one pass over
/// the neurons.
class UnitSums
{
public:
    UnitSums(std::size_t numUnits, std::size_t numNeurons);

    /// Forgets all sums; the memory stays.
    void clear();

    /// Adds tokens of a unit, in the order of the tokens for a result that does not depend on threads.
    void merge(std::size_t unit, const StreamingMoments& moments, const FeatureProducts& products);

    /// Leaves out one unit after the other. `correlations` [neurons] is r of all tokens; neurons for which it
    /// is NaN take no part. Parallel inside.
    [[nodiscard]] WindowJackknife jackknife(std::span<const double> correlations) const;

    /// r over every other unit, and over those between them; NaN where a neuron or the length is constant
    /// there, and for all without a second unit.
    [[nodiscard]] NeuronHalves halves() const;

private:
    /// Of one unit or of several.
    struct Sums
    {
        explicit Sums(std::size_t numNeurons);
        void merge(const Sums& other);
        [[nodiscard]] std::vector<double> correlations() const;
        /// r of each neuron without a part of these tokens, those with r only.
        [[nodiscard]] std::vector<double> correlationsWithout(const Sums& part,
                                                              std::span<const double> correlations) const;

        double count = 0;
        double lengthMean = 0;
        double lengthM2 = 0;
        std::vector<double> mean;
        std::vector<double> m2;
        std::vector<double> product; ///< Σ(a − mean a)(ℓ − mean ℓ)
    };

    std::size_t m_numNeurons;
    std::vector<Sums> m_units;
};

} // namespace bathyscope
