// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Compare.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/OutputFile.h"
#include "app/commands/ReadRun.h"
#include "app/commands/StandardStreams.h"
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/JsonText.h"
#include "core/files/ConclusionsJson.h"
#include "core/findings/ComparisonMeasures.h"
#include "core/findings/NonFiniteRemark.h"
#include "core/findings/RunComparison.h"
#include "core/support/AtomicFile.h"
#include "core/support/Error.h"
#include "ui/figures/RunPlots.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope::app {

namespace {

using RunPointer = std::shared_ptr<const AnalysisSnapshot>;

/// A number, or a dash where it is not defined.
std::string shown(double value, int decimals = 4)
{
    return std::isnan(value) ? "–" : fmt::format("{:.{}f}", value, decimals);
}

/// Characters in UTF-8, which the widths of fmt::format do not count in all its versions.
std::size_t numCharacters(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string_view text, std::size_t width)
{
    return std::string(text) + std::string(width - std::min(width, numCharacters(text)), ' ');
}

/// Which run is A and which is B.
std::string legend(const std::array<RunPointer, 2>& runs)
{
    std::string text;
    char letter = 'A';
    for (const RunPointer& run : runs) {
        const RunInfo& info = *run->info;
        text += fmt::format("{}  {}{}{}{} · {} · {}\n", letter++, run->name, run->name.empty() ? "" : " · ",
                            info.modelName, info.hasRandomWeights ? ", random weights" : "", info.textName,
                            hookPointInfo(info.hook).name);
    }
    return text;
}

/// Every measure under the heading of its group, a column a run.
std::string measuresTable(const RunComparison& comparison)
{
    const std::vector<ComparisonMeasure> measures = comparisonMeasures(comparison);
    constexpr std::size_t gap = 3;
    std::size_t nameWidth = 0;
    std::size_t valueWidth = 0;
    for (const ComparisonMeasure& measure : measures) {
        nameWidth = std::max(nameWidth, numCharacters(measureName(measure)));
        valueWidth = std::max(valueWidth, numCharacters(measureText(measure, 0)));
    }
    nameWidth += gap;
    valueWidth += gap;
    std::string text = padded("", nameWidth + 2) + padded("A", valueWidth) + "B\n";
    std::string_view group;
    for (const ComparisonMeasure& measure : measures) {
        if (measure.group != group) {
            group = measure.group;
            text += fmt::format("{}\n", group);
        }
        text += "  " + padded(measureName(measure), nameWidth);
        text += measure.isOfBoth ? measureText(measure, 0)
                                 : padded(measureText(measure, 0), valueWidth) + measureText(measure, 1);
        text += "\n";
    }
    return text;
}

std::string depthsTable(const RunComparison& comparison)
{
    std::string text = fmt::format("{:>6}{:>7}{:>8}{:>12}{:>20}{:>9}{:>12}{:>10}\n", "depth", "layer",
                                   "other", "distance", "95 % interval", "floor", "median r", "other");
    for (const DepthComparison& at : comparison.depths) {
        text += fmt::format("{:>6.3f}{:>7}{:>8.2f}{:>12}{:>20}{:>9}{:>12}{:>10}\n", at.depth, at.layer,
                            at.otherLayer, shown(at.distance),
                            fmt::format("{} to {}", shown(at.low), shown(at.high)), shown(at.floor),
                            shown(at.median[0]), shown(at.median[1]));
    }
    return text;
}

std::string summary(const RunComparison& comparison, const std::array<RunPointer, 2>& runs)
{
    std::string text = legend(runs) + "\n" + measuresTable(comparison) + "\n";
    for (const RunDifference& difference : comparison.differences) {
        if (difference.id != RunDifference::nonFinite) {
            text += fmt::format("The runs differ in: {}\n", difference.id);
        }
    }
    for (const RunPointer& run : runs) {
        if (const Remark remark = nonFiniteRemark(*run); !remark.isEmpty()) {
            text += fmt::format("{}: {}\n", run->info->modelName, remarkText(remark));
        }
    }
    return text + (comparison.differences.empty() ? "" : "\n") + depthsTable(comparison);
}

} // namespace

ExitStatus compare(const CompareOptions& options)
{
    const ConsoleProgress warnings(options.isQuiet);
    const std::array<RunPointer, 2> runs {readRun(options.first), readRun(options.second)};
    const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
    if (!options.plot.empty()) {
        OutputFile picture(options.out);
        ui::exportComparisonPlot({.runs = runs,
                                  .comparison = comparison,
                                  .plot = options.plot,
                                  .out = picture.path(),
                                  .format = options.format,
                                  .size = options.size});
        picture.finish();
        return Done;
    }
    if (options.out.empty()) {
        writeStandardOutput(summary(comparison, runs));
        return Done;
    }
    const std::string json = jsonText(comparisonJson(comparison, *runs[0], *runs[1]), 1) + "\n";
    OutputFile out(options.out);
    AtomicFile file(out.path());
    file.write(json);
    file.commit();
    out.finish();
    return Done;
}

} // namespace bathyscope::app
