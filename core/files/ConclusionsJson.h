// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/FunctionalZones.h"
#include "core/findings/RunComparison.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>

namespace bathyscope {

// What is concluded from finished layers, as it stands in the metadata of a run file. A number that is not
// defined is null. Reading throws nlohmann::json::exception where a part is missing or of another kind, and
// BadFormat for a name that is not known; `where` names the file.

/// A list with an object for every finished layer, unit and group: {"layer", "unit", "group", "verdict",
/// "values", "used", "constant", "dip", "p", "p_adjusted", "bimodality_coefficient", "ashman_d", "delta_bic",
/// "single": {"mean", "sd", "log_likelihood", "bic"}, "mixture": {"weights", "means", "sds",
/// "log_likelihood", "bic", "degenerate"}}.
[[nodiscard]] nlohmann::json modalityJson(const AnalysisSnapshot& run);

/// Fills the modality of a layer from the objects of such a list that are about it. Throws BadFormat.
void readModality(const nlohmann::json& list, LayerSummary& layer, const std::string& where);

/// {"pattern": "zones", "one_zone", "gradual" or "too_few_layers", "pattern_stability",
/// "pattern_without_window": [true …], "boundaries": [{"layer", "stability", "without_window": [true …]}],
/// "components", "zone_criteria", "line_criterion"}. Boundaries that do not ascend inside a run of so many
/// layers, or that know other windows than the pattern does, are BadFormat.
[[nodiscard]] nlohmann::json zonesJson(const FunctionalZones& zones);
[[nodiscard]] FunctionalZones parseZones(const nlohmann::json& object, std::size_t numLayers,
                                         const std::string& where);

/// [{"id", "verdict": "holds", "fails" or "unanswered", "text"} …], the text in English.
[[nodiscard]] nlohmann::json findingsJson(const AnalysisSnapshot& run);

/// {"runs": [{"model", "text", "hook", "layers", "profile": [{"layer", "depth", "median", "median_low",
/// "median_high", "interquartile_range", "given_frequency", "given_frequency_position", "stratified",
/// "beyond_frequency_share"} …]} × 2], "differences": ["text" …], "measures": [{"id", "name", "values": [one
/// a run] or "value": of both together} …], "depths": [{"depth", "layer", "other_layer", "distance", "low",
/// "high", "floor", "medians", "interquartile_ranges"} …]}. "profile" has the finished layers; "measures" are
/// comparisonMeasures(), "zone_boundaries" among them with a list for each run.
[[nodiscard]] nlohmann::json comparisonJson(const RunComparison& comparison, const AnalysisSnapshot& first,
                                            const AnalysisSnapshot& second);

} // namespace bathyscope
