// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Analyze.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/DryRun.h"
#include "app/commands/OutputFile.h"
#include "app/commands/RunRequest.h"
#include "app/commands/StopOnSignal.h"
#include "core/analysis/RunInfo.h"
#include "core/files/RunFile.h"
#include "core/run/AnalysisRun.h"
#include "core/support/Error.h"
#include "core/support/ProcessMemory.h"

#include <fmt/format.h>

namespace bathyscope::app {

ExitStatus analyze(const AnalyzeOptions& options)
{
    if (options.isDryRun) {
        return dryRun(options.run);
    }
    ConsoleProgress console(options.run.isQuiet);
    OutputFile out(options.out);
    const AnalysisRequest request = makeRunRequest(options.run, console);
    const StopOnSignal interrupt;
    RunReporter reporter(console);
    std::shared_ptr<const AnalysisSnapshot> run;
    try {
        run = runAnalysis(request, interrupt.token(), reporter);
    } catch (const Error&) {
        if (reporter.latest() && reporter.latest()->numFinished() > 0) {
            writeRunFile(out.path(), *reporter.latest());
            out.finish();
            console.showResult(fmt::format("the {} layers that were finished are in {}.",
                                           reporter.latest()->numFinished(), out.displayName()));
        }
        throw;
    }

    const bool isStopped = run->outcome == RunOutcome::Stopped;
    const std::size_t numFinished = run->numFinished();
    if (isStopped && numFinished == 0) {
        console.showResult("stopped before the first layer was finished; nothing was written.");
        return Interrupted;
    }
    writeRunFile(out.path(), *run);
    out.finish();
    console.showResult(fmt::format(
        "{}{} of {} layers, {} tokens in windows of at most {}, in {:.1f} s, at most {:.0f} MB of "
        "memory; written to {}.",
        isStopped ? "stopped: " : "", numFinished, run->layers.size(), run->info->windows.numTokens(),
        run->info->windows.longestWindow(), run->timing.totalSeconds,
        static_cast<double>(processMemory().peakResidentBytes) / 1e6, out.displayName()));
    return isStopped ? Interrupted : Done;
}

} // namespace bathyscope::app
