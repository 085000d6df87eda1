// SPDX-License-Identifier: GPL-3.0-or-later
// Whole runs against the machine's own matrix products. Every run is a process of its own, so that its peak
// memory is its own; the products are measured in the same process, half of them before the run and half
// after it, since a machine's speed drifts.
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/ModelConfig.h"
#include "core/engine/Engine.h"
#include "core/engine/HookPoint.h"
#include "core/engine/Sgemm.h"
#include "core/files/RunFile.h"
#include "core/run/AnalysisRun.h"
#include "core/run/ForecastMeasurement.h"
#include "core/run/MachinePace.h"
#include "core/support/ProcessMemory.h"
#include "core/support/Resources.h"
#include "tests/benchmarks/RandomCheckpoint.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace bathyscope;
using Clock = std::chrono::steady_clock;
using nlohmann::json;

constexpr std::string_view usage =
    R"(usage: bench_analysis MODEL_FOLDER [options]
       bench_analysis --make 125m|1.3b|2.7b MODEL_FOLDER     writes a random checkpoint of that size

  --tokens N,N,...    tokens to read, one run each (default 8192); the sample text is repeated as needed
  --threads N,N,...   threads, one run each (default: all physical cores)
  --precision P,...   float32, bfloat16 (default float32)
  --permutations K    of both nulls (default 200)
  --window TOKENS     window length (default 512)
  --hook NAME         hook point (default mlp.hook_pre)
  --batch TOKENS      tokens that a thread takes through a layer at once (default: as the program chooses)
  --memory BYTES      memory budget of a run (default: none)
  --repeat N          runs of each kind; the table shows medians (default 1)
  --json              one JSON object a run instead of the table
)";

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Appends the seconds of `count` products of [tokens, inputs] by [outputs, inputs] transposed; the first
/// one, which wakes threads and memory, is not counted.
void timeProducts(std::size_t tokens, std::size_t inputs, std::size_t outputs, std::size_t count,
                  std::vector<double>& seconds)
{
    const std::vector<float> x(tokens * inputs, 0.5F);
    const std::vector<float> weights(outputs * inputs, 0.25F);
    std::vector<float> y(tokens * outputs);
    for (std::size_t repetition = 0; repetition <= count; ++repetition) {
        const Clock::time_point begin = Clock::now();
        multiplyByTransposed({x.data(), tokens, inputs, inputs}, {weights.data(), outputs, inputs, inputs},
                             {y.data(), tokens, outputs, outputs});
        if (repetition > 0) {
            seconds.push_back(secondsSince(begin));
        }
    }
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// What the products of a run up to its last hook cost at the machine's own float32 rate, in seconds; FLOP
/// beside it.
struct GemmWork
{
    double seconds = 0;
    double flop = 0;
};

class GemmMeasurement
{
public:
    /// Some products of every shape of a block. Half a second or so each.
    void measure(const ModelConfig& config)
    {
        const std::size_t d = config.hiddenSize;
        const std::size_t mlp = config.intermediateSize;
        timeProducts(rows, d, d, 4 * repetitions, m_square);
        timeProducts(rows, d, mlp, repetitions, m_up);
        timeProducts(rows, mlp, d, repetitions, m_down);
    }

    /// From the median of every shape.
    [[nodiscard]] GemmWork work(const ModelConfig& config, std::size_t numTokens) const
    {
        const double batches = static_cast<double>(numTokens) / rows;
        const auto d = static_cast<double>(config.hiddenSize);
        const auto mlp = static_cast<double>(config.intermediateSize);
        const auto layers = static_cast<double>(config.numLayers);
        return {.seconds = batches
                    * (layers * (4 * median(m_square) + median(m_up)) + (layers - 1) * median(m_down)),
                .flop = 2 * static_cast<double>(numTokens)
                    * (layers * (4 * d * d + d * mlp) + (layers - 1) * d * mlp)};
    }

private:
    static constexpr std::size_t rows = 1024; // two windows
    static constexpr std::size_t repetitions = 8;
    std::vector<double> m_square;
    std::vector<double> m_up;
    std::vector<double> m_down;
};

class Silent final : public RunObserver
{
public:
    void snapshotPublished(std::shared_ptr<const AnalysisSnapshot> /*snapshot*/) override { }
};

/// The shipped sample text, as often as `numTokens` need.
Document longText(std::size_t numTokens)
{
    constexpr std::size_t sampleTokens = 8400; // at least, in GPT-2's vocabulary
    Document document = readDocument(resourcesFolder() / "sample-text.txt");
    const std::string once = document.text;
    for (std::size_t tokens = sampleTokens; tokens < numTokens; tokens += sampleTokens) {
        document.text += once;
    }
    return document;
}

/// One run and its measurements, by name; seconds and bytes.
json measure(AnalysisRequest request)
{
    const std::size_t numThreads = setNumThreads(request.numThreads);
    request.text = longText(request.maxTokens);
    const ModelConfig config = ModelConfig::read(request.modelFolder / "config.json");
    GemmMeasurement products;
    products.measure(config);
    const Clock::time_point beginLoading = Clock::now();
    (void)engine();
    const double machine = machineReport().sgemmGigaflops;
    const double pace = machinePace().pace;
    const double loadingSeconds = secondsSince(beginLoading);
    const RunForecast forecast = forecastRequest(request, {});

    setNumThreads(request.numThreads);
    const Clock::time_point begin = Clock::now();
    Silent observer;
    const auto result = runAnalysis(request, {}, observer);
    const Clock::time_point beginFile = Clock::now();
    const auto file = std::filesystem::temp_directory_path() / fmt::format("bench_analysis-{}", getpid());
    writeRunFile(file, *result);
    const double fileSeconds = secondsSince(beginFile);
    const double wallSeconds = loadingSeconds + secondsSince(begin);
    const std::uint64_t peakBytes = processMemory().peakResidentBytes;
    std::filesystem::remove(file);

    const std::size_t numTokens = result->info->windows.numTokens();
    products.measure(config);
    const GemmWork work = products.work(config, numTokens);
    const RunTiming& timing = result->timing;
    const SweepTiming& sweep = timing.sweep;
    return {{"model", request.modelName},
            {"tokens", numTokens},
            {"threads", numThreads},
            {"permutations", request.numPermutations},
            {"precision", precisionNames.at(static_cast<std::size_t>(result->info->precision))},
            {"blas", result->info->blas},
            {"pace", pace},
            {"machine", machine},
            {"loading", loadingSeconds},
            {"prepare", timing.prepareSeconds},
            {"wait_for_weights", sweep.waitForWeightsSeconds},
            {"layer_norm", sweep.stages.layerNorm},
            {"projections", sweep.stages.projections},
            {"attention", sweep.stages.attention},
            {"mlp", sweep.stages.mlp},
            {"statistics", sweep.stages.hooks},
            {"idle", sweep.idleSeconds},
            {"summaries", timing.summarySeconds},
            {"digest", timing.digestSeconds},
            {"file", fileSeconds},
            {"whole", wallSeconds},
            {"gemm", work.seconds},
            {"gflops", work.flop / work.seconds / 1e9},
            {"ratio", wallSeconds / work.seconds},
            {"tokens_per_second", static_cast<double>(numTokens) / wallSeconds},
            {"peak_bytes", peakBytes},
            {"forecast", forecast.seconds},
            {"forecast_ratio", forecast.seconds / timing.totalSeconds},
            {"forecast_bytes", forecast.peakMemoryBytes},
            {"forecast_bytes_ratio",
             static_cast<double>(forecast.peakMemoryBytes) / static_cast<double>(peakBytes)}};
}

/// measure() in a process of its own; throws where that failed.
json measureApart(const AnalysisRequest& request)
{
    std::array<int, 2> ends {};
    if (pipe(ends.data()) != 0) {
        throw std::runtime_error("A pipe cannot be opened.");
    }
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        try {
            const std::string text = measure(request).dump();
            _exit(write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : 1);
        } catch (const std::exception& problem) {
            fmt::print(stderr, "{}\n", problem.what());
            _exit(1);
        }
    }
    close(ends[1]);
    std::string text;
    std::array<char, 4096> piece {};
    for (ssize_t count = 0; (count = read(ends[0], piece.data(), piece.size())) > 0;) {
        text.append(piece.data(), static_cast<std::size_t>(count));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) {
        throw std::runtime_error("The run failed.");
    }
    return json::parse(text);
}

