// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/NeuronPortrait.h"
#include "ui/figures/HistogramPlotData.h"
#include "ui/plots/PlotData.h"

#include <QString>

#include <cstddef>
#include <vector>

/// From the portrait of a neuron to what the Neurons view draws of it: pure functions, tested by value.
namespace bathyscope::ui {

/// Which neuron, and of what.
struct PortraitOf
{
    HookId hook;
    std::size_t neuron = 0;
    bool operator==(const PortraitOf&) const = default;
};

/// "blocks.3.mlp.hook_pre, neuron 77".
[[nodiscard]] QString neuronName(const PortraitOf& of);

/// More tokens are shown by a sample of so many points; means and intervals are of all.
inline constexpr std::size_t maxScatterPoints = 8192;

/// Activation against token length.
struct NeuronScatter
{
    ScatterData data; ///< points stand beside their length, at a random distance that is always the same
    std::vector<std::size_t> tokens; ///< [points]: whose
    std::size_t numTokens = 0; ///< that there are
    bool operator==(const NeuronScatter&) const = default;
};
[[nodiscard]] NeuronScatter neuronScatter(const NeuronPortrait& portrait, const RunInfo& info,
                                          const PortraitOf& of);

/// The three length groups.
[[nodiscard]] GroupHistogramPlotData neuronHistogram(const NeuronPortrait& portrait,
                                                     const AnalysisSnapshot& snapshot, const PortraitOf& of,
                                                     HistogramNormalization normalization);

/// Mean activation over the position in the window, with its intervals.
[[nodiscard]] LinePlotData neuronPositions(const NeuronPortrait& portrait, const RunInfo& info,
                                           const PortraitOf& of);

} // namespace bathyscope::ui
