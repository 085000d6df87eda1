// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Draws a run's plot to a file, without a display. Throws Error.
[[nodiscard]] ExitStatus exportPlot(const ExportPlotOptions& options);

/// Writes a run's numbers as CSV. Throws Error.
[[nodiscard]] ExitStatus exportTable(const ExportTableOptions& options);

} // namespace bathyscope::app
