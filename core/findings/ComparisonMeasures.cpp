// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/ComparisonMeasures.h"

#include "core/analysis/FindingNumberText.h"
#include "core/support/Translatable.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace bathyscope {

namespace {

using Style = FindingNumber::Style;

const char* const sizeGroup = BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Size");
const char* const profileGroup = BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "r over depth");
const char* const distanceGroup = BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Distance");
const char* const zonesGroup = BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Zones");
const char* const peaksGroup =
    BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Layers that reject a single peak");
const char* const frequencyGroup = BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Length or frequency");

/// A measure that is defined.
std::vector<double> defined(double value)
{
    return std::isfinite(value) ? std::vector {value} : std::vector<double> {};
}

/// A measure of each run alone.
struct RunMeasure
{
    std::string_view id;
    const char* name;
    const char* explanation;
    Style style;
    double (*value)(const ComparedRun&);
};

void addAll(std::vector<ComparisonMeasure>& measures, const char* group,
            std::initializer_list<RunMeasure> rows, const RunComparison& comparison)
{
    for (const RunMeasure& row : rows) {
        measures.push_back(
            {.id = row.id,
             .group = group,
             .name = row.name,
             .explanation = row.explanation,
             .style = row.style,
             .values = {defined(row.value(comparison.runs[0])), defined(row.value(comparison.runs[1]))}});
    }
}

/// A measure of both runs together.
struct JointMeasure
{
    std::string_view id;
    const char* name;
    const char* explanation;
    Style style;
    double value;
};

void addJoint(std::vector<ComparisonMeasure>& measures, const char* group,
              std::initializer_list<JointMeasure> rows)
{
    for (const JointMeasure& row : rows) {
        measures.push_back({.id = row.id,
                            .group = group,
                            .name = row.name,
                            .explanation = row.explanation,
                            .style = row.style,
                            .isOfBoth = true,
                            .values = {defined(row.value), {}}});
    }
}

void addSizes(std::vector<ComparisonMeasure>& measures, const RunComparison& comparison)
{
    addAll(measures, sizeGroup,
           {{"layers", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Layers"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Layers of the run."), Style::Whole,
             [](const ComparedRun& run) { return static_cast<double>(run.numLayers); }},
            {"finished_layers", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Finished layers"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                       "Of these, the ones that are finished; all else is about them."),
             Style::Whole, [](const ComparedRun& run) { return static_cast<double>(run.numFinished); }},
            {"neurons", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "{Neurons|Dimensions} a layer"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Width of the hook point."), Style::Whole,
             [](const ComparedRun& run) { return static_cast<double>(run.numNeurons); }},
            {"tokens", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Tokens"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Tokens that the model has read."), Style::Whole,
             [](const ComparedRun& run) { return static_cast<double>(run.numTokens); }}},
           comparison);
}

void addProfiles(std::vector<ComparisonMeasure>& measures, const RunComparison& comparison)
{
    addAll(measures, profileGroup,
           {{"median_first", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Median of r, first layer"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                       "Median over the {neurons|dimensions} of the first layer."),
             Style::Decimals, [](const ComparedRun& run) { return run.median.first; }},
            {"median_inner", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Median of r, inner layers"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                       "Median of the medians of all layers but the first and the last."),
             Style::Decimals, [](const ComparedRun& run) { return run.median.inner; }},
            {"median_last", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Median of r, last layer"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                       "Median over the {neurons|dimensions} of the last layer."),
             Style::Decimals, [](const ComparedRun& run) { return run.median.last; }},
            {"range_first",
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Interquartile range of r, first layer"),
             BATHYSCOPE_TRANSLATE_NOOP(
                 "ComparisonMeasures",
                 "How wide the middle half of the first layer's {neurons|dimensions} spreads over r."),
             Style::Decimals, [](const ComparedRun& run) { return run.range.first; }},
            {"range_inner",
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Interquartile range of r, inner layers"),
             BATHYSCOPE_TRANSLATE_NOOP(
                 "ComparisonMeasures",
                 "Median of the interquartile ranges of all layers but the first and the last."),
             Style::Decimals, [](const ComparedRun& run) { return run.range.inner; }},
            {"range_last",
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Interquartile range of r, last layer"),
             BATHYSCOPE_TRANSLATE_NOOP(
                 "ComparisonMeasures",
                 "How wide the middle half of the last layer's {neurons|dimensions} spreads over r."),
             Style::Decimals, [](const ComparedRun& run) { return run.range.last; }},
            {"compression_last",
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Last layer's range beside the inner ones'"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                       "Interquartile range of the last layer divided by that of the inner "
                                       "layers: below 1, r is compressed in the end."),
             Style::Decimals, [](const ComparedRun& run) { return run.range.last / run.range.inner; }},
            {"positive_share",
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "{Neurons|Dimensions} with r above 0"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                       "Of the {neurons|dimensions} of all layers that have an r, those that "
                                       "respond more strongly to longer tokens."),
             Style::Percent, [](const ComparedRun& run) { return run.positiveShare; }}},
           comparison);
    addJoint(
        measures, profileGroup,
        {{"median_rho",
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Course of the medians, Spearman's ρ"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "Rank correlation over depth of the two runs' medians of r: 1 where "
                                    "both rise and fall together."),
          Style::Decimals, comparison.medianCorrelation},
         {"range_rho",
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Course of the interquartile ranges, Spearman's ρ"),
          BATHYSCOPE_TRANSLATE_NOOP(
              "ComparisonMeasures",
              "Rank correlation over depth of the two runs' interquartile ranges of r."),
          Style::Decimals, comparison.rangeCorrelation}});
}

