// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/findings/RunComparison.h"
#include "ui/plots/FigureSize.h"
#include "ui/runs/ComparedRuns.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bathyscope::ui {

/// A plot of a run, drawn to a file without a window.
struct RunPlotRequest
{
    const AnalysisSnapshot& run;
    std::string plot; ///< one of runPlotNames()
    std::optional<std::size_t>
        layer; ///< this layer only, which must be finished; a histogram needs one layer: the first by default
    std::filesystem::path out;
    std::string format = "png"; ///< or svg, pdf; whatever `out` ends in
    FigureSize size;
};

/// Names on the command line: density, heatmap, histogram, tuning, confound, zones.
[[nodiscard]] std::span<const std::string_view> runPlotNames();

/// A plot of two runs, likewise.
struct ComparisonPlotRequest
{
    const ComparedRuns& runs;
    const RunComparison& comparison; ///< of these
    std::string plot; ///< one of comparisonPlotNames()
    std::filesystem::path out;
    std::string format = "png"; ///< or svg, pdf; whatever `out` ends in
    FigureSize size;
};

/// Names on the command line: the ids of comparisonCatalogue().
[[nodiscard]] std::span<const std::string_view> comparisonPlotNames();

/// Draws what the Compare view shows. Throws Error: InvalidRequest where the runs have no finished layers at
/// one depth, FileUnwritable.
void exportComparisonPlot(const ComparisonPlotRequest& request);

/// Draws what the views show of a run. Starts Qt on its offscreen platform where no application object
/// exists. Throws Error: InvalidRequest where the run has no finished layer, FileUnwritable.
void exportRunPlot(const RunPlotRequest& request);

} // namespace bathyscope::ui
