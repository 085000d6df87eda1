// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/FrequencyControl.h"
#include "core/analysis/RunSettings.h"
#include "core/engine/HookPointText.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace bathyscope {

/// What two runs should have in common and do not.
struct RunDifference
{
    std::string_view id; ///< in files: one of these, or the difference that a setting names
    const RunSetting* setting = nullptr; ///< the first of that id that differs

    static constexpr std::string_view text = "text";
    static constexpr std::string_view numTokens = "tokens";
    static constexpr std::string_view unfinished = "unfinished"; ///< one was stopped or is still going
    static constexpr std::string_view nonFinite = "non_finite"; ///< some activations, which are left out
};

/// The distributions of r at a layer of the shallower run and at the same relative depth of the deeper one.
struct DepthComparison
{
    double depth = 0; ///< u, 0 first layer … 1 last
    std::size_t layer = 0; ///< of the shallower run
    double otherLayer = 0; ///< of the deeper run; quantiles are interpolated between its two neighbours
    double distance = 0; ///< Wasserstein-1
    double low = 0; ///< 95 % interval of it, by bootstrap over neurons, less the bootstrap's bias
    double high = 0;
    double floor = 0; ///< what two texts of this length would differ by on one model; NaN for one window
    std::array<double, 2> median {}; ///< of r: in the first run given, in the second
    std::array<double, 2> range {}; ///< interquartile range of r, likewise
};

/// Of a run's first layer, of the inner ones (the median of theirs) and of its last layer; NaN where those
/// are not finished.
struct DepthSummary
{
    double first = 0;
    double inner = 0;
    double last = 0;
};

/// One run's part in a comparison, over its finished layers. Shares are NaN where there is nothing to count.
struct ComparedRun
{
    std::size_t numLayers = 0;
    std::size_t numFinished = 0;
    std::size_t numNeurons = 0; ///< a layer
    HookElement element = HookElement::Neuron; ///< what they are
    std::size_t numTokens = 0;
    DepthSummary median {}; ///< of r
    DepthSummary range {}; ///< interquartile range of r
    double positiveShare = 0; ///< of its neurons that have an r, those above 0

    double numZones = 0; ///< NaN where the change is gradual, there are too few layers, or the run goes on
    double zoneStability = 0; ///< share of bootstraps with the same pattern and number of zones; NaN likewise
    std::vector<double> boundaries {}; ///< of its zones, as relative depths: half a layer before the new zone

    /// By unit and group: of its layers that have values to tell, those that reject unimodality.
    std::array<std::array<double, numLengthGroups>, numObservationUnits> rejectingShares {};

    // Medians over the neurons of all layers of |r|.
    double size = 0;
    double sizeGivenFrequency = 0;
    double sizeStratified = 0;
    double lengthFrequencyCorrelation = 0; ///< r of length and φ over its tokens
    double discoveryShare = 0; ///< of its neurons, discoveries; NaN without permutations
    double beyondShare = 0; ///< of its neurons, those beyond frequency; NaN likewise
    double discoveriesBeyondShare = 0; ///< of its discoveries, likewise
    std::vector<std::optional<FrequencyControl>> controls {}; ///< [layers]; nothing where not finished
};

/// Two runs side by side (statistics.md, "Two runs side by side").
struct RunComparison
{
    std::vector<RunDifference> differences;
    std::vector<DepthComparison> depths; ///< ascending; where both runs have their layers
    double medianCorrelation = 0; ///< Spearman's rho over depth of the medians; NaN for fewer than three
    double rangeCorrelation = 0; ///< of the interquartile ranges
    std::array<ComparedRun, 2> runs; ///< as given
};
inline constexpr std::size_t numComparisonBootstraps = 200;

/// The interval of the distance lies above the noise floor; never where there is no floor.
[[nodiscard]] bool isBeyondNoise(const DepthComparison& at);

/// What the elements of both runs are called: neurons, or, where one run has none, dimensions; a neuron is a
/// dimension of its MLP, too.
[[nodiscard]] HookElement comparedElement(const RunComparison& comparison);

/// Where the runs are furthest apart; null where nothing is compared.
[[nodiscard]] const DepthComparison* furthestApart(const RunComparison& comparison);

/// Relative depth of a layer, 0 … 1; 0 in a run of one.
[[nodiscard]] double relativeDepth(double layer, std::size_t numLayers);

/// Values between two samples of one size, each sorted: quantile by quantile, a share `t` of the way.
[[nodiscard]] std::vector<double> interpolatedSample(std::span<const double> from, std::span<const double> to,
                                                     double t);

/// Compares two runs as far as they have come; both have an info. Parallel inside; the seed decides the
/// bootstraps, and nothing else does.
[[nodiscard]] RunComparison compareRuns(const AnalysisSnapshot& first, const AnalysisSnapshot& second,
                                        std::uint64_t seed = 1);

} // namespace bathyscope
