// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/WrappedLabel.h"

namespace bathyscope::ui {

WrappedLabel::WrappedLabel(const QString& text, QWidget* parent)
    : QLabel(text, parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
}

QSize WrappedLabel::sizeHint() const
{
    return withHeight(QLabel::sizeHint());
}

QSize WrappedLabel::minimumSizeHint() const
{
    return withHeight(QLabel::minimumSizeHint());
}

bool WrappedLabel::hasHeightForWidth() const
{
    return false;
}

void WrappedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    if (m_width != width()) {
        m_width = width();
        updateGeometry();
    }
}

/// A hint of QLabel's is for a width of its own choice.
QSize WrappedLabel::withHeight(QSize hint) const
{
    return m_width > 0 ? QSize(hint.width(), heightForWidth(m_width)) : hint;
}

} // namespace bathyscope::ui