/// Mean over depth of what is defined.
double meanOf(const std::vector<DepthComparison>& depths, double DepthComparison::*value)
{
    double sum = 0;
    double count = 0;
    for (const DepthComparison& at : depths) {
        if (!std::isnan(at.*value)) {
            sum += at.*value;
            count += 1;
        }
    }
    return sum / count; // NaN of none
}

void addDistances(std::vector<ComparisonMeasure>& measures, const RunComparison& comparison)
{
    const std::vector<DepthComparison>& depths = comparison.depths;
    const DepthComparison* furthest = furthestApart(comparison);
    const double undefined = std::nan("");
    const bool hasFloor =
        std::ranges::any_of(depths, [](const DepthComparison& at) { return !std::isnan(at.floor); });
    const auto numBeyond = static_cast<double>(std::ranges::count_if(depths, isBeyondNoise));
    addJoint(
        measures, distanceGroup,
        {{"mean_distance", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Mean distance"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "Mean over depth of the Wasserstein-1 distance between the two runs' "
                                    "distributions of r."),
          Style::Decimals, meanOf(depths, &DepthComparison::distance)},
         {"mean_floor", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Mean noise floor"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "Mean over depth of the distance of two texts of this length on one "
                                    "model, from odd against even windows."),
          Style::Decimals, meanOf(depths, &DepthComparison::floor)},
         {"beyond_noise_share", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Depths beyond noise"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "Share of depths at which the distance's 95 % interval lies above the "
                                    "noise floor."),
          Style::Percent, hasFloor ? numBeyond / static_cast<double>(depths.size()) : undefined},
         {"largest_distance", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Largest distance"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Distance where the two runs are furthest apart."),
          Style::Decimals, furthest ? furthest->distance : undefined},
         {"largest_distance_depth",
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Relative depth of the largest distance"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "0 is the first layer, 1 the last."),
          Style::Decimals, furthest ? furthest->depth : undefined}});
}

void addZones(std::vector<ComparisonMeasure>& measures, const RunComparison& comparison)
{
    addAll(measures, zonesGroup,
           {{"zones", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Zones"),
             BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                       "Functional zones of the run; none where r changes gradually or the "
                                       "layers are too few."),
             Style::Whole, [](const ComparedRun& run) { return run.numZones; }},
            {"zone_stability", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Stability of the zones"),
             BATHYSCOPE_TRANSLATE_NOOP(
                 "ComparisonMeasures",
                 "Share of bootstraps over {neurons|dimensions} with the same pattern and number of zones."),
             Style::Percent, [](const ComparedRun& run) { return run.zoneStability; }}},
           comparison);
    measures.push_back({.id = "zone_boundaries",
                        .group = zonesGroup,
                        .name = BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Boundaries"),
                        .explanation = BATHYSCOPE_TRANSLATE_NOOP(
                            "ComparisonMeasures", "Relative depths, half a layer before each new zone."),
                        .style = Style::Decimals,
                        .isList = true,
                        .values = {comparison.runs[0].boundaries, comparison.runs[1].boundaries}});
}

