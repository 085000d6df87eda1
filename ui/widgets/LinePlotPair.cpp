// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/LinePlotPair.h"

#include "ui/plots/LinePlot.h"

namespace bathyscope::ui {

LinePlotPair::LinePlotPair(const char* upper, const char* lower)
    : QSplitter(Qt::Vertical)
    , m_upper(new LinePlot)
    , m_lower(new LinePlot)
    , m_linked(*m_upper, *m_lower)
{
    constexpr int leastHeight = 90; // pixels: there is much else above each other
    m_upper->setObjectName(QString::fromLatin1(upper));
    m_lower->setObjectName(QString::fromLatin1(lower));
    for (LinePlot* plot : {m_upper, m_lower}) {
        plot->setMinimumHeight(leastHeight);
        addWidget(plot);
        setStretchFactor(indexOf(plot), 1);
    }
    setChildrenCollapsible(false);
}

void LinePlotPair::setData(const LinePlotData& upper, const LinePlotData& lower)
{
    if (upper != m_upper->data()) {
        m_upper->setData(upper);
    }
    if (lower != m_lower->data()) {
        m_lower->setData(lower);
    }
}

LinePlot& LinePlotPair::upper() const
{
    return *m_upper;
}

LinePlot& LinePlotPair::lower() const
{
    return *m_lower;
}

PlotWidget* LinePlotPair::current() const
{
    return m_linked.current();
}

void LinePlotPair::resetZoom()
{
    m_linked.resetZoom();
}

} // namespace bathyscope::ui
