// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <filesystem>
#include <memory>

namespace bathyscope {

/// A run as a safetensors file, which other programs can open too. `__metadata__` holds strings:
///   format "bathyscope-run", format_version "1", status "complete" or "stopped", program_version, created
///   (UTC, ISO 8601), name (that the user gave the run; not there without one),
/// and JSON:
///   settings {tokens, window, split_documents, hook, device, precision, threads, blas, permutations, fdr,
///   seed, frequency,
///             frequency_table, leading_space, skip_first, skip_newlines, random_weights, length_shifted,
///             effective_types}
///   model    {name, path, config, weights_sha256}; path is the folder's last part; no digest where it is not
///            known; in a run that was stopped also folder, the whole path, for a continuation
///   text     {name, sha256, characters, replaced, origin}; replaced: ill-formed byte sequences that became
///            U+FFFD; origin: of a text by others, source and licence; else not there
///   timing   {prepare, wait_for_weights, layer_norm, projections, attention, mlp, statistics, idle,
///   summaries,
///             digest, total}, seconds
///   layers   [{layer, constant, non_finite, jackknife_units, r_length_median_low, r_length_median_high}, …],
///            the layers present, with the neurons that have no r
///   modality, zones as ConclusionsJson.h says; no zones in a run that was stopped
///   findings [{id, verdict, text}, …], English; written for other programs, not read back
/// Tensors, float64 unless said, for each layer present: `layer.{i}.{statistic}` [n]; where neurons gave NaN
/// or infinity `.non_finite` [n] (I64), the tokens at which; `.density.edges` [b + 1],
/// `.density.counts` [b] (I64), and where there were permutations `.density.null_low`, `.null_high` [b];
/// `.histogram.{pooled,pooled_z,token_mean,neuron_mean}.edges` [b + 1], `.counts` [3, b] (I64);
/// `.tuning.length` [k] (I64), `.tuning.mean`, `.tuning.standard_error` [k], `.tuning.count` [k] (I64). Of
/// all tokens that the model read: `tokens.ids`, `.window`, `.length`, `.count` [N] (I64), `.frequency` [N],
/// and where some were left out of the statistics `.excluded` [N] (I64, 0 or 1). In a run that was stopped,
/// each layer has what the conclusions need once the other layers are there: `.jackknife.without` [units,
/// 19], and where there were permutations `.p_length_pooled` [n], `.permuted.counts` [K, 352] (I32),
/// `.permuted.tests` [1] (I64).

/// A file without a statistic, a unit of observation or a stage of timing is an older one: that was not
/// computed.

/// Writes a completed or stopped run, whole or not at all. Throws FileUnwritable; InvalidRequest if no layer
/// is finished.
void writeRunFile(const std::filesystem::path& path, const AnalysisSnapshot& run);

/// Reads one back. Throws FileMissing, FileUnreadable, BadFormat (not a run, newer version, wrong shapes),
/// naming what and where.
[[nodiscard]] std::shared_ptr<const AnalysisSnapshot> readRunFile(const std::filesystem::path& path);

} // namespace bathyscope
