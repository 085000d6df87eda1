// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <filesystem>
#include <memory>

namespace bathyscope {

/// A run as a safetensors file, which other programs can open too. `__metadata__` holds strings:
///   format "bathyscope-run", format_version "1", status "complete" or "stopped", program_version, created
///   (UTC, ISO 8601),
/// and JSON objects:
///   settings {tokens, window, hook, device, precision, threads, blas}
///   model    {name, path, config, weights_sha256}   path is the folder's last part; no digest where it is
///   not known text     {name, sha256, characters, replaced}   replaced: ill-formed byte sequences that
///   became U+FFFD timing   {prepare, wait_for_weights, forward, statistics, total}   seconds layers [{layer,
///   constant, non_finite}, …]     the layers present, with the neurons that have no r
/// Tensors, float64 unless said, for each layer present: `layer.{i}.{statistic}` [n],
/// `layer.{i}.density.edges` [b + 1] and
/// `.counts` [b] (I64), `layer.{i}.histogram.{pooled,token_mean,neuron_mean}.edges` [b + 1] and `.counts` [3,
/// b] (I64); and `tokens.ids`, `.window`, `.length`, `.count` [N] (I64).

/// Writes a completed or stopped run, whole or not at all. Throws FileUnwritable; InvalidRequest if no layer
/// is finished.
void writeRunFile(const std::filesystem::path& path, const AnalysisSnapshot& run);

/// Reads one back. Throws FileMissing, FileUnreadable, BadFormat (not a run, newer version, wrong shapes),
/// naming what and where.
[[nodiscard]] std::shared_ptr<const AnalysisSnapshot> readRunFile(const std::filesystem::path& path);

} // namespace bathyscope
