// SPDX-License-Identifier: GPL-3.0-or-later
// A whole run against the machine's own matrix products: bench_analysis MODEL_FOLDER [TOKENS [THREADS]]
#include "core/analysis/AnalysisRun.h"
#include "core/analysis/RunFile.h"
#include "core/checkpoint/GptNeoConfig.h"
#include "core/support/Error.h"
#include "core/support/ProcessMemory.h"
#include "core/support/Resources.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

// NOLINTNEXTLINE(readability-identifier-naming): the BLAS's name
extern "C" void sgemm_(const char* transposeA, const char* transposeB, const int* m, const int* n,
                       const int* k, const float* alpha, const float* a, const int* lda, const float* b,
                       const int* ldb, const float* beta, float* c, const int* ldc);

namespace {

using namespace bathyscope;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Best time of one product of [tokens, inputs] by [outputs, inputs] transposed, in seconds.
double gemmSeconds(std::size_t tokens, std::size_t inputs, std::size_t outputs)
{
    const std::vector<float> x(tokens * inputs, 0.5F);
    const std::vector<float> weights(outputs * inputs, 0.25F);
    std::vector<float> y(tokens * outputs);
    const int m = static_cast<int>(outputs);
    const int n = static_cast<int>(tokens);
    const int k = static_cast<int>(inputs);
    const float one = 1;
    const float zero = 0;
    double best = 1e9;
    for (int repetition = 0; repetition < 8; ++repetition) {
        const Clock::time_point begin = Clock::now();
        sgemm_("T", "N", &m, &n, &k, &one, weights.data(), &k, x.data(), &k, &zero, y.data(), &m);
        best = std::min(best, secondsSince(begin));
    }
    return best;
}

/// What the products of a run up to its last hook cost at the machine's own rate, in seconds; FLOP beside it.
struct GemmWork
{
    double seconds = 0;
    double flop = 0;
};

GemmWork gemmWork(const GptNeoConfig& config, std::size_t numTokens)
{
    constexpr std::size_t rows = 1024; // what a batch of two windows gives
    const double batches = static_cast<double>(numTokens) / rows;
    const auto d = static_cast<double>(config.hiddenSize);
    const auto mlp = static_cast<double>(config.intermediateSize);
    const auto layers = static_cast<double>(config.numLayers);
    const double square = gemmSeconds(rows, config.hiddenSize, config.hiddenSize);
    const double up = gemmSeconds(rows, config.hiddenSize, config.intermediateSize);
    const double down = gemmSeconds(rows, config.intermediateSize, config.hiddenSize);
    return {.seconds = batches * (layers * (4 * square + up) + (layers - 1) * down),
            .flop = 2 * static_cast<double>(numTokens)
                * (layers * (4 * d * d + d * mlp) + (layers - 1) * d * mlp)};
}

class Silent final : public RunObserver
{
public:
    void snapshotPublished(std::shared_ptr<const AnalysisSnapshot> /*snapshot*/) override { }
};

int run(const std::vector<std::string>& arguments)
{
    AnalysisRequest request;
    request.modelFolder = arguments.at(0);
    request.modelName = request.modelFolder.filename().string();
    request.maxTokens = arguments.size() > 1 ? std::stoul(arguments[1]) : request.maxTokens;
    request.numThreads = arguments.size() > 2 ? std::stoul(arguments[2]) : 0;
    request.text = readDocument(resourcesFolder() / "sample-text.txt");

    const GptNeoConfig config = GptNeoConfig::read(request.modelFolder / "config.json");
    const std::size_t numThreads = setNumThreads(request.numThreads);

    const Clock::time_point begin = Clock::now();
    Silent observer;
    const auto result = runAnalysis(request, {}, observer);
    const Clock::time_point beginFile = Clock::now();
    const auto file = std::filesystem::temp_directory_path()
        / fmt::format("bench_analysis-{}.safetensors", begin.time_since_epoch().count());
    writeRunFile(file, *result);
    std::filesystem::remove(file);
    const double fileSeconds = secondsSince(beginFile);
    const double wallSeconds = secondsSince(begin);
    const std::uint64_t peakBytes = processMemory().peakResidentBytes;

    const GemmWork work = gemmWork(config, result->info->windows.numTokens());
    const RunTiming& timing = result->timing;
    fmt::print("{}: {} tokens, {} threads, {}\n", request.modelName, result->info->windows.numTokens(),
               numThreads, result->info->blas);
    fmt::print("  prepare (open, tokenise, embed) {:8.3f} s\n", timing.prepareSeconds);
    const SweepTiming& sweep = timing.sweep;
    fmt::print("  waiting for weights             {:8.3f} s\n", sweep.waitForWeightsSeconds);
    fmt::print("  layer norm                      {:8.3f} s\n", sweep.stages.layerNorm);
    fmt::print("  projections                     {:8.3f} s\n", sweep.stages.projections);
    fmt::print("  attention                       {:8.3f} s\n", sweep.stages.attention);
    fmt::print("  MLP                             {:8.3f} s\n", sweep.stages.mlp);
    fmt::print("  statistics                      {:8.3f} s\n", sweep.stages.hooks);
    fmt::print("  idle threads                    {:8.3f} s\n", sweep.idleSeconds);
    fmt::print("  summaries, digest               {:8.3f} s\n", timing.summarySeconds + timing.digestSeconds);
    fmt::print("  run file                        {:8.3f} s\n", fileSeconds);
    fmt::print("  whole run                       {:8.3f} s\n", wallSeconds);
    fmt::print("  products alone ({:.3f} TFLOP)    {:8.3f} s at {:.0f} GFLOP/s\n", work.flop / 1e12,
               work.seconds, work.flop / work.seconds / 1e9);
    fmt::print("  ratio                           {:8.3f}\n", wallSeconds / work.seconds);
    fmt::print("  peak resident set               {:8.0f} MB\n", static_cast<double>(peakBytes) / 1e6);
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty() || arguments.front().starts_with("-")) {
        fmt::print(stderr, "usage: bench_analysis MODEL_FOLDER [TOKENS [THREADS]]\n");
        return 2;
    }
    try {
        return run(arguments);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "{}\n", problem.what());
        return EXIT_FAILURE;
    }
}
