// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ZoneSelection.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// A border between two zones, and what speaks for it.
struct ZoneBoundary
{
    std::size_t layer = 0; ///< first layer of the deeper zone
    double stability = 0; ///< share of the bootstraps over neurons that have a border exactly here
    std::vector<bool> agreesWithoutWindow; ///< [windows left out] whether that run has a border exactly here
};

/// The functional zones of a run (statistics.md, "Per run").
struct FunctionalZones
{
    ZoneSelection selection; ///< from all neurons and windows
    std::vector<ZoneBoundary> boundaries; ///< one for each of selection.boundaries
    double patternStability = 0; ///< share of the bootstraps with the same pattern and number of zones
    std::vector<bool> patternWithoutWindow; ///< [windows left out] whether that run has them, too
};
inline constexpr std::size_t numZoneBootstraps = 200;

/// Quantile functions of r over neurons, one a layer; NaN is left out.
[[nodiscard]] std::vector<QuantileFunction>
layerQuantileFunctions(std::span<const std::vector<double>> layers);

/// Zones of a run from r of every neuron, `layers` [layers][neurons] in order of depth, NaN where a neuron
/// has none. Each bootstrap draws every layer's neurons anew and selects the number of zones anew.
/// `withoutWindow` [windows][layers]: layerQuantileFunctions() of the run with one window left out, where
/// they were computed. The seed decides the bootstraps, and nothing else does.
[[nodiscard]] FunctionalZones
findFunctionalZones(std::span<const std::vector<double>> layers, std::uint64_t seed,
                    std::span<const std::vector<QuantileFunction>> withoutWindow = {});

} // namespace bathyscope