void addPeaks(std::vector<ComparisonMeasure>& measures, const RunComparison& comparison)
{
    struct Name
    {
        std::string_view id;
        const char* name;
    };
    // By unit and group.
    static constexpr std::array<std::array<Name, numLengthGroups>, numObservationUnits> names {{
        {{{"peaks_pooled_shorter",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Shorter tokens: {neuron|dimension} at a token")},
          {"peaks_pooled_equal",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                     "Tokens of median length: {neuron|dimension} at a token")},
          {"peaks_pooled_longer",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Longer tokens: {neuron|dimension} at a token")}}},
        {{{"peaks_pooled_z_shorter",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                     "Shorter tokens: {neuron|dimension} at a token, z")},
          {"peaks_pooled_z_equal",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                     "Tokens of median length: {neuron|dimension} at a token, z")},
          {"peaks_pooled_z_longer",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                     "Longer tokens: {neuron|dimension} at a token, z")}}},
        {{{"peaks_token_mean_shorter",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Shorter tokens: token")},
          {"peaks_token_mean_equal",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Tokens of median length: token")},
          {"peaks_token_mean_longer",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Longer tokens: token")}}},
        {{{"peaks_neuron_mean_shorter",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Shorter tokens: {neuron|dimension}")},
          {"peaks_neuron_mean_equal",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Tokens of median length: {neuron|dimension}")},
          {"peaks_neuron_mean_longer",
           BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Longer tokens: {neuron|dimension}")}}},
    }};
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            const auto share = [&](const ComparedRun& run) {
                return defined(run.rejectingShares.at(unit).at(group));
            };
            measures.push_back(
                {.id = names.at(unit).at(group).id,
                 .group = peaksGroup,
                 .name = names.at(unit).at(group).name,
                 .explanation = BATHYSCOPE_TRANSLATE_NOOP(
                     "ComparisonMeasures",
                     "Share of layers in which the activations of these tokens, counted in this unit of "
                     "observation, are bimodal or multimodal."),
                 .style = Style::Percent,
                 .values = {share(comparison.runs[0]), share(comparison.runs[1])}});
        }
    }
}

void addFrequency(std::vector<ComparisonMeasure>& measures, const RunComparison& comparison)
{
    addAll(
        measures, frequencyGroup,
        {{"length_frequency_r", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "r of length and frequency"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "How closely length and frequency go together in the run's tokens."),
          Style::Decimals, [](const ComparedRun& run) { return run.lengthFrequencyCorrelation; }},
         {"size", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Size of r"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "Median of |r| over the {neurons|dimensions} of all layers."),
          Style::Decimals, [](const ComparedRun& run) { return run.size; }},
         {"size_given_frequency",
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Size of r given frequency"),
          BATHYSCOPE_TRANSLATE_NOOP(
              "ComparisonMeasures",
              "Median of |partial r| given frequency over the {neurons|dimensions} of all layers."),
          Style::Decimals, [](const ComparedRun& run) { return run.sizeGivenFrequency; }},
         {"size_stratified",
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Size of r within strata of frequency"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "Median of |stratified r| over the {neurons|dimensions} of all layers."),
          Style::Decimals, [](const ComparedRun& run) { return run.sizeStratified; }},
         {"surviving_share", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Size that survives frequency"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "Size of r given frequency beside that of r as it is."),
          Style::Percent, [](const ComparedRun& run) { return run.sizeGivenFrequency / run.size; }},
         {"discovery_share", BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Discoveries"),
          BATHYSCOPE_TRANSLATE_NOOP(
              "ComparisonMeasures",
              "Share of {neurons|dimensions} whose r is a discovery at the run's rate of false ones."),
          Style::Percent, [](const ComparedRun& run) { return run.discoveryShare; }},
         {"beyond_frequency_share",
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "{Neurons|Dimensions} beyond frequency"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "Share of {neurons|dimensions} that respond to length with frequency "
                                    "held constant, p < 0.05; 5 % would by chance."),
          Style::Percent, [](const ComparedRun& run) { return run.beyondShare; }},
         {"discoveries_beyond_share",
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures", "Discoveries beyond frequency"),
          BATHYSCOPE_TRANSLATE_NOOP("ComparisonMeasures",
                                    "Of the discoveries, those beyond frequency; more than 5 % are by "
                                    "chance, since they were chosen for a large r."),
          Style::Percent, [](const ComparedRun& run) { return run.discoveriesBeyondShare; }}},
        comparison);
}

} // namespace

std::vector<ComparisonMeasure> comparisonMeasures(const RunComparison& comparison)
{
    std::vector<ComparisonMeasure> measures;
    addSizes(measures, comparison);
    addProfiles(measures, comparison);
    addDistances(measures, comparison);
    addZones(measures, comparison);
    addPeaks(measures, comparison);
    addFrequency(measures, comparison);
    for (ComparisonMeasure& measure : measures) {
        measure.element = comparedElement(comparison);
    }
    return measures;
}

std::string measureName(const ComparisonMeasure& measure)
{
    return worded(measure.element, measure.name);
}

std::string measureText(const ComparisonMeasure& measure, std::size_t run)
{
    std::string text;
    for (const double value : measure.values.at(run)) {
        text += text.empty() ? "" : "; ";
        text += findingNumberText({.value = value, .style = measure.style});
    }
    return text.empty() ? "–" : text;
}

} // namespace bathyscope
