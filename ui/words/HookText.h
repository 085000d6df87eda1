// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPointText.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <span>

namespace bathyscope {
struct AnalysisSnapshot;
struct RunInfo;
} // namespace bathyscope

namespace bathyscope::ui {

/// Words for what a run looked at. An MLP has neurons; everything else is as wide as the model and has
/// dimensions. A point outside the blocks has no layers: its one row goes by its own name. Null: nothing is
/// known yet, and the words are those of an MLP.

/// "mlp.hook_pre": an identifier, the same in every language.
[[nodiscard]] QString hookName(HookPoint point);

/// A sentence, translated, with its alternatives for what the run looked at, as bathyscope::worded() has
/// them.
[[nodiscard]] QString worded(HookElement element, const QString& sentence);
[[nodiscard]] QString worded(const RunInfo* info, const QString& sentence);
[[nodiscard]] QString worded(const AnalysisSnapshot& snapshot, const QString& sentence);

/// The same of a sentence of core, translated here in its context.
[[nodiscard]] QString wordedIn(const char* context, HookElement element, const char* sentence);

/// What the elements of several runs are called: neurons where all have them, else dimensions, as
/// comparedElement() says of a comparison. Each run has an info.
[[nodiscard]] HookElement elementOf(std::span<const std::shared_ptr<const AnalysisSnapshot>> runs);
[[nodiscard]] QString worded(std::span<const std::shared_ptr<const AnalysisSnapshot>> runs,
                             const QString& sentence);

/// "Layer 3", or the name of a point outside the blocks.
[[nodiscard]] QString layerName(const RunInfo* info, std::size_t layer);
[[nodiscard]] QString layerName(const AnalysisSnapshot& snapshot, std::size_t layer);

/// The same beside an axis of layers, where there is little room: "3", "ln_final".
[[nodiscard]] QString layerTick(const AnalysisSnapshot& snapshot, std::size_t layer);

/// What an axis of layers is called whose rows have these names.
[[nodiscard]] QString layerAxis(const AnalysisSnapshot& snapshot);

/// The run has layers to number; false for a point outside the blocks.
[[nodiscard]] bool hasLayers(const AnalysisSnapshot& snapshot);

/// What an axis of layers is called that has numbers only where the run has layers.
[[nodiscard]] QString depthAxis(const AnalysisSnapshot& snapshot);

/// "Neuron 12", "Dimension 12".
[[nodiscard]] QString elementName(const RunInfo* info, std::size_t element);

/// "512 neurons", "128 dimensions".
[[nodiscard]] QString elementCount(HookElement element, std::size_t number);

} // namespace bathyscope::ui
