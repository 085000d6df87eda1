// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/FigureFile.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <qcustomplot.h>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FigureFile)
};

constexpr int smallestSide = 64; // pixels
constexpr int largestSide = 16384;

enum class Format
{
    Png,
    Svg,
    Pdf
};

std::optional<Format> formatOf(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("png")) {
        return Format::Png;
    }
    if (suffix == QLatin1String("svg")) {
        return Format::Svg;
    }
    return suffix == QLatin1String("pdf") ? std::optional(Format::Pdf) : std::nullopt;
}

/// Draws on a page that keeps lines and letters. The layout is computed with the screen's fonts, so the page
/// has the screen's resolution.
bool drawVectors(const Figure& figure, QPaintDevice& page)
{
    QCPPainter painter;
    if (!painter.begin(&page)) {
        return false;
    }
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching); // cached tick labels are pixels
    figure.paint(painter);
    return painter.end();
}

int screenResolution()
{
    return QImage(1, 1, QImage::Format_RGB32).logicalDpiX();
}

bool drawSvg(const Figure& figure, QIODevice& file)
{
    QSvgGenerator svg;
    svg.setOutputDevice(&file);
    svg.setResolution(screenResolution());
    svg.setSize(figure.size);
    svg.setViewBox(QRect({0, 0}, figure.size));
    // Qt writes both as they are: "q < 0.05" would break the document.
    svg.setTitle(figure.title.toHtmlEscaped());
    svg.setDescription(figure.description.toHtmlEscaped());
    return drawVectors(figure, svg);
}

bool drawPdf(const Figure& figure, QIODevice& file)
{
    QPdfWriter pdf(&file);
    const int resolution = screenResolution();
    pdf.setResolution(resolution);
    pdf.setPageSize(QPageSize(QSizeF(figure.size) / resolution, QPageSize::Inch, {}, QPageSize::ExactMatch));
    pdf.setPageMargins({});
    pdf.setTitle(figure.title);
    return drawVectors(figure, pdf);
}

/// Empty where there is not enough memory. In memory first: what writes SVG does not notice a full disk.
QByteArray encoded(const Figure& figure, Format format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    bool isDrawn = false;
    switch (format) {
    case Format::Png:
        isDrawn = figureImage(figure).save(&buffer, "PNG");
        break;
    case Format::Svg:
        isDrawn = drawSvg(figure, buffer);
        break;
    case Format::Pdf:
        isDrawn = drawPdf(figure, buffer);
        break;
    }
    return isDrawn ? buffer.data() : QByteArray();
}

} // namespace

QImage figureImage(const Figure& figure)
{
    QImage image(figure.size, QImage::Format_RGB32);
    if (image.isNull()) {
        return image;
    }
    QCPPainter painter(&image);
    painter.setMode(QCPPainter::pmNoCaching); // and lines with proper joins
    figure.paint(painter);
    return image;
}

QString writeFigure(const Figure& figure, const QString& path)
{
    const QSize size = figure.size;
    if (size.width() < smallestSide || size.height() < smallestSide || size.width() > largestSide
        || size.height() > largestSide) {
        return Text::tr("A picture of %1 × %2 pixels cannot be made; choose sizes from %3 to %4.")
            .arg(size.width())
            .arg(size.height())
            .arg(smallestSide)
            .arg(largestSide);
    }
    const std::optional<Format> format = formatOf(path);
    if (!format) {
        return Text::tr("The file name %1 should end in .png, .svg or .pdf.").arg(path);
    }
    const QByteArray bytes = encoded(figure, *format);
    if (bytes.isEmpty()) {
        return Text::tr("There is not enough memory for a picture of %1 × %2 pixels; choose a smaller size.")
            .arg(size.width())
            .arg(size.height());
    }
    QSaveFile file(path);
    // Unbuffered: write() itself says how much of it is on the disk.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || file.write(bytes) != bytes.size()
        || !file.commit()) {
        return Text::tr("The file %1 cannot be written: %2. Choose another place.")
            .arg(path, file.errorString());
    }
    return {};
}

} // namespace bathyscope::ui
