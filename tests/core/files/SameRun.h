// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/files/ConclusionsJson.h"
#include "core/statistics/NeuronStatistic.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <string>

namespace bathyscope::test {

/// What two runs that should be one and the same differ in; empty where nothing. Columns may differ by
/// `tolerance`: the products of two runs agree to their last bits only. Conclusions are compared as text.
/// Both are runs of one thread: several add to the sums of the permutations in any order, and a p may then
/// differ by one of them.
inline std::string differenceOf(const AnalysisSnapshot& a, const AnalysisSnapshot& b, double tolerance = 1e-6)
{
    if (a.outcome != b.outcome || a.layers.size() != b.layers.size()) {
        return "outcome or number of layers";
    }
    if (a.weightsSha256 != b.weightsSha256) {
        return "weights";
    }
    for (std::size_t i = 0; i < a.layers.size(); ++i) {
        const std::string layer = "layer " + std::to_string(i) + " ";
        if (!a.layers[i] || !b.layers[i]) {
            return layer + "is missing";
        }
        for (std::size_t column = 0; column < neuronStatistics().size(); ++column) {
            for (std::size_t neuron = 0; neuron < a.layers[i]->numNeurons; ++neuron) {
                const double x = a.layers[i]->columns[column].at(neuron);
                const double y = b.layers[i]->columns[column].at(neuron);
                if (std::isnan(x) != std::isnan(y) || std::abs(x - y) > tolerance) {
                    return layer + std::string(neuronStatistics()[column].id);
                }
            }
        }
        if (a.layers[i]->jackknife.numUnits != b.layers[i]->jackknife.numUnits) {
            return layer + "jackknife";
        }
    }
    if ((a.zones == nullptr) != (b.zones == nullptr)
        || (a.zones && zonesJson(*a.zones).dump() != zonesJson(*b.zones).dump())) {
        return "zones";
    }
    if (findingsJson(a).dump() != findingsJson(b).dump()) {
        return "findings";
    }
    return modalityJson(a).dump() == modalityJson(b).dump() ? std::string() : "modality";
}

} // namespace bathyscope::test
