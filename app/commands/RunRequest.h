// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"
#include "core/analysis/AnalysisRequest.h"

namespace bathyscope::app {

/// Finds the model and reads the text or token ids that the options name. Throws Error.
[[nodiscard]] AnalysisRequest makeRunRequest(const RunOptions& options);

/// Reads a text file, or standard input for "-"; warns of ill-formed UTF-8. Throws Error.
[[nodiscard]] Document readText(const std::string& name);

} // namespace bathyscope::app
