// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Writes the raw activations of a hook point. Throws Error.
[[nodiscard]] ExitStatus capture(const CaptureOptions& options);

} // namespace bathyscope::app
