// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/HistogramPlotData.h"

#include "core/analysis/RunInfo.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(HistogramPlotData)
};

/// Share of a group's values that may lie beyond the core at either end.
constexpr double tailShare = 0.005;

/// How far the shown range reaches beyond the core at either end, in widths of the core. Of a normal
/// distribution ±3.9 standard deviations are then shown, so that no visible part of a bell is lost.
constexpr double reachBeyondCore = 0.25;

/// Of the bins that have a part in a range, the widest's.
double widestBin(const GroupHistogram& histogram, AxisRange range)
{
    double widest = 0;
    for (std::size_t bin = 0; bin + 1 < histogram.edges.size(); ++bin) {
        if (histogram.edges[bin] < range.upper && histogram.edges[bin + 1] > range.lower) {
            widest = std::max(widest, histogram.edges[bin + 1] - histogram.edges[bin]);
        }
    }
    return widest;
}

std::int64_t total(const std::vector<std::int64_t>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::int64_t {0});
}

std::int64_t total(const GroupHistogram& histogram)
{
    std::int64_t sum = 0;
    for (const auto& counts : histogram.counts) {
        sum += total(counts);
    }
    return sum;
}

/// Bins from the lowest to the highest that hold the core of one group; an empty range for an empty group.
std::pair<std::size_t, std::size_t> coreBins(const std::vector<std::int64_t>& counts)
{
    const auto allowed = static_cast<std::int64_t>(tailShare * static_cast<double>(total(counts)));
    std::size_t first = 0;
    std::size_t last = counts.size();
    for (std::int64_t below = 0; first < last && below + counts[first] <= allowed; ++first) {
        below += counts[first];
    }
    for (std::int64_t above = 0; first < last && above + counts[last - 1] <= allowed; --last) {
        above += counts[last - 1];
    }
    return {first, last};
}

/// Range that shows the cores of all groups with room at both sides, within the data.
std::optional<AxisRange> shownRange(const GroupHistogram& histogram, bool wholeRange)
{
    if (total(histogram) == 0) {
        return std::nullopt;
    }
    const AxisRange all {.lower = histogram.edges.front(), .upper = histogram.edges.back()};
    if (wholeRange) {
        return all;
    }
    std::optional<AxisRange> core;
    for (const auto& counts : histogram.counts) {
        const auto [first, last] = coreBins(counts);
        if (first < last) {
            const AxisRange group {.lower = histogram.edges[first], .upper = histogram.edges[last]};
            core = core ? AxisRange {.lower = std::min(core->lower, group.lower),
                                     .upper = std::max(core->upper, group.upper)}
                        : group;
        }
    }
    if (!core) {
        return all;
    }
    const double reach = reachBeyondCore * (core->upper - core->lower);
    return AxisRange {.lower = std::max(all.lower, core->lower - reach),
                      .upper = std::min(all.upper, core->upper + reach)};
}

/// The smallest power of two times `width` that covers the range with at most `maxBins` aligned bins.
double widthFor(AxisRange range, double width, std::size_t maxBins)
{
    const auto numBins = [&range](double binWidth) {
        return std::ceil(range.upper / binWidth) - std::floor(range.lower / binWidth);
    };
    // Two bins can be unavoidable: one on either side of an edge.
    const auto limit = static_cast<double>(std::max<std::size_t>(maxBins, 2));
    while (numBins(width) > limit) {
        width *= 2;
    }
    return width;
}

/// Edges of the aligned bins that cover a range.
std::vector<double> alignedEdges(AxisRange range, double width)
{
    const auto first = std::llround(std::floor(range.lower / width));
    const auto last = std::llround(std::ceil(range.upper / width));
    std::vector<double> edges;
    edges.reserve(static_cast<std::size_t>(last - first + 1));
    for (long long edge = first; edge <= last; ++edge) {
        edges.push_back(static_cast<double>(edge) * width);
    }
    return edges;
}

QString xAxisLabel(ObservationUnit unit, const AnalysisSnapshot& snapshot)
{
    const QString hook = snapshot.info ? hookName(snapshot.info->hook) : QString();
    switch (unit) {
    case ObservationUnit::Pooled:
        //: %1 is the name of a hook point
        return Text::tr("Activation at %1").arg(hook);
    case ObservationUnit::PooledZ:
        return worded(snapshot, Text::tr("Activation at %1, z-scored in each {neuron|dimension}")).arg(hook);
    case ObservationUnit::TokenMean:
        return worded(snapshot, Text::tr("Activation at %1, mean over {neurons|dimensions}")).arg(hook);
    case ObservationUnit::NeuronMean:
        return Text::tr("Activation at %1, mean over tokens").arg(hook);
    }
    return {};
}

/// Of an axis along which values are counted.
QString valuesLabel(HistogramNormalization normalization)
{
    return normalization == HistogramNormalization::Density ? Text::tr("Density")
                                                            : Text::tr("Values per bin");
}

