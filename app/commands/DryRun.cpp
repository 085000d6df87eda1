// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/DryRun.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/RunRequest.h"
#include "app/commands/StandardStreams.h"
#include "app/commands/StopOnSignal.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/engine/Device.h"
#include "core/run/ForecastMeasurement.h"
#include "core/support/BytesText.h"
#include "core/support/CpuShare.h"
#include "core/support/Error.h"
#include "core/support/Stopwatch.h"
#include "core/support/VisibleText.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace bathyscope::app {

namespace {

std::string row(std::string_view name, std::string_view value)
{
    return fmt::format("{:<12}{}\n", name, visibleText(value));
}

std::string amountText(std::uint64_t bytes)
{
    return bytesText(bytes, bytes < 9'950'000 ? 1 : 0);
}

std::string timeText(double seconds)
{
    const auto about = [](double amount, std::string_view unit) {
        return fmt::format("about {:.{}f} {}", amount, amount < 9.95 ? 1 : 0, unit);
    };
    constexpr double minute = 60;
    constexpr double hour = 3600;
    return seconds < 100         ? about(seconds, "s")
        : seconds < 100 * minute ? about(seconds / minute, "min")
                                 : about(seconds / hour, "h");
}

std::string table(const AnalysisRequest& request, const TokenWindows& windows, const ForecastInput& input,
                  const RunForecast& forecast)
{
    const HookPointInfo& hook = hookPointInfo(input.hook);
    const std::string precision = input.bfloat16 ? "bfloat16" : "float32";
    return row("model", request.modelName)
        + row("tokens",
              fmt::format("{} in {} windows of at most {}", windows.numTokens(), windows.windows().size(),
                          windows.longestWindow()))
        + row("layers",
              fmt::format("{} × {} values at {}", hook.perLayer ? input.config.numLayers : 1,
                          hookPointWidth(input.hook, input.config), hook.name))
        + row("products",
              fmt::format("{:.3g} TFLOP at {:.0f} GFLOP/s ({}, {} thread{})", forecast.flop / 1e12,
                          input.gemmGigaflops, precision, input.numThreads, input.numThreads == 1 ? "" : "s"))
        + row("time",
              timeText(forecast.seconds) + (forecast.isBusy ? "; the machine is busy now, maybe longer" : ""))
        + row("memory", amountText(forecast.peakMemoryBytes))
        + row("scratch", forecast.scratchBytes > 0 ? amountText(forecast.scratchBytes) : "none")
        + row("run file", amountText(forecast.runFileBytes));
}

/// What a process does once, before its first run; while others compute, without the time that they take.
double secondsToStart()
{
    const Stopwatch watch;
    const CpuShare share(1);
    setNumThreads(0);
    (void)machineReport(); // loads the engine
    return watch.seconds() * std::min(share.soFar(), 1.0);
}

} // namespace

ExitStatus dryRun(const RunOptions& options)
{
    const double startSeconds = secondsToStart();
    ConsoleProgress console(options.isQuiet);
    const AnalysisRequest request = makeRunRequest(options, console);
    const StopOnSignal interrupt;
    const PreparedRun prepared = prepareRun(request, interrupt.token());
    if (interrupt.token().stop_requested()) {
        return Interrupted;
    }
    if (!prepared.tokenizer) {
        throw Error(ErrorKind::InvalidRequest,
                    "The analysis is about token length, which needs the vocabulary. "
                        + tokenizerProblem(prepared.checkpoint->folder()));
    }
    ForecastInput input = measureForForecast(request, prepared);
    input.startSeconds = startSeconds; // the run is another process
    const RunForecast forecast = forecastRun(input);
    writeStandardOutput(table(request, prepared.windows, input, forecast));
    if (!forecast.fits) {
        complain(forecast.problem);
        return Failed;
    }
    return Done;
}

} // namespace bathyscope::app
