// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ForecastMeasurement.h"

#include "core/engine/Device.h"
#include "core/engine/Engine.h"
#include "core/run/MachinePace.h"
#include "core/run/WeightsDigest.h"
#include "core/support/ProcessMemory.h"
#include "core/support/ScratchFile.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <variant>

namespace bathyscope {

namespace {

double weightBytes(const Checkpoint& checkpoint)
{
    double sum = 0;
    for (const std::filesystem::path& file : checkpoint.weightFiles()) {
        std::error_code problem;
        const std::uintmax_t size = std::filesystem::file_size(file, problem);
        sum += problem ? 0.0 : static_cast<double>(size);
    }
    return sum;
}

std::size_t numDistinct(std::span<const TokenId> tokens)
{
    std::vector<TokenId> ids(tokens.begin(), tokens.end());
    std::ranges::sort(ids);
    return static_cast<std::size_t>(std::unique(ids.begin(), ids.end()) - ids.begin());
}

/// Tokens of a usual window: all but the last are equally long, or lists and documents have their own.
std::size_t usualWindow(const AnalysisRequest& request, const TokenWindows& windows)
{
    const auto* ids = std::get_if<TokenIdLists>(&request.text);
    const std::size_t numWindows = windows.windows().size();
    const bool areUnequal = ids != nullptr ? ids->oneListPerWindow : request.splitsDocuments;
    return areUnequal && numWindows > 0 ? (windows.numTokens() + numWindows - 1) / numWindows
                                        : windows.longestWindow();
}

/// choosePrecision(), which is asked about Auto once only: it writes what it has found to the log.
Precision precisionOf(PrecisionChoice choice)
{
    if (choice != PrecisionChoice::Auto) {
        return choice == PrecisionChoice::Bfloat16 ? Precision::Bfloat16 : Precision::Float32;
    }
    static const Precision automatic = choosePrecision(PrecisionChoice::Auto);
    return automatic;
}

/// The process without any run: later it also holds what runs have left behind, which the next one uses
/// again.
double processBytes()
{
    static const auto bytes = static_cast<double>(processMemory().residentBytes);
    return bytes;
}

} // namespace

ForecastInput describeForForecast(const AnalysisRequest& request, const PreparedRun& prepared)
{
    (void)engine(); // its 150 MB are there in any run
    const double residentBytes = processBytes();
    // The process measures products once, whatever is asked for later: best with all cores.
    setNumThreads(0);
    (void)machineReport();
    const bool isBfloat16 = precisionOf(request.precision) == Precision::Bfloat16;
    const auto* document = std::get_if<Document>(&request.text);
    ForecastInput input;
    input.config = prepared.checkpoint->config();
    input.numTokens = prepared.windows.numTokens();
    input.numDistinctTokens = numDistinct(prepared.windows.ids());
    input.windowLength = usualWindow(request, prepared.windows);
    input.batchTokens = request.batchTokens;
    input.hook = request.hook;
    input.numPermutations = request.numPermutations;
    input.numThreads = setNumThreads(request.numThreads);
    input.bfloat16 = isBfloat16;
    input.textBytes = document != nullptr ? static_cast<double>(document->text.size()) : 0;
    input.memoryBudgetBytes = static_cast<double>(request.memoryBytes);
    input.machineMemoryBytes = static_cast<double>(machineMemoryBytes());
    input.processBytes = residentBytes;
    input.weightBytesOnDisk = weightBytes(*prepared.checkpoint);
    input.isDigestKnown = isWeightsDigestKnown(*prepared.checkpoint);
    input.isProbed = request.isProbed;
    input.isWatched = request.isWatched;
    input.freeDiskBytes = ScratchFile::freeBytes(ScratchFile::defaultFolder());
    return input;
}

ForecastInput measureForForecast(const AnalysisRequest& request, const PreparedRun& prepared)
{
    ForecastInput input = describeForForecast(request, prepared);
    const MachinePace pace = machinePace();
    input.pace = pace.pace;
    const std::size_t numCores = setNumThreads(0);
    const MachineReport machine = confirmedMachineReport();
    const double bfloat16Rate =
        input.bfloat16 ? confirmedBfloat16Gigaflops() / static_cast<double>(numCores) : 0;
    input.isBusy = pace.isBusy || machine.isBusy;
    setNumThreads(request.numThreads);
    // Products of one thread each scale with the threads.
    const auto numThreads = static_cast<double>(input.numThreads);
    input.float32Gigaflops = machine.sgemmGigaflops
        / static_cast<double>(std::max<std::size_t>(machine.numThreads, 1)) * numThreads;
    input.gemmGigaflops = input.bfloat16 ? bfloat16Rate * numThreads : input.float32Gigaflops;
    return input;
}

RunForecast forecastRequest(const AnalysisRequest& request, const std::stop_token& stop)
{
    const PreparedRun prepared = prepareRun(request, stop);
    return stop.stop_requested() ? RunForecast() : forecastRun(measureForForecast(request, prepared));
}

} // namespace bathyscope
