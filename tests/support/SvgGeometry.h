// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QRectF>
#include <QString>

#include <vector>

namespace bathyscope::test {

/// A text of a figure, and where it is, in the figure's units.
struct PlacedText
{
    QString text;
    QRectF box; ///< of its letters, without the line's leading
    double size = 0; ///< of its font
    bool isTurned = false;
};

/// What an SVG of a figure shows: read from the file, not from what drew it.
struct SvgGeometry
{
    QRectF figure; ///< viewBox
    QString width; ///< of the file: "85mm"
    QString height;
    std::vector<PlacedText> texts;
    std::vector<QRectF> axes; ///< plots and colour scales: where a left or right and a bottom line meet
    int numImages = 0;
    QByteArray colors; ///< of all strokes and fills, separated by blanks
};

/// Of a whole document; without texts where it is not well-formed.
[[nodiscard]] SvgGeometry readSvgGeometry(const QByteArray& document);

} // namespace bathyscope::test
