// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/AnalysisSnapshot.h"
#include "core/checkpoint/ModelCatalog.h"

#include <memory>
#include <span>
#include <string>

namespace bathyscope {

class Checkpoint;

/// Whether a run that has ended lacks layers that a continuation would add.
[[nodiscard]] bool isUnfinished(const AnalysisSnapshot& run);

/// Whether a finished layer holds what the conclusions about all layers need: one that was computed does, and
/// one from the file of a stopped run or from a journal.
[[nodiscard]] bool isContinuable(const LayerSummary& layer, const RunInfo& info);

/// The request that computes the layers that an unfinished run lacks, from the tokens and settings that it
/// knows itself; no text is needed. The model is looked for in the folder that it came from, then by its name
/// among `models`. Threads and memory are free to choose, since no result depends on them. Throws
/// InvalidRequest or FileMissing saying in one sentence what is missing.
[[nodiscard]] AnalysisRequest continuation(std::shared_ptr<const AnalysisSnapshot> run,
                                           std::span<const CatalogStatus> models);

/// Throws InvalidRequest unless a model is the one that the run began with: the same shape, and the same
/// SHA-256 of its weights, if those are read.
void requireSameModel(const AnalysisSnapshot& run, const Checkpoint& checkpoint,
                      const std::string& weightsSha256);

} // namespace bathyscope
