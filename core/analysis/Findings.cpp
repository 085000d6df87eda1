// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Findings.h"

#include "core/analysis/Compression.h"
#include "core/analysis/FunctionalZones.h"
#include "core/analysis/RunEvidence.h"
#include "core/engine/HookPointText.h"
#include "core/support/Translatable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t leastLayers = 3; ///< a first, a last, and something between
constexpr const char* nothingThere =
    "–"; ///< for a list without entries, and for a number that is not defined

FindingNumber whole(std::size_t value)
{
    return {.value = static_cast<double>(value), .style = FindingNumber::Style::Whole};
}

FindingArgument decimals(double value)
{
    if (std::isnan(value)) {
        return nothingThere;
    }
    return FindingNumber {.value = value, .style = FindingNumber::Style::Decimals};
}

FindingArgument percent(double share)
{
    if (std::isnan(share)) {
        return nothingThere;
    }
    return FindingNumber {.value = share, .style = FindingNumber::Style::Percent};
}

/// The part of a finding that depends on the run.
struct Answer
{
    FindingVerdict verdict = FindingVerdict::Unanswered;
    const char* text = "";
    std::vector<FindingArgument> arguments = {};
};

/// The wording for what the run looked at: neurons of an MLP, or dimensions of a value as wide as the model.
const char* worded(const RunEvidence& evidence, const char* neurons, const char* dimensions)
{
    const auto& info = evidence.run().info;
    return info && hookElement(info->hook) == HookElement::Dimension ? dimensions : neurons;
}

/// The hook point is there once, outside the layers.
bool isOutsideLayers(const RunEvidence& evidence)
{
    const auto& info = evidence.run().info;
    return info && !hookPointInfo(info->hook).perLayer;
}

/// Why nothing can be said of r; nothing where something can.
std::optional<Answer> obstacleTo(const RunEvidence& evidence)
{
    if (evidence.finished().empty()) {
        return Answer {.text =
                           BATHYSCOPE_TRANSLATE_NOOP("Findings", "The run ended before its first layer.")};
    }
    if (evidence.isEquallyLong()) {
        return Answer {.text = BATHYSCOPE_TRANSLATE_NOOP(
                           "Findings", "All tokens are equally long: nothing can depend on their length.")};
    }
    if (std::ranges::all_of(evidence.finished(),
                            [](const FinishedLayer& layer) { return std::isnan(layer.summary->rMedian); })) {
        return Answer {
            .text = worded(evidence,
                           BATHYSCOPE_TRANSLATE_NOOP(
                               "Findings", "No neuron of this run has a correlation with token length."),
                           BATHYSCOPE_TRANSLATE_NOOP(
                               "Findings", "No dimension of this run has a correlation with token length."))};
    }
    return std::nullopt;
}

/// Why layers cannot be compared by their r; nothing where they can.
std::optional<Answer> obstacleToDepth(const RunEvidence& evidence)
{
    if (isOutsideLayers(evidence)) {
        return Answer {
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings", "This hook point is there once, outside the layers: there are none to compare.")};
    }
    return obstacleTo(evidence);
}

/// "0–3, 7" of ascending numbers.
std::string listText(const std::vector<std::size_t>& numbers)
{
    std::string text;
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t last = i;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) {
            ++last;
        }
        text += fmt::format("{}{}", text.empty() ? "" : ", ", numbers[i]);
        if (last > i) {
            text += fmt::format("{}{}", last == i + 1 ? ", " : "–", numbers[last]);
        }
        i = last + 1;
    }
    return text.empty() ? nothingThere : text;
}

