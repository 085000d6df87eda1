// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"
#include "ui/plots/PlotWidget.h"

#include <memory>

namespace bathyscope::ui {

/// Overlaid histograms on shared edges, each filled lightly and outlined (solid, dashed, dotted: never colour
/// alone), with markers. All outlines lie above all fills, so that none covers another. `compact` draws
/// without axis labels and legend, for small multiples.
class HistogramPlot final : public PlotWidget
{
    Q_OBJECT

public:
    explicit HistogramPlot(QWidget* parent = nullptr);
    ~HistogramPlot() override;

    void setData(const HistogramData& data);
    [[nodiscard]] const HistogramData& data() const;
    void setCompact(bool compact);
    void setSelected(bool selected); ///< a frame round a small multiple

    [[nodiscard]] QString csv() const override;

signals:
    void clicked();
    void hovered(int bin); ///< −1 when the pointer leaves

protected:
    void restyle() override;
    void pointerMoved(QPoint position) override;
    void pointerLeft() override;
    void pointerClicked(QPoint position) override;

private:
    struct Parts;

    void fitGraphs(std::size_t numSeries);
    void fitAxes();

    std::unique_ptr<Parts> m_parts;
};

} // namespace bathyscope::ui
