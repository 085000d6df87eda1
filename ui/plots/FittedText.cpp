// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/FittedText.h"

#include <QFontMetrics>
#include <QStringList>
#include <QTextLayout>

#include <algorithm>

namespace bathyscope::ui {

namespace {

/// Lines of one paragraph.
void breakInto(QStringList& lines, const QString& paragraph, const QFont& font, int width)
{
    if (QFontMetrics(font).horizontalAdvance(paragraph) <= width) {
        lines += paragraph;
        return;
    }
    // A line ends with the dot between two things rather than begins with it, and names stay whole. What
    // stands for both is as long as they are, so that places in it are places in the paragraph.
    QString tied = paragraph;
    tied.replace(QStringLiteral(" \u00b7 "), QStringLiteral("\u00a0\u00b7 "));
    tied.replace(QLatin1Char('-'), QChar(0x2011)); // the hyphen that does not break
    QTextLayout layout(tied, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines += paragraph.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
}

} // namespace

QString fittedText(const QString& text, const QFont& font, int width, int mostLines)
{
    const int room = std::max(1, width);
    QStringList lines;
    for (const QString& paragraph : text.split(QLatin1Char('\n'))) {
        breakInto(lines, paragraph, font, room);
    }
    const int kept = std::max(1, mostLines);
    if (lines.size() > kept) {
        // What is left of the text in its last line, so that the end of that is what is left out.
        const QString rest = QStringList(lines.mid(kept - 1)).join(QLatin1Char(' '));
        lines = lines.mid(0, kept - 1);
        lines += QFontMetrics(font).elidedText(rest, Qt::ElideRight, room);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace bathyscope::ui