/// Medians of what is a number, run by run; the rest of the first one.
json medians(const std::vector<json>& runs)
{
    json result = runs.front();
    for (const auto& [name, value] : result.items()) {
        if (value.is_number()) {
            std::vector<double> values(runs.size());
            std::ranges::transform(runs, values.begin(),
                                   [&name = name](const json& run) { return run.at(name).get<double>(); });
            value = median(std::move(values));
        }
    }
    return result;
}

void printTable(const std::vector<json>& columns)
{
    struct Row
    {
        std::string_view name;
        std::string_view label;
        double factor;
        int decimals;
    };
    static constexpr std::array<Row, 25> rows {{{"tokens", "tokens", 1, 0},
                                                {"threads", "threads", 1, 0},
                                                {"pace", "pace", 1, 2},
                                                {"loading", "engine loaded, machine measured, s", 1, 3},
                                                {"prepare", "prepare, s", 1, 3},
                                                {"wait_for_weights", "waiting for weights, s", 1, 3},
                                                {"layer_norm", "layer norm, s", 1, 3},
                                                {"projections", "projections, s", 1, 3},
                                                {"attention", "attention, s", 1, 3},
                                                {"mlp", "MLP, s", 1, 3},
                                                {"statistics", "statistics, s", 1, 3},
                                                {"idle", "idle threads, s", 1, 3},
                                                {"summaries", "summaries, s", 1, 3},
                                                {"digest", "waiting for the digest, s", 1, 3},
                                                {"file", "run file, s", 1, 3},
                                                {"whole", "whole run, s", 1, 3},
                                                {"gemm", "products alone, float32, s", 1, 3},
                                                {"gflops", "their rate, GFLOP/s", 1, 0},
                                                {"ratio", "whole run / products alone", 1, 3},
                                                {"tokens_per_second", "tokens/s", 1, 0},
                                                {"peak_bytes", "peak resident set, MB", 1e-6, 0},
                                                {"forecast", "forecast of the run, s", 1, 3},
                                                {"forecast_ratio", "forecast / run", 1, 2},
                                                {"forecast_bytes", "forecast of the peak, MB", 1e-6, 0},
                                                {"forecast_bytes_ratio", "forecast / peak", 1, 2}}};
    const json& first = columns.front();
    fmt::print("{}, {}\n{:36}", first.at("model").get<std::string>(), first.at("blas").get<std::string>(),
               "");
    for (const json& column : columns) {
        fmt::print("{:>12}", column.at("precision").get<std::string>());
    }
    for (const Row& row : rows) {
        fmt::print("\n{:36}", row.label);
        for (const json& column : columns) {
            fmt::print("{:12.{}f}", column.at(row.name).get<double>() * row.factor, row.decimals);
        }
    }
    fmt::print("\n");
    const json& last = columns.back();
    const double moreTokens = last.at("tokens").get<double>() - first.at("tokens").get<double>();
    if (moreTokens > 0) {
        fmt::print("{:36}{:12.0f}\n", "bytes per extra token",
                   (last.at("peak_bytes").get<double>() - first.at("peak_bytes").get<double>()) / moreTokens);
    }
}

