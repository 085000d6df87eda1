// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/RunComparison.h"
#include "ui/figures/ConfoundPlotData.h"
#include "ui/plots/PlotData.h"
#include "ui/runs/ComparedRuns.h"

#include <array>
#include <optional>

/// From two runs and their comparison to the plots of the Compare view over relative depth, 0 first layer … 1
/// last: pure functions, tested by value. The chosen depth is marked in each.
namespace bathyscope::ui {

/// Wasserstein-1 distance with its interval, and the noise floor.
[[nodiscard]] LinePlotData compareDistance(const RunComparison& comparison, const ComparedRuns& runs,
                                           std::optional<double> depth);

/// Median of r with its interval, and interquartile range, of both runs.
struct CompareProfiles
{
    LinePlotData median;
    LinePlotData range;
    bool operator==(const CompareProfiles&) const = default;
};

/// Titles say how well the profiles go together, once there is a comparison (null: not yet).
[[nodiscard]] CompareProfiles compareProfiles(const ComparedRuns& runs, const RunComparison* comparison,
                                              std::optional<double> depth);

/// Median of r of each run, tinted with its zones, on one scale; as the Zones view shows it over layers.
/// Without series where no layer is finished.
[[nodiscard]] std::array<LinePlotData, 2> compareZones(const ComparedRuns& runs, std::optional<double> depth);

/// Whose peaks are looked at.
struct PeaksChoice
{
    ObservationUnit unit = ObservationUnit::Pooled;
    LengthGroup group = LengthGroup::Shorter;
};

/// Dip of one group of tokens in one unit of observation, of both runs; hollow points do not reject a single
/// peak.
[[nodiscard]] LinePlotData comparePeaks(const ComparedRuns& runs, PeaksChoice choice,
                                        std::optional<double> depth);

/// How much of r is left with frequency held constant, of both runs.
struct CompareFrequency
{
    LinePlotData median; ///< of r as it is, and dashed of r with frequency held constant
    LinePlotData beyond; ///< share of neurons beyond frequency, and what chance gives; empty without tests
    bool operator==(const CompareFrequency&) const = default;
};

/// `control` is how frequency is held constant.
[[nodiscard]] CompareFrequency compareFrequency(const RunComparison& comparison, const ComparedRuns& runs,
                                                LengthCorrelation control, std::optional<double> depth);

} // namespace bathyscope::ui
