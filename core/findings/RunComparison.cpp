// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/RunComparison.h"

#include "core/analysis/FunctionalZones.h"
#include "core/analysis/RunInfo.h"
#include "core/findings/NonFiniteRemark.h"
#include "core/findings/RunEvidence.h"
#include "core/statistics/Correlation.h"
#include "core/statistics/Distance.h"
#include "core/statistics/Distribution.h"
#include "core/statistics/QuantileFunction.h"
#include "core/support/ParallelFor.h"
#include "core/support/RandomGenerator.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t minProfileDepths = 3; // for a rank correlation to say anything

/// r of a layer's neurons, sorted: over the whole text and over its halves.
struct LayerSamples
{
    std::vector<double> all;
    std::vector<double> even;
    std::vector<double> odd;
};

/// A place between two layers of a run.
struct Place
{
    std::size_t below = 0;
    std::size_t above = 0; ///< the same where the place is a layer
    double share = 0; ///< of the way from one to the other
};

Place placeOf(double layer, std::size_t numLayers)
{
    const double whole = std::floor(layer);
    // Rounding must not look for a layer beyond the one that is meant.
    const bool isLayer = layer - whole < 1e-9;
    const auto below = std::min(static_cast<std::size_t>(whole), numLayers - 1);
    return {.below = below,
            .above = isLayer ? below : std::min(below + 1, numLayers - 1),
            .share = isLayer ? 0 : layer - whole};
}

/// The layers of one run.
class RunSamples
{
public:
    explicit RunSamples(const AnalysisSnapshot& run)
        : m_layers(run.layers.size())
    {
        parallelFor(m_layers.size(), [&](std::size_t i) {
            if (const LayerSummary* layer = run.finished(i)) {
                m_layers[i] = LayerSamples {.all = sortedWithoutNaN(layer->column("r_length")),
                                            .even = sortedWithoutNaN(layer->column("r_length_even")),
                                            .odd = sortedWithoutNaN(layer->column("r_length_odd"))};
            }
        });
    }

    [[nodiscard]] std::size_t numLayers() const
    {
        return m_layers.size();
    }

    [[nodiscard]] bool has(const Place& place) const
    {
        const auto isThere = [this](std::size_t layer) {
            return m_layers[layer] && m_layers[layer]->all.size() > 1;
        };
        return isThere(place.below) && isThere(place.above);
    }

    [[nodiscard]] std::vector<double> sample(const Place& place) const
    {
        return interpolatedSample(m_layers[place.below]->all, m_layers[place.above]->all, place.share);
    }

    /// The same with neurons drawn anew.
    [[nodiscard]] std::vector<double> resample(const Place& place, RandomGenerator& generator) const;

    /// Distance of the halves of the text; between two layers, of their distances.
    [[nodiscard]] double halvesDistance(const Place& place) const
    {
        const auto of = [this](std::size_t layer) {
            const LayerSamples& samples = *m_layers[layer];
            return samples.even.empty() || samples.odd.empty()
                ? undefined
                : wassersteinDistance(samples.even, samples.odd);
        };
        return std::lerp(of(place.below), of(place.above), place.share);
    }

private:
    std::vector<std::optional<LayerSamples>> m_layers;
};

/// As many values drawn with replacement, sorted, without sorting them.
std::vector<double> resampled(std::span<const double> sorted, RandomGenerator& generator)
{
    std::vector<std::uint32_t> counts(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        ++counts[generator.below(sorted.size())];
    }
    std::vector<double> drawn;
    drawn.reserve(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        drawn.insert(drawn.end(), counts[i], sorted[i]);
    }
    return drawn;
}

std::vector<double> RunSamples::resample(const Place& place, RandomGenerator& generator) const
{
    const std::vector<double> below = resampled(m_layers[place.below]->all, generator);
    return place.above == place.below
        ? below
        : interpolatedSample(below, resampled(m_layers[place.above]->all, generator), place.share);
}

void addInterval(DepthComparison& at, const std::array<const RunSamples*, 2>& runs,
                 const std::array<Place, 2>& places, std::uint64_t seed)
{
    RandomGenerator generator(seed);
    std::vector<double> distances(numComparisonBootstraps);
    for (double& distance : distances) {
        const std::vector<double> first = runs[0]->resample(places[0], generator);
        distance = wassersteinDistance(first, runs[1]->resample(places[1], generator));
    }
    std::ranges::sort(distances);
    const double mean =
        std::accumulate(distances.begin(), distances.end(), 0.0) / static_cast<double>(distances.size());
    const double bias = mean - at.distance; // drawn samples differ more than those they are drawn from
    at.low = std::max(quantile(distances, 0.025) - bias, 0.0);
    at.high = quantile(distances, 0.975) - bias;
}

