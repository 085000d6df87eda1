// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSizeF>
#include <QString>

class QXmlStreamWriter;

namespace bathyscope::ui {

/// What an SVG says of itself.
struct SvgLabels
{
    QString title; ///< read out by screen readers, and shown where the pointer rests
    QString description;
    QString provenance; ///< into <metadata>
    QSizeF millimetres {}; ///< of a file of its own; empty: as generated
};

// What Qt's SVG generator has drawn (`generated`, without title and description), made fit to be handed on:
// well-formed whatever the names in it, text as text that keeps its place and width in any font, with
// families that exist elsewhere, and without groups that draw nothing. Any thread that may measure fonts.

/// A file of its own.
[[nodiscard]] QByteArray svgDocument(const QByteArray& generated, const SvgLabels& labels);

/// An element of a page, as large as its surroundings let it: all its ids begin with `id`.
void writeInlineSvg(QXmlStreamWriter& page, const QByteArray& generated, const SvgLabels& labels,
                    const QString& id);

} // namespace bathyscope::ui
