// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"

/// Numbers of any kind, made such as axes, painters and file formats can take. Data comes from files, too,
/// and a file may hold any double.
namespace bathyscope::ui {

/// The value; NaN, which leaves a gap, where it is not finite or so large (1e100) that distances overflow; 0
/// where it is nearer to 0 than 1e-100.
[[nodiscard]] double drawable(double value);

/// Finite, ascending and wide enough to have ticks: the range itself, or one about what it has of that.
[[nodiscard]] AxisRange drawableRange(AxisRange range);

} // namespace bathyscope::ui