Answer firstLayerSign(const RunEvidence& evidence)
{
    if (const auto obstacle = obstacleToDepth(evidence)) {
        return *obstacle;
    }
    const double first = evidence.firstMedian();
    std::size_t numOthers = 0;
    std::size_t numNegative = 0;
    for (const FinishedLayer& layer : evidence.finished()) {
        const bool isOther = layer.index > 0 && !std::isnan(layer.summary->rMedian);
        numOthers += isOther ? 1 : 0;
        numNegative += isOther && layer.summary->rMedian < 0 ? 1 : 0;
    }
    if (std::isnan(first) || numOthers + 1 < leastLayers) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "This takes at least %1 finished layers that have a distribution of r, the first among "
                    "them."),
                .arguments = {whole(leastLayers)}};
    }
    const WindowJackknife& jackknife = evidence.finished().front().summary->jackknife;
    const bool hasInterval = !std::isnan(jackknife.medianLow) && !std::isnan(jackknife.medianHigh);
    const bool holds = first > 0 && !(hasInterval && jackknife.medianLow <= 0) && 2 * numNegative > numOthers;
    const FindingVerdict verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails;
    if (hasInterval) {
        return {.verdict = verdict,
                .text = holds ? BATHYSCOPE_TRANSLATE_NOOP(
                            "Findings",
                            "The median of r is %1 in the first layer (95 % interval %2 to %3) and "
                            "below 0 in %4 of the %5 other layers.")
                              : BATHYSCOPE_TRANSLATE_NOOP(
                                  "Findings",
                                  "Not so in this run: the median of r is %1 in the first layer (95 % "
                                  "interval %2 to %3) and below 0 in %4 of the %5 other layers."),
                .arguments = {decimals(first), decimals(jackknife.medianLow), decimals(jackknife.medianHigh),
                              whole(numNegative), whole(numOthers)}};
    }
    return {.verdict = verdict,
            .text = holds ? BATHYSCOPE_TRANSLATE_NOOP(
                        "Findings",
                        "The median of r is %1 in the first layer (no interval: the text is too short) "
                        "and below 0 in %2 of the %3 other layers.")
                          : BATHYSCOPE_TRANSLATE_NOOP(
                              "Findings",
                              "Not so in this run: the median of r is %1 in the first layer (no "
                              "interval: the text is too short) and below 0 in %2 of the %3 other "
                              "layers."),
            .arguments = {decimals(first), whole(numNegative), whole(numOthers)}};
}

Answer longerTokensLower(const RunEvidence& evidence)
{
    std::size_t numCompared = 0;
    std::size_t numLower = 0;
    for (const FinishedLayer& layer : evidence.finished()) {
        const GroupHistogram& pooled =
            layer.summary->histograms[static_cast<std::size_t>(ObservationUnit::Pooled)];
        const double shorter = pooled.medians[static_cast<std::size_t>(LengthGroup::Shorter)];
        const double longer = pooled.medians[static_cast<std::size_t>(LengthGroup::Longer)];
        const bool isCompared = !std::isnan(shorter) && !std::isnan(longer);
        numCompared += isCompared ? 1 : 0;
        numLower += isCompared && longer < shorter ? 1 : 0;
    }
    if (numCompared == 0) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings", "No finished layer has both shorter and longer tokens to compare.")};
    }
    const bool holds = 2 * numLower > numCompared;
    const FindingVerdict verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails;
    if (isOutsideLayers(evidence)) {
        const GroupHistogram& pooled =
            evidence.finished()
                .front()
                .summary->histograms[static_cast<std::size_t>(ObservationUnit::Pooled)];
        return {.verdict = verdict,
                .text = holds ? BATHYSCOPE_TRANSLATE_NOOP(
                            "Findings",
                            "With all dimensions and tokens pooled, the median activation of longer tokens "
                            "lies below that of shorter ones: %1 against %2.")
                              : BATHYSCOPE_TRANSLATE_NOOP(
                                  "Findings",
                                  "Not so in this run: with all dimensions and tokens pooled, the median "
                                  "activation of longer tokens does not lie below that of shorter ones: %1 "
                                  "against %2."),
                .arguments = {decimals(pooled.medians[static_cast<std::size_t>(LengthGroup::Longer)]),
                              decimals(pooled.medians[static_cast<std::size_t>(LengthGroup::Shorter)])}};
    }
    return {
        .verdict = verdict,
        .text = holds
            ? worded(evidence,
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "With all neurons and tokens pooled, the median activation of longer tokens lies "
                         "below that of shorter ones in %1 of %2 layers."),
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "With all dimensions and tokens pooled, the median activation of longer tokens "
                         "lies below that of shorter ones in %1 of %2 layers."))
            : worded(evidence,
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "Not so in this run: with all neurons and tokens pooled, the median activation of "
                         "longer tokens lies below that of shorter ones in %1 of %2 layers."),
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "Not so in this run: with all dimensions and tokens pooled, the median activation "
                         "of longer tokens lies below that of shorter ones in %1 of %2 layers.")),
        .arguments = {whole(numLower), whole(numCompared)}};
}

