// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <memory>
#include <string>
#include <vector>

namespace bathyscope::app {

/// Reads a run file; "-" is standard input. Throws Error.
[[nodiscard]] std::shared_ptr<const AnalysisSnapshot> readRun(const std::string& name);

/// The same of each.
[[nodiscard]] std::vector<std::shared_ptr<const AnalysisSnapshot>>
readRuns(const std::vector<std::string>& names);

} // namespace bathyscope::app
