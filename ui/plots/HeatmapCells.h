// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"

#include <QImage>

class QCPAxis;
class QCPPainter;

namespace bathyscope::ui {

/// Where the cells of a heatmap are.
struct CellPlace
{
    const QCPAxis& xAxis;
    const QCPAxis& yAxis;
    AxisRange x; ///< outer edges of the first and last column
    AxisRange y; ///< of the first and last row
};

/// Draws an image of one pixel a cell, its first row at `place.y.lower`, scaled by whatever shows it and
/// without interpolation: in a vector file it takes as much room as it has cells, and its colours are exact.
/// Throws std::bad_alloc.
void drawCells(QCPPainter& painter, const QImage& cells, const CellPlace& place);

} // namespace bathyscope::ui