Answer lastLayersCompressed(const RunEvidence& evidence)
{
    if (const auto obstacle = obstacleToDepth(evidence)) {
        return *obstacle;
    }
    std::vector<double> ranges(evidence.run().layers.size(), undefined);
    for (const FinishedLayer& layer : evidence.finished()) {
        ranges[layer.index] = layer.summary->rUpperQuartile - layer.summary->rLowerQuartile;
    }
    if (ranges.size() < leastLayers) {
        return {
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings", "This takes at least %1 layers: the last one is compared with those between."),
            .arguments = {whole(leastLayers)}};
    }
    if (!evidence.hasLast()) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP("Findings", "The run ended before its last layer.")};
    }
    const std::vector<double> relative = compression(ranges);
    if (std::isnan(relative.back())) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings", "The last layer or those between have no spread of r to compare.")};
    }
    std::size_t narrowest = relative.size() - 1;
    for (std::size_t layer = 0; layer < relative.size(); ++layer) {
        narrowest = relative[layer] < relative[narrowest] ? layer : narrowest;
    }
    const bool holds = relative.back() < compressedBelow;
    return {.verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails,
            .text = holds ? BATHYSCOPE_TRANSLATE_NOOP(
                        "Findings",
                        "The interquartile range of r in the last layer is %1 times the inner layers' "
                        "median (compressed: below %2). It is least in layer %3: %4 times.")
                          : BATHYSCOPE_TRANSLATE_NOOP(
                              "Findings",
                              "Not so in this run: the interquartile range of r in the last layer is %1 "
                              "times the inner layers' median (compressed: below %2). It is least in "
                              "layer %3: %4 times."),
            .arguments = {decimals(relative.back()), decimals(compressedBelow), whole(narrowest),
                          decimals(relative[narrowest])}};
}

/// Verdicts on the peaks of shorter tokens, over layers.
struct PeakCount
{
    std::size_t numJudged = 0;
    std::size_t numBimodal = 0;
    std::vector<std::size_t> rejecting; ///< layers in which one peak is rejected
};

PeakCount countPeaks(const RunEvidence& evidence, ObservationUnit unit)
{
    PeakCount count;
    for (const FinishedLayer& layer : evidence.finished()) {
        const ModalityVerdict verdict =
            layer.summary
                ->modality[static_cast<std::size_t>(unit)][static_cast<std::size_t>(LengthGroup::Shorter)]
                .verdict();
        count.numJudged += verdict != ModalityVerdict::Undefined ? 1 : 0;
        count.numBimodal += verdict == ModalityVerdict::Bimodal ? 1 : 0;
        if (verdict == ModalityVerdict::Bimodal || verdict == ModalityVerdict::Multimodal) {
            count.rejecting.push_back(layer.index);
        }
    }
    return count;
}

Answer shortTokensTwoPeaks(const RunEvidence& evidence)
{
    const PeakCount pooled = countPeaks(evidence, ObservationUnit::Pooled);
    const PeakCount tokenMeans = countPeaks(evidence, ObservationUnit::TokenMean);
    if (pooled.numJudged == 0) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "There are too few shorter tokens, or too few different activations, to judge peaks.")};
    }
    const bool holds = pooled.numBimodal > 0;
    if (isOutsideLayers(evidence)) {
        return {.verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails,
                .text = holds ? BATHYSCOPE_TRANSLATE_NOOP(
                            "Findings",
                            "Looked at as pooled values and as token means, one peak is rejected in %1 of %2 "
                            "ways, and two peaks stand apart in %3.")
                              : BATHYSCOPE_TRANSLATE_NOOP(
                                  "Findings",
                                  "Not so in this run. Looked at as pooled values and as token means, one "
                                  "peak is rejected in %1 of %2 ways, and two peaks stand apart in %3."),
                .arguments = {whole(pooled.rejecting.size() + tokenMeans.rejecting.size()),
                              whole(pooled.numJudged + tokenMeans.numJudged),
                              whole(pooled.numBimodal + tokenMeans.numBimodal)}};
    }
    return {.verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails,
            .text = holds ? BATHYSCOPE_TRANSLATE_NOOP(
                        "Findings",
                        "With all values pooled, one peak is rejected in %1 of %2 layers (%3), and two "
                        "peaks stand apart in %4. With token means: rejected in %5 of %6 layers (%7), two "
                        "peaks in %8.")
                          : BATHYSCOPE_TRANSLATE_NOOP(
                              "Findings",
                              "Not so in this run. With all values pooled, one peak is rejected in %1 of "
                              "%2 layers (%3), and two peaks stand apart in %4. With token means: rejected "
                              "in %5 of %6 layers (%7), two peaks in %8."),
            .arguments = {whole(pooled.rejecting.size()), whole(pooled.numJudged), listText(pooled.rejecting),
                          whole(pooled.numBimodal), whole(tokenMeans.rejecting.size()),
                          whole(tokenMeans.numJudged), listText(tokenMeans.rejecting),
                          whole(tokenMeans.numBimodal)}};
}

