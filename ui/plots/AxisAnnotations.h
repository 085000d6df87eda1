// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"
#include "ui/plots/PlotStyle.h"

#include <QFont>

#include <vector>

class QCustomPlot;

namespace bathyscope::ui {

/// Stretches of the x axis, tinted behind the lines, and vertical lines at places on it. Names and labels
/// stand on top of the lines, on a veil, and never on each other. The plot owns what is drawn and must
/// outlive this.
class AxisAnnotations
{
public:
    explicit AxisAnnotations(QCustomPlot& plot);

    void setData(const std::vector<AxisSpan>& spans, const std::vector<AxisMarker>& markers);
    void applyStyle(const PlotStyle& style, const QFont& smallFont);

private:
    class Tints;
    class Labels;

    Tints* m_tints;
    Labels* m_labels;
};

} // namespace bathyscope::ui
