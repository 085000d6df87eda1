// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FrequencyControl.h"

#include "core/statistics/Correlation.h"
#include "core/statistics/Distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bathyscope {

FrequencyControl frequencyControl(const LayerSummary& layer, double rate)
{
    const auto median = [&layer](std::string_view id) { return medianOf(layer.column(id)); };
    const auto size = [&layer](std::string_view id) {
        std::vector<double> sizes = layer.column(id);
        std::ranges::transform(sizes, sizes.begin(), [](double r) { return std::abs(r); });
        return medianOf(sizes);
    };
    FrequencyControl control {.raw = median("r_length"),
                              .givenFrequency = median("r_length_given_frequency"),
                              .givenFrequencyPosition = median("r_length_given_frequency_position"),
                              .stratified = median("r_length_stratified"),
                              .rawSize = size("r_length"),
                              .givenFrequencySize = size("r_length_given_frequency"),
                              .stratifiedSize = size("r_length_stratified")};
    const std::vector<double>& q = layer.column("q_length");
    const std::vector<double>& beyond = layer.column("p_length_beyond_frequency");
    for (std::size_t neuron = 0; neuron < layer.numNeurons; ++neuron) {
        const bool isBeyond = beyond[neuron] < beyondFrequencyLevel;
        const bool isDiscovery = q[neuron] < rate;
        control.numTested += std::isnan(q[neuron]) ? 0 : 1;
        control.numDiscoveries += isDiscovery ? 1 : 0;
        control.numBeyondTested += std::isnan(beyond[neuron]) ? 0 : 1;
        control.numBeyond += isBeyond ? 1 : 0;
        control.numDiscoveriesBeyond += isBeyond && isDiscovery ? 1 : 0;
    }
    return control;
}

double FrequencyControl::beyondShare() const
{
    return numBeyondTested > 0 && numTested > 0
        ? static_cast<double>(numBeyond) / static_cast<double>(numTested)
        : std::numeric_limits<double>::quiet_NaN();
}

double FrequencyControl::discoveriesBeyondShare() const
{
    return numBeyondTested > 0 && numDiscoveries > 0
        ? static_cast<double>(numDiscoveriesBeyond) / static_cast<double>(numDiscoveries)
        : std::numeric_limits<double>::quiet_NaN();
}

double lengthFrequencyCorrelation(const TokenFeatures& features)
{
    double count = 0;
    double lengthMean = 0;
    double frequencyMean = 0;
    double lengthSquares = 0;
    double frequencySquares = 0;
    double product = 0;
    for (std::size_t token = 0; token < features.frequency.size(); ++token) {
        if (features.isLeftOut(token)) {
            continue;
        }
        count += 1;
        const double lengthShift = features.length[token] - lengthMean;
        const double frequencyShift = features.frequency[token] - frequencyMean;
        lengthMean += lengthShift / count;
        frequencyMean += frequencyShift / count;
        lengthSquares += lengthShift * (features.length[token] - lengthMean);
        frequencySquares += frequencyShift * (features.frequency[token] - frequencyMean);
        product += lengthShift * (features.frequency[token] - frequencyMean);
    }
    return pearsonCorrelation(product, lengthSquares, frequencySquares);
}

} // namespace bathyscope