Answer lengthDiscoveries(const RunEvidence& evidence)
{
    if (const auto obstacle = obstacleTo(evidence)) {
        return *obstacle;
    }
    const FrequencyControl found = evidence.discoveries();
    if (found.numTested == 0) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "This run made no permutations, so no correlation was tested: run it again with some.")};
    }
    const double share = shareOf(found.numDiscoveries, found.numTested);
    const std::optional<double> permuted = evidence.permutedDiscoveries();
    const bool holds =
        share > evidence.rate() && static_cast<double>(found.numDiscoveries) > permuted.value_or(0);
    const FindingVerdict verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails;
    Answer answer {.verdict = verdict,
                   .arguments = {percent(share), whole(found.numDiscoveries), whole(found.numTested),
                                 decimals(evidence.rate())}};
    if (permuted) {
        answer.text = holds
            ? worded(evidence,
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "%1 of the neurons (%2 of %3) have q < %4. Permuted token lengths give %5 such "
                         "neurons on average."),
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "%1 of the dimensions (%2 of %3) have q < %4. Permuted token lengths give %5 such "
                         "dimensions on average."))
            : worded(evidence,
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "Not so in this run: %1 of the neurons (%2 of %3) have q < %4. Permuted token "
                         "lengths give %5 such neurons on average."),
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "Not so in this run: %1 of the dimensions (%2 of %3) have q < %4. Permuted token "
                         "lengths give %5 such dimensions on average."));
        answer.arguments.emplace_back(
            FindingNumber {.value = *permuted, .style = FindingNumber::Style::Whole});
    } else {
        answer.text = holds
            ? worded(evidence,
                     BATHYSCOPE_TRANSLATE_NOOP("Findings", "%1 of the neurons (%2 of %3) have q < %4."),
                     BATHYSCOPE_TRANSLATE_NOOP("Findings", "%1 of the dimensions (%2 of %3) have q < %4."))
            : worded(evidence,
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings", "Not so in this run: %1 of the neurons (%2 of %3) have q < %4."),
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings", "Not so in this run: %1 of the dimensions (%2 of %3) have q < %4."));
    }
    return answer;
}

/// Where frequency comes from, in words of files and command line: "corpus", "bpe-rank", a table's name.
std::string frequencyName(const AnalysisSnapshot& run)
{
    if (!run.info) {
        return nothingThere;
    }
    return run.info->frequencySource == FrequencySource::Table
        ? run.info->frequencyTable
        : std::string(frequencySourceName(run.info->frequencySource));
}

