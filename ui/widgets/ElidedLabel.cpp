// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ElidedLabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace bathyscope::ui {

QSize ElidedLabel::minimumSizeHint() const
{
    constexpr int enough = 120; // device-independent pixels: some words of it
    const QSize whole = QLabel::minimumSizeHint();
    return {std::min(enough, whole.width()), whole.height()};
}

QString ElidedLabel::shownText() const
{
    const int room = contentsRect().width();
    return sizeHint().width() <= width() ? text() : fontMetrics().elidedText(text(), Qt::ElideMiddle, room);
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && shownText() != text()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                           QStringLiteral("<p>%1</p>").arg(text().toHtmlEscaped()), this);
        return true;
    }
    return QLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment()), palette(), isEnabled(),
                          shownText(), foregroundRole());
}

} // namespace bathyscope::ui