DepthComparison compareAt(const std::array<const RunSamples*, 2>& runs, const std::array<Place, 2>& places,
                          std::uint64_t seed)
{
    DepthComparison at;
    std::array<std::vector<double>, 2> samples;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        samples.at(run) = runs.at(run)->sample(places.at(run));
        at.median.at(run) = quantile(samples.at(run), 0.5);
        at.range.at(run) = quantile(samples.at(run), 0.75) - quantile(samples.at(run), 0.25);
    }
    at.distance = wassersteinDistance(samples[0], samples[1]);
    // Halves of a text differ by noise of twice the variance on either side: 4σ² in one run. Two whole texts
    // differ by that of both runs, σ₁² + σ₂².
    const double first = runs[0]->halvesDistance(places[0]);
    const double second = runs[1]->halvesDistance(places[1]);
    at.floor = std::hypot(first, second) / 2;
    addInterval(at, runs, places, seed);
    return at;
}

/// `values` [layers], NaN where a layer is not finished.
DepthSummary summaryOf(const std::vector<double>& values)
{
    if (values.empty()) {
        return {.first = undefined, .inner = undefined, .last = undefined};
    }
    const std::span<const double> all = values;
    return {.first = all.front(),
            .inner = all.size() > 2 ? medianOf(all.subspan(1, all.size() - 2)) : undefined,
            .last = all.back()};
}

/// Of the layers in which a group has values enough, those that reject unimodality.
double rejectingShare(const RunEvidence& evidence, std::size_t unit, std::size_t group)
{
    std::size_t numRejecting = 0;
    std::size_t numDefined = 0;
    for (const FinishedLayer& layer : evidence.finished()) {
        const ModalityVerdict verdict = layer.summary->modality.at(unit).at(group).verdict();
        numDefined += verdict != ModalityVerdict::Undefined ? 1 : 0;
        numRejecting += rejectsUnimodality(verdict) ? 1 : 0;
    }
    return shareOf(numRejecting, numDefined);
}

double positiveShare(const RunEvidence& evidence)
{
    std::size_t numPositive = 0;
    std::size_t numWithR = 0;
    for (const FinishedLayer& layer : evidence.finished()) {
        for (const double r : layer.summary->column("r_length")) {
            numPositive += r > 0 ? 1 : 0;
            numWithR += std::isnan(r) ? 0 : 1;
        }
    }
    return shareOf(numPositive, numWithR);
}

void addZones(ComparedRun& part, const AnalysisSnapshot& run)
{
    part.numZones = undefined;
    part.zoneStability = undefined;
    if (!run.zones) {
        return;
    }
    const ZoneSelection& selection = run.zones->selection;
    if (selection.pattern == DepthPattern::OneZone || selection.pattern == DepthPattern::Zones) {
        part.numZones = static_cast<double>(selection.boundaries.size() + 1);
        part.zoneStability = run.zones->patternStability;
    }
    for (const std::size_t boundary : selection.boundaries) {
        part.boundaries.push_back(relativeDepth(static_cast<double>(boundary) - 0.5, run.layers.size()));
    }
}

ComparedRun partOf(const AnalysisSnapshot& run)
{
    const RunEvidence evidence(run);
    ComparedRun part {.numLayers = run.layers.size(),
                      .numFinished = run.numFinished(),
                      .numNeurons = run.info->numNeurons(),
                      .element = hookElement(run.info->hook),
                      .numTokens = run.info->windows.numTokens()};
    part.median = summaryOf(run.overDepth(&LayerSummary::rMedian));
    part.range = summaryOf(run.overDepth(&LayerSummary::interquartileRange));
    part.positiveShare = positiveShare(evidence);
    addZones(part, run);
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            part.rejectingShares.at(unit).at(group) = rejectingShare(evidence, unit, group);
        }
    }
    part.size = evidence.medianSize("r_length");
    part.sizeGivenFrequency = evidence.medianSize("r_length_given_frequency");
    part.sizeStratified = evidence.medianSize("r_length_stratified");
    part.lengthFrequencyCorrelation =
        run.info->features ? lengthFrequencyCorrelation(*run.info->features) : undefined;
    const FrequencyControl counts = evidence.discoveries();
    part.discoveryShare = shareOf(counts.numDiscoveries, counts.numTested);
    part.beyondShare = counts.beyondShare();
    part.discoveriesBeyondShare = counts.discoveriesBeyondShare();
    part.controls.resize(run.layers.size());
    parallelFor(run.layers.size(), [&](std::size_t layer) {
        if (const LayerSummary* summary = run.finished(layer)) {
            part.controls[layer] = frequencyControl(*summary, evidence.rate());
        }
    });
    return part;
}

