// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Prints the catalogue and where each model is. Throws Error.
[[nodiscard]] ExitStatus listModels(const ModelsOptions& options);

} // namespace bathyscope::app
