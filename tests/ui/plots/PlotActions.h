// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotWidget.h"

#include <QApplication>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <limits>
#include <optional>

namespace bathyscope::test {

/// The font of the golden images.
inline void useFigureFont()
{
    QApplication::setFont(QFont(QStringLiteral("DejaVu Sans"), 9));
}

inline void show(QWidget& widget, QSize size = {800, 500})
{
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    QCoreApplication::processEvents();
}

/// The QCustomPlot inside, which receives the pointer.
inline QWidget* canvas(ui::PlotWidget& plot)
{
    return plot.findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
}

inline void movePointer(ui::PlotWidget& plot, QPoint position, Qt::MouseButtons buttons = Qt::NoButton)
{
    QMouseEvent event(QEvent::MouseMove, position, canvas(plot)->mapToGlobal(position), Qt::NoButton, buttons,
                      Qt::NoModifier);
    QApplication::sendEvent(canvas(plot), &event);
}

inline void turnWheel(ui::PlotWidget& plot, QPoint position, QPoint notches)
{
    QWheelEvent event(position, canvas(plot)->mapToGlobal(position), {}, 120 * notches, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(canvas(plot), &event);
}

/// Where a position is on the x axis, as the plot itself tells.
inline double xAt(ui::PlotWidget& plot, QPoint position)
{
    const QSignalSpy moved(&plot, &ui::PlotWidget::cursorMoved);
    movePointer(plot, position);
    return moved.isEmpty() ? std::numeric_limits<double>::quiet_NaN()
                           : moved.last().first().value<std::optional<double>>().value_or(
                               std::numeric_limits<double>::quiet_NaN());
}

} // namespace bathyscope::test
