// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Runs the analysis and writes a run file; an interrupted run keeps its finished layers. Throws Error.
[[nodiscard]] ExitStatus analyze(const AnalyzeOptions& options);

} // namespace bathyscope::app
