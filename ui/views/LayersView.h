// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/LayersPlotData.h"
#include "ui/views/SnapshotView.h"

class QComboBox;
class QLabel;
class QSpinBox;
class QStackedWidget;
class QToolBar;

namespace bathyscope::ui {

class HeatmapPlot;
class LinePlot;

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
    void makeToolBar();
    void makeShortcuts();
    void linkPlots();
    void resetZoom();
    void adaptLayerRange(std::size_t numLayers);
    [[nodiscard]] QString emptyText() const;
    void readOut(int layer, double r);
    void readOutSelection();
    void selectNeighbour(int step);
    [[nodiscard]] LayersOptions options() const;

    QToolBar* m_toolBar;
    QComboBox* m_value;
    QComboBox* m_numBins;
    QComboBox* m_colorScale;
    QSpinBox* m_firstLayer;
    QSpinBox* m_lastLayer;
    QComboBox* m_range;
    LinePlot* m_lines;
    HeatmapPlot* m_heatmap;
    QLabel* m_readOut;
    QLabel* m_emptyState;
    QStackedWidget* m_pages; ///< empty state or plots
    PlotWidget* m_currentPlot;
    LayersPlotData m_shown;
};

} // namespace bathyscope::ui
