// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/HeatmapCells.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <new>

namespace bathyscope::ui {

void drawCells(QCPPainter& painter, const QImage& cells, const CellPlace& place)
{
    const double columnWidth = (place.x.upper - place.x.lower) / cells.width();
    const auto columnAt = [&](double x) {
        return std::clamp((x - place.x.lower) / columnWidth, 0.0, static_cast<double>(cells.width()));
    };
    const auto pixel = [&](double column) {
        return place.xAxis.coordToPixel(place.x.lower + column * columnWidth);
    };
    // What is in sight, for SVG has no clipping: part of a column, whole ones, part of another.
    const QCPRange shown = place.xAxis.range();
    const double first = columnAt(shown.lower);
    const double last = columnAt(shown.upper);
    const double firstWhole = std::min(std::ceil(first), last);
    const double lastWhole = std::max(std::floor(last), firstWhole);
    const std::array<double, 4> edges {first, firstWhole, lastWhole, last};
    painter.save();
    painter.setAntialiasing(false);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    for (std::size_t piece = 0; piece + 1 < edges.size(); ++piece) {
        const double from = edges.at(piece);
        const double to = edges.at(piece + 1);
        if (to > from) {
            const int firstColumn = static_cast<int>(std::floor(from));
            const int numColumns = static_cast<int>(std::ceil(to)) - firstColumn;
            QImage image = cells.copy(firstColumn, 0, numColumns, cells.height());
            if (painter.modes().testFlag(QCPPainter::pmVectorized)) {
                image = image.scaled(cellSide * image.size());
            }
            if (image.isNull()) {
                throw std::bad_alloc();
            }
            const QRectF target(QPointF(pixel(from), place.yAxis.coordToPixel(place.y.lower)),
                                QPointF(pixel(to), place.yAxis.coordToPixel(place.y.upper)));
            painter.drawImage(target.normalized(), image);
        }
    }
    painter.restore();
}

} // namespace bathyscope::ui
