// SPDX-License-Identifier: GPL-3.0-or-later
// Seconds until a large run file is written and open, and what the journal of a run costs. Prints a table;
// not a test.
#include "core/analysis/RunInfo.h"
#include "core/files/RunFile.h"
#include "core/files/RunJournal.h"
#include "core/statistics/PermutedDiscoveries.h"
#include "core/statistics/QuantileFunction.h"
#include "tests/support/ScriptedRun.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace bathyscope::test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t numRounds = 7;

double seconds(clockid_t clock)
{
    std::timespec time {};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Of several rounds, by the clock on the wall or by that of the processor, which knows no other programs.
template <typename Work>
double medianSeconds(Work&& work, clockid_t clock = CLOCK_MONOTONIC)
{
    std::vector<double> times;
    for (std::size_t round = 0; round < numRounds; ++round) {
        const double begin = seconds(clock);
        work();
        times.push_back(seconds(clock) - begin);
    }
    std::ranges::sort(times);
    return times[numRounds / 2];
}

double megabytesIn(const fs::path& path)
{
    double bytes = 0;
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::directory_iterator(path)) {
            bytes += static_cast<double>(entry.file_size());
        }
    } else {
        bytes = static_cast<double>(fs::file_size(path));
    }
    return bytes / 1e6;
}

/// A stopped run whose layers hold what computed ones do.
std::shared_ptr<const AnalysisSnapshot> computed(const ScriptedRun& scripted)
{
    auto run = std::make_shared<AnalysisSnapshot>(*scripted.finished());
    run->outcome = RunOutcome::Running;
    const auto permuted = std::make_shared<const PermutedDiscoveries>(run->info->numPermutations);
    for (auto& layer : run->layers) {
        auto whole = std::make_shared<LayerSummary>(*layer);
        whole->significance->pPooled = whole->column("p_length");
        whole->significance->permuted = permuted;
        whole->jackknife.without.assign(whole->jackknife.numUnits,
                                        quantileFunction(sortedWithoutNaN(whole->column("r_length"))));
        layer = std::move(whole);
    }
    return run;
}

void measureRunFile(const fs::path& folder)
{
    const auto run = ScriptedRun({.numLayers = 32, .numNeurons = 10240}).finished();
    const fs::path path = folder / "run.safetensors";
    const double write = medianSeconds([&] { writeRunFile(path, *run); });
    const double read = medianSeconds([&] { (void)readRunFile(path); });
    const double processor = medianSeconds([&] { (void)readRunFile(path); }, CLOCK_PROCESS_CPUTIME_ID);
    fmt::print("run file of 32 layers of 10240 neurons, {:.0f} MB: written in {:.3f} s, open in {:.3f} s, "
               "{:.3f} s of a core\n",
               megabytesIn(path), write, read, processor);
}

void measureJournal(const fs::path& folder)
{
    const auto run = computed(ScriptedRun({.numLayers = 24, .numNeurons = 8192}));
    const fs::path path = folder / "journal";
    const double begin = seconds(CLOCK_MONOTONIC);
    const double beginProcessor = seconds(CLOCK_PROCESS_CPUTIME_ID);
    {
        RunJournal(path).keep(run);
    }
    const auto numLayers = static_cast<double>(run->layers.size());
    const double wall = (seconds(CLOCK_MONOTONIC) - begin) / numLayers;
    const double processor = (seconds(CLOCK_PROCESS_CPUTIME_ID) - beginProcessor) / numLayers;
    const double read = medianSeconds([&] { (void)readJournal(path); });
    fmt::print(
        "journal of 24 layers of 8192 neurons, {:.0f} MB: a layer on disk in {:.1f} ms, of which {:.1f} "
        "ms of a core; read and concluded in {:.3f} s\n",
        megabytesIn(path), wall * 1e3, processor * 1e3, read);
}

int run()
{
    std::string name = (fs::temp_directory_path() / "bathyscope-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        fmt::print(stderr, "There is no folder for temporary files.\n");
        return EXIT_FAILURE;
    }
    measureRunFile(name);
    measureJournal(name);
    fs::remove_all(name);
    return EXIT_SUCCESS;
}

} // namespace
} // namespace bathyscope::test

int main()
{
    try {
        return bathyscope::test::run();
    } catch (const std::exception& problem) {
        fmt::print(stderr, "{}\n", problem.what());
        return EXIT_FAILURE;
    }
}
