// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/Selection.h"

#include "core/analysis/RunInfo.h"

#include <algorithm>

namespace bathyscope::ui {

namespace {

/// An index means the same neuron in both.
bool haveSameNeurons(const RunInfo& a, const RunInfo& b)
{
    const bool haveSameWeights =
        a.hasRandomWeights == b.hasRandomWeights && (!a.hasRandomWeights || a.seed == b.seed);
    return haveSameWeights && a.modelName == b.modelName && a.modelFolderName == b.modelFolderName
        && a.hook == b.hook && a.config == b.config;
}

bool haveSameTokens(const RunInfo& a, const RunInfo& b)
{
    return std::ranges::equal(a.windows.ids(), b.windows.ids())
        && std::ranges::equal(a.windows.windows(), b.windows.windows());
}

} // namespace

bool Selection::isEmpty() const
{
    return *this == Selection {};
}

Selection fitted(Selection selection, const RunInfo* madeIn, const RunInfo& shown)
{
    const bool isSameRun = madeIn == &shown;
    if (selection.layer
        && (*selection.layer < 0 || *selection.layer >= static_cast<int>(shown.numRunLayers()))) {
        selection.layer.reset();
    }
    if (!selection.layer) {
        selection.neuron.reset();
        selection.rRange.reset();
    }
    if (selection.neuron
        && (*selection.neuron >= shown.numNeurons() || !madeIn
            || (!isSameRun && !haveSameNeurons(*madeIn, shown)))) {
        selection.neuron.reset();
    }
    if (selection.token
        && (*selection.token >= shown.windows.numTokens() || !madeIn
            || (!isSameRun && !haveSameTokens(*madeIn, shown)))) {
        selection.token.reset();
    }
    return selection;
}

} // namespace bathyscope::ui
