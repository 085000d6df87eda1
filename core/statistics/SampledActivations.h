// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ActivationView.h"
#include "core/statistics/LayerModality.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/statistics/StreamingMoments.h"
#include "core/statistics/TokenSample.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// The activations of a layer at the sampled tokens, all neurons, float32. Different tokens may be kept by
/// different threads.
class SampledActivations
{
public:
    /// The sample must outlive this object. The seed draws the values that modality is measured on.
    SampledActivations(const TokenSample& sample, std::size_t numNeurons, std::uint64_t seed);

    /// Forgets everything; the memory stays.
    void clear();

    /// Keeps those of the tokens that are sampled.
    void keep(const ActivationView& activations);

    /// Activations z-scored in each neuron by its moments over all tokens; neurons without a spread or not
    /// finite somewhere are left out. Parallel inside.
    [[nodiscard]] StreamingHistogram zHistogram(const StreamingMoments& moments) const;

    /// Peaks of all activations of a group, as they are or z-scored likewise. Values that are not finite are
    /// left out.
    [[nodiscard]] Modality modality(LengthGroup group) const;
    [[nodiscard]] Modality zModality(LengthGroup group, const StreamingMoments& moments) const;

private:
    template <typename Value>
    [[nodiscard]] Modality modalityOf(LengthGroup group, Value&& value) const;

    const TokenSample& m_sample;
    std::size_t m_numNeurons;
    std::uint64_t m_seed;
    std::array<std::vector<std::uint64_t>, numLengthGroups> m_drawn; ///< values that modality looks at
    std::vector<float> m_values; ///< [rows of the sample, neurons]; NaN for tokens that have not come
};

} // namespace bathyscope
