// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"
#include "ui/plots/PlotStyle.h"

#include <QFont>

#include <vector>

class QCustomPlot;

namespace bathyscope::ui {

/// Stretches of the x axis, tinted behind the lines, and vertical lines at places on it. Names and labels
/// stand in a band at the top of the axes and never on each other; where the band would take too much of the
/// height, labels say less. The plot owns what is drawn and must outlive this.
class AxisAnnotations
{
public:
    explicit AxisAnnotations(QCustomPlot& plot);

    void setData(const std::vector<AxisSpan>& spans, const std::vector<AxisMarker>& markers);
    void applyStyle(const PlotStyle& style, const QFont& smallFont);

    /// To be called when the axes have their size and the x axis its range, before they are drawn. Returns
    /// the height of the band in pixels, which the values must leave free; 0 where nothing is said.
    int layOut();

private:
    class Tints;
    class Labels;

    Tints* m_tints;
    Labels* m_labels;
};

} // namespace bathyscope::ui
