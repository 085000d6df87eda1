// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace bathyscope::test {

/// What a scripted run is like.
struct ScriptedShape
{
    std::string modelName = "sample-12";
    std::size_t numLayers = 12;
    std::size_t numNeurons = 512; ///< a layer
    std::size_t numTokens = 8192;
    std::size_t windowLength = 512;
};

/// A made-up run that looks like a real one: a first layer with positive r, bell-shaped densities that shift
/// below 0 and narrow with depth, group histograms with thin tails, two peaks for short tokens in the deeper
/// half of runs of more than 12 layers. The same for the same shape, on one standard library. Needs no model.
class ScriptedRun
{
public:
    explicit ScriptedRun(ScriptedShape shape = {});

    /// The run once `numFinished` layers are done: Running, or Completed with all of them. Layers are shared
    /// between snapshots, as in a real run; `sequence` is numFinished + 1.
    [[nodiscard]] std::shared_ptr<const AnalysisSnapshot> snapshot(std::size_t numFinished) const;

    /// The finished run.
    [[nodiscard]] std::shared_ptr<const AnalysisSnapshot> finished() const;

    [[nodiscard]] const LayerSummary& layer(std::size_t index) const;

private:
    ScriptedShape m_shape;
    std::shared_ptr<const RunInfo> m_info;
    std::vector<std::shared_ptr<const LayerSummary>> m_layers;
};

} // namespace bathyscope::test
