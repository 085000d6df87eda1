// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"
#include "core/analysis/AnalysisRequest.h"

#include <optional>
#include <string>

namespace bathyscope::app {

/// Finds the model and reads the text or token ids that the options name. Throws Error.
[[nodiscard]] AnalysisRequest makeRunRequest(const RunOptions& options);

/// Reads a text file, or standard input for "-"; with a `field` it is JSON lines whatever its name. Warns of
/// ill-formed UTF-8. Throws Error.
[[nodiscard]] Document readText(const std::string& name, const std::optional<std::string>& field);

} // namespace bathyscope::app
