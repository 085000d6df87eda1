// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Describes a model or a run file. Throws Error.
[[nodiscard]] ExitStatus describe(const InfoOptions& options);

} // namespace bathyscope::app
