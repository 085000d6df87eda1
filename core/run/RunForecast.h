// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelConfig.h"
#include "core/engine/HookPoint.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace bathyscope {

/// What a run's needs depend on, on the CPU.
struct ForecastInput
{
    ModelConfig config;
    std::size_t numTokens = 0;
    std::size_t numDistinctTokens = 0; ///< different ids among them; 0 = unknown
    std::size_t windowLength = 512; ///< tokens
    std::size_t batchTokens = 512; ///< at least, in whole windows
    HookPoint hook = HookPoint::MlpPre;
    std::size_t numPermutations = 0;
    std::size_t numThreads = 1;
    bool bfloat16 = false; ///< products in that precision
    double gemmGigaflops = 0; ///< measured in that precision with those threads; 0 = not measured
    double float32Gigaflops = 0; ///< the same in float32, in which attention always is; 0 = as gemmGigaflops
    double pace = 1; ///< machinePace()
    bool isBusy = false; ///< others computed while rate and pace were measured
    double startSeconds = 0; ///< that its process needs for what later runs need not do again
    double textBytes = 0;
    double memoryBudgetBytes = 0; ///< of the whole process; 0 = no limit
    double machineMemoryBytes = 0; ///< that the process can have at all; 0 = unknown
    double processBytes = 0; ///< resident before the run, with its tokenizer; 0 = as the command line's
    double weightBytesOnDisk = 0;
    bool isDigestKnown = true; ///< of the weights; otherwise a run reads them all once more
    bool isProbed = false; ///< keeps what NeuronProbe needs
    bool isWatched = false; ///< a window draws every layer meanwhile
    std::optional<std::uint64_t> freeDiskBytes; ///< in the folder of scratch files; nothing: unknown
};

/// What a run will need. Right within 25 % on a machine that does nothing else.
struct RunForecast
{
    double flop = 0; ///< of the matrix products up to the last hook, without attention's
    double seconds = 0; ///< from its beginning to its conclusion; 0 where no rate was measured
    std::uint64_t peakMemoryBytes = 0; ///< of the whole process
    std::uint64_t minimalMemoryBytes = 0; ///< with the hidden states in a scratch file
    std::uint64_t scratchBytes = 0; ///< hidden states that do not fit the budget; 0 if they do
    std::uint64_t probeBytes = 0; ///< of the file behind NeuronProbe; 0 where there is none
    std::string probeProblem; ///< why there is none though it was asked for; the run does without
    std::uint64_t runFileBytes = 0;
    bool isBusy = false; ///< the machine is, so that the run may need more seconds
    bool fits = true; ///< budget and machine
    std::string problem; ///< where it does not fit: one sentence, which names the minimum
};

/// From sizes and the measured rate alone: opens nothing, costs microseconds.
[[nodiscard]] RunForecast forecastRun(const ForecastInput& input);

} // namespace bathyscope
