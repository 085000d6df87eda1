// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"
#include "ui/plots/PlotWidget.h"

#include <memory>
#include <optional>

namespace bathyscope::ui {

/// Many small points, and their means with intervals over them. One point can be marked. Ticks of x stand at
/// whole numbers.
class ScatterPlot final : public PlotWidget
{
    Q_OBJECT

public:
    explicit ScatterPlot(QWidget* parent = nullptr);
    ~ScatterPlot() override;

    void setData(const ScatterData& data); ///< no point is marked any more
    [[nodiscard]] const ScatterData& data() const;

    void setMarkedPoint(std::optional<std::size_t> point);

    /// The points; the means are lines of the same table.
    [[nodiscard]] QString csv() const override;

signals:
    void pointClicked(std::size_t point);
    void hovered(std::optional<std::size_t> point); ///< the nearest one; nothing when the pointer leaves

protected:
    void restyle() override;
    void pointerMoved(QPoint position) override;
    void pointerLeft() override;
    void pointerClicked(QPoint position) override;

private:
    struct Parts;

    void fitHeight();
    void showMark();
    [[nodiscard]] std::optional<std::size_t> pointAt(QPoint position) const;

    std::unique_ptr<Parts> m_parts;
};

} // namespace bathyscope::ui
