// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisRequest.h"
#include "core/analysis/AnalysisSnapshot.h"
#include "core/checkpoint/ModelCatalog.h"

#include <filesystem>
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

/// The folder of a run's model: that which it came from, while there is a model in it, else that of a model
/// by its name among `models`; empty where there is none.
[[nodiscard]] std::filesystem::path modelFolderOf(const RunInfo& info, std::span<const CatalogStatus> models);

/// The request that computes the layers that an unfinished run lacks, from the tokens and settings that it
/// knows itself; no text is needed. The model is that of modelFolderOf(). Threads and memory are free to
/// choose, since no result depends on them. Throws InvalidRequest or FileMissing saying in one sentence what
/// is missing.
[[nodiscard]] AnalysisRequest continuation(std::shared_ptr<const AnalysisSnapshot> run,
                                           std::span<const CatalogStatus> models);

/// Throws InvalidRequest unless a model is the one that the run began with: the same shape, and the same
/// SHA-256 of its weights, if those are read.
void requireSameModel(const AnalysisSnapshot& run, const Checkpoint& checkpoint,
                      const std::string& weightsSha256);

} // namespace bathyscope
