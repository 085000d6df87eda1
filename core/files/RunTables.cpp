// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/RunTables.h"

#include "core/analysis/Compression.h"
#include "core/analysis/FrequencyControl.h"
#include "core/analysis/FunctionalZones.h"
#include "core/analysis/RunInfo.h"
#include "core/statistics/NeuronStatistic.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

namespace bathyscope {

namespace {

constexpr std::array<std::string_view, 6> tableNames {"layers",     "neurons", "density",
                                                      "histograms", "tuning",  "modality"};

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

/// What the table of layers says of all of them.
struct RunColumns
{
    explicit RunColumns(const AnalysisSnapshot& run)
        : zone(run.layers.size())
        , rate(run.info ? run.info->falseDiscoveryRate : defaultFalseDiscoveryRate)
    {
        compression = bathyscope::compression(run.overDepth(&LayerSummary::interquartileRange));
        if (run.zones && run.zones->selection.pattern == DepthPattern::Zones) {
            const std::vector<std::size_t>& boundaries = run.zones->selection.boundaries;
            for (std::size_t layer = 0; layer < zone.size(); ++layer) {
                const auto before = std::ranges::upper_bound(boundaries, layer) - boundaries.begin();
                zone[layer] = std::to_string(before + 1);
            }
        }
    }

    std::vector<double> compression;
    std::vector<std::string> zone; ///< from 1; empty where there are none
    double rate;
};

void addLayer(std::string& csv, const LayerSummary& layer, std::size_t index, const RunColumns& columns)
{
    add(csv, "{},{},{},{},{},{},{},{},{},{},{}", layer.hook.layer, layer.numTokens, layer.numNeurons,
        layer.numConstant, layer.numNonFinite, field(layer.rMedian), field(layer.jackknife.medianLow),
        field(layer.jackknife.medianHigh), field(layer.rLowerQuartile), field(layer.rUpperQuartile),
        field(layer.rPositiveShare));
    const FrequencyControl control = frequencyControl(layer, columns.rate);
    add(csv, ",{},{},{}", field(control.givenFrequency), field(control.givenFrequencyPosition),
        field(control.stratified));
    const auto count = [](std::size_t number, bool isKnown) {
        return isKnown ? std::to_string(number) : std::string();
    };
    const bool isTested = control.numTested > 0;
    const bool isBeyondTested = isTested && control.numBeyondTested > 0;
    add(csv, ",{},{},{},{}", count(control.numTested, isTested), count(control.numBeyond, isBeyondTested),
        count(control.numDiscoveries, isTested), count(control.numDiscoveriesBeyond, isBeyondTested));
    add(csv, ",{},{}\n", field(columns.compression[index]), columns.zone[index]);
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
        add(csv, "{},{},{},{}", layer.hook.layer, layer.density.edges[bin], layer.density.edges[bin + 1],
            layer.density.counts[bin]);
        if (layer.significance) {
            add(csv, ",{},{}\n", layer.significance->band.low[bin], layer.significance->band.high[bin]);
        } else {
            csv += ",,\n";
        }
    }
}

void addTuning(std::string& csv, const LayerSummary& layer)
{
    const LengthTuning& tuning = layer.tuning;
    for (std::size_t i = 0; i < tuning.length.size(); ++i) {
        add(csv, "{},{},{},{},{}\n", layer.hook.layer, tuning.length[i], field(tuning.mean[i]),
            field(tuning.standardError[i]), tuning.count[i]);
    }
}

void addModality(std::string& csv, const LayerSummary& layer)
{
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            const GroupModality& found = layer.modality.at(unit).at(group);
            const Modality& of = found.measured;
            add(csv, "{},{},{},{},{},{},{},{},{},{},{},{}\n", layer.hook.layer, observationUnitIds.at(unit),
                lengthGroupIds.at(group), modalityVerdictId(found.verdict()), of.numValues, of.numUsed,
                field(of.dip.dip), field(of.dip.p), field(found.pAdjusted), field(of.bimodalityCoefficient),
                field(of.ashmanD()), field(of.deltaBic()));
        }
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
        return "layer,tokens,neurons,constant,non_finite,r_length_median,r_length_median_low,r_length_median_"
               "hi"
               "gh,r_length_lower_quartile,r_length_upper_quartile,r_length_positive_share,r_length_given_"
               "frequ"
               "ency_median,r_length_given_frequency_position_median,r_length_stratified_median,tested,"
               "beyond_f"
               "requency,discoveries,discoveries_beyond_frequency,compression,zone\n";
    case RunTable::Neurons: {
        std::string line = "layer,neuron";
        for (const NeuronStatistic& statistic : neuronStatistics()) {
            add(line, ",{}", statistic.id);
        }
        return line + "\n";
    }
    case RunTable::Density:
        return "layer,r_low,r_high,neurons,null_low,null_high\n";
    case RunTable::Histograms:
        return "layer,unit,group,activation_low,activation_high,count\n";
    case RunTable::Tuning:
        return "layer,length,mean_z,standard_error,tokens\n";
    case RunTable::Modality:
        return "layer,unit,group,verdict,values,used,dip,p,p_adjusted,bimodality_coefficient,ashman_d,delta_"
               "bic\n";
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
    const RunColumns columns(run);
    for (std::size_t i = 0; i < run.layers.size(); ++i) {
        const LayerSummary* const summary = run.finished(i);
        if (!summary || (layer && *layer != i)) {
            continue;
        }
        switch (table) {
        case RunTable::Layers:
            addLayer(csv, *summary, i, columns);
            break;
        case RunTable::Neurons:
            addNeurons(csv, *summary);
            break;
        case RunTable::Density:
            addDensity(csv, *summary);
            break;
        case RunTable::Histograms:
            addHistograms(csv, *summary);
            break;
        case RunTable::Tuning:
            addTuning(csv, *summary);
            break;
        case RunTable::Modality:
            addModality(csv, *summary);
            break;
        }
    }
    return csv;
}

} // namespace bathyscope
