// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"
#include "ui/views/SnapshotView.h"

class QComboBox;

namespace bathyscope::ui {

class LinePlot;
class ReadOut;
class ViewPages;

/// Tuning curves: mean activation for each token length, one line a layer. A click on a line selects its
/// layer, as do Alt+Up and Alt+Down.
class LengthView final : public SnapshotView
{
    Q_OBJECT

public:
    explicit LengthView(SelectionState& selection, QWidget* parent = nullptr);
    ~LengthView() override;

    [[nodiscard]] PlotWidget* currentPlot() const override;
    [[nodiscard]] QString exportName() const override;

protected:
    void render() override;

private:
    void makeControls();
    [[nodiscard]] QString emptyText() const;
    void readOut(int layer, double length);

    ViewPages* m_pages;
    QComboBox* m_lines;
    LinePlot* m_plot;
    ReadOut* m_readOut;
    LinePlotData m_shown;
};

} // namespace bathyscope::ui
