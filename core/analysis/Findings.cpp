// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Findings.h"

#include "core/analysis/ActivationAnswers.h"
#include "core/analysis/DepthAnswers.h"
#include "core/analysis/LengthAnswers.h"
#include "core/support/Translatable.h"

#include <array>
#include <string_view>
#include <utility>

namespace bathyscope {

namespace {

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
