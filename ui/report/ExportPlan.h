// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/RunComparison.h"
#include "ui/plots/PlotFigure.h"
#include "ui/runs/ComparedRuns.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

/// What is drawn when runs are handed on: everything that can be computed before drawing, which is the GUI
/// thread's. Any thread.
namespace bathyscope::ui {

/// A figure about to be drawn.
struct PlannedFigure
{
    QString name; ///< unlike all others: of its file without suffix, or its id in a report
    QString words; ///< what it shows
    FigureData data;
    FigureSize size;
    QString caption; ///< in small print: where it comes from
    QString provenance; ///< the same in full
};

/// A report, as far as it needs no drawing.
struct ReportPlan
{
    HandedOnRuns runs;
    std::shared_ptr<const RunComparison> comparison; ///< null for one run
    std::vector<bool> haveReadSampleText; ///< [runs]
    std::vector<PlannedFigure> figures;
};

/// Names of a report's figures begin with "first-" and "second-" where there are two runs.
[[nodiscard]] ReportPlan planReport(HandedOnRuns runs);

/// Names of the figures below, without computing anything.
[[nodiscard]] QStringList figureNames(const HandedOnRuns& runs);

/// Every figure of one run, or all of a comparison and not those of its runs. Throws Error (InvalidRequest)
/// where there is nothing to draw.
[[nodiscard]] std::vector<PlannedFigure> planFigures(const HandedOnRuns& runs, const FigureSize& size);

} // namespace bathyscope::ui
