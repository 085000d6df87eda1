// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/NeuronPortrait.h"

#include <QString>

#include <cstddef>

/// What is said of one neuron: pure functions, tested by value.
namespace bathyscope::ui {

/// Its figures in the run, and the dip of its activation: "r −0.312 · given frequency −0.120 · …".
[[nodiscard]] QString neuronFigures(const LayerSummary& layer, std::size_t neuron,
                                    const NeuronPortrait& portrait);

/// How many tokens are behind the plots, and what is left out of them.
[[nodiscard]] QString portraitNote(const NeuronPortrait& portrait, std::size_t numShown);

/// One token and the neuron's activation there.
[[nodiscard]] QString tokenFigures(const RunInfo& info, std::size_t token, double activation);

} // namespace bathyscope::ui
