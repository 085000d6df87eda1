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

std::shared_ptr<const TokenFeatures> drawFeatures(std::mt19937& random)
{
    auto features = std::make_shared<TokenFeatures>();
    features->medianLength = 4;
    std::poisson_distribution<std::int32_t> length(3);
    for (std::size_t token = 0; token < numTokens; ++token) {
        const std::int32_t drawn = length(random) + 1;
        features->length.push_back(drawn);
        features->group.push_back(drawn < 4       ? LengthGroup::Shorter
                                      : drawn > 4 ? LengthGroup::Longer
                                                  : LengthGroup::Equal);
        ++features->groupSizes[static_cast<std::size_t>(features->group.back())];
    }
    return features;
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
                 const std::shared_ptr<const TokenFeatures>& features)
{
    double best = 1e9;
    for (int repetition = 0; repetition < numRepetitions; ++repetition) {
        const auto begin = std::chrono::steady_clock::now();
        LayerStatistics statistics({}, shape.numNeurons, features);
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
    const auto features = drawFeatures(random);
    for (const Shape& shape : {Shape {"125M", 12, 3072}, Shape {"1.3B", 24, 8192}}) {
        const std::vector<float> values = drawActivations(shape.numNeurons, random);
        for (const int numThreads : {1, 2}) {
            omp_set_num_threads(numThreads);
            const double layer = timeLayer(shape, values, features);
            const double numValues = static_cast<double>(numTokens) * static_cast<double>(shape.numNeurons);
            std::printf("%s  %d thread%s  %.2f ns a value and thread  %.3f s for %zu layers\n", shape.name,
                        numThreads, numThreads == 1 ? " " : "s", layer / numValues * 1e9 * numThreads,
                        layer * static_cast<double>(shape.numLayers), shape.numLayers);
        }
    }
    return 0;
}
