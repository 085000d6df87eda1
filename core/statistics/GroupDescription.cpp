// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/GroupDescription.h"

#include "core/statistics/LayerAccumulators.h"
#include "core/statistics/Modality.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/support/ParallelFor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace bathyscope {

void describeGroups(const LayerAccumulators& layer, const NeuronAccumulators& total, LayerSummary& summary)
{
    using Means = std::array<std::vector<double>, numLengthGroups>;
    Means ofTokens;
    Means ofNeurons;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        ofTokens.at(group) = layer.tokenMeans(group);
        ofNeurons.at(group) = layer.neuronMeans(total, group);
    }
    const auto histogramOf = [](const Means& means) {
        StreamingHistogram histogram(numLengthGroups);
        std::vector<double> sizes;
        for (const std::vector<double>& ofGroup : means) {
            std::ranges::transform(ofGroup, std::back_inserter(sizes),
                                   [](double mean) { return std::abs(mean); });
        }
        histogram.limit(histogramLimit(std::move(sizes)));
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            for (const double mean : means.at(group)) {
                histogram.add(group, mean);
            }
        }
        return groupHistogramOf(histogram);
    };
    const auto index = [](ObservationUnit unit) { return static_cast<std::size_t>(unit); };
    summary.histograms[index(ObservationUnit::Pooled)] = groupHistogramOf(layer.pooled);
    summary.histograms[index(ObservationUnit::PooledZ)] =
        groupHistogramOf(layer.sampled.zHistogram(total.moments));
    summary.histograms[index(ObservationUnit::TokenMean)] = histogramOf(ofTokens);
    summary.histograms[index(ObservationUnit::NeuronMean)] = histogramOf(ofNeurons);
    parallelFor(numObservationUnits * numLengthGroups, [&](std::size_t i) {
        const auto unit = static_cast<ObservationUnit>(i / numLengthGroups);
        const std::size_t group = i % numLengthGroups;
        Modality& measured = summary.modality.at(index(unit)).at(group).measured;
        switch (unit) {
        case ObservationUnit::Pooled:
            measured = layer.sampled.modality(static_cast<LengthGroup>(group));
            break;
        case ObservationUnit::PooledZ:
            measured = layer.sampled.zModality(static_cast<LengthGroup>(group), total.moments);
            break;
        case ObservationUnit::TokenMean:
            measured = measureModality(ofTokens.at(group), layer.design->seed);
            break;
        case ObservationUnit::NeuronMean:
            measured = measureModality(ofNeurons.at(group), layer.design->seed);
            break;
        }
    });
}

} // namespace bathyscope
