// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandLine.h"

namespace bathyscope::app {

/// Draws a run's plot to a file, without a display. Throws Error.
[[nodiscard]] ExitStatus exportPlot(const ExportPlotOptions& options);

/// Writes a run's numbers as CSV. Throws Error.
[[nodiscard]] ExitStatus exportTable(const ExportTableOptions& options);

/// Draws all figures of a run or of a comparison into a folder, without a display. Throws Error.
[[nodiscard]] ExitStatus exportFigures(const ExportFiguresOptions& options);

} // namespace bathyscope::app