std::vector<std::string> split(const std::string& list)
{
    std::vector<std::string> items;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        items.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return items;
}

struct Options
{
    std::string model;
    std::string make; ///< size; empty: run
    std::vector<std::string> tokens {"8192"};
    std::vector<std::string> threads {"0"};
    std::vector<std::string> precisions {"float32"};
    std::size_t numPermutations = 200;
    std::uint64_t memoryBytes = 0;
    std::size_t windowLength = usualWindowLength;
    std::size_t batchTokens = AnalysisRequest().batchTokens;
    std::string hook {hookPointInfo(AnalysisRequest().hook).name};
    std::size_t numRepetitions = 1;
    bool isJson = false;
};

Options parse(const std::vector<std::string>& arguments)
{
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--json") {
            options.isJson = true;
            continue;
        }
        if (!name.starts_with("--")) {
            options.model = name;
            continue;
        }
        if (++i == arguments.size()) {
            throw std::invalid_argument(name + " needs a value, or is no option.");
        }
        const std::string& value = arguments[i];
        if (name == "--make") {
            options.make = value;
        } else if (name == "--tokens") {
            options.tokens = split(value);
        } else if (name == "--threads") {
            options.threads = split(value);
        } else if (name == "--precision") {
            options.precisions = split(value);
        } else if (name == "--window") {
            options.windowLength = std::stoul(value);
        } else if (name == "--hook") {
            options.hook = value;
        } else if (name == "--batch") {
            options.batchTokens = std::stoul(value);
        } else if (name == "--memory") {
            options.memoryBytes = std::stoull(value);
        } else if (name == "--permutations") {
            options.numPermutations = std::stoul(value);
        } else if (name == "--repeat") {
            options.numRepetitions = std::max(std::size_t {1}, static_cast<std::size_t>(std::stoul(value)));
        } else {
            throw std::invalid_argument("There is no option " + name + ".");
        }
    }
    if (options.model.empty()) {
        throw std::invalid_argument("A model folder is needed.");
    }
    return options;
}

void run(const Options& options)
{
    AnalysisRequest request;
    request.modelFolder = options.model;
    request.modelName = std::filesystem::path(options.model).filename().string();
    request.memoryBytes = options.memoryBytes;
    request.windowLength = options.windowLength;
    request.batchTokens = options.batchTokens;
    const std::optional<HookPoint> hook = parseHookPoint(options.hook);
    if (!hook) {
        throw std::invalid_argument("There is no hook point " + options.hook + ".");
    }
    request.hook = *hook;
    request.numPermutations = options.numPermutations;
    std::vector<json> columns;
    for (const std::string& precision : options.precisions) {
        request.precision = precision == "bfloat16" ? PrecisionChoice::Bfloat16 : PrecisionChoice::Float32;
        for (const std::string& threads : options.threads) {
            request.numThreads = std::stoul(threads);
            for (const std::string& tokens : options.tokens) {
                request.maxTokens = std::stoul(tokens);
                std::vector<json> runs(options.numRepetitions);
                std::ranges::generate(runs, [&request] { return measureApart(request); });
                columns.push_back(medians(runs));
                if (options.isJson) {
                    fmt::print("{}\n", columns.back().dump());
                }
            }
        }
    }
    if (!options.isJson) {
        printTable(columns);
    }
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const Options options = parse({argv + 1, argv + argc});
        if (options.make.empty()) {
            run(options);
        } else {
            bench::writeRandomCheckpoint(options.model, options.make);
        }
        return EXIT_SUCCESS;
    } catch (const std::logic_error& problem) { // wrong usage
        fmt::print(stderr, "{}\n{}", problem.what(), usage);
        return 2;
    } catch (const std::exception& problem) {
        fmt::print(stderr, "{}\n", problem.what());
        return EXIT_FAILURE;
    }
}
