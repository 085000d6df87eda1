// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Compare.h"

#include "app/commands/OutputFile.h"
#include "app/commands/ReadRun.h"
#include "app/commands/StandardStreams.h"
#include "core/analysis/ConclusionsJson.h"
#include "core/analysis/RunComparison.h"
#include "core/support/AtomicFile.h"
#include "core/support/Error.h"
#include "ui/views/RunPlots.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <memory>

namespace bathyscope::app {

namespace {

using RunPointer = std::shared_ptr<const AnalysisSnapshot>;

/// A number, or a dash where it is not defined.
std::string shown(double value, int decimals = 4)
{
    return std::isnan(value) ? "–" : fmt::format("{:.{}f}", value, decimals);
}

std::string percent(double share)
{
    return std::isnan(share) ? "–" : fmt::format("{:.0f} %", 100 * share);
}

std::string runRow(const AnalysisSnapshot& run, const ComparedRun& part)
{
    std::string boundaries;
    for (const double depth : part.boundaries) {
        boundaries += fmt::format("{}{:.2f}", boundaries.empty() ? "" : ", ", depth);
    }
    return fmt::format("{:<16}{:>6}{:>14}{:>14}{:>20}   {}\n", run.info->modelName, run.layers.size(),
                       percent(part.discoveryShare), percent(part.beyondShare), percent(part.twoPeakShare),
                       boundaries.empty() ? "none" : boundaries);
}

std::string summary(const RunComparison& comparison, const std::array<RunPointer, 2>& runs)
{
    std::string text = fmt::format("{:<16}{:>6}{:>14}{:>14}{:>20}   {}\n", "run", "layers", "discoveries",
                                   "beyond freq.", "short tokens in", "zones begin at");
    text += fmt::format("{:<16}{:>6}{:>14}{:>14}{:>20}   {}\n", "", "", "of neurons", "of neurons",
                        "more than one peak", "relative depth");
    for (std::size_t i = 0; i < runs.size(); ++i) {
        text += runRow(*runs.at(i), comparison.runs.at(i));
    }
    text +=
        fmt::format("\nSpearman's rho over depth: of the medians of r {}, of its interquartile ranges {}\n",
                    shown(comparison.medianCorrelation, 3), shown(comparison.rangeCorrelation, 3));
    for (const RunDifference difference : comparison.differences) {
        text += fmt::format("The runs differ in: {}\n", runDifferenceId(difference));
    }
    text += fmt::format("\n{:>6}{:>7}{:>8}{:>12}{:>20}{:>9}{:>12}{:>10}\n", "depth", "layer", "other",
                        "distance", "95 % interval", "floor", "median r", "other");
    for (const DepthComparison& at : comparison.depths) {
        text += fmt::format("{:>6.3f}{:>7}{:>8.2f}{:>12}{:>20}{:>9}{:>12}{:>10}\n", at.depth, at.layer,
                            at.otherLayer, shown(at.distance),
                            fmt::format("{} to {}", shown(at.low), shown(at.high)), shown(at.floor),
                            shown(at.median[0]), shown(at.median[1]));
    }
    return text;
}

} // namespace

ExitStatus compare(const CompareOptions& options)
{
    const std::array<RunPointer, 2> runs {readRun(options.first), readRun(options.second)};
    const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
    if (!options.plot.empty()) {
        const OutputFile picture(options.out);
        ui::exportComparisonPlot({.runs = runs,
                                  .comparison = comparison,
                                  .plot = options.plot,
                                  .out = picture.path(),
                                  .width = options.width,
                                  .height = options.height});
        return Done;
    }
    if (options.out.empty()) {
        writeStandardOutput(summary(comparison, runs));
        return Done;
    }
    const std::string json = comparisonJson(comparison, *runs[0], *runs[1])
                                 .dump(1, ' ', false, nlohmann::json::error_handler_t::replace)
        + "\n";
    OutputFile out(options.out);
    AtomicFile file(out.path());
    file.write(json);
    file.commit();
    out.finish();
    return Done;
}

} // namespace bathyscope::app
