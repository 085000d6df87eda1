// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerSummary.h"

#include "core/statistics/Distribution.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Error.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

namespace bathyscope {

namespace {

/// Bin of r in the density; the last one holds r = 1 as well.
std::size_t densityBin(double r, const std::vector<double>& edges)
{
    const auto next = std::ranges::upper_bound(edges, r);
    const auto index = static_cast<std::size_t>(std::max<std::ptrdiff_t>(next - edges.begin() - 1, 0));
    return std::min(index, numDensityBins - 1);
}

double medianOfCounts(const std::vector<std::int64_t>& counts, const std::vector<double>& edges)
{
    const auto total = std::accumulate(counts.begin(), counts.end(), std::int64_t {0});
    if (total == 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double half = static_cast<double>(total) / 2;
    double before = 0;
    std::size_t bin = 0;
    while (before + static_cast<double>(counts[bin]) < half) {
        before += static_cast<double>(counts[bin]);
        ++bin;
    }
    const double share = (half - before) / static_cast<double>(counts[bin]);
    return edges[bin] + share * (edges[bin + 1] - edges[bin]);
}

} // namespace

const std::vector<double>& LayerSummary::column(std::string_view id) const
{
    const std::optional<std::size_t> index = neuronStatisticIndex(id);
    if (!index) {
        throw Error(ErrorKind::Internal, "There is no statistic called " + std::string(id) + ".");
    }
    return columns.at(*index);
}

void fillGroupMedians(GroupHistogram& histogram)
{
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        histogram.medians.at(group) = medianOfCounts(histogram.counts.at(group), histogram.edges);
    }
}

void summarizeCorrelation(LayerSummary& summary)
{
    CorrelationDensity& density = summary.density;
    density.edges.resize(numDensityBins + 1);
    constexpr double half = numDensityBins / 2.0;
    for (std::size_t i = 0; i <= numDensityBins; ++i) {
        density.edges[i] = (static_cast<double>(i) - half) / half;
    }
    density.counts.assign(numDensityBins, 0);
    const std::vector<double> sorted = sortedDefined(summary.column("r_length"));
    for (const double r : sorted) {
        ++density.counts[densityBin(r, density.edges)];
    }
    summary.rMedian = quantileOfSorted(sorted, 0.5);
    summary.rLowerQuartile = quantileOfSorted(sorted, 0.25);
    summary.rUpperQuartile = quantileOfSorted(sorted, 0.75);
    const auto positive = static_cast<double>(sorted.end() - std::ranges::upper_bound(sorted, 0.0));
    summary.rPositiveShare = sorted.empty() ? std::numeric_limits<double>::quiet_NaN()
                                            : positive / static_cast<double>(sorted.size());
}

} // namespace bathyscope
