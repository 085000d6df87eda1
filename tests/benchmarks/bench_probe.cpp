// SPDX-License-Identifier: GPL-3.0-or-later
// Milliseconds until one neuron's activation on 8,192 tokens is there, file in the cache. Prints a table; not
// a test.
#include "core/analysis/NeuronProbe.h"
#include "core/checkpoint/SafetensorsWriter.h"
#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <omp.h>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bathyscope {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t numTokens = 8192;
constexpr std::size_t numNeurons = 64; ///< the probe reads one row of them
constexpr std::size_t numRounds = 41;

class TemporaryFolder
{
public:
    TemporaryFolder()
    {
        std::string name = (fs::temp_directory_path() / "bathyscope-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw Error(ErrorKind::FileUnwritable, "There is no folder for temporary files.");
        }
        m_path = name;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    [[nodiscard]] const fs::path& path() const
    {
        return m_path;
    }

private:
    fs::path m_path;
};

std::vector<float> someValues(std::size_t count)
{
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = static_cast<float>(i * 2654435761U % 2000) / 1000.0F - 1.0F;
    }
    return values;
}

/// A model of one layer that has the weights of c_fc and no others.
std::shared_ptr<const Checkpoint> writeCheckpoint(const fs::path& folder, std::size_t hiddenSize)
{
    std::ofstream(folder / "config.json")
        << fmt::format(R"({{"model_type": "gpt_neo", "activation_function": "gelu_new", "vocab_size": 8,
                           "attention_types": [[["global"], 1]], "hidden_size": {}, "num_heads": 1,
                           "intermediate_size": {}, "num_layers": 1, "max_position_embeddings": 512,
                           "window_size": 256, "layer_norm_epsilon": 1e-5}})",
                       hiddenSize, numNeurons);
    const auto rows = static_cast<std::int64_t>(numNeurons);
    const std::vector<TensorPlan> plan {
        {"h.0.mlp.c_fc.weight", DType::F32, {rows, static_cast<std::int64_t>(hiddenSize)}},
        {"h.0.mlp.c_fc.bias", DType::F32, {rows}}};
    SafetensorsWriter writer(folder / "model.safetensors", plan, {});
    writer.append(std::span<const float>(someValues(numNeurons * hiddenSize)));
    writer.append(std::span<const float>(someValues(numNeurons)));
    writer.commit();
    return Checkpoint::open(folder);
}

/// Median of several probes of different neurons.
double medianMilliseconds(const NeuronProbe& probe, HookPoint point)
{
    std::array<double, numRounds> times {};
    for (std::size_t round = 0; round < numRounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        const std::vector<float> values = probe.probe({point, 0}, round);
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        times[round] = time.count();
    }
    std::ranges::nth_element(times, times.begin() + numRounds / 2);
    return times[numRounds / 2];
}

void measure(std::size_t hiddenSize, StoredPrecision precision)
{
    const TemporaryFolder folder;
    const auto checkpoint = writeCheckpoint(folder.path(), hiddenSize);
    const ActivationStorePlan plan {
        .numLayers = 1, .numTokens = numTokens, .width = hiddenSize, .precision = precision};
    const auto store = std::make_shared<ActivationStore>(plan, folder.path());
    const std::vector<float> rows = someValues(numTokens * hiddenSize);
    const auto start = std::chrono::steady_clock::now();
    store->keep(0, 0, rows);
    const std::chrono::duration<double, std::milli> keeping = std::chrono::steady_clock::now() - start;
    const double product =
        medianMilliseconds(NeuronProbe(checkpoint, store, HookPoint::MlpPre), HookPoint::MlpPre);
    const double column =
        medianMilliseconds(NeuronProbe(checkpoint, store, HookPoint::MlpOut), HookPoint::MlpOut);
    std::printf("%8zu %9s %8.1f %10.1f %10.1f %10.1f\n", hiddenSize,
                precision == StoredPrecision::Float32 ? "float32" : "float16",
                static_cast<double>(plan.numBytes()) / 1e6, keeping.count(), product, column);
}

} // namespace
} // namespace bathyscope

int main()
{
    using namespace bathyscope;
    try {
        std::printf("%zu tokens, %d threads, milliseconds, medians of %zu probes\n\n", numTokens,
                    omp_get_max_threads(), numRounds);
        std::printf("%8s %9s %8s %10s %10s %10s\n", "d_model", "stored as", "MB", "keep once", "hook_pre",
                    "column");
        for (const std::size_t hiddenSize : {768U, 2048U, 2560U}) {
            measure(hiddenSize, StoredPrecision::Float32);
            measure(hiddenSize, StoredPrecision::Float16);
        }
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
