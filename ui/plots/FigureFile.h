// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <QString>

#include <functional>

class QCPPainter;

namespace bathyscope::ui {

/// A picture that can be drawn on anything: pixels, SVG or PDF.
struct Figure
{
    QString title; ///< of the document
    QString description;
    QSize size; ///< pixels
    std::function<void(QCPPainter&)> paint; ///< draws all of it, from (0, 0) to `size`
};

/// The figure as pixels; a null image where there is not enough memory.
[[nodiscard]] QImage figureImage(const Figure& figure);

/// Writes the figure in the format of the path's suffix (png, svg, pdf): vectors and text stay what they are
/// in SVG and PDF. Whole or not at all. Returns an error sentence, or an empty string on success.
[[nodiscard]] QString writeFigure(const Figure& figure, const QString& path);

} // namespace bathyscope::ui
