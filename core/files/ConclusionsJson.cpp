// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/ConclusionsJson.h"

#include "core/analysis/RunInfo.h"
#include "core/findings/ComparisonMeasures.h"
#include "core/findings/RunEvidence.h"
#include "core/support/Error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace bathyscope {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> patternIds {"too_few_layers", "one_zone", "zones", "gradual"};

json number(double value)
{
    return std::isfinite(value) ? json(value) : json(nullptr);
}

double numberOf(const json& object, const char* key)
{
    const json& value = object.at(key);
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

json numbers(std::span<const double> values)
{
    json list = json::array();
    for (const double value : values) {
        list.push_back(number(value));
    }
    return list;
}

/// Place of a name in a list of them.
template <std::size_t size>
std::size_t indexOf(const std::array<std::string_view, size>& ids, const json& name, const std::string& where)
{
    const auto* const found = std::ranges::find(ids, name.get<std::string>());
    if (found == ids.end()) {
        throw Error(ErrorKind::BadFormat,
                    where + " names " + name.dump() + " in its conclusions, which is not known.");
    }
    return static_cast<std::size_t>(found - ids.begin());
}

json groupJson(const GroupModality& group)
{
    const Modality& of = group.measured;
    const auto& [first, second] = of.mixture.components;
    return {{"verdict", modalityVerdictId(group.verdict())},
            {"values", of.numValues},
            {"used", of.numUsed},
            {"constant", of.isConstant},
            {"dip", number(of.dip.dip)},
            {"p", number(of.dip.p)},
            {"p_adjusted", number(group.pAdjusted)},
            {"bimodality_coefficient", number(of.bimodalityCoefficient)},
            {"ashman_d", number(of.ashmanD())},
            {"delta_bic", number(of.deltaBic())},
            {"single",
             {{"mean", number(of.single.component.mean)},
              {"sd", number(of.single.component.sd)},
              {"log_likelihood", number(of.single.logLikelihood)},
              {"bic", number(of.single.bic)}}},
            {"mixture",
             {{"weights", numbers(std::array {first.weight, second.weight})},
              {"means", numbers(std::array {first.mean, second.mean})},
              {"sds", numbers(std::array {first.sd, second.sd})},
              {"log_likelihood", number(of.mixture.logLikelihood)},
              {"bic", number(of.mixture.bic)},
              {"degenerate", of.mixture.isDegenerate}}}};
}

GroupModality parseGroup(const json& object)
{
    GroupModality group;
    group.pAdjusted = numberOf(object, "p_adjusted");
    Modality& of = group.measured;
    of.numValues = object.at("values").get<std::uint64_t>();
    of.numUsed = object.at("used").get<std::uint64_t>();
    of.isConstant = object.at("constant").get<bool>();
    of.dip = {.dip = numberOf(object, "dip"), .p = numberOf(object, "p")};
    of.bimodalityCoefficient = numberOf(object, "bimodality_coefficient");
    const json& single = object.at("single");
    of.single = {.component = {.weight = 1, .mean = numberOf(single, "mean"), .sd = numberOf(single, "sd")},
                 .logLikelihood = numberOf(single, "log_likelihood"),
                 .bic = numberOf(single, "bic")};
    const json& mixture = object.at("mixture");
    for (std::size_t i = 0; i < of.mixture.components.size(); ++i) {
        const auto part = [&](const char* key) {
            const json& value = mixture.at(key).at(i);
            return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
        };
        of.mixture.components.at(i) = {.weight = part("weights"), .mean = part("means"), .sd = part("sds")};
    }
    of.mixture.logLikelihood = numberOf(mixture, "log_likelihood");
    of.mixture.bic = numberOf(mixture, "bic");
    of.mixture.isDegenerate = mixture.at("degenerate").get<bool>();
    return group;
}

/// One object a finished layer.
json profileJson(const AnalysisSnapshot& run, const ComparedRun& part)
{
    json list = json::array();
    for (std::size_t layer = 0; layer < run.layers.size(); ++layer) {
        if (!run.finished(layer)) {
            continue;
        }
        const LayerSummary& summary = *run.finished(layer);
        const FrequencyControl& control = part.controls.at(layer).value();
        list.push_back({{"layer", layer},
                        {"depth", relativeDepth(static_cast<double>(layer), run.layers.size())},
                        {"median", number(summary.rMedian)},
                        {"median_low", number(summary.jackknife.medianLow)},
                        {"median_high", number(summary.jackknife.medianHigh)},
                        {"interquartile_range", number(summary.interquartileRange())},
                        {"given_frequency", number(control.givenFrequency)},
                        {"given_frequency_position", number(control.givenFrequencyPosition)},
                        {"stratified", number(control.stratified)},
                        {"beyond_frequency_share", number(control.beyondShare())}});
    }
    return list;
}

json measureValue(const ComparisonMeasure& measure, std::size_t run)
{
    const std::vector<double>& values = measure.values.at(run);
    if (measure.isList) {
        return numbers(values);
    }
    return values.empty() ? json(nullptr) : json(values.front());
}

json measuresJson(const RunComparison& comparison)
{
    json list = json::array();
    for (const ComparisonMeasure& measure : comparisonMeasures(comparison)) {
        json entry {{"id", measure.id}, {"name", measureName(measure)}};
        if (measure.isOfBoth) {
            entry["value"] = measureValue(measure, 0);
        } else {
            entry["values"] = json::array({measureValue(measure, 0), measureValue(measure, 1)});
        }
        list.push_back(std::move(entry));
    }
    return list;
}

} // namespace

