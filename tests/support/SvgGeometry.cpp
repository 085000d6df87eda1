// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/SvgGeometry.h"

#include <QLineF>
#include <QStringList>
#include <QTransform>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace bathyscope::test {

namespace {

const QString axisColor = QStringLiteral("#505050"); // PlotStyle::paper()

struct Group
{
    QTransform transform;
    QString stroke;
};

QTransform transformOf(const QString& text)
{
    const qsizetype open = text.indexOf(QLatin1Char('('));
    const QStringList numbers = text.mid(open + 1, text.size() - open - 2).split(QLatin1Char(','));
    if (numbers.size() != 6) {
        return {};
    }
    return {numbers[0].toDouble(), numbers[1].toDouble(), numbers[2].toDouble(),
            numbers[3].toDouble(), numbers[4].toDouble(), numbers[5].toDouble()};
}

/// Of a polyline of two points; a null line otherwise.
QLineF lineOf(const QString& points)
{
    const QStringList ends = points.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (ends.size() != 2) {
        return {};
    }
    const auto point = [](const QString& text) {
        return QPointF(text.section(QLatin1Char(','), 0, 0).toDouble(),
                       text.section(QLatin1Char(','), 1, 1).toDouble());
    };
    return {point(ends[0]), point(ends[1])};
}

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1.5;
}

/// Where an upright line stands on an end of a level one.
std::vector<QRectF> cornersOf(const std::vector<QLineF>& lines)
{
    std::vector<QRectF> found;
    for (const QLineF& level : lines) {
        for (const QLineF& upright : lines) {
            const bool areAxes = isNear(level.dy(), 0) && std::abs(level.dx()) > 8 && isNear(upright.dx(), 0)
                && std::abs(upright.dy()) > 16;
            const double left = std::min(level.x1(), level.x2());
            const double bottom = std::max(upright.y1(), upright.y2());
            if (areAxes && isNear(upright.x1(), left) && isNear(level.y1(), bottom)) {
                found.emplace_back(left, std::min(upright.y1(), upright.y2()), std::abs(level.dx()),
                                   std::abs(upright.dy()));
            }
        }
    }
    return found;
}

PlacedText placed(const QXmlStreamAttributes& attributes, const QString& text, const QTransform& transform)
{
    constexpr double capHeight = 0.73; // of DejaVu Sans, as share of the font's size
    constexpr double descent = 0.2;
    const auto number = [&attributes](const char* name) {
        return attributes.value(QLatin1String(name)).toDouble();
    };
    const double size = number("font-size");
    const double width = number("textLength");
    const bool isCentred = attributes.value(QLatin1String("text-anchor")) == QLatin1String("middle");
    const double left = number("x") - (isCentred ? width / 2 : 0);
    const QRectF box(left, number("y") - capHeight * size, width, (capHeight + descent) * size);
    return {
        .text = text, .box = transform.mapRect(box), .size = size, .isTurned = !isNear(transform.m12(), 0)};
}

} // namespace

SvgGeometry readSvgGeometry(const QByteArray& document)
{
    SvgGeometry geometry;
    std::vector<Group> groups {{}};
    std::vector<QLineF> axisLines;
    QXmlStreamReader reader(document);
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::EndElement) {
            groups.pop_back();
        }
        if (token != QXmlStreamReader::StartElement) {
            continue;
        }
        const QXmlStreamAttributes attributes = reader.attributes();
        const auto value = [&attributes](const char* name) {
            return attributes.value(QLatin1String(name)).toString();
        };
        Group group = groups.back();
        if (!value("transform").isEmpty()) {
            group.transform = transformOf(value("transform")) * group.transform;
        }
        group.stroke = value("stroke").isEmpty() ? group.stroke : value("stroke");
        geometry.colors += (value("stroke") + QLatin1Char(' ') + value("fill") + QLatin1Char(' ')).toLatin1();
        if (reader.name() == QLatin1String("svg")) {
            const QStringList box = value("viewBox").split(QLatin1Char(' '));
            geometry.figure = {0, 0, box.value(2).toDouble(), box.value(3).toDouble()};
            geometry.width = value("width");
            geometry.height = value("height");
        } else if (reader.name() == QLatin1String("text")) {
            const QString text = reader.readElementText();
            geometry.texts.push_back(placed(attributes, text, group.transform));
            continue; // its end has been read
        } else if (reader.name() == QLatin1String("image")) {
            ++geometry.numImages;
        } else if (reader.name() == QLatin1String("polyline") && group.stroke == axisColor) {
            const QLineF line = group.transform.map(lineOf(value("points")));
            if (!line.isNull()) {
                axisLines.push_back(line);
            }
        }
        groups.push_back(group);
    }
    if (reader.hasError()) {
        return {};
    }
    geometry.axes = cornersOf(axisLines);
    return geometry;
}

} // namespace bathyscope::test
