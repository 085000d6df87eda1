// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"

#include <cstddef>

namespace bathyscope::ui {

/// A place in a range that is divided into equal cells: 0 its lower end, 0.5 the middle of the first cell,
/// `numCells` its upper end. Where rounding has only just missed a short decimal number it is that number,
/// so that files have −0.67 and not −0.6699999999999999.
[[nodiscard]] double gridPoint(const AxisRange& range, std::size_t numCells, double place);

} // namespace bathyscope::ui
