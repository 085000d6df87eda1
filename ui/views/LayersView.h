// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/figures/LayerKernelDensities.h"
#include "ui/figures/LayersPlotData.h"
#include "ui/runs/Selection.h"
#include "ui/views/SnapshotView.h"
#include "ui/widgets/LinkedPlots.h"

#include <optional>
#include <utility>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace bathyscope::ui {

class HeatmapPlot;
class LinePlot;
class ReadOut;
class ViewPages;

/// The home view: one density line of r a layer above the same as a heatmap, on one r axis with linked cursor
/// and zoom. A click on a line selects its layer, as do Alt+Up and Alt+Down; a click on a cell selects its
/// interval of r, too. Rows appear as layers finish. Kernel densities are computed in the background: what
/// was there before stays until they are.
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
    void connectPlots();
    void resetZoom();
    void followNullBand(bool isOn);
    void chooseCurve(int curve, int numBins);
    void adaptLayerRange(std::size_t numLayers);
    [[nodiscard]] QString emptyText() const;
    void readOut(int layer, double r);
    void readOutSelection();
    [[nodiscard]] QString rangeText(const LayerSummary& summary) const;
    void selectCell(int row, int column);
    [[nodiscard]] QString nullBandText(const LayerSummary& summary) const;
    [[nodiscard]] LayersOptions options() const;
    [[nodiscard]] LayersPlotData plotData();

    ViewPages* m_pages;
    QComboBox* m_curve;
    QComboBox* m_value;
    QComboBox* m_numBins;
    QComboBox* m_colorScale;
    QSpinBox* m_firstLayer;
    QSpinBox* m_lastLayer;
    QComboBox* m_range;
    QCheckBox* m_nullBand;
    LinePlot* m_lines;
    HeatmapPlot* m_heatmap;
    ReadOut* m_readOut;
    LinkedPlots m_linked;
    LayerKernelDensities m_kernels;
    LayersPlotData m_shown;
    std::optional<RRange> m_shownRange;
    std::optional<std::pair<int, int>> m_beforeBand; ///< rows of curve and bins that the null band took over
};

} // namespace bathyscope::ui
