// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Writes a report of one run or two, without a display. Throws Error.
[[nodiscard]] ExitStatus report(const ReportOptions& options);

} // namespace bathyscope::app