QString yAxisLabel(const AnalysisSnapshot& snapshot, const HistogramOptions& options)
{
    if (options.normalization == HistogramNormalization::Density) {
        return valuesLabel(options.normalization);
    }
    switch (options.unit) {
    case ObservationUnit::Pooled:
    case ObservationUnit::PooledZ:
        return valuesLabel(options.normalization);
    case ObservationUnit::TokenMean:
        return Text::tr("Tokens per bin");
    case ObservationUnit::NeuronMean:
        return worded(snapshot, Text::tr("{Neurons|Dimensions} per bin"));
    }
    return {};
}

/// Calls `use(stored, drawn)` for each bin of `histogram` that lies between the edges, which are as far apart
/// as its bins are wide there: its place, and that between the edges.
template <class Use>
void forBinsWithin(const GroupHistogram& histogram, const std::vector<double>& edges, const Use& use)
{
    for (std::size_t bin = 0; bin + 1 < histogram.edges.size(); ++bin) {
        if (histogram.edges[bin] >= edges.front() && histogram.edges[bin + 1] <= edges.back()) {
            const auto next = std::ranges::upper_bound(edges, histogram.edges[bin]);
            use(bin, static_cast<std::size_t>(next - edges.begin()) - 1);
        }
    }
}

/// Values between the given edges.
HistogramData drawn(const GroupHistogram& histogram, const std::vector<double>& edges,
                    HistogramNormalization normalization)
{
    HistogramData data;
    data.edges = edges;
    const double width = edges[1] - edges[0];
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const auto& counts = histogram.counts[group];
        const std::int64_t numValues = total(counts);
        const double scale = normalization == HistogramNormalization::Count || numValues == 0
            ? 1
            : 1 / (static_cast<double>(numValues) * width);
        HistogramSeries series {.name = {}, .colorIndex = group, .values = {}, .marker = std::nullopt};
        series.values.assign(edges.size() - 1, 0);
        forBinsWithin(histogram, edges, [&](std::size_t stored, std::size_t drawn) {
            series.values[drawn] += static_cast<double>(counts[stored]) * scale;
        });
        if (std::isfinite(histogram.medians[group])) {
            series.marker = histogram.medians[group];
        }
        data.series.push_back(std::move(series));
    }
    return data;
}

/// Values of `histogram` between the edges.
std::int64_t valuesWithin(const GroupHistogram& histogram, const std::vector<double>& edges)
{
    std::int64_t sum = 0;
    forBinsWithin(histogram, edges, [&](std::size_t stored, std::size_t /*drawn*/) {
        for (const auto& counts : histogram.counts) {
            sum += counts[stored];
        }
    });
    return sum;
}

const GroupHistogram* histogramOf(const AnalysisSnapshot& snapshot, std::size_t layer, ObservationUnit unit)
{
    const LayerSummary* const summary = snapshot.finished(layer);
    return summary ? &summary->histograms[static_cast<std::size_t>(unit)] : nullptr;
}

QString layerTitle(const AnalysisSnapshot& snapshot, std::size_t layer)
{
    if (!snapshot.info) {
        return layerName(snapshot, layer);
    }
    const QString model = QString::fromStdString(snapshot.info->modelName);
    return hookPointInfo(snapshot.info->hook).perLayer
        //: %1 is the name of a model, %2 a layer
        ? Text::tr("%1, layer %2: activation by token length").arg(model, numberText(layer))
        //: %1 is the name of a model, %2 of a hook point outside the layers
        : Text::tr("%1, %2: activation by token length").arg(model, layerName(snapshot, layer));
}

} // namespace

GroupHistogram rebinned(const GroupHistogram& histogram, double width)
{
    GroupHistogram merged;
    merged.medians = histogram.medians;
    for (std::size_t bin = 0; bin + 1 < histogram.edges.size(); ++bin) {
        // Exact: edges are multiples of powers of two.
        const bool isWider = histogram.edges[bin + 1] - histogram.edges[bin] >= width;
        const double lower =
            isWider ? histogram.edges[bin] : std::floor(histogram.edges[bin] / width) * width;
        if (merged.edges.empty() || lower >= merged.edges.back()) {
            if (merged.edges.empty()) {
                merged.edges.push_back(lower);
            }
            merged.edges.push_back(isWider ? histogram.edges[bin + 1] : lower + width);
            for (auto& counts : merged.counts) {
                counts.push_back(0);
            }
        }
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            merged.counts[group].back() += histogram.counts[group][bin];
        }
    }
    return merged;
}

