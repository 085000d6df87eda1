// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerStatistics.h"

#include "core/statistics/GroupDescription.h"
#include "core/statistics/LayerAccumulators.h"
#include "core/statistics/LayerTests.h"
#include "core/statistics/NeuronStatistic.h"

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace bathyscope {

LayerStatistics::LayerStatistics(HookId hook, std::size_t numNeurons, std::shared_ptr<const RunDesign> design)
    : m_accumulators(std::make_unique<LayerAccumulators>(hook, numNeurons, std::move(design)))
{
}

LayerStatistics::~LayerStatistics() = default;

void LayerStatistics::restart(HookId hook)
{
    m_accumulators->restart(hook);
}

void LayerStatistics::add(const ActivationView& activations)
{
    LayerAccumulators& all = *m_accumulators;
    all.check(activations);
    const std::vector<std::int64_t>& numberOf = all.design->numberOf;
    if (numberOf.empty()) {
        all.add(activations);
        return;
    }
    std::vector<float> rows; // of the tokens that are not left out
    rows.reserve(activations.numTokens * activations.width);
    ActivationView kept {.hook = activations.hook, .width = activations.width};
    for (std::size_t i = 0; i < activations.numTokens; ++i) {
        const std::int64_t number = numberOf[activations.firstToken + i];
        if (number != RunDesign::leftOut) {
            kept.firstToken = kept.numTokens == 0 ? static_cast<std::size_t>(number) : kept.firstToken;
            ++kept.numTokens;
            rows.insert(rows.end(), activations.row(i).begin(), activations.row(i).end());
        }
    }
    kept.data = rows.data();
    all.add(kept);
}

LayerSummary LayerStatistics::summarize() const
{
    const LayerAccumulators& all = *m_accumulators;
    const std::scoped_lock lock(all.mutex);
    NeuronAccumulators total = all.sums;
    UnitSums units = all.units;
    all.joinWaiting(total, units);
    total.halves = units.halves();
    LayerSummary summary;
    testNeurons(all, total, summary);
    summary.hook = all.hook;
    summary.numTokens = static_cast<std::size_t>(total.products.count());
    summary.numNeurons = all.numNeurons;
    for (std::size_t neuron = 0; neuron < all.numNeurons; ++neuron) {
        const NeuronMoments moments = total.moments.moments(neuron);
        if (moments.numNonFinite > 0) {
            ++summary.numNonFinite;
            summary.nonFiniteTokens.resize(all.numNeurons);
            summary.nonFiniteTokens[neuron] = static_cast<std::int64_t>(moments.numNonFinite);
        } else if (moments.min == moments.max) {
            ++summary.numConstant;
        }
    }
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        std::vector<double>& column = summary.columns.emplace_back(all.numNeurons);
        for (std::size_t neuron = 0; neuron < all.numNeurons; ++neuron) {
            column[neuron] = statistic.evaluate(total, neuron);
        }
    }
    summarizeCorrelation(summary);
    summary.jackknife = units.jackknife(summary.column("r_length"));
    summary.tuning = all.tuning(total);
    describeGroups(all, total, summary);
    return summary;
}

} // namespace bathyscope
