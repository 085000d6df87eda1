// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/figures/ConfoundPlotData.h"
#include "ui/figures/FrequencyControlCache.h"
#include "ui/views/SnapshotView.h"

#include <QList>

#include <functional>
#include <vector>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableWidget;

namespace bathyscope::ui {

class HeatmapPlot;
class LinePlot;
class ReadOut;
class ViewPages;

/// Length or frequency: how much of r is left when frequency is held constant, over depth with a table, or
/// neuron by neuron as a heatmap; and how length and frequency go together in the text.
class ConfoundView final : public SnapshotView
{
    Q_OBJECT

public:
    explicit ConfoundView(SelectionState& selection, QWidget* parent = nullptr);
    ~ConfoundView() override;

    [[nodiscard]] PlotWidget* currentPlot() const override;
    [[nodiscard]] QString exportName() const override;

protected:
    void render() override;

private:
    /// One choice of what is shown.
    struct Page
    {
        QString exportName;
        QList<QWidget*> controls; ///< that change something here
        PlotWidget* plot;
        std::function<HeatmapData()>
            heatmap {}; ///< what the heatmap shows; else there are lines and the table
        bool hasLayerRows = false; ///< in the heatmap
    };

    /// What a heatmap is made from: another selection leaves it as it is.
    struct HeatmapSource
    {
        std::shared_ptr<const RunInfo> run {};
        std::uint64_t sequence = 0;
        RunOutcome outcome = RunOutcome::Running;
        int page = 0;
        int correlation = 0;
        ColorScale scale = ColorScale::Linear;
        bool operator==(const HeatmapSource&) const = default;
    };

    void makePages();
    void addPage(const QString& title, Page page);
    void makeControls();
    void makeTable();
    void connectPlots();
    [[nodiscard]] const Page& page() const;
    [[nodiscard]] QString emptyText() const;
    void renderPage();
    void fillTable();
    void readOutLayer(std::optional<std::size_t> layer);
    void readOutCell(int row, int column);

    std::vector<Page> m_pageList; ///< in the order of m_page
    ViewPages* m_pages;
    QComboBox* m_page;
    QComboBox* m_correlation;
    QComboBox* m_colorScale;
    QLabel* m_text;
    LinePlot* m_lines;
    QTableWidget* m_table;
    HeatmapPlot* m_heatmap;
    QStackedWidget* m_plots;
    ReadOut* m_readOut;
    FrequencyControlCache m_cache;
    std::vector<std::optional<FrequencyControl>> m_controls; ///< of the layers in view
    LinePlotData m_shownLines;
    HeatmapData m_shownHeatmap;
    HeatmapSource m_heatmapSource; ///< of m_shownHeatmap
};

} // namespace bathyscope::ui
