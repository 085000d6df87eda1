// SPDX-License-Identifier: GPL-3.0-or-later
// Time of the statistics of a whole run, layer by layer and batch by batch as a run feeds them: nanoseconds a
// value and core, and seconds, for the shapes of GPT-Neo 125M and 1.3B. No model is needed; activations are
// drawn once.
#include "core/statistics/LayerStatistics.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <omp.h>
#include <random>
#include <vector>

namespace {

using namespace bathyscope;

struct Shape
{
    const char* name;
    std::size_t numLayers;
    std::size_t numNeurons;
};

constexpr std::size_t numTokens = 8192;
constexpr std::size_t batchTokens = 1024;
constexpr int numRepetitions = 5;

/// Tokens of 2,500 types, as a text of this length has, in windows of 512.
std::shared_ptr<const RunDesign> drawDesign(std::mt19937& random, std::size_t numPermutations)
{
    constexpr int numTypes = 2500;
    std::poisson_distribution<std::int32_t> length(3);
    std::vector<std::int32_t> lengthOf(numTypes);
    std::ranges::generate(lengthOf, [&] { return length(random) + 1; });
    std::geometric_distribution<TokenId> type(0.003);
    std::vector<TokenId> ids(numTokens);
    std::ranges::generate(ids, [&] { return std::min(type(random), numTypes - 1); });
    std::vector<std::int32_t> lengths;
    lengths.reserve(numTokens);
    for (const TokenId id : ids) {
        lengths.push_back(lengthOf[static_cast<std::size_t>(id)]);
    }
    const TokenWindows windows = TokenWindows::cut(ids, 512);
    auto features = std::make_shared<TokenFeatures>(makeTokenFeatures(windows, lengths));
    return makeRunDesign(features, ids, windows.windows(), {.numPermutations = numPermutations, .seed = 1});
}

std::vector<float> drawActivations(std::size_t numNeurons, std::mt19937& random)
{
    std::normal_distribution<float> normal;
    std::vector<float> means(numNeurons);
    std::ranges::generate(means, [&] { return 0.5F * normal(random); });
    std::vector<float> values(batchTokens * numNeurons);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = means[i % numNeurons] + normal(random);
    }
    return values;
}

/// Seconds of one layer, the best of several.
double timeLayer(const Shape& shape, const std::vector<float>& values,
                 const std::shared_ptr<const RunDesign>& design)
{
    double best = 1e9;
    for (int repetition = 0; repetition < numRepetitions; ++repetition) {
        const auto begin = std::chrono::steady_clock::now();
        LayerStatistics statistics({}, shape.numNeurons, design);
        for (std::size_t token = 0; token < numTokens; token += batchTokens) {
            statistics.add({.hook = {},
                            .firstToken = token,
                            .numTokens = batchTokens,
                            .width = shape.numNeurons,
                            .data = values.data()});
        }
        const LayerSummary summary = statistics.summarize();
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
        best = std::min(best, elapsed.count());
        if (summary.numTokens != numTokens) {
            return -1;
        }
    }
    return best;
}

} // namespace

int main()
{
    std::mt19937 random(1);
    for (const Shape& shape : {Shape {"125M", 12, 3072}, Shape {"1.3B", 24, 8192}}) {
        const std::vector<float> values = drawActivations(shape.numNeurons, random);
        for (const std::size_t numPermutations : {std::size_t {0}, std::size_t {200}}) {
            const auto design = drawDesign(random, numPermutations);
            for (const int numThreads : {1, 2}) {
                omp_set_num_threads(numThreads);
                const double layer = timeLayer(shape, values, design);
                const double numValues =
                    static_cast<double>(numTokens) * static_cast<double>(shape.numNeurons);
                std::printf("%s  K = %3zu  %d thread%s  %.2f ns a value and thread  %.3f s for %zu layers\n",
                            shape.name, numPermutations, numThreads, numThreads == 1 ? " " : "s",
                            layer / numValues * 1e9 * numThreads,
                            layer * static_cast<double>(shape.numLayers), shape.numLayers);
            }
        }
    }
    return 0;
}
