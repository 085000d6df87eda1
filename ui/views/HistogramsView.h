// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/figures/HistogramPlotData.h"
#include "ui/views/SnapshotView.h"

class QCheckBox;
class QComboBox;

namespace bathyscope::ui {

class HistogramPlot;
class ModalityPanel;
class ReadOut;
class SmallMultiples;
class ViewPages;

/// Activation of shorter, equal and longer tokens: the selected layer large (the first finished one without a
/// selection), below it how many peaks its groups have, and all layers small on one axis.
class HistogramsView final : public SnapshotView
{
    Q_OBJECT

public:
    explicit HistogramsView(SelectionState& selection, QWidget* parent = nullptr);
    ~HistogramsView() override;

    [[nodiscard]] PlotWidget* currentPlot() const override; ///< the large one
    [[nodiscard]] QString exportName() const override;

    /// The large histogram on its whole range, tails included.
    [[nodiscard]] QString csv() const override;

protected:
    void render() override;

private:
    void makeControls();
    void nameUnits();
    [[nodiscard]] QString emptyText() const;
    void readOut(int bin);
    [[nodiscard]] QString summaryText() const;
    [[nodiscard]] HistogramOptions options() const;

    ViewPages* m_pages;
    QComboBox* m_unit;
    QComboBox* m_normalization;
    QCheckBox* m_logarithmic;
    QCheckBox* m_wholeRange;
    HistogramPlot* m_plot;
    ReadOut* m_readOut;
    ModalityPanel* m_modality;
    SmallMultiples* m_multiples;
    GroupHistogramPlotData m_shown;
    std::optional<std::size_t> m_layer; ///< in view
};

} // namespace bathyscope::ui
