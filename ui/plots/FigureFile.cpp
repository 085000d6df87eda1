// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/FigureFile.h"

#include "ui/plots/SvgDocument.h"
#include "ui/plots/XmlText.h"

#include <QBuffer>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QXmlStreamWriter>
#include <qcustomplot.h>

#include <cerrno>
#include <new>
#include <utility>

namespace bathyscope::ui {

namespace {

/// What `make` returns; empty where there is not enough memory for all of it. Not all that fails is thrown:
/// where zlib, libpng or FreeType get no memory, Qt leaves a stream, an image or a letter out and goes on,
/// and only errno knows.
template <class Make>
auto wholeOrEmpty(const Make& make) -> decltype(make())
{
    try {
        errno = 0;
        auto made = make();
        if (errno != ENOMEM) {
            return made;
        }
    } catch (const std::bad_alloc&) { // empty, as below
    }
    return {};
}

/// Draws on a page that keeps lines and letters; `scale`: its dots for a unit of the layout.
bool drawVectors(const Figure& figure, QPaintDevice& page, double scale)
{
    QCPPainter painter;
    if (!painter.begin(&page)) {
        return false;
    }
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching); // cached tick labels are pixels
    painter.setRenderHint(
        QPainter::LosslessImageRendering); // no JPEG: its colours are not those of the scale
    painter.scale(scale, scale);
    figure.paint(painter);
    return painter.end();
}

QByteArray drawSvg(const Figure& figure)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(figure.size.units());
    svg.setViewBox(QRectF({0, 0}, figure.size.inches * figure.size.unitsPerInch()));
    return drawVectors(figure, svg, 1) ? buffer.data() : QByteArray();
}

/// "Bathyscope 0.1.0"
QString program()
{
    return QGuiApplication::applicationDisplayName() + QLatin1Char(' ')
        + QGuiApplication::applicationVersion();
}

/// Extensible metadata (ISO 16684-1): what the document's information dictionary cannot say through Qt.
QByteArray pdfMetadata(const Figure& figure)
{
    const QString rdf = QStringLiteral("http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    const QString dc = QStringLiteral("http://purl.org/dc/elements/1.1/");
    const QString xmp = QStringLiteral("http://ns.adobe.com/xap/1.0/");
    QByteArray packet;
    QXmlStreamWriter out(&packet);
    out.writeProcessingInstruction(QStringLiteral("xpacket"),
                                   QStringLiteral("begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'"));
    out.writeNamespace(rdf, QStringLiteral("rdf"));
    out.writeNamespace(dc, QStringLiteral("dc"));
    out.writeNamespace(xmp, QStringLiteral("xmp"));
    out.writeStartElement(rdf, QStringLiteral("RDF"));
    out.writeStartElement(rdf, QStringLiteral("Description"));
    out.writeAttribute(rdf, QStringLiteral("about"), QString());
    out.writeTextElement(xmp, QStringLiteral("CreatorTool"), program());
    for (const auto& [name, text] : {std::pair {QStringLiteral("title"), figure.title},
                                     std::pair {QStringLiteral("description"), figure.provenance}}) {
        out.writeStartElement(dc, name);
        out.writeStartElement(rdf, QStringLiteral("Alt"));
        out.writeStartElement(rdf, QStringLiteral("li"));
        out.writeAttribute(QStringLiteral("xml:lang"), QStringLiteral("x-default"));
        out.writeCharacters(xmlText(text));
        out.writeEndElement();
        out.writeEndElement();
        out.writeEndElement();
    }
    out.writeEndElement();
    out.writeEndElement();
    out.writeProcessingInstruction(QStringLiteral("xpacket"), QStringLiteral("end='r'"));
    return packet;
}

QByteArray drawPdf(const Figure& figure)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    constexpr int resolution = 1200; // finer than any line is wide
    pdf.setResolution(resolution);
    pdf.setPageSize(QPageSize(figure.size.inches, QPageSize::Inch, {}, QPageSize::ExactMatch));
    pdf.setPageMargins({});
    pdf.setTitle(figure.title);
    pdf.setCreator(program());
    pdf.setDocumentXmpMetadata(pdfMetadata(figure));
    return drawVectors(figure, pdf, resolution / figure.size.unitsPerInch()) ? buffer.data() : QByteArray();
}

QByteArray encodedPng(const DrawnFigure& figure)
{
    QImage image = figure.image;
    const int dotsPerMetre = qRound(figure.size.dotsPerInch / millimetresPerInch * 1000);
    image.setDotsPerMeterX(dotsPerMetre);
    image.setDotsPerMeterY(dotsPerMetre);
    image.setText(QStringLiteral("Title"), figure.title);
    image.setText(QStringLiteral("Description"), figure.provenance);
    image.setText(QStringLiteral("Software"), program());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "PNG") ? buffer.data() : QByteArray();
}

} // namespace

QString figureSuffix(FigureFormat format)
{
    switch (format) {
    case FigureFormat::Png:
        return QStringLiteral("png");
    case FigureFormat::Svg:
        return QStringLiteral("svg");
    case FigureFormat::Pdf:
        return QStringLiteral("pdf");
    }
    return {};
}

std::optional<FigureFormat> figureFormat(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    for (const FigureFormat format : {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf}) {
        if (suffix == figureSuffix(format)) {
            return format;
        }
    }
    return std::nullopt;
}

bool DrawnFigure::isEmpty() const
{
    return format == FigureFormat::Png ? image.isNull() : vectors.isEmpty();
}

QImage figureImage(const Figure& figure)
{
    QImage image(figure.size.pixels(), QImage::Format_RGB32);
    if (image.isNull()) {
        return image;
    }
    image.fill(Qt::white); // also where the last unit of the layout does not reach
    QCPPainter painter(&image);
    painter.setMode(QCPPainter::pmNoCaching); // and lines with proper joins
    const double scale = figure.size.dotsPerInch / figure.size.unitsPerInch();
    if (!qFuzzyCompare(scale, 1.0)) {
        painter.setMode(QCPPainter::pmVectorized); // a unit is no pixel: nothing is moved to its middle
        painter.scale(scale, scale);
    }
    figure.paint(painter);
    return image;
}

DrawnFigure drawFigure(const Figure& figure, FigureFormat format)
{
    DrawnFigure drawn {.format = format,
                       .size = figure.size,
                       .image = {},
                       .vectors = {},
                       .title = figure.title,
                       .description = figure.description,
                       .provenance = figure.provenance};
    switch (format) {
    case FigureFormat::Png:
        drawn.image = wholeOrEmpty([&] { return figureImage(figure); });
        break;
    case FigureFormat::Svg:
        drawn.vectors = wholeOrEmpty([&] { return drawSvg(figure); });
        break;
    case FigureFormat::Pdf:
        drawn.vectors = wholeOrEmpty([&] { return drawPdf(figure); });
        break;
    }
    return drawn;
}

QByteArray encodedFigure(const DrawnFigure& figure)
{
    if (figure.isEmpty()) {
        return {};
    }
    switch (figure.format) {
    case FigureFormat::Png:
        return wholeOrEmpty([&] { return encodedPng(figure); });
    case FigureFormat::Svg:
        return wholeOrEmpty([&] {
            return svgDocument(figure.vectors,
                               {.title = figure.title,
                                .description = figure.description,
                                .provenance = figure.provenance,
                                .millimetres = figure.size.millimetres()});
        });
    case FigureFormat::Pdf:
        return figure.vectors;
    }
    return {};
}

} // namespace bathyscope::ui
