// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/FigureFile.h"

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
    svg.setTitle(figure.title);
    svg.setDescription(figure.description);
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

bool draw(const Figure& figure, Format format, QIODevice& file)
{
    switch (format) {
    case Format::Png:
        return figureImage(figure).save(&file, "PNG");
    case Format::Svg:
        return drawSvg(figure, file);
    case Format::Pdf:
        return drawPdf(figure, file);
    }
    return false;
}

} // namespace

QImage figureImage(const Figure& figure)
{
    QImage image(figure.size, QImage::Format_RGB32);
    if (image.isNull()) {
        return image;
    }
    QCPPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
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
    QSaveFile file(path);
    const bool isDrawn = file.open(QIODevice::WriteOnly) && draw(figure, *format, file);
    if (isDrawn && file.commit()) {
        return {};
    }
    if (file.error() == QFileDevice::NoError) {
        return Text::tr("There is not enough memory for a picture of %1 × %2 pixels; choose a smaller size.")
            .arg(size.width())
            .arg(size.height());
    }
    return Text::tr("The file %1 cannot be written: %2. Choose another place.").arg(path, file.errorString());
}

} // namespace bathyscope::ui
