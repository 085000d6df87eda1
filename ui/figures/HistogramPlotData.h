// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/engine/HookPointText.h"
#include "ui/plots/PlotData.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/// From a snapshot to the group histograms of the Histograms view: pure functions, tested by value.
namespace bathyscope::ui {

enum class HistogramNormalization : std::uint8_t
{
    Density, ///< each group integrates to 1 over all its values, shown or not
    Count,
};

/// What the switches of the Histograms view say.
struct HistogramOptions
{
    ObservationUnit unit = ObservationUnit::Pooled;
    HistogramNormalization normalization = HistogramNormalization::Density;
    bool logarithmic = false; ///< y axis
    bool wholeRange = false; ///< every value, however far out; else long thin tails are left out
    std::size_t maxBins = 200; ///< bins in the shown range at most, made by merging neighbours
};

/// One layer as it is drawn, and what is not.
struct GroupHistogramPlotData
{
    HistogramData histogram; ///< without edges where the layer is not finished or has no values
    std::int64_t numValues = 0; ///< of all groups
    std::int64_t numOutside = 0; ///< of these, in tails that are left out
    bool operator==(const GroupHistogramPlotData&) const = default;
};

/// The same histogram in bins of `width`, a power of two, with edges at multiples of it. Exact: counts are
/// added up. Bins that are wider stay as they are, as in the tails of a layer with a few huge values.
[[nodiscard]] GroupHistogram rebinned(const GroupHistogram& histogram, double width);

/// Any three groups by their names, without title and x label.
[[nodiscard]] GroupHistogramPlotData groupHistogramPlotData(const GroupHistogram& histogram,
                                                            const std::array<QString, numLengthGroups>& names,
                                                            const HistogramOptions& options);

/// The three groups of one layer.
[[nodiscard]] GroupHistogramPlotData
groupHistogramPlotData(const AnalysisSnapshot& snapshot, std::size_t layer, const HistogramOptions& options);

/// All layers on one x axis and in one bin width, [layers]; without edges where not finished.
[[nodiscard]] std::vector<HistogramData> smallMultiplesPlotData(const AnalysisSnapshot& snapshot,
                                                                const HistogramOptions& options);

/// What is counted once: "Neuron at a token".
[[nodiscard]] QString observationUnitName(ObservationUnit unit, HookElement element);

/// Names of the three groups, with the median length where it is known: "shorter than 4".
[[nodiscard]] std::array<QString, numLengthGroups> lengthGroupNames(const AnalysisSnapshot& snapshot);

/// The layer that is looked at: the selected one, or the first finished one without a selection.
[[nodiscard]] std::optional<std::size_t> layerInView(const AnalysisSnapshot& snapshot,
                                                     std::optional<int> selected);

} // namespace bathyscope::ui
