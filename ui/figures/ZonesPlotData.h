// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/FunctionalZones.h"
#include "ui/plots/PlotData.h"

#include <cstddef>
#include <optional>
#include <vector>

/// From a snapshot to the plots, the sentence and the criteria of the Zones view: pure functions, tested by
/// value.
namespace bathyscope::ui {

/// Layers of one zone.
struct ZoneLayers
{
    std::size_t first = 0;
    std::size_t last = 0; ///< inclusive
    bool operator==(const ZoneLayers&) const = default;
};

/// Zones from the first layer to the last; empty unless the run has zones.
[[nodiscard]] std::vector<ZoneLayers> zonesOf(const AnalysisSnapshot& snapshot);

/// Both plots over one axis of layers.
struct ZonesPlotData
{
    LinePlotData range; ///< interquartile range of r
    LinePlotData median; ///< of r, within its 95 % interval
    bool operator==(const ZonesPlotData&) const = default;
};

/// Without a finished layer both are empty. Layers that are not finished, or have no r, leave gaps. The
/// selected layer is marked.
[[nodiscard]] ZonesPlotData zonesPlotData(const AnalysisSnapshot& snapshot, std::optional<int> selected);

/// What was found, with its stability; or why nothing was.
[[nodiscard]] QString zonesText(const AnalysisSnapshot& snapshot);

/// One description of how r changes over depth, and how well it does.
struct ZoneCriterion
{
    QString model; ///< "2 zones"
    double bic = 0; ///< least is best
    bool isChosen = false;
    bool operator==(const ZoneCriterion&) const = default;
};

/// Zones from 1 on, and last the straight line; empty where nothing was compared.
[[nodiscard]] std::vector<ZoneCriterion> zoneCriteria(const AnalysisSnapshot& snapshot);

/// Interquartile range of a layer beside the median of the inner ones'; NaN where there is none.
[[nodiscard]] double compressionOf(const AnalysisSnapshot& snapshot, std::size_t layer);

} // namespace bathyscope::ui
