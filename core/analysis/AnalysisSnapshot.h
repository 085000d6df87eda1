// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/Finding.h"
#include "core/engine/SweepTiming.h"
#include "core/statistics/LayerSummary.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace bathyscope {

class NeuronProbe;
struct FunctionalZones;
struct RunInfo;

enum class RunOutcome : std::uint8_t
{
    Running,
    Completed,
    Stopped, ///< by the user; finished layers are valid
};

enum class RunStage : std::uint8_t
{
    Preparing, ///< model opened and checked, text tokenised, tokens embedded
    Reading, ///< layers
    Finished,
};

/// How far a run has come.
struct RunProgress
{
    RunStage stage = RunStage::Preparing;
    std::size_t layersDone = 0;
    double fraction = 0; ///< 0 … 1 of the whole run
    double tokensPerSecond = 0; ///< tokens through the whole model at the rate so far; 0 while unknown
    std::chrono::duration<double> elapsed {};
    std::chrono::duration<double> remaining {-1}; ///< estimate; negative while unknown
    std::uint64_t residentBytes = 0; ///< of the process
};

/// Seconds by stage.
struct RunTiming
{
    double prepareSeconds = 0; ///< open, tokenise, embed
    SweepTiming sweep;
    double summarySeconds = 0; ///< layers that ended
    double digestSeconds = 0; ///< waiting for the weights' digest at the end
    double totalSeconds = 0;
};

/// An immutable picture of a run so far. Finished layers are shared between successive snapshots.
struct AnalysisSnapshot
{
    std::uint64_t sequence = 0; ///< grows within a run
    std::string name; ///< that the user gave the run; empty: it goes by its model and its text
    RunOutcome outcome = RunOutcome::Running;
    RunProgress progress;
    RunTiming timing;
    std::string
        weightsSha256; ///< known at the end of a run at the latest; of several files, of their digests joined
    std::shared_ptr<const RunInfo> info; ///< null until the model and text have been read
    std::shared_ptr<const NeuronProbe>
        probe; ///< of finished layers; null where the request did not ask for it
    std::string probeProblem; ///< why there is no probe though it was asked for, or none of some layers
    std::shared_ptr<const FunctionalZones> zones; ///< null until the run ends
    std::vector<Finding> findings; ///< empty until the run ends
    std::vector<std::shared_ptr<const LayerSummary>> layers; ///< [layers of the run]; null where not finished

    [[nodiscard]] std::size_t numFinished() const;

    /// What is known of a layer; null where it is not finished, or the run has no such layer.
    [[nodiscard]] const LayerSummary* finished(std::size_t layer) const;

    /// One value a layer, by a function of its summary; NaN where it is not finished.
    template <typename Value>
    [[nodiscard]] std::vector<double> overDepth(Value&& value) const
    {
        std::vector<double> values;
        values.reserve(layers.size());
        for (const auto& layer : layers) {
            values.push_back(layer ? std::invoke(value, *layer) : std::numeric_limits<double>::quiet_NaN());
        }
        return values;
    }
};

} // namespace bathyscope
