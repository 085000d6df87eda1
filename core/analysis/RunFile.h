// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <filesystem>
#include <memory>

namespace bathyscope {

/// Writes a completed or stopped run as a safetensors file (whole or not at all). Throws FileUnwritable.
void writeRunFile(const std::filesystem::path& path, const AnalysisSnapshot& run);

/// Reads one back. Throws FileMissing, FileUnreadable, BadFormat (not a run, newer version, wrong shapes),
/// naming what and where.
[[nodiscard]] std::shared_ptr<const AnalysisSnapshot> readRunFile(const std::filesystem::path& path);

} // namespace bathyscope