Answer beyondFrequency(const RunEvidence& evidence)
{
    if (const auto obstacle = obstacleTo(evidence)) {
        return *obstacle;
    }
    const double raw = evidence.medianSize("r_length");
    const double partial = evidence.medianSize("r_length_given_frequency");
    const double stratified = evidence.medianSize("r_length_stratified");
    if (!(raw > 0) || std::isnan(partial)) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "Frequency cannot be held constant here: it and token length go together exactly.")};
    }
    std::vector<FindingArgument> arguments {decimals(raw), decimals(partial), percent(partial / raw),
                                            decimals(stratified), frequencyName(evidence.run())};
    const FrequencyControl found = evidence.discoveries();
    if (found.numDiscoveries == 0) {
        return {.text = worded(evidence,
                               BATHYSCOPE_TRANSLATE_NOOP(
                                   "Findings",
                                   "With frequency held constant (source: %5), the median of |r| goes from "
                                   "%1 to %2 (%3), within strata of equal frequency to %4. There are no "
                                   "neurons with a small q to test further."),
                               BATHYSCOPE_TRANSLATE_NOOP(
                                   "Findings",
                                   "With frequency held constant (source: %5), the median of |r| goes from "
                                   "%1 to %2 (%3), within strata of equal frequency to %4. There are no "
                                   "dimensions with a small q to test further.")),
                .arguments = std::move(arguments)};
    }
    const double beyond = shareOf(found.numBeyond, found.numTested);
    const bool holds = partial >= raw / 2 && beyond > 2 * beyondFrequencyLevel;
    arguments.insert(arguments.end(),
                     {percent(beyond), percent(beyondFrequencyLevel),
                      percent(shareOf(found.numDiscoveriesBeyond, found.numDiscoveries))});
    return {.verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails,
            .text = holds
                ? worded(evidence,
                         BATHYSCOPE_TRANSLATE_NOOP(
                             "Findings",
                             "With frequency held constant (source: %5), the median of |r| goes from %1 to "
                             "%2 (%3), within strata of equal frequency to %4. Of the neurons, %6 respond to "
                             "length beyond frequency, where %7 would by chance; of those with a small q, "
                             "%8."),
                         BATHYSCOPE_TRANSLATE_NOOP(
                             "Findings",
                             "With frequency held constant (source: %5), the median of |r| goes from %1 to "
                             "%2 (%3), within strata of equal frequency to %4. Of the dimensions, %6 respond "
                             "to length beyond frequency, where %7 would by chance; of those with a small "
                             "q, %8."))
                : worded(evidence,
                         BATHYSCOPE_TRANSLATE_NOOP(
                             "Findings",
                             "Mostly frequency in this run. With frequency held constant (source: %5), the "
                             "median of |r| goes from %1 to %2 (%3), within strata of equal frequency to %4. "
                             "Of the neurons, %6 respond to length beyond frequency, where %7 would by "
                             "chance; of those with a small q, %8."),
                         BATHYSCOPE_TRANSLATE_NOOP(
                             "Findings",
                             "Mostly frequency in this run. With frequency held constant (source: %5), the "
                             "median of |r| goes from %1 to %2 (%3), within strata of equal frequency to %4. "
                             "Of the dimensions, %6 respond to length beyond frequency, where %7 would by "
                             "chance; of those with a small q, %8.")),
            .arguments = std::move(arguments)};
}

/// The median of r keeps its sign, and at least half of its size.
bool isKept(const FrequencyControl& control)
{
    return control.raw * control.givenFrequency > 0
        && std::abs(control.givenFrequency) >= std::abs(control.raw) / 2;
}

Answer leansBeyondFrequency(const RunEvidence& evidence)
{
    if (const auto obstacle = obstacleToDepth(evidence)) {
        return *obstacle;
    }
    const FinishedLayer& first = evidence.finished().front();
    const FrequencyControl control = frequencyControl(*first.summary, evidence.rate());
    if (first.index != 0 || std::isnan(control.raw) || std::isnan(control.givenFrequency)) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings", "The first layer has no r, or none with frequency held constant.")};
    }
    const auto numKept = std::ranges::count_if(evidence.finished(), [&](const FinishedLayer& layer) {
        return isKept(frequencyControl(*layer.summary, evidence.rate()));
    });
    const bool holds = isKept(control);
    return {
        .verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails,
        .text = holds ? BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "With frequency held constant, the first layer's median r goes from %1 to %2 (within "
                    "strata of equal frequency: %3). The median keeps its sign and half of its size in %4 "
                    "of %5 layers.")
                      : BATHYSCOPE_TRANSLATE_NOOP(
                          "Findings",
                          "Not so in this run: the lean goes with frequency. Held constant, it takes the "
                          "first layer's median r from %1 to %2 (within strata of equal frequency: %3). "
                          "The median keeps its sign and half of its size in %4 of %5 layers."),
        .arguments = {decimals(control.raw), decimals(control.givenFrequency), decimals(control.stratified),
                      whole(static_cast<std::size_t>(numKept)), whole(evidence.finished().size())}};
}

