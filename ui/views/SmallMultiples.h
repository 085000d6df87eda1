// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"

#include <QScrollArea>

#include <optional>
#include <vector>

class QGridLayout;

namespace bathyscope::ui {

class SmallMultiple;

/// A scrolling grid of small histograms, one a layer, as many side by side as the width allows. A click, or
/// the arrow keys and Enter, choose one. Only the histograms that changed are drawn again.
class SmallMultiples final : public QScrollArea
{
    Q_OBJECT

public:
    explicit SmallMultiples(QWidget* parent = nullptr);
    ~SmallMultiples() override;

    /// One histogram a layer; those without edges are not finished and cannot be chosen.
    void setData(std::vector<HistogramData> layers);

    /// Frames one layer and scrolls to it; nothing for none.
    void setSelected(std::optional<std::size_t> layer);

    [[nodiscard]] std::size_t numColumns() const;

signals:
    void layerChosen(int layer);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setNumLayers(std::size_t numLayers);
    void arrange();
    bool moveFocus(std::size_t from, int key);

    QGridLayout* m_grid;
    std::vector<SmallMultiple*> m_cells;
    std::vector<HistogramData> m_layers;
    std::optional<std::size_t> m_selected;
    std::size_t m_numColumns = 1;
};

} // namespace bathyscope::ui
