// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ReadOut.h"

#include <QEvent>
#include <QTextLayout>

namespace bathyscope::ui {

namespace {

constexpr int numLines = 2;
constexpr int sideMargin = 12; // device-independent pixels
constexpr int edgeMargin = 3;

/// Where the first line ends when a text is broken between words; its whole length if it fits.
int firstLineLength(const QString& text, const QFont& font, int width)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(width);
    layout.endLayout();
    return line.textLength();
}

} // namespace

ReadOut::ReadOut(QWidget* parent)
    : QLabel(parent)
{
    setObjectName(QStringLiteral("readOut"));
    setAccessibleName(tr("Values under the pointer"));
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setContentsMargins(sideMargin, edgeMargin, sideMargin, edgeMargin);
}

void ReadOut::setReading(const QString& reading)
{
    if (reading != m_reading) {
        m_reading = reading;
        fit();
    }
}

const QString& ReadOut::reading() const
{
    return m_reading;
}

QSize ReadOut::sizeHint() const
{
    return {0, numLines * fontMetrics().lineSpacing() + 2 * edgeMargin};
}

QSize ReadOut::minimumSizeHint() const
{
    return sizeHint();
}

void ReadOut::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    fit();
}

void ReadOut::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
        fit();
    }
}

void ReadOut::fit()
{
    const int width = contentsRect().width();
    const int length = firstLineLength(m_reading, font(), width);
    const QString first = m_reading.left(length).trimmed();
    const QString second = m_reading.mid(length).trimmed();
    const QString shown = fontMetrics().elidedText(second, Qt::ElideRight, width);
    setText(second.isEmpty() ? first : first + QLatin1Char('\n') + shown);
    setToolTip(shown == second ? QString() : m_reading);
}

} // namespace bathyscope::ui
