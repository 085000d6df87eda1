// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/NonFiniteRemark.h"

#include "core/findings/FindingAnswer.h"
#include "core/support/Translatable.h"

#include <cstddef>
#include <vector>

namespace bathyscope {

namespace {

/// Layers in which some neurons are not finite, and how many those are in all of them.
struct PartlyNonFinite
{
    std::vector<std::size_t> layers;
    std::size_t numNeurons = 0;
};

PartlyNonFinite partlyNonFinite(const RunEvidence& evidence)
{
    PartlyNonFinite partly;
    for (const FinishedLayer& layer : evidence.finished()) {
        if (layer.summary->numNonFinite > 0) {
            partly.layers.push_back(layer.index);
            partly.numNeurons += layer.summary->numNonFinite;
        }
    }
    return partly;
}

} // namespace

Remark nonFiniteRemark(const AnalysisSnapshot& run)
{
    const RunEvidence evidence(run);
    const PartlyNonFinite partly = partlyNonFinite(evidence);
    std::vector<std::size_t> entire;
    for (const FinishedLayer& layer : evidence.nonFinite()) {
        entire.push_back(layer.index);
    }
    if (entire.empty() && partly.layers.empty()) {
        return {};
    }
    if (isOutsideLayers(evidence)) {
        return {
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings", "Not finite (NaN or infinity) and left out: %1 of %2 dimensions."),
            .arguments = {whole(run.layers.front()->numNonFinite), whole(run.layers.front()->numNeurons)}};
    }
    const std::size_t numLayers = run.layers.size();
    if (partly.layers.empty()) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP("Findings",
                                                  "Not finite (NaN or infinity) and left out: all "
                                                  "{neurons|dimensions} in %1 of %2 layers (%3)."),
                .arguments = {whole(entire.size()), whole(numLayers), listText(entire)},
                .element = evidence.element()};
    }
    if (entire.empty()) {
        return {.text = BATHYSCOPE_TRANSLATE_NOOP("Findings",
                                                  "Not finite (NaN or infinity) and left out: %1 "
                                                  "{neurons|dimensions} in %2 of %3 layers (%4)."),
                .arguments = {whole(partly.numNeurons), whole(partly.layers.size()), whole(numLayers),
                              listText(partly.layers)},
                .element = evidence.element()};
    }
    return {.text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings",
                "Not finite (NaN or infinity) and left out: all {neurons|dimensions} in %1 of %2 layers "
                "(%3), and %4 in %5 others (%6)."),
            .arguments = {whole(entire.size()), whole(numLayers), listText(entire), whole(partly.numNeurons),
                          whole(partly.layers.size()), listText(partly.layers)},
            .element = evidence.element()};
}

} // namespace bathyscope
