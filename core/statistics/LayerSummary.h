// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPoint.h"
#include "core/statistics/CorrelationDensity.h"
#include "core/statistics/LayerModality.h"
#include "core/statistics/LengthTuning.h"
#include "core/statistics/NullBand.h"
#include "core/statistics/PermutedDiscoveries.h"
#include "core/statistics/WindowJackknife.h"
#include "core/text/TokenFeatures.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace bathyscope {

class StreamingHistogram;

/// In what the tokens of a group are counted (statistics.md, "Group histograms").
enum class ObservationUnit : std::uint8_t
{
    Pooled, ///< every neuron at every token: N · n values
    PooledZ, ///< the same z-scored in each neuron, of the token sample
    TokenMean, ///< mean over neurons, one value a token
    NeuronMean, ///< mean over the group's tokens, one value a neuron
};
inline constexpr std::size_t numObservationUnits = 4;
/// Names in files, by unit.
inline constexpr std::array<std::string_view, numObservationUnits> observationUnitIds {
    "pooled", "pooled_z", "token_mean", "neuron_mean"};
/// Names in files, by LengthGroup.
inline constexpr std::array<std::string_view, numLengthGroups> lengthGroupIds {"shorter", "equal", "longer"};

/// Histogram of activation for the three length groups on shared edges. Bin i is [edges[i], edges[i + 1]);
/// its edges are multiples of its width, a power of two: the same for all bins, or wider far out where a few
/// values are huge (StreamingHistogram). Empty bins at both ends are cut off.
struct GroupHistogram
{
    std::vector<double> edges; ///< [b + 1]; empty where there is no value
    std::array<std::vector<std::int64_t>, numLengthGroups> counts; ///< [3][b]
    std::array<double, numLengthGroups>
        medians {}; ///< of each group, interpolated within its bin; NaN for an empty group
};

/// What permutations of the length series say of a layer.
struct LayerSignificance
{
    /// [n]: p_length pooled within the layer, NaN where there is no r; empty in a complete run that was read
    /// from a file
    std::vector<double> pPooled;
    NullBand band; ///< of the density
    std::shared_ptr<const PermutedDiscoveries> permuted; ///< null in such a run
};

/// Everything that is known of one finished layer. Immutable once published; shared between snapshots and
/// threads.
struct LayerSummary
{
    HookId hook;
    std::size_t numTokens = 0; ///< N
    std::size_t numNeurons = 0; ///< n
    std::size_t numConstant = 0; ///< neurons with one value everywhere: they have no r
    std::size_t numNonFinite = 0; ///< neurons that gave NaN or infinity somewhere: they have no r either
    /// [n]: tokens at which each neuron gave NaN or infinity; empty where none did, and in files that do not
    /// say at how many
    std::vector<std::int64_t> nonFiniteTokens;
    /// [statistics in the order of neuronStatistics()][n]; NaN where one is not defined
    std::vector<std::vector<double>> columns;
    /// Indices of the columns that were not computed, ascending: the file that the layer is from is older
    /// than these statistics. They hold NaN.
    std::vector<std::size_t> missingColumns {};
    CorrelationDensity density;
    std::optional<LayerSignificance> significance; ///< none without permutations
    WindowJackknife jackknife;
    LengthTuning tuning;
    double rMedian = 0; ///< quartiles of r over neurons (type 7); NaN where no neuron has an r
    double rLowerQuartile = 0;
    double rUpperQuartile = 0;
    double rPositiveShare = 0; ///< share of neurons with r > 0, among those that have one
    std::array<GroupHistogram, numObservationUnits> histograms; ///< by ObservationUnit
    /// By ObservationUnit and LengthGroup.
    std::array<std::array<GroupModality, numLengthGroups>, numObservationUnits> modality;

    [[nodiscard]] double interquartileRange() const ///< of r over neurons
    {
        return rUpperQuartile - rLowerQuartile;
    }

    /// Column of one statistic by its id ("r_length"); the id must exist.
    [[nodiscard]] const std::vector<double>& column(std::string_view id) const;

    /// Whether a statistic was computed, by its place in neuronStatistics().
    [[nodiscard]] bool isComputed(std::size_t statistic) const;
};

/// What has been counted of the three length groups.
[[nodiscard]] GroupHistogram groupHistogramOf(const StreamingHistogram& counted);

/// Fills the medians of the groups from edges and counts; what a run file's reader also needs.
void fillGroupMedians(GroupHistogram& histogram);

/// Fills what depends on all layers of a run (null where not finished; replaced by copies), by Benjamini &
/// Hochberg: the columns q_length, over all neurons, from the p pooled within each layer (none without
/// permutations); and the adjusted p of modality, over layers, groups and units.
void setRunWideP(std::vector<std::shared_ptr<const LayerSummary>>& layers);

/// Kernel density of r over neurons (correlationKernelDensity, Silverman) at the centres of the density's
/// bins, [bins].
[[nodiscard]] std::vector<double> layerKernelDensity(const LayerSummary& summary);

/// Fills density, quartiles and share from the column r_length; what a run file's reader also needs.
void summarizeCorrelation(LayerSummary& summary);

} // namespace bathyscope
