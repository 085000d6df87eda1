// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Arguments.h"
#include "ui/plots/FigureSize.h"

namespace bathyscope::app {

/// Of --size, --dpi and --font-size, whichever are given. Throws UsageError.
[[nodiscard]] ui::FigureSize parseFigureSize(const Arguments& arguments);

/// Throws UsageError where one of them is given: `what` is no figure.
void refuseFigureSize(const Arguments& arguments, std::string_view what);

} // namespace bathyscope::app
