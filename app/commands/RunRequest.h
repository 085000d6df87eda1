// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"
#include "core/analysis/AnalysisRequest.h"

#include <optional>
#include <string>

namespace bathyscope::app {

class ConsoleProgress;

/// Finds the model and reads the text or token ids that the options name, which may have to be fetched; the
/// console says so. Throws Error.
[[nodiscard]] AnalysisRequest makeRunRequest(const RunOptions& options, ConsoleProgress& console);

/// Reads a text file, standard input for "-", or the sample for "fineweb"; with a `field` it is JSON lines
/// whatever its name. Warns of ill-formed UTF-8. Throws Error.
[[nodiscard]] Document readText(const std::string& name, const std::optional<std::string>& field,
                                ConsoleProgress& console);

} // namespace bathyscope::app
