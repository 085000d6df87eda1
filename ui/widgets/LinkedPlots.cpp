// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/LinkedPlots.h"

#include "ui/plots/PlotWidget.h"

#include <QApplication>

namespace bathyscope::ui {

LinkedPlots::LinkedPlots(PlotWidget& upper, PlotWidget& lower)
    : m_upper(upper)
    , m_lower(lower)
    , m_current(&upper)
{
    link(upper, lower);
    link(lower, upper);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        for (PlotWidget* plot : {&m_upper, &m_lower}) {
            if (now && (now == plot || plot->isAncestorOf(now))) {
                m_current = plot;
            }
        }
    });
}

void LinkedPlots::link(PlotWidget& from, PlotWidget& to)
{
    connect(&from, &PlotWidget::xRangeChanged, this, [this, &from, &to](double lower, double upper) {
        m_current = &from;
        to.setXRange(lower, upper);
    });
    connect(&from, &PlotWidget::cursorMoved, this, [this, &from, &to](std::optional<double> x) {
        if (x) {
            m_current = &from;
        }
        to.setCursorX(x);
    });
}

PlotWidget* LinkedPlots::current() const
{
    return m_current;
}

void LinkedPlots::resetZoom()
{
    m_upper.resetZoom(); // and with it the lower one
}

} // namespace bathyscope::ui
