// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/RunComparison.h"
#include "ui/plots/PlotFigure.h"
#include "ui/runs/ComparedRuns.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

/// All figures of a run and of a comparison: what the views show, without a window.
namespace bathyscope::ui {

/// A figure that can be drawn.
struct RunFigure
{
    QString name; ///< of its file, without suffix: "histogram-layer-07"; the same in every language
    QString words; ///< what it shows, for those who do not see the window round it
    std::function<FigureData()> data; ///< takes its time; any thread
};

/// In the order of the views: density, heatmap, histogram-layer-00 …, tuning, confound, confound-heatmap,
/// length-frequency, zones-median, zones-range. Only those that the run has something to show for: none
/// without a finished layer. The run has an info.
[[nodiscard]] std::vector<RunFigure> runFigures(const std::shared_ptr<const AnalysisSnapshot>& run);

/// A figure of two runs: one row of the catalogue of comparisons, from which `compare --plot`, the help, all
/// figures and the report come.
struct ComparisonFigure
{
    std::string_view id; ///< of `compare --plot`; behind "compare-" it is the name of its file
    std::string_view oldSpelling; ///< is accepted, too; may be empty
    const char* words =
        ""; ///< to be translated (RunFigures); %1 is the depth where the runs are furthest apart
    FigureData (*data)(const ComparedRuns& runs, const RunComparison& comparison) = nullptr;

    /// Shows what others show, so that a report and all figures do without it.
    [[nodiscard]] bool isOfOthers() const
    {
        return *words == '\0';
    }
};

[[nodiscard]] std::span<const ComparisonFigure> comparisonCatalogue();

/// By its id or its old spelling; null where there is none.
[[nodiscard]] const ComparisonFigure* findComparisonFigure(std::string_view spelling);

/// All of the catalogue but those that show what others show; none where the runs have no finished layers at
/// one depth.
[[nodiscard]] std::vector<RunFigure>
comparisonFigures(const ComparedRuns& runs, const std::shared_ptr<const RunComparison>& comparison);

/// Names of these, without a comparison.
[[nodiscard]] QStringList comparisonFigureNames();

/// A run in the names of files: its model, without what a file's name should not hold.
[[nodiscard]] QString runFileStem(const AnalysisSnapshot& run);

} // namespace bathyscope::ui