Answer zonesOfDepth(const RunEvidence& evidence)
{
    if (isOutsideLayers(evidence)) {
        return *obstacleToDepth(evidence);
    }
    if (!evidence.run().zones) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings", "Zones are sought in complete runs: this one ended before its last layer.")};
    }
    const FunctionalZones& zones = *evidence.run().zones;
    switch (zones.selection.pattern) {
    case DepthPattern::TooFewLayers:
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "Zones cannot be told apart in fewer than %1 layers that have a distribution of r."),
                .arguments = {whole(minZonedLayers)}};
    case DepthPattern::OneZone:
        return {.verdict = FindingVerdict::Fails,
                .text = worded(evidence,
                               BATHYSCOPE_TRANSLATE_NOOP(
                                   "Findings",
                                   "Not so in this run: one zone. No change over depth stands out from the "
                                   "layers' own scatter (the same in %1 of bootstraps over neurons)."),
                               BATHYSCOPE_TRANSLATE_NOOP(
                                   "Findings",
                                   "Not so in this run: one zone. No change over depth stands out from the "
                                   "layers' own scatter (the same in %1 of bootstraps over dimensions).")),
                .arguments = {percent(zones.patternStability)}};
    case DepthPattern::Gradual:
        return {.verdict = FindingVerdict::Fails,
                .text = worded(
                    evidence,
                    BATHYSCOPE_TRANSLATE_NOOP(
                        "Findings",
                        "Not so in this run: the distribution of r changes gradually. A straight line over "
                        "depth describes it better than zones (the same in %1 of bootstraps over neurons)."),
                    BATHYSCOPE_TRANSLATE_NOOP(
                        "Findings",
                        "Not so in this run: the distribution of r changes gradually. A straight line over "
                        "depth describes it better than zones (the same in %1 of bootstraps over "
                        "dimensions).")),
                .arguments = {percent(zones.patternStability)}};
    case DepthPattern::Zones:
        break;
    }
    std::string boundaries;
    for (const ZoneBoundary& boundary : zones.boundaries) {
        boundaries += fmt::format("{}{} ({:.0f} %)", boundaries.empty() ? "" : ", ", boundary.layer,
                                  100 * boundary.stability);
    }
    return {.verdict = FindingVerdict::Holds,
            .text = worded(evidence,
                           BATHYSCOPE_TRANSLATE_NOOP(
                               "Findings",
                               "%1 zones. Behind the first, they begin at layer %2; in parentheses the share "
                               "of bootstraps over neurons with a border exactly there."),
                           BATHYSCOPE_TRANSLATE_NOOP(
                               "Findings",
                               "%1 zones. Behind the first, they begin at layer %2; in parentheses the share "
                               "of bootstraps over dimensions with a border exactly there.")),
            .arguments = {whole(zones.boundaries.size() + 1), std::move(boundaries)}};
}

/// A claim about a run, and how it is looked at.
struct Claim
{
    std::string_view id;
    const char* title;
    const char* dimensionTitle; ///< where dimensions were looked at; null: the same
    std::string_view view;
    Answer (*answer)(const RunEvidence& evidence);
};

constexpr std::array claims {
    Claim {"first_layer_sign",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "The first layer leans positive, the others negative"),
           nullptr, "layers", firstLayerSign},
    Claim {"longer_tokens_lower",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "Longer tokens have lower activations"), nullptr,
           "histograms", longerTokensLower},
    Claim {"last_layers_compressed", BATHYSCOPE_TRANSLATE_NOOP("Findings", "The last layer is compressed"),
           nullptr, "zones", lastLayersCompressed},
    Claim {"short_tokens_two_peaks",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "Activations of shorter tokens have two peaks"), nullptr,
           "histograms", shortTokensTwoPeaks},
    Claim {"length_discoveries",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "More neurons respond to length than by chance"),
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "More dimensions respond to length than by chance"),
           "layers", lengthDiscoveries},
    Claim {"beyond_frequency", BATHYSCOPE_TRANSLATE_NOOP("Findings", "Length matters beyond frequency"),
           nullptr, "confound", beyondFrequency},
    Claim {"lean_beyond_frequency",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "The first layer leans that way beyond frequency"), nullptr,
           "confound", leansBeyondFrequency},
    Claim {"zones", BATHYSCOPE_TRANSLATE_NOOP("Findings", "Depth falls into zones"), nullptr, "zones",
           zonesOfDepth},
};

