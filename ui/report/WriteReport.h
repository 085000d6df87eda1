// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/FigureSize.h"
#include "ui/runs/ComparedRuns.h"

#include <filesystem>
#include <string_view>

/// Handing runs on from the command line: at once, without a window. Qt is started on its offscreen platform
/// where no application object exists.
namespace bathyscope::ui {

/// Writes htmlReport() of one run or two. Throws Error: InvalidRequest where none of them has a finished
/// layer, FileUnwritable.
void writeReport(const HandedOnRuns& runs, const std::filesystem::path& out);

/// Writes all figures (planFigures()) as `format`, "png", "svg" or "pdf", into a folder, which is made where
/// it is missing; files of the same names are replaced. Throws Error: InvalidRequest, FileUnwritable.
void writeFigures(const HandedOnRuns& runs, const std::filesystem::path& folder, std::string_view format,
                  const FigureSize& size);

} // namespace bathyscope::ui
