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

/// A cell in a vector file, in pixels of its image on either side. One would do, if all readers heeded what
/// says that cells have edges; where they interpolate, they now blur an eighth of a cell and not all of it.
inline constexpr int cellSide = 8;

/// Draws an image of one pixel a cell, its first row at `place.y.lower`. A vector file holds it as an image
/// of its own resolution, whatever the size of the figure, with exact colours. Throws std::bad_alloc.
void drawCells(QCPPainter& painter, const QImage& cells, const CellPlace& place);

} // namespace bathyscope::ui