Answer learned(const RunEvidence& run, const RunEvidence& control)
{
    const double size = run.medianSize("r_length");
    const double sizeOfControl = control.medianSize("r_length");
    if (control.run().outcome != RunOutcome::Completed || !(size > 0) || std::isnan(sizeOfControl)) {
        return {
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings", "The run or its control was not completed, or has no correlations to compare.")};
    }
    // A sign that the run itself does not show is none to miss in the control.
    const bool losesSign = firstLayerSign(run).verdict == FindingVerdict::Holds
        && firstLayerSign(control).verdict == FindingVerdict::Fails;
    const bool holds = losesSign || sizeOfControl < size / 2;
    const auto share = [](const RunEvidence& evidence) {
        const FrequencyControl found = evidence.discoveries();
        return percent(shareOf(found.numDiscoveries, found.numTested));
    };
    std::vector<FindingArgument> arguments {decimals(run.firstMedian()),
                                            decimals(control.firstMedian()),
                                            decimals(size),
                                            decimals(sizeOfControl),
                                            share(run),
                                            share(control)};
    const FindingVerdict verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails;
    if (isOutsideLayers(run)) {
        return {.verdict = verdict,
                .text = holds
                    ? BATHYSCOPE_TRANSLATE_NOOP(
                        "Findings",
                        "This run against random weights of the same shape on the same text: median of r %1 "
                        "against %2, median of |r| %3 against %4, dimensions with a small q %5 against %6. "
                        "Architecture and text alone do not give the pattern.")
                    : BATHYSCOPE_TRANSLATE_NOOP(
                        "Findings",
                        "Not so in this run. Against random weights of the same shape on the same text: "
                        "median of r %1 against %2, median of |r| %3 against %4, dimensions with a small q "
                        "%5 against %6. Architecture and text alone give much of the pattern."),
                .arguments = std::move(arguments)};
    }
    return {
        .verdict = verdict,
        .text = holds
            ? worded(run,
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "This run against random weights of the same shape on the same text: median of r "
                         "in the first layer %1 against %2, median of |r| %3 against %4, neurons with a "
                         "small q %5 against %6. Architecture and text alone do not give the pattern."),
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "This run against random weights of the same shape on the same text: median of r "
                         "in the first layer %1 against %2, median of |r| %3 against %4, dimensions with a "
                         "small q %5 against %6. Architecture and text alone do not give the pattern."))
            : worded(run,
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "Not so in this run. Against random weights of the same shape on the same text: "
                         "median of r in the first layer %1 against %2, median of |r| %3 against %4, "
                         "neurons with a small q %5 against %6. Architecture and text alone give much of "
                         "the pattern."),
                     BATHYSCOPE_TRANSLATE_NOOP(
                         "Findings",
                         "Not so in this run. Against random weights of the same shape on the same text: "
                         "median of r in the first layer %1 against %2, median of |r| %3 against %4, "
                         "dimensions with a small q %5 against %6. Architecture and text alone give much "
                         "of the pattern.")),
        .arguments = std::move(arguments)};
}

Finding makeFinding(const Claim& claim, const RunEvidence& evidence, Answer answer)
{
    return {.id = claim.id,
            .title = claim.dimensionTitle ? worded(evidence, claim.title, claim.dimensionTitle) : claim.title,
            .verdict = answer.verdict,
            .text = answer.text,
            .arguments = std::move(answer.arguments),
            .view = claim.view};
}

} // namespace

std::vector<Finding> findFindings(const AnalysisSnapshot& run)
{
    const RunEvidence evidence(run);
    std::vector<Finding> findings;
    findings.reserve(claims.size());
    for (const Claim& claim : claims) {
        findings.push_back(makeFinding(claim, evidence, claim.answer(evidence)));
    }
    return findings;
}

Finding controlFinding(const AnalysisSnapshot& run, const AnalysisSnapshot& control)
{
    static constexpr Claim claim {"learned", BATHYSCOPE_TRANSLATE_NOOP("Findings", "The pattern is learned"),
                                  nullptr, "findings", nullptr};
    const RunEvidence evidence(run);
    return makeFinding(claim, evidence, learned(evidence, RunEvidence(control)));
}

} // namespace bathyscope
