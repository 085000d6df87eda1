// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/DepthAnswers.h"

#include "core/analysis/Compression.h"
#include "core/analysis/FunctionalZones.h"
#include "core/support/Translatable.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace bathyscope {

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
        return {.text = BATHYSCOPE_TRANSLATE_NOOP("Findings",
                                                  "This takes at least %1 finished layers that have a "
                                                  "distribution of r, the first among them."),
                .arguments = {whole(leastLayers)}};
    }
    const WindowJackknife& jackknife = evidence.finished().front().summary->jackknife;
    const bool hasInterval = !std::isnan(jackknife.medianLow) && !std::isnan(jackknife.medianHigh);
    const bool holds = first > 0 && !(hasInterval && jackknife.medianLow <= 0) && 2 * numNegative > numOthers;
    const FindingVerdict verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails;
    if (hasInterval) {
        return {.verdict = verdict,
                .text = BATHYSCOPE_TRANSLATE_NOOP("Findings",
                                                  "The median of r is %1 in the first layer (95 % interval "
                                                  "%2 to %3) and below 0 in %4 of the %5 other layers."),
                .arguments = {decimals(first), decimals(jackknife.medianLow), decimals(jackknife.medianHigh),
                              whole(numNegative), whole(numOthers)}};
    }
    return {.verdict = verdict,
            .text = BATHYSCOPE_TRANSLATE_NOOP("Findings",
                                              "The median of r is %1 in the first layer (no interval: the "
                                              "text is too short) and below 0 in %2 of the %3 other layers."),
            .arguments = {decimals(first), whole(numNegative), whole(numOthers)}};
}

Answer lastLayersCompressed(const RunEvidence& evidence)
{
    if (const auto obstacle = obstacleToDepth(evidence)) {
        return *obstacle;
    }
    const std::vector<double> ranges = evidence.run().overDepth(&LayerSummary::interquartileRange);
    if (ranges.size() < leastLayers) {
        return {
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings", "This takes at least %1 layers: the last one is compared with those between."),
            .arguments = {whole(leastLayers)}};
    }
    if (evidence.isLastNonFinite()) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings", "The last layer, which is compared with those between, is not finite.")};
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
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings",
                "The interquartile range of r in the last layer is %1 times the inner layers' median "
                "(compressed: below %2). It is least in layer %3: %4 times."),
            .arguments = {decimals(relative.back()), decimals(compressedBelow), whole(narrowest),
                          decimals(relative[narrowest])}};
}

Answer zonesOfDepth(const RunEvidence& evidence)
{
    if (isOutsideLayers(evidence)) {
        return *obstacleToDepth(evidence);
    }
    if (evidence.finished().empty()) {
        return *obstacleTo(evidence);
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
                .text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "One zone. No change over depth stands out from the layers' own scatter (the same in %1 "
                    "of bootstraps over {neurons|dimensions})."),
                .arguments = {percent(zones.patternStability)}};
    case DepthPattern::Gradual:
        return {.verdict = FindingVerdict::Fails,
                .text = BATHYSCOPE_TRANSLATE_NOOP(
                    "Findings",
                    "The distribution of r changes gradually. A straight line over depth describes it better "
                    "than zones (the same in %1 of bootstraps over {neurons|dimensions})."),
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
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings",
                "%1 zones. Behind the first, they begin at layer %2; in parentheses the share of bootstraps "
                "over {neurons|dimensions} with a boundary exactly there."),
            .arguments = {whole(zones.boundaries.size() + 1), std::move(boundaries)}};
}

} // namespace bathyscope
