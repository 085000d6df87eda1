// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunInfo.h"
#include "core/statistics/LayerModality.h"
#include "core/statistics/LayerSummary.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// Mean activation over the tokens that share something, with Student's 95 % interval, which takes tokens as
/// independent; NaN for the interval of a single token.
struct ActivationProfile
{
    std::vector<double> x; ///< [k] ascending: what they share
    std::vector<double> mean; ///< [k]
    std::vector<double> low; ///< [k]
    std::vector<double> high; ///< [k]
    std::vector<std::size_t> count; ///< [k] tokens
};

/// Tokens a list of the highest or lowest activations holds at most, and how many of them may be of one type.
inline constexpr std::size_t maxExtremeTokens = 25;
inline constexpr std::size_t maxExtremesOfType = 2;

/// What one neuron does at the tokens of a run. Tokens that the run leaves out, and those where the neuron
/// gave NaN or infinity, are in `values` only.
struct NeuronPortrait
{
    std::vector<float> values; ///< [tokens]
    std::size_t numUsed = 0; ///< tokens behind everything below
    std::size_t numNonFinite = 0; ///< NaN and infinities among tokens that are not left out
    ActivationProfile byLength; ///< x: ℓ; longer tokens are counted with those of longestTunedLength
    /// x: mean position. The first token of a window stands alone, since much happens there; of the other
    /// positions there are at most 32 groups of neighbours.
    ActivationProfile byPosition;
    GroupHistogram histogram; ///< of the length groups
    std::array<GroupModality, numLengthGroups> modality; ///< by LengthGroup; p is not adjusted
    DipTest dip; ///< of all tokens; over maxModalityValues, of a seeded sample
    std::vector<std::size_t>
        highest; ///< tokens, the highest activation first; ties: in the order of the text
    std::vector<std::size_t> lowest; ///< likewise
};

/// From the neuron's activation on every token of a run, [tokens], as NeuronProbe gives it. On the OpenMP
/// threads of the calling thread; the same for any number of them.
[[nodiscard]] NeuronPortrait portrayNeuron(std::vector<float> values, const RunInfo& info);

} // namespace bathyscope
