// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/WheelGuard.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>

namespace bathyscope::ui {

namespace {

bool isSetting(const QObject* watched)
{
    return qobject_cast<const QAbstractSpinBox*>(watched) || qobject_cast<const QComboBox*>(watched);
}

} // namespace

WheelGuard::WheelGuard(QObject* parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event)
{
    const bool isWheel = event->type() == QEvent::Wheel;
    if ((isWheel || event->type() == QEvent::Polish) && isSetting(watched)) {
        auto& setting = *static_cast<QWidget*>(watched);
        if (setting.focusPolicy() == Qt::WheelFocus) {
            setting.setFocusPolicy(Qt::StrongFocus);
        }
        if (isWheel && !setting.hasFocus()) {
            event->ignore(); // goes on to the parent
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace bathyscope::ui
