// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/ActivationAnswers.h"

#include "core/statistics/LayerSummary.h"
#include "core/support/Translatable.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace bathyscope {

namespace {

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
        if (rejectsUnimodality(verdict)) {
            count.rejecting.push_back(layer.index);
        }
    }
    return count;
}

} // namespace

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
                                  "With all dimensions and tokens pooled, the median activation of longer "
                                  "tokens does not lie below that of shorter ones: %1 against %2."),
                .arguments = {decimals(pooled.medians[static_cast<std::size_t>(LengthGroup::Longer)]),
                              decimals(pooled.medians[static_cast<std::size_t>(LengthGroup::Shorter)])}};
    }
    return {.verdict = verdict,
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings",
                "With all {neurons|dimensions} and tokens pooled, the median activation of longer tokens "
                "lies below that of shorter ones in %1 of %2 layers."),
            .arguments = {whole(numLower), whole(numCompared)}};
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
                .text =
                    BATHYSCOPE_TRANSLATE_NOOP("Findings",
                                              "Looked at as pooled values and as token means, one peak is "
                                              "rejected in %1 of %2 ways, and two peaks stand apart in %3."),
                .arguments = {whole(pooled.rejecting.size() + tokenMeans.rejecting.size()),
                              whole(pooled.numJudged + tokenMeans.numJudged),
                              whole(pooled.numBimodal + tokenMeans.numBimodal)}};
    }
    return {.verdict = holds ? FindingVerdict::Holds : FindingVerdict::Fails,
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings",
                "With all values pooled, one peak is rejected in %1 of %2 layers (%3), and two peaks stand "
                "apart in %4. With token means: rejected in %5 of %6 layers (%7), two peaks in %8."),
            .arguments = {whole(pooled.rejecting.size()), whole(pooled.numJudged), listText(pooled.rejecting),
                          whole(pooled.numBimodal), whole(tokenMeans.rejecting.size()),
                          whole(tokenMeans.numJudged), listText(tokenMeans.rejecting),
                          whole(tokenMeans.numBimodal)}};
}

} // namespace bathyscope
