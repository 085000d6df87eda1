// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FrequencyControl.h"

#include "core/statistics/Distribution.h"
#include "core/statistics/QuantileFunction.h"

#include <cmath>

namespace bathyscope {

FrequencyControl frequencyControl(const LayerSummary& layer, double rate)
{
    const auto median = [&layer](std::string_view id) {
        return quantile(sortedWithoutNaN(layer.column(id)), 0.5);
    };
    FrequencyControl control {.raw = median("r_length"),
                              .givenFrequency = median("r_length_given_frequency"),
                              .givenFrequencyPosition = median("r_length_given_frequency_position"),
                              .stratified = median("r_length_stratified")};
    const std::vector<double>& q = layer.column("q_length");
    const std::vector<double>& beyond = layer.column("p_length_beyond_frequency");
    for (std::size_t neuron = 0; neuron < layer.numNeurons; ++neuron) {
        control.numTested += std::isnan(q[neuron]) ? 0 : 1;
        if (q[neuron] < rate) {
            ++control.numDiscoveries;
            control.numBeyond += beyond[neuron] < beyondFrequencyLevel ? 1 : 0;
        }
    }
    return control;
}

} // namespace bathyscope
