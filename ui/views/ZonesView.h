// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/figures/ZonesPlotData.h"
#include "ui/views/SnapshotView.h"
#include "ui/widgets/LinkedPlots.h"

class QLabel;

namespace bathyscope::ui {

class CompactTable;
class LinePlot;
class ReadOut;
class ViewPages;

/// How r changes over depth: interquartile range above median, on one axis of layers, with the functional
/// zones that were found. A click on a point selects its layer, as do Alt+Up and Alt+Down.
class ZonesView final : public SnapshotView
{
    Q_OBJECT

public:
    explicit ZonesView(SelectionState& selection, QWidget* parent = nullptr);
    ~ZonesView() override;

    [[nodiscard]] PlotWidget* currentPlot() const override;
    [[nodiscard]] QString exportName() const override;

protected:
    void render() override;

private:
    void makeControls();
    void makePlots();
    void connectPlot(LinePlot& plot);
    void showCriteria();
    [[nodiscard]] QString emptyText() const;
    void readOut(std::optional<std::size_t> layer);
    [[nodiscard]] QString layerText(std::size_t layer) const;

    ViewPages* m_pages;
    QLabel* m_finding;
    LinePlot* m_range;
    LinePlot* m_median;
    CompactTable* m_criteria;
    ReadOut* m_readOut;
    LinkedPlots m_linked;
    ZonesPlotData m_shown;
};

} // namespace bathyscope::ui
