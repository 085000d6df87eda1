// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/RunComparison.h"
#include "ui/figures/CompareDepthPlotData.h"
#include "ui/runs/ComparedRuns.h"

#include <QString>
#include <QStringList>

#include <array>

/// What the Compare view says of two runs in words: pure functions, tested by value.
namespace bathyscope::ui {

/// Where the distributions of r differ by more than noise, and how alike the profiles are: in these two runs.
[[nodiscard]] QString compareFinding(const RunComparison& comparison);

/// Zones of one run, in its layers and in relative depth; or that there are none.
[[nodiscard]] QString comparedZones(const AnalysisSnapshot& run, const ComparedRun& part,
                                    const QString& name);

/// One sentence for each thing that the runs should have in common and do not.
[[nodiscard]] QStringList compareWarnings(const RunComparison& comparison, const ComparedRuns& runs);

/// "Shorter tokens".
[[nodiscard]] QString tokenGroupName(LengthGroup group);

/// In how many layers of either run one group of tokens, in one unit, rejects a single peak.
[[nodiscard]] QString comparedPeaks(const RunComparison& comparison, PeaksChoice choice,
                                    const std::array<QString, 2>& names);

/// How much of r is left in either run with frequency held constant.
[[nodiscard]] QString comparedFrequency(const RunComparison& comparison, const std::array<QString, 2>& names);

/// Everything that is known at one depth.
[[nodiscard]] QString depthReading(const DepthComparison& at, const ComparedRuns& runs);

} // namespace bathyscope::ui
