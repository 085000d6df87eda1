// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunComparison.h"
#include "ui/ComparedRuns.h"
#include "ui/plots/PlotData.h"

#include <array>
#include <cstddef>
#include <optional>

/// From two runs and their comparison to the plots of the Compare view: pure functions, tested by value.
/// Depth is relative, 0 first layer … 1 last.
namespace bathyscope::ui {

/// What the runs are called beside each other: by model; where that is the same, by text too; where that is
/// the same as well, numbered.
[[nodiscard]] std::array<QString, 2> comparedNames(const ComparedRuns& runs);

/// Density of neurons over r, a row a layer, on one r axis and one colour scale; rows of both heatmaps that
/// are at one height have one relative depth.
struct CompareHeatmaps
{
    std::array<HeatmapData, 2> runs; ///< without rows where no layer of either run is finished
    HeatmapData difference; ///< first less second, at the layers of the shallower run
    bool operator==(const CompareHeatmaps&) const = default;
};
[[nodiscard]] CompareHeatmaps compareHeatmaps(const ComparedRuns& runs);

/// Both densities over r at one depth, between layers interpolated linearly; without the runs whose layers
/// there are not finished.
[[nodiscard]] LinePlotData compareDensities(const ComparedRuns& runs, double depth);

/// Where the distributions of r are furthest apart; the comparison has a depth.
[[nodiscard]] double furthestDepth(const RunComparison& comparison);

/// Wasserstein-1 distance with its interval, and the noise floor, over depth. The chosen depth is marked.
[[nodiscard]] LinePlotData compareDistance(const RunComparison& comparison, const ComparedRuns& runs,
                                           std::optional<double> depth);

/// Median of r with its interval, and interquartile range, of both runs over depth.
struct CompareProfiles
{
    LinePlotData median;
    LinePlotData range;
    bool operator==(const CompareProfiles&) const = default;
};

/// Titles say how well the profiles go together, once there is a comparison (null: not yet).
[[nodiscard]] CompareProfiles compareProfiles(const ComparedRuns& runs, const RunComparison* comparison,
                                              std::optional<double> depth);

/// The row of a heatmap of so many layers nearest to a depth.
[[nodiscard]] int rowAt(double depth, std::size_t numLayers);

/// Of the densities behind a column of the heatmaps, at one depth; NaN where a layer is not finished.
[[nodiscard]] std::array<double, 2> densitiesAt(const ComparedRuns& runs, double depth, double r);

} // namespace bathyscope::ui