std::vector<RunDifference> differencesOf(const AnalysisSnapshot& first, const AnalysisSnapshot& second)
{
    const RunInfo& a = *first.info;
    const RunInfo& b = *second.info;
    std::vector<RunDifference> differences;
    const auto note = [&differences](bool isDifferent, RunDifference difference) {
        if (isDifferent) {
            differences.push_back(difference);
        }
    };
    note(a.textSha256 != b.textSha256 || (a.textSha256.empty() && a.textName != b.textName),
         {RunDifference::text});
    note(a.windows.numTokens() != b.windows.numTokens(), {RunDifference::numTokens});
    for (const RunSetting& setting : runSettings()) {
        const std::string_view id = setting.difference;
        const bool isNoted = std::ranges::find(differences, id, &RunDifference::id) != differences.end();
        note(!id.empty() && !isNoted && !isSame(setting, a, b), {id, &setting});
    }
    note(first.numFinished() < first.layers.size() || second.numFinished() < second.layers.size(),
         {RunDifference::unfinished});
    note(!nonFiniteRemark(first).isEmpty() || !nonFiniteRemark(second).isEmpty(), {RunDifference::nonFinite});
    return differences;
}

/// Rank correlation over depth of a profile of the two runs.
template <typename Profile>
double profileCorrelation(std::span<const DepthComparison> depths, Profile&& profile)
{
    if (depths.size() < minProfileDepths) {
        return undefined;
    }
    std::array<std::vector<double>, 2> values;
    for (const DepthComparison& at : depths) {
        values[0].push_back(profile(at)[0]);
        values[1].push_back(profile(at)[1]);
    }
    return spearmanCorrelation(values[0], values[1]);
}

} // namespace

bool isBeyondNoise(const DepthComparison& at)
{
    return at.low > at.floor;
}

HookElement comparedElement(const RunComparison& comparison)
{
    const bool haveNeurons = std::ranges::all_of(
        comparison.runs, [](const ComparedRun& run) { return run.element == HookElement::Neuron; });
    return haveNeurons ? HookElement::Neuron : HookElement::Dimension;
}

const DepthComparison* furthestApart(const RunComparison& comparison)
{
    const auto& depths = comparison.depths;
    const auto furthest = std::ranges::max_element(depths, {}, &DepthComparison::distance);
    return furthest != depths.end() ? &*furthest : nullptr;
}

double relativeDepth(double layer, std::size_t numLayers)
{
    return numLayers > 1 ? layer / static_cast<double>(numLayers - 1) : 0;
}

std::vector<double> interpolatedSample(std::span<const double> from, std::span<const double> to, double t)
{
    // Where neurons without r make the sizes differ, the larger sample is read at the quantiles of the
    // smaller.
    const std::size_t size = std::min(from.size(), to.size());
    const auto at = [size](std::span<const double> sorted, std::size_t i) {
        return sorted.size() == size
            ? sorted[i]
            : quantile(sorted, (static_cast<double>(i) + 0.5) / static_cast<double>(size));
    };
    std::vector<double> between(size);
    for (std::size_t i = 0; i < size; ++i) {
        between[i] = std::lerp(at(from, i), at(to, i), t);
    }
    return between;
}

RunComparison compareRuns(const AnalysisSnapshot& first, const AnalysisSnapshot& second, std::uint64_t seed)
{
    const RunSamples firstSamples(first);
    const RunSamples secondSamples(second);
    const std::array<const RunSamples*, 2> runs {&firstSamples, &secondSamples};
    const std::size_t shallower = firstSamples.numLayers() <= secondSamples.numLayers() ? 0 : 1;
    const std::size_t numDepths = runs.at(shallower)->numLayers();

    std::vector<std::optional<DepthComparison>> depths(numDepths);
    parallelFor(numDepths, [&](std::size_t layer) {
        const double depth = relativeDepth(static_cast<double>(layer), numDepths);
        const std::size_t numOther = runs.at(1 - shallower)->numLayers();
        const double otherLayer = depth * static_cast<double>(numOther - 1);
        std::array<Place, 2> places;
        places.at(shallower) = placeOf(static_cast<double>(layer), numDepths);
        places.at(1 - shallower) = placeOf(otherLayer, numOther);
        if (firstSamples.has(places[0]) && secondSamples.has(places[1])) {
            std::uint64_t state = seed;
            depths[layer] = compareAt(runs, places, RandomGenerator::splitMix(state) + layer);
            depths[layer]->depth = depth;
            depths[layer]->layer = layer;
            depths[layer]->otherLayer = otherLayer;
        }
    });

    RunComparison comparison;
    comparison.differences = differencesOf(first, second);
    for (const std::optional<DepthComparison>& at : depths) {
        if (at) {
            comparison.depths.push_back(*at);
        }
    }
    comparison.medianCorrelation =
        profileCorrelation(comparison.depths, [](const DepthComparison& at) { return at.median; });
    comparison.rangeCorrelation =
        profileCorrelation(comparison.depths, [](const DepthComparison& at) { return at.range; });
    comparison.runs = {partOf(first), partOf(second)};
    return comparison;
}

} // namespace bathyscope