GroupHistogramPlotData groupHistogramPlotData(const GroupHistogram& stored,
                                              const std::array<QString, numLengthGroups>& names,
                                              const HistogramOptions& options)
{
    GroupHistogramPlotData plot;
    const auto range = shownRange(stored, options.wholeRange);
    if (!range) {
        return plot;
    }
    const double width = widthFor(*range, widestBin(stored, *range), options.maxBins);
    const GroupHistogram histogram = rebinned(stored, width);
    const auto edges = alignedEdges(*range, width);
    plot.histogram = drawn(histogram, edges, options.normalization);
    plot.histogram.yLabel = valuesLabel(options.normalization);
    plot.histogram.logarithmic = options.logarithmic;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        //: %1 is "shorter than 4", %2 how many values
        plot.histogram.series[group].name =
            Text::tr("%1 (n = %2)").arg(names[group], numberText(total(stored.counts[group])));
    }
    plot.numValues = total(stored);
    plot.numOutside = plot.numValues - valuesWithin(histogram, edges);
    return plot;
}

GroupHistogramPlotData groupHistogramPlotData(const AnalysisSnapshot& snapshot, std::size_t layer,
                                              const HistogramOptions& options)
{
    const GroupHistogram* stored = histogramOf(snapshot, layer, options.unit);
    if (!stored) {
        return {};
    }
    GroupHistogramPlotData plot = groupHistogramPlotData(*stored, lengthGroupNames(snapshot), options);
    if (!plot.histogram.edges.empty()) {
        plot.histogram.title = layerTitle(snapshot, layer);
        plot.histogram.xLabel = xAxisLabel(options.unit, snapshot);
        plot.histogram.yLabel = yAxisLabel(snapshot, options);
    }
    return plot;
}

std::vector<HistogramData> smallMultiplesPlotData(const AnalysisSnapshot& snapshot,
                                                  const HistogramOptions& options)
{
    std::vector<HistogramData> multiples(snapshot.layers.size());
    std::optional<AxisRange> shared;
    for (std::size_t layer = 0; layer < multiples.size(); ++layer) {
        const GroupHistogram* stored = histogramOf(snapshot, layer, options.unit);
        const auto range = stored ? shownRange(*stored, options.wholeRange) : std::nullopt;
        if (range) {
            shared = shared ? AxisRange {.lower = std::min(shared->lower, range->lower),
                                         .upper = std::max(shared->upper, range->upper)}
                            : *range;
        }
    }
    if (!shared) {
        return multiples;
    }
    double storedWidth = 0;
    for (std::size_t layer = 0; layer < multiples.size(); ++layer) {
        const GroupHistogram* stored = histogramOf(snapshot, layer, options.unit);
        storedWidth = std::max(storedWidth, stored ? widestBin(*stored, *shared) : 0);
    }
    const double width = widthFor(*shared, storedWidth, options.maxBins);
    const auto edges = alignedEdges(*shared, width);
    for (std::size_t layer = 0; layer < multiples.size(); ++layer) {
        const GroupHistogram* stored = histogramOf(snapshot, layer, options.unit);
        if (stored && total(*stored) > 0) {
            multiples[layer] = drawn(rebinned(*stored, width), edges, options.normalization);
            multiples[layer].logarithmic = options.logarithmic;
            multiples[layer].title = layerName(snapshot, layer);
        }
    }
    return multiples;
}

QString observationUnitName(ObservationUnit unit, HookElement element)
{
    switch (unit) {
    case ObservationUnit::Pooled:
        //: what is counted once in a histogram
        return worded(element, Text::tr("{Neuron|Dimension} at a token"));
    case ObservationUnit::PooledZ:
        //: the same, with standard scores
        return worded(element, Text::tr("{Neuron|Dimension} at a token, z"));
    case ObservationUnit::TokenMean:
        //: what is counted once in a histogram
        return Text::tr("Token");
    case ObservationUnit::NeuronMean:
        //: what is counted once in a histogram
        return worded(element, Text::tr("{Neuron|Dimension}"));
    }
    return {};
}

std::array<QString, numLengthGroups> lengthGroupNames(const AnalysisSnapshot& snapshot)
{
    if (!snapshot.info || !snapshot.info->features) {
        return {Text::tr("shorter tokens"), Text::tr("tokens of median length"), Text::tr("longer tokens")};
    }
    const QString median = numberText(snapshot.info->features->medianLength);
    //: %1 is the median token length in characters
    return {Text::tr("shorter than %1").arg(median), Text::tr("equal to %1").arg(median),
            Text::tr("longer than %1").arg(median)};
}

std::optional<std::size_t> layerInView(const AnalysisSnapshot& snapshot, std::optional<int> selected)
{
    if (selected && *selected >= 0 && static_cast<std::size_t>(*selected) < snapshot.layers.size()) {
        return static_cast<std::size_t>(*selected);
    }
    for (std::size_t layer = 0; layer < snapshot.layers.size(); ++layer) {
        if (snapshot.finished(layer)) {
            return layer;
        }
    }
    return std::nullopt;
}

} // namespace bathyscope::ui
