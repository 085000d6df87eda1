// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/FigureSize.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <cstdint>
#include <functional>
#include <optional>

class QCPPainter;

namespace bathyscope::ui {

/// A picture that can be drawn on anything: pixels, SVG or PDF.
struct Figure
{
    QString title; ///< of the document
    QString description; ///< what is printed below it
    QString provenance; ///< where it comes from, in full: into the file's metadata
    FigureSize size; ///< with a height
    std::function<void(QCPPainter&)> paint; ///< draws all of it, from (0, 0) to `size.units()`
};

enum class FigureFormat : std::uint8_t
{
    Png,
    Svg,
    Pdf,
};

/// "png", "svg", "pdf": the suffix of a file.
[[nodiscard]] QString figureSuffix(FigureFormat format);

/// By the suffix of a file's name; nothing for others.
[[nodiscard]] std::optional<FigureFormat> figureFormat(const QString& path);

/// A figure that has been drawn, and what its file says of itself.
struct DrawnFigure
{
    FigureFormat format = FigureFormat::Png;
    FigureSize size;
    QImage image; ///< of a PNG
    QByteArray vectors; ///< of the others; SVG as Qt generates it (SvgDocument.h makes a document of it)
    QString title;
    QString description;
    QString provenance;

    [[nodiscard]] bool isEmpty() const; ///< there was not enough memory
};

/// The figure as pixels; a null image where there is not enough memory.
[[nodiscard]] QImage figureImage(const Figure& figure);

/// Draws the figure: an empty one where there is not enough memory for all of it. GUI thread; encoding it is
/// not done yet.
[[nodiscard]] DrawnFigure drawFigure(const Figure& figure, FigureFormat format);

/// The bytes of a drawn figure's file; empty where there is not enough memory. Any thread.
[[nodiscard]] QByteArray encodedFigure(const DrawnFigure& figure);

} // namespace bathyscope::ui