json modalityJson(const AnalysisSnapshot& run)
{
    json list = json::array();
    for (const auto& layer : run.layers) {
        for (std::size_t unit = 0; layer && unit < numObservationUnits; ++unit) {
            for (std::size_t group = 0; group < numLengthGroups; ++group) {
                json entry = groupJson(layer->modality.at(unit).at(group));
                entry["layer"] = layer->hook.layer;
                entry["unit"] = observationUnitIds.at(unit);
                entry["group"] = lengthGroupIds.at(group);
                list.push_back(std::move(entry));
            }
        }
    }
    return list;
}

void readModality(const json& list, LayerSummary& layer, const std::string& where)
{
    try {
        for (const json& entry : list) {
            if (entry.at("layer").get<std::size_t>() == layer.hook.layer) {
                const std::size_t unit = indexOf(observationUnitIds, entry.at("unit"), where);
                const std::size_t group = indexOf(lengthGroupIds, entry.at("group"), where);
                layer.modality.at(unit).at(group) = parseGroup(entry);
            }
        }
    } catch (const json::exception& problem) {
        throw Error(ErrorKind::BadFormat,
                    where + " is not a readable run file: its metadata \"modality\" is damaged ("
                        + problem.what() + ").");
    }
}

json zonesJson(const FunctionalZones& zones)
{
    json boundaries = json::array();
    for (const ZoneBoundary& boundary : zones.boundaries) {
        boundaries.push_back({{"layer", boundary.layer},
                              {"stability", boundary.stability},
                              {"without_window", boundary.agreesWithoutWindow}});
    }
    const ZoneSelection& selection = zones.selection;
    return {{"pattern", patternIds.at(static_cast<std::size_t>(selection.pattern))},
            {"pattern_stability", zones.patternStability},
            {"pattern_without_window", zones.patternWithoutWindow},
            {"boundaries", std::move(boundaries)},
            {"components", selection.numComponents},
            {"zone_criteria", numbers(selection.zoneCriteria)},
            {"line_criterion", number(selection.lineCriterion)}};
}

FunctionalZones parseZones(const json& object, std::size_t numLayers, const std::string& where)
{
    FunctionalZones zones;
    zones.patternStability = object.at("pattern_stability").get<double>();
    zones.patternWithoutWindow = object.at("pattern_without_window").get<std::vector<bool>>();
    ZoneSelection& selection = zones.selection;
    selection.pattern = static_cast<DepthPattern>(indexOf(patternIds, object.at("pattern"), where));
    selection.numComponents = object.at("components").get<std::size_t>();
    selection.lineCriterion = numberOf(object, "line_criterion");
    for (const json& criterion : object.at("zone_criteria")) {
        selection.zoneCriteria.push_back(criterion.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                                             : criterion.get<double>());
    }
    for (const json& boundary : object.at("boundaries")) {
        const ZoneBoundary& read = zones.boundaries.emplace_back(
            ZoneBoundary {.layer = boundary.at("layer").get<std::size_t>(),
                          .stability = boundary.at("stability").get<double>(),
                          .agreesWithoutWindow = boundary.at("without_window").get<std::vector<bool>>()});
        const std::size_t before = selection.boundaries.empty() ? 0 : selection.boundaries.back();
        if (read.layer <= before || read.layer >= numLayers
            || read.agreesWithoutWindow.size() != zones.patternWithoutWindow.size()) {
            throw Error(ErrorKind::BadFormat,
                        where + " has a zone that begins at layer " + std::to_string(read.layer)
                            + ", which does not fit the run's " + std::to_string(numLayers)
                            + " layers, its other zones or its windows.");
        }
        selection.boundaries.push_back(read.layer);
    }
    return zones;
}

json findingsJson(const AnalysisSnapshot& run)
{
    json list = json::array();
    for (const Finding& finding : run.findings) {
        list.push_back(
            {{"id", finding.id}, {"verdict", verdictName(finding.verdict)}, {"text", findingText(finding)}});
    }
    return list;
}

json comparisonJson(const RunComparison& comparison, const AnalysisSnapshot& first,
                    const AnalysisSnapshot& second)
{
    json runs = json::array();
    for (const AnalysisSnapshot* run : {&first, &second}) {
        runs.push_back({{"model", run->info->modelName},
                        {"text", run->info->textName},
                        {"hook", hookPointInfo(run->info->hook).name},
                        {"layers", run->layers.size()},
                        {"profile", profileJson(*run, comparison.runs.at(runs.size()))}});
    }
    json differences = json::array();
    for (const RunDifference& difference : comparison.differences) {
        differences.push_back(difference.id);
    }
    json depths = json::array();
    for (const DepthComparison& at : comparison.depths) {
        depths.push_back({{"depth", at.depth},
                          {"layer", at.layer},
                          {"other_layer", at.otherLayer},
                          {"distance", number(at.distance)},
                          {"low", number(at.low)},
                          {"high", number(at.high)},
                          {"floor", number(at.floor)},
                          {"medians", numbers(at.median)},
                          {"interquartile_ranges", numbers(at.range)}});
    }
    return {{"runs", std::move(runs)},
            {"differences", std::move(differences)},
            {"measures", measuresJson(comparison)},
            {"depths", std::move(depths)}};
}

} // namespace bathyscope
