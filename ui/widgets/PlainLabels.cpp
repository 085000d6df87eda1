// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PlainLabels.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>

namespace bathyscope::ui {

PlainLabels::PlainLabels(QObject* parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

/// A label is polished before it is first shown.
bool PlainLabels::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Polish) {
        auto* label = qobject_cast<QLabel*>(watched);
        if (label != nullptr && label->textFormat() == Qt::AutoText) {
            label->setTextFormat(Qt::PlainText);
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace bathyscope::ui
