// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/AxisFit.h"

#include "ui/plots/FittedText.h"

#include <qcustomplot.h>

#include <algorithm>
#include <optional>

namespace bathyscope::ui {

namespace {

constexpr int aroundTitle = 4; // pixels between a title and what is beside it

} // namespace

AxisFit::AxisFit(QCPAxis& axis)
    : m_axis(axis)
{
}

void AxisFit::setTitle(const QString& title)
{
    m_title = title;
    m_axis.setLabel(title);
}

void AxisFit::setMostLines(int mostLines)
{
    m_mostLines = mostLines;
}

void AxisFit::setMostTicks(int mostTicks)
{
    m_mostTicks = mostTicks;
}

bool AxisFit::fit()
{
    const bool haveTicksChanged = fitTicks();
    return fitTitle() || haveTicksChanged;
}

/// The title stands in the middle of the axis and may reach beyond its ends: up to the figure's border, or to
/// what stands above and below the plot.
int AxisFit::roomForTitle() const
{
    const QCustomPlot& plot = *m_axis.parentPlot();
    const QRect figure = plot.viewport();
    const QRect outer = plot.axisRect()->outerRect();
    const QRect around(figure.left(), outer.top(), figure.width(), outer.height());
    const QRect axes = m_axis.axisRect()->rect();
    const int beside = m_axis.orientation() == Qt::Horizontal
        ? std::min(axes.center().x() - around.left(), around.right() - axes.center().x())
        : std::min(axes.center().y() - around.top(), around.bottom() - axes.center().y());
    return 2 * (beside - aroundTitle);
}

bool AxisFit::fitTitle()
{
    const QString fitted = fittedText(m_title, m_axis.labelFont(), roomForTitle(), m_mostLines);
    if (fitted == m_axis.label()) {
        return false;
    }
    m_axis.setLabel(fitted);
    return true;
}

bool AxisFit::labelsStandApart() const
{
    QVector<double> ticks;
    QVector<QString> labels;
    const QString format = m_axis.numberFormat();
    m_axis.ticker()->generate(m_axis.range(), m_axis.parentPlot()->locale(), format.at(0),
                              m_axis.numberPrecision(), ticks, nullptr, &labels);
    const QFontMetrics metrics(m_axis.tickLabelFont());
    const bool isHorizontal = m_axis.orientation() == Qt::Horizontal;
    const double gap = isHorizontal ? metrics.horizontalAdvance(QLatin1Char('0')) : 0;
    std::optional<double> end; // of the label before
    for (int i = 0; i < std::min(ticks.size(), labels.size()); ++i) {
        if (!m_axis.range().contains(ticks[i])) {
            continue;
        }
        const double centre = m_axis.coordToPixel(ticks[i]) * (isHorizontal ? 1 : -1); // from below
        const double half = (isHorizontal ? metrics.horizontalAdvance(labels[i]) : metrics.height()) / 2.0;
        if (end && centre - half < *end + gap) {
            return false;
        }
        end = centre + half;
    }
    return true;
}

bool AxisFit::fitTicks()
{
    QCPAxisTicker& ticker = *m_axis.ticker();
    if (!m_axis.visible() || !m_axis.tickLabels()) {
        return false;
    }
    const int before = ticker.tickCount();
    int count = m_mostTicks;
    ticker.setTickCount(count);
    while (count > 1 && !labelsStandApart()) {
        ticker.setTickCount(--count);
    }
    return ticker.tickCount() != before;
}

} // namespace bathyscope::ui
