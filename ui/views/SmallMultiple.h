// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"

#include <QAbstractButton>

#include <cstddef>

class QLabel;

namespace bathyscope::ui {

class HistogramPlot;

/// A button that shows the histogram of one layer; checked while its layer is the selected one. Disabled
/// until the layer is finished. Enter and Space press it.
class SmallMultiple final : public QAbstractButton
{
    Q_OBJECT

public:
    SmallMultiple(std::size_t layer, QWidget* parent);
    ~SmallMultiple() override;

    void setData(const HistogramData& histogram); ///< without edges: not finished
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makePlot();

    QLabel* m_title;
    HistogramPlot* m_plot = nullptr; ///< once there is something to draw
};

} // namespace bathyscope::ui
