// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunInfo.h"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bathyscope {

/// The `__metadata__` of a run file; its schema stands in RunFile.h.
[[nodiscard]] std::map<std::string, std::string> runMetadata(const AnalysisSnapshot& run);

/// What `layers` of the metadata says of one layer.
struct LayerEntry
{
    std::size_t layer = 0;
    std::size_t numConstant = 0;
    std::size_t numNonFinite = 0;
    std::size_t numUnits = 0; ///< of the jackknife
    double medianLow = 0; ///< of its interval
    double medianHigh = 0;
};

struct ParsedRunMetadata
{
    RunOutcome outcome = RunOutcome::Completed;
    std::string name; ///< that the user gave the run; empty: none
    RunInfo info; ///< without windows and features, which are tensors
    RunTiming timing;
    std::string weightsSha256;
    std::vector<LayerEntry> layers; ///< ascending, each inside the model
    std::shared_ptr<const nlohmann::json> modality; ///< as modalityJson() writes it
    std::shared_ptr<const FunctionalZones> zones; ///< null in a run that was stopped
};

/// Reads them back. `where` names the file in messages. Throws BadFormat: not a run file, a newer version, a
/// part missing or wrong.
[[nodiscard]] ParsedRunMetadata parseRunMetadata(const std::map<std::string, std::string>& metadata,
                                                 const std::string& where);

} // namespace bathyscope
