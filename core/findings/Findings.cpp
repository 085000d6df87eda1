// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/Findings.h"

#include "core/findings/ActivationAnswers.h"
#include "core/findings/DepthAnswers.h"
#include "core/findings/LengthAnswers.h"
#include "core/findings/NonFiniteRemark.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Translatable.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace bathyscope {

namespace {

/// A claim about a run, and how it is looked at.
struct Claim
{
    std::string_view id;
    const char* title;
    std::string_view view;
    Answer (*answer)(const RunEvidence& evidence);
    std::array<std::string_view, 4> needs {}; ///< columns that it looks at; the rest empty
};

constexpr std::array claims {
    Claim {"first_layer_sign",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "The first layer leans positive, the others negative"),
           "layers",
           firstLayerSign,
           {"r_length"}},
    Claim {"longer_tokens_lower",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "Longer tokens have lower activations"), "histograms",
           longerTokensLower},
    Claim {"last_layers_compressed",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "The last layer is compressed"),
           "zones",
           lastLayersCompressed,
           {"r_length"}},
    Claim {"short_tokens_two_peaks",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "Activations of shorter tokens have two peaks"),
           "histograms", shortTokensTwoPeaks},
    Claim {
        "length_discoveries",
        BATHYSCOPE_TRANSLATE_NOOP("Findings", "More {neurons|dimensions} respond to length than by chance"),
        "layers",
        lengthDiscoveries,
        {"q_length"}},
    Claim {"beyond_frequency",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "Length matters beyond frequency"),
           "confound",
           beyondFrequency,
           {"r_length", "r_length_given_frequency", "q_length", "p_length_beyond_frequency"}},
    Claim {"lean_beyond_frequency",
           BATHYSCOPE_TRANSLATE_NOOP("Findings", "The first layer leans that way beyond frequency"),
           "confound",
           leansBeyondFrequency,
           {"r_length", "r_length_given_frequency"}},
    Claim {"zones", BATHYSCOPE_TRANSLATE_NOOP("Findings", "Depth falls into zones"), "zones", zonesOfDepth},
};

/// The run's file is older than something that the claim looks at; nothing where it is not.
std::optional<Answer> obstacleTo(const Claim& claim, const RunEvidence& evidence)
{
    const auto isMissing = [&evidence](std::string_view id) {
        const std::optional<std::size_t> column = neuronStatisticIndex(id);
        return column && std::ranges::any_of(evidence.finished(), [&](const FinishedLayer& layer) {
                   return !layer.summary->isComputed(*column);
               });
    };
    const auto* const missing = std::ranges::find_if(claim.needs, isMissing);
    if (missing == claim.needs.end()) {
        return std::nullopt;
    }
    return Answer {.text = BATHYSCOPE_TRANSLATE_NOOP(
                       "Findings", "The run is older than what this looks at (%1): run it again."),
                   .arguments = {std::string(*missing)}};
}

Answer answerTo(const Claim& claim, const RunEvidence& evidence)
{
    if (const auto obstacle = obstacleToConclusions(evidence)) {
        return *obstacle;
    }
    const auto obstacle = obstacleTo(claim, evidence);
    return obstacle ? *obstacle : claim.answer(evidence);
}

Finding makeFinding(const Claim& claim, const RunEvidence& evidence, Answer answer)
{
    const char* const lead = answer.verdict == FindingVerdict::Fails
        ? BATHYSCOPE_TRANSLATE_NOOP("Findings", "Not so in this run.")
        : "";
    return {.id = claim.id,
            .element = evidence.element(),
            .title = claim.title,
            .verdict = answer.verdict,
            .lead = answer.lead ? answer.lead : lead,
            .text = answer.text,
            .arguments = std::move(answer.arguments),
            .note = nonFiniteRemark(evidence.run()),
            .view = claim.view};
}

} // namespace

std::vector<Finding> findFindings(const AnalysisSnapshot& run)
{
    const RunEvidence evidence(run);
    std::vector<Finding> findings;
    findings.reserve(claims.size());
    for (const Claim& claim : claims) {
        findings.push_back(makeFinding(claim, evidence, answerTo(claim, evidence)));
    }
    return findings;
}

Finding controlFinding(const AnalysisSnapshot& run, const AnalysisSnapshot& control)
{
    static constexpr Claim claim {"learned", BATHYSCOPE_TRANSLATE_NOOP("Findings", "The pattern is learned"),
                                  "findings", nullptr};
    const RunEvidence evidence(run);
    const std::optional<Answer> obstacle = obstacleToConclusions(evidence);
    return makeFinding(claim, evidence, obstacle ? *obstacle : learned(evidence, RunEvidence(control)));
}

} // namespace bathyscope
