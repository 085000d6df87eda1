// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunTables.h"

#include "core/statistics/NeuronStatistic.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>

namespace bathyscope {

namespace {

constexpr std::array<std::string_view, 4> tableNames {"layers", "neurons", "density", "histograms"};

/// Shortest digits that read back as the same double; an undefined value is an empty field.
std::string field(double value)
{
    return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

template <typename... Arguments>
void add(std::string& csv, fmt::format_string<Arguments...> format, Arguments&&... arguments)
{
    fmt::format_to(std::back_inserter(csv), format, std::forward<Arguments>(arguments)...);
}

void addLayer(std::string& csv, const LayerSummary& layer)
{
    add(csv, "{},{},{},{},{},{},{},{},{}\n", layer.hook.layer, layer.numTokens, layer.numNeurons,
        layer.numConstant, layer.numNonFinite, field(layer.rMedian), field(layer.rLowerQuartile),
        field(layer.rUpperQuartile), field(layer.rPositiveShare));
}

void addNeurons(std::string& csv, const LayerSummary& layer)
{
    for (std::size_t neuron = 0; neuron < layer.numNeurons; ++neuron) {
        add(csv, "{},{}", layer.hook.layer, neuron);
        for (const std::vector<double>& column : layer.columns) {
            add(csv, ",{}", field(column[neuron]));
        }
        csv += '\n';
    }
}

void addDensity(std::string& csv, const LayerSummary& layer)
{
    for (std::size_t bin = 0; bin < layer.density.counts.size(); ++bin) {
        add(csv, "{},{},{},{}\n", layer.hook.layer, layer.density.edges[bin], layer.density.edges[bin + 1],
            layer.density.counts[bin]);
    }
}

void addHistograms(std::string& csv, const LayerSummary& layer)
{
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        const GroupHistogram& histogram = layer.histograms.at(unit);
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            const std::vector<std::int64_t>& counts = histogram.counts.at(group);
            for (std::size_t bin = 0; bin < counts.size(); ++bin) {
                add(csv, "{},{},{},{},{},{}\n", layer.hook.layer, observationUnitIds.at(unit),
                    lengthGroupIds.at(group), histogram.edges[bin], histogram.edges[bin + 1], counts[bin]);
            }
        }
    }
}

std::string header(RunTable table)
{
    switch (table) {
    case RunTable::Layers:
        return "layer,tokens,neurons,constant,non_finite,r_length_median,r_length_lower_quartile,r_length_"
               "upper_quartile,"
               "r_length_positive_share\n";
    case RunTable::Neurons: {
        std::string line = "layer,neuron";
        for (const NeuronStatistic& statistic : neuronStatistics()) {
            add(line, ",{}", statistic.id);
        }
        return line + "\n";
    }
    case RunTable::Density:
        return "layer,r_low,r_high,neurons\n";
    case RunTable::Histograms:
        return "layer,unit,group,activation_low,activation_high,count\n";
    }
    return {};
}

} // namespace

std::span<const std::string_view> runTableNames()
{
    return tableNames;
}

std::optional<RunTable> parseRunTable(std::string_view name)
{
    for (std::size_t i = 0; i < tableNames.size(); ++i) {
        if (tableNames.at(i) == name) {
            return static_cast<RunTable>(i);
        }
    }
    return std::nullopt;
}

std::string runTableCsv(const AnalysisSnapshot& run, RunTable table, std::optional<std::size_t> layer)
{
    std::string csv = header(table);
    for (std::size_t i = 0; i < run.layers.size(); ++i) {
        if (run.layers[i] == nullptr || (layer && *layer != i)) {
            continue;
        }
        switch (table) {
        case RunTable::Layers:
            addLayer(csv, *run.layers[i]);
            break;
        case RunTable::Neurons:
            addNeurons(csv, *run.layers[i]);
            break;
        case RunTable::Density:
            addDensity(csv, *run.layers[i]);
            break;
        case RunTable::Histograms:
            addHistograms(csv, *run.layers[i]);
            break;
        }
    }
    return csv;
}

} // namespace bathyscope
