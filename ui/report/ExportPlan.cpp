// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/ExportPlan.h"

#include "core/support/Error.h"
#include "ui/figures/RunFigures.h"
#include "ui/report/ReproduceCommand.h"
#include "ui/words/RunCaption.h"
#include "ui/words/RunProvenance.h"

#include <algorithm>
#include <set>
#include <utility>

namespace bathyscope::ui {

namespace {

// Of a report's figures, in pixels: as wide as makes text of 12 readable on A4.
constexpr QSize usualSize {760, 420};
constexpr QSize overDepthSize {760, 340};
constexpr QSize histogramSize {760, 320};
constexpr QSize sideBySideSize {920, 440};

QSize reportPixels(const QString& name)
{
    for (const char* pair : {"compare-heatmap", "compare-zones", "compare-frequency"}) {
        if (name == QLatin1String(pair)) {
            return sideBySideSize;
        }
    }
    if (name.startsWith(QLatin1String("histogram-"))) {
        return histogramSize;
    }
    for (const char* overDepth :
         {"zones-", "compare-distance", "compare-median", "compare-range", "compare-peaks"}) {
        if (name.startsWith(QLatin1String(overDepth))) {
            return overDepthSize;
        }
    }
    return usualSize;
}

FigureSize reportSize(const QString& name)
{
    constexpr double text = 9; // points, which are 12 pixels
    return FigureSize::ofPixels(reportPixels(name), text);
}

/// First, middle and last finished layer.
std::set<QString> reportedHistograms(const std::vector<RunFigure>& figures)
{
    std::vector<QString> names;
    for (const RunFigure& figure : figures) {
        if (figure.name.startsWith(QLatin1String("histogram-"))) {
            names.push_back(figure.name);
        }
    }
    return names.empty() ? std::set<QString> {}
                         : std::set<QString> {names.front(), names[names.size() / 2], names.back()};
}

QString captionOf(const HandedOnRuns& runs)
{
    QStringList lines;
    std::ranges::transform(runs, std::back_inserter(lines), [](const auto& run) { return runCaption(*run); });
    return lines.join(QLatin1Char('\n'));
}

QString provenanceOf(const HandedOnRuns& runs)
{
    QStringList blocks;
    std::ranges::transform(runs, std::back_inserter(blocks),
                           [](const auto& run) { return runProvenance(*run); });
    return blocks.join(QLatin1String("\n\n"));
}

PlannedFigure plan(const RunFigure& figure, QString name, const FigureSize& size, const HandedOnRuns& runs)
{
    return {.name = std::move(name),
            .words = figure.words,
            .data = figure.data(),
            .size = size,
            .caption = captionOf(runs),
            .provenance = provenanceOf(runs)};
}

void planRun(std::vector<PlannedFigure>& planned, const HandedOnRuns::value_type& run, const QString& prefix)
{
    const std::vector<RunFigure> figures = runFigures(run);
    const std::set<QString> histograms = reportedHistograms(figures);
    for (const RunFigure& figure : figures) {
        const bool isHistogram = figure.name.startsWith(QLatin1String("histogram-"));
        if (!isHistogram || histograms.contains(figure.name)) {
            planned.push_back(plan(figure, prefix + figure.name, reportSize(figure.name), {run}));
        }
    }
}

/// "sample-12-heatmap", "sample-12-sample-24-compare-heatmap".
QString fileName(const HandedOnRuns& runs, const QString& figure)
{
    QStringList parts;
    std::ranges::transform(runs, std::back_inserter(parts),
                           [](const auto& run) { return runFileStem(*run); });
    parts += figure;
    return parts.join(QLatin1Char('-'));
}

} // namespace

QStringList figureNames(const HandedOnRuns& runs)
{
    QStringList names;
    if (runs.size() == 2) {
        names = comparisonFigureNames();
    } else {
        for (const RunFigure& figure : runFigures(runs.front())) {
            names += figure.name;
        }
    }
    for (QString& name : names) {
        name = fileName(runs, name);
    }
    return names;
}

ReportPlan planReport(HandedOnRuns runs)
{
    ReportPlan report {.runs = std::move(runs), .comparison = {}, .haveReadSampleText = {}, .figures = {}};
    const bool areTwo = report.runs.size() == 2;
    if (areTwo) {
        const ComparedRuns both {report.runs[0], report.runs[1]};
        report.comparison = std::make_shared<const RunComparison>(compareRuns(*both[0], *both[1]));
        for (const RunFigure& figure : comparisonFigures(both, report.comparison)) {
            report.figures.push_back(plan(figure, figure.name, reportSize(figure.name), report.runs));
        }
    }
    for (std::size_t i = 0; i < report.runs.size(); ++i) {
        const char* const prefix = !areTwo ? "" : i == 0 ? "first-" : "second-";
        planRun(report.figures, report.runs[i], QString::fromLatin1(prefix));
        report.haveReadSampleText.push_back(hasReadSampleText(*report.runs[i]));
    }
    return report;
}

std::vector<PlannedFigure> planFigures(const HandedOnRuns& runs, const FigureSize& size)
{
    std::vector<RunFigure> figures;
    if (runs.size() == 2) {
        const ComparedRuns both {runs[0], runs[1]};
        figures =
            comparisonFigures(both, std::make_shared<const RunComparison>(compareRuns(*both[0], *both[1])));
    } else {
        figures = runFigures(runs.front());
    }
    if (figures.empty()) {
        throw Error(
            ErrorKind::InvalidRequest,
            runs.size() == 2
                ? "The runs have no finished layers at one relative depth: there is nothing to compare."
                : "The run was stopped before its first layer was finished: there is nothing to draw.");
    }
    std::vector<PlannedFigure> planned;
    planned.reserve(figures.size());
    for (const RunFigure& figure : figures) {
        planned.push_back(plan(figure, fileName(runs, figure.name), size, runs));
    }
    return planned;
}

} // namespace bathyscope::ui
