// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerSummary.h"

#include "core/statistics/Distribution.h"
#include "core/statistics/FalseDiscovery.h"
#include "core/statistics/KernelDensity.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Error.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <string>
#include <utility>

namespace bathyscope {

namespace {

CorrelationDensity densityOf(const std::vector<double>& correlations)
{
    CorrelationDensity density;
    density.counts.resize(numDensityBins);
    constexpr double binsPerUnit = numDensityBins / 2.0;
    for (std::size_t i = 0; i <= numDensityBins; ++i) {
        density.edges.push_back((static_cast<double>(i) - binsPerUnit)
                                / binsPerUnit); // symmetric to the last bit
    }
    for (const double r : correlations) {
        const auto above = std::ranges::upper_bound(density.edges, r);
        const auto bin = static_cast<std::size_t>(above - density.edges.begin()) - 1;
        ++density.counts[std::min(bin, numDensityBins - 1)];
    }
    return density;
}

} // namespace

const std::vector<double>& LayerSummary::column(std::string_view id) const
{
    const std::optional<std::size_t> index = neuronStatisticIndex(id);
    if (!index || *index >= columns.size()) {
        throw Error(ErrorKind::Internal,
                    "The layer has no column of the statistic \"" + std::string(id) + "\".");
    }
    return columns[*index];
}

void setFalseDiscoveryRates(std::vector<std::shared_ptr<const LayerSummary>>& layers)
{
    std::vector<double> pooled;
    for (const auto& layer : layers) {
        if (layer && layer->significance) {
            const std::vector<double>& p = layer->significance->pPooled;
            pooled.insert(pooled.end(), p.begin(), p.end());
        }
    }
    const std::vector<double> q = benjaminiHochberg(pooled);
    auto next = q.begin();
    for (auto& layer : layers) {
        if (layer && layer->significance) {
            auto tested = std::make_shared<LayerSummary>(*layer);
            const auto end = next + static_cast<std::ptrdiff_t>(tested->numNeurons);
            tested->columns[neuronStatisticIndex("q_length").value()].assign(next, end);
            next = end;
            layer = std::move(tested);
        }
    }
}

void fillGroupMedians(GroupHistogram& histogram)
{
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        histogram.medians[group] = histogramMedian(histogram.edges, histogram.counts[group]);
    }
}

std::vector<double> layerKernelDensity(const LayerSummary& summary)
{
    const std::vector<double>& edges = summary.density.edges;
    std::vector<double> centers;
    centers.reserve(summary.density.counts.size());
    for (std::size_t bin = 0; bin + 1 < edges.size(); ++bin) {
        centers.push_back((edges[bin] + edges[bin + 1]) / 2);
    }
    return correlationKernelDensity(summary.column("r_length"), centers);
}

void summarizeCorrelation(LayerSummary& summary)
{
    std::vector<double> correlations;
    std::ranges::copy_if(summary.column("r_length"), std::back_inserter(correlations),
                         [](double r) { return !std::isnan(r); });
    std::ranges::sort(correlations);
    summary.density = densityOf(correlations);
    summary.rLowerQuartile = quantile(correlations, 0.25);
    summary.rMedian = quantile(correlations, 0.5);
    summary.rUpperQuartile = quantile(correlations, 0.75);
    summary.rPositiveShare = std::numeric_limits<double>::quiet_NaN();
    if (!correlations.empty()) {
        const auto numPositive = std::ranges::count_if(correlations, [](double r) { return r > 0; });
        summary.rPositiveShare = static_cast<double>(numPositive) / static_cast<double>(correlations.size());
    }
}

} // namespace bathyscope
