// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerSummary.h"

#include "core/statistics/Distribution.h"
#include "core/statistics/FalseDiscovery.h"
#include "core/statistics/KernelDensity.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/support/Error.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>
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

using Layers = std::span<const std::shared_ptr<LayerSummary>>;

void setDiscoveryRates(Layers layers)
{
    std::vector<double> pooled;
    for (const auto& layer : layers) {
        if (layer->significance) {
            const std::vector<double>& p = layer->significance->pPooled;
            pooled.insert(pooled.end(), p.begin(), p.end());
        }
    }
    const std::vector<double> q = benjaminiHochberg(pooled);
    auto next = q.begin();
    for (const auto& layer : layers) {
        if (layer->significance) {
            const auto end = next + static_cast<std::ptrdiff_t>(layer->numNeurons);
            const std::size_t column = neuronStatisticIndex("q_length").value();
            layer->columns[column].assign(next, end);
            std::erase(layer->missingColumns, column);
            next = end;
        }
    }
}

/// Groups whose modality is not defined take no part.
void adjustModality(Layers layers)
{
    std::vector<GroupModality*> tested;
    std::vector<double> p;
    for (const auto& layer : layers) {
        for (auto& unit : layer->modality) {
            for (GroupModality& group : unit) {
                if (group.verdict() != ModalityVerdict::Undefined) {
                    tested.push_back(&group);
                    p.push_back(group.measured.dip.p);
                }
            }
        }
    }
    const std::vector<double> adjusted = benjaminiHochberg(p);
    for (std::size_t i = 0; i < tested.size(); ++i) {
        tested[i]->pAdjusted = adjusted[i];
    }
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

bool LayerSummary::isComputed(std::size_t statistic) const
{
    return !std::ranges::binary_search(missingColumns, statistic);
}

void setRunWideP(std::vector<std::shared_ptr<const LayerSummary>>& layers)
{
    std::vector<std::shared_ptr<LayerSummary>> finished;
    for (auto& layer : layers) {
        if (layer) {
            finished.push_back(std::make_shared<LayerSummary>(*layer));
            layer = finished.back();
        }
    }
    setDiscoveryRates(finished);
    adjustModality(finished);
}

GroupHistogram groupHistogramOf(const StreamingHistogram& counted)
{
    const StreamingHistogram settled = counted.settled();
    GroupHistogram result;
    result.edges = settled.edges();
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        result.counts[group] = settled.counts(group, result.edges);
    }
    fillGroupMedians(result);
    return result;
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
