// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/LengthAnswers.h"

#include "core/analysis/FrequencyControl.h"
#include "core/analysis/RunInfo.h"
#include "core/findings/DepthAnswers.h"
#include "core/support/Translatable.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace bathyscope {

namespace {

/// Where frequency comes from: in words that ui translates, or a table's name.
std::string frequencyName(const AnalysisSnapshot& run)
{
    if (!run.info) {
        return nothingThere;
    }
    switch (run.info->frequency.source) {
    case FrequencySource::Corpus:
        return BATHYSCOPE_TRANSLATE_NOOP("Findings", "counts in the text");
    case FrequencySource::BpeRank:
        return BATHYSCOPE_TRANSLATE_NOOP("Findings", "BPE rank");
    case FrequencySource::Table:
        break;
    }
    return run.info->frequency.table.string();
}

/// The median of r keeps its sign, and at least half of its size.
bool isKept(const FrequencyControl& control)
{
    return control.raw * control.givenFrequency > 0
        && std::abs(control.givenFrequency) >= std::abs(control.raw) / 2;
}

} // namespace

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
        answer.text =
            BATHYSCOPE_TRANSLATE_NOOP("Findings",
                                      "%1 of the {neurons|dimensions} (%2 of %3) have q < %4. Permuted token "
                                      "lengths give %5 such {neurons|dimensions} on average.");
        answer.arguments.emplace_back(
            FindingNumber {.value = *permuted, .style = FindingNumber::Style::Whole});
    } else {
        answer.text =
            BATHYSCOPE_TRANSLATE_NOOP("Findings", "%1 of the {neurons|dimensions} (%2 of %3) have q < %4.");
    }
    return answer;
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
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "With frequency held constant (source: %5), the median of |r| goes from %1 to %2 (%3), "
                    "within strata of equal frequency to %4. There are no {neurons|dimensions} with a small "
                    "q to test further."),
                .arguments = std::move(arguments)};
    }
    const double beyond = found.beyondShare();
    const bool holds = partial >= raw / 2 && beyond > 2 * beyondFrequencyLevel;
    arguments.insert(
        arguments.end(),
        {percent(beyond), percent(beyondFrequencyLevel), percent(found.discoveriesBeyondShare())});
    return {.verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails,
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings",
                "With frequency held constant (source: %5), the median of |r| goes from %1 to %2 (%3), "
                "within strata of equal frequency to %4. Of the {neurons|dimensions}, %6 respond to length "
                "beyond frequency, where %7 would by chance; of those with a small q, %8."),
            .arguments = std::move(arguments),
            .lead = holds ? nullptr : BATHYSCOPE_TRANSLATE_NOOP("Findings", "Mostly frequency in this run.")};
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
        .text = holds
            ? BATHYSCOPE_TRANSLATE_NOOP(
                "Findings",
                "With frequency held constant, the first layer's median r goes from %1 to %2 (within strata "
                "of equal frequency: %3). The median keeps its sign and half of its size in %4 of %5 layers.")
            : BATHYSCOPE_TRANSLATE_NOOP(
                "Findings",
                "The lean goes with frequency. Held constant, it takes the first layer's median r from %1 to "
                "%2 (within strata of equal frequency: %3). The median keeps its sign and half of its size "
                "in %4 of %5 layers."),
        .arguments = {decimals(control.raw), decimals(control.givenFrequency), decimals(control.stratified),
                      whole(static_cast<std::size_t>(numKept)), whole(evidence.finished().size())}};
}

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
                .text = holds ? BATHYSCOPE_TRANSLATE_NOOP(
                            "Findings",
                            "This run against random weights of the same shape on the same text: median of r "
                            "%1 against %2, median of |r| %3 against %4, dimensions with a small q %5 "
                            "against %6. Architecture and text alone do not give the pattern.")
                              : BATHYSCOPE_TRANSLATE_NOOP(
                                  "Findings",
                                  "Against random weights of the same shape on the same text: median of r %1 "
                                  "against %2, median of |r| %3 against %4, dimensions with a small q %5 "
                                  "against %6. Architecture and text alone give much of the pattern."),
                .arguments = std::move(arguments)};
    }
    return {.verdict = verdict,
            .text = holds
                ? BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "This run against random weights of the same shape on the same text: median of r in the "
                    "first layer %1 against %2, median of |r| %3 against %4, {neurons|dimensions} with a "
                    "small q %5 against %6. Architecture and text alone do not give the pattern.")
                : BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "Against random weights of the same shape on the same text: median of r in the first "
                    "layer %1 against %2, median of |r| %3 against %4, {neurons|dimensions} with a small q "
                    "%5 against %6. Architecture and text alone give much of the pattern."),
            .arguments = std::move(arguments)};
}

} // namespace bathyscope
