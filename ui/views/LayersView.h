// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/LayersPlotData.h"
#include "ui/views/SnapshotView.h"

class QComboBox;
class QSpinBox;

namespace bathyscope::ui {

class HeatmapPlot;
class LinePlot;
class ReadOut;
class ViewPages;

/// The home view: one density line of r a layer above the same as a heatmap, on one r axis with linked cursor
/// and zoom. A click on a line or row selects its layer, as do Alt+Up and Alt+Down. Rows appear as layers
/// finish.
class LayersView final : public SnapshotView
{
    Q_OBJECT

public:
    explicit LayersView(SelectionState& selection, QWidget* parent = nullptr);
    ~LayersView() override;

    [[nodiscard]] PlotWidget* currentPlot() const override;
    [[nodiscard]] QString exportName() const override;

protected:
    void render() override;

private:
    void makeControls();
    void makeShortcuts();
    void linkPlots();
    void resetZoom();
    void adaptLayerRange(std::size_t numLayers);
    [[nodiscard]] QString emptyText() const;
    void readOut(int layer, double r);
    void readOutSelection();
    void selectNeighbour(int step);
    [[nodiscard]] LayersOptions options() const;

    ViewPages* m_pages;
    QComboBox* m_value;
    QComboBox* m_numBins;
    QComboBox* m_colorScale;
    QSpinBox* m_firstLayer;
    QSpinBox* m_lastLayer;
    QComboBox* m_range;
    LinePlot* m_lines;
    HeatmapPlot* m_heatmap;
    ReadOut* m_readOut;
    PlotWidget* m_currentPlot;
    LayersPlotData m_shown;
};

} // namespace bathyscope::ui
