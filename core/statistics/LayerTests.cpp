// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerTests.h"

#include "core/statistics/LayerAccumulators.h"
#include "core/statistics/WindowPermutation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace bathyscope {

namespace {

/// The permutations' sums of products with lengths are float32: of activations up to this size they stay
/// finite, with room to spare for what is subtracted from them.
double largestSummable(const TokenFeatures& features)
{
    constexpr double room = 1e3;
    const auto numTokens = static_cast<double>(features.length.size());
    const double longest =
        features.length.empty() ? 1 : std::max(*std::ranges::max_element(features.length), 1);
    return static_cast<double>(std::numeric_limits<float>::max()) / (room * numTokens * longest);
}

} // namespace

void testNeurons(const LayerAccumulators& layer, NeuronAccumulators& total, LayerSummary& summary)
{
    if (!layer.lengthProducts) {
        return;
    }
    const double largest = largestSummable(*layer.features);
    std::vector<double> squares(layer.numNeurons); // Σ(a − mean a)², 0 for neurons that cannot be tested
    for (std::size_t neuron = 0; neuron < layer.numNeurons; ++neuron) {
        const NeuronMoments moments = total.moments.moments(neuron);
        const bool isTested = moments.numNonFinite == 0 && moments.min < moments.max && moments.max <= largest
            && moments.min >= -largest;
        squares[neuron] = isTested ? moments.m2 : 0;
    }
    const LengthSeries& series = *layer.design->lengthSeries;
    // Tokens outside full-length windows take no part: their share of the squares is left out.
    const double share =
        static_cast<double>(series.numTokens()) / static_cast<double>(layer.design->numTokens());
    std::vector<double> scale(layer.numNeurons);
    std::ranges::transform(squares, scale.begin(), [&](double square) {
        return square > 0 && series.squares() > 0 ? 1 / std::sqrt(square * share * series.squares()) : 0.0;
    });
    PermutationResult result = testPermutations(
        series.terms(),
        {.sums = layer.lengthProducts->table(), .rowStride = layer.numNeurons, .scale = scale});
    total.tests.pLength = std::move(result.p);
    total.tests.pBeyondFrequency = layer.design->typePermutation->test(layer.typeSums->sums(squares)).p;
    summary.significance = LayerSignificance {
        .pPooled = std::move(result.pPooled),
        .band = std::move(result.band),
        .permuted = std::make_shared<const PermutedDiscoveries>(std::move(result.permuted))};
}

} // namespace bathyscope
