// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/RedrawQueue.h"

#include <QCoreApplication>
#include <qcustomplot.h>

#include <algorithm>

namespace bathyscope::ui {

void RedrawQueue::add(QCustomPlot& plot)
{
    static QPointer<RedrawQueue> queue;
    if (!queue) {
        queue = new RedrawQueue(QCoreApplication::instance());
    }
    if (std::find(queue->m_plots.begin(), queue->m_plots.end(), &plot) == queue->m_plots.end()) {
        queue->m_plots.emplace_back(&plot);
        queue->m_timer.start(0, queue);
    }
}

void RedrawQueue::timerEvent(QTimerEvent* /*event*/)
{
    while (!m_plots.empty() && !m_plots.front()) { // gone in the meantime
        m_plots.pop_front();
    }
    if (!m_plots.empty()) {
        QCustomPlot& plot = *m_plots.front();
        m_plots.pop_front();
        plot.replot();
    }
    if (m_plots.empty()) {
        m_timer.stop();
    }
}

} // namespace bathyscope::ui
