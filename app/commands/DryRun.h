// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Opens and checks model and text, measures the machine and prints what a run would need. Failed where it
/// does not fit. Throws Error.
[[nodiscard]] ExitStatus dryRun(const RunOptions& options);

} // namespace bathyscope::app
