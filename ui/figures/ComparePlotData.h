// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"
#include "ui/runs/ComparedRuns.h"

#include <array>
#include <cstddef>

/// From two runs to the plots of the Compare view over r: pure functions, tested by value. Depth is relative,
/// 0 first layer … 1 last.
namespace bathyscope::ui {

/// Colours of the two runs along the depth scale of lines: far enough from each other on either background.
inline constexpr std::array<double, 2> comparedRunColors {0.0, 0.75};

/// What the runs are called beside each other: by model; where that is the same, by text too; where that is
/// the same as well, by hook point; where that is, too, numbered.
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
/// there are not finished. Read off the heatmaps, so that a change of depth costs next to nothing.
[[nodiscard]] LinePlotData compareDensities(const CompareHeatmaps& heatmaps, double depth);

/// Of the densities behind a column of the heatmaps, at one depth; NaN where a layer is not finished.
[[nodiscard]] std::array<double, 2> densitiesAt(const CompareHeatmaps& heatmaps, double depth, double r);

/// The row of a heatmap of so many layers nearest to a depth.
[[nodiscard]] int rowAt(double depth, std::size_t numLayers);

} // namespace bathyscope::ui
