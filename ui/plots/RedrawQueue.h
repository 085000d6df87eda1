// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QObject>
#include <QPointer>

#include <deque>

class QCustomPlot;

namespace bathyscope::ui {

/// Draws one plot a turn of the event loop, in the order in which they asked: a change that concerns many
/// plots does not keep keys and clicks waiting until all of them are drawn. GUI thread.
class RedrawQueue final : public QObject
{
    Q_OBJECT

public:
    /// Draws it soon, once however often that is asked before.
    static void add(QCustomPlot& plot);

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    using QObject::QObject;

    std::deque<QPointer<QCustomPlot>> m_plots;
    QBasicTimer m_timer;
};

} // namespace bathyscope::ui
