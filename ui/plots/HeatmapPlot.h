// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"
#include "ui/plots/PlotWidget.h"

#include <memory>

namespace bathyscope::ui {

/// Rows × bins as colours with a colour scale beside it; the first row is at the top.
class HeatmapPlot final : public PlotWidget
{
    Q_OBJECT

public:
    explicit HeatmapPlot(QWidget* parent = nullptr);
    ~HeatmapPlot() override;

    void setData(const HeatmapData& data);
    [[nodiscard]] const HeatmapData& data() const;

    /// Frames one row; nothing for none.
    void setHighlightedRow(std::optional<int> row);

    /// Frames an interval of x in the highlighted row; nothing for none.
    void setHighlightedRange(std::optional<AxisRange> range);

    [[nodiscard]] QString csv() const override;

signals:
    void cellClicked(int row, int column);
    void hovered(int row, int column); ///< −1, −1 when the pointer leaves

protected:
    void restyle() override;
    void pointerMoved(QPoint position) override;
    void pointerLeft() override;
    void pointerClicked(QPoint position) override;
    [[nodiscard]] bool fitBesideAxes() override;

private:
    struct Cell
    {
        int row = 0;
        int column = 0;
    };
    struct Parts;

    [[nodiscard]] std::optional<Cell> cellAt(QPoint position) const;
    [[nodiscard]] double columnCentre(std::size_t column) const;
    void fillCells();
    void placeFrames();
    [[nodiscard]] bool fitRowNames();

    std::unique_ptr<Parts> m_parts;
};

} // namespace bathyscope::ui
