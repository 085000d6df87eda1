// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/RunComparison.h"
#include "ui/figures/CompareDepthPlotData.h"
#include "ui/figures/ComparePlotData.h"
#include "ui/runs/BackgroundJob.h"
#include "ui/views/SnapshotView.h"
#include "ui/widgets/LinkedPlots.h"

#include <QList>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace bathyscope::ui {

class CompactTable;
class HeatmapPlot;
class LinePlot;
class LinePlotPair;
class MeasuresTable;
class ReadOut;
class ViewPages;

/// Two runs side by side over relative depth, page by page: heatmaps, their difference, densities at a depth,
/// the distance of the distributions of r against its noise floor, profiles, zones, peaks, what frequency
/// leaves of r, and a table of all measures; and in words what differs. Compares them off the GUI thread,
/// anew as layers are finished; draws only the page in front. A click on a row or a point chooses its depth,
/// and its layer where the run is the one that all views show.
class CompareView final : public SnapshotView
{
    Q_OBJECT

public:
    explicit CompareView(SelectionState& selection, QWidget* parent = nullptr);
    ~CompareView() override;

    void setCompared(std::optional<ComparedRuns> runs) override;

    [[nodiscard]] PlotWidget* currentPlot() const override;
    [[nodiscard]] QString exportName() const override;
    [[nodiscard]] QString caption() const override;
    [[nodiscard]] QString provenance() const override;

protected:
    void render() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// One choice of what is shown.
    struct Page
    {
        QList<QWidget*> controls; ///< for this page alone
        std::function<void()> show; ///< brings its plots up to date
        std::function<PlotWidget*()> plot; ///< the one that was last used
        std::function<QString()> words; ///< what there is to say once the runs are compared
        std::function<void()> resetZoom;
    };
    /// Pictures of two runs and what came of comparing them.
    struct Result
    {
        ComparedRuns runs;
        RunComparison comparison;
    };

    void makeControls();
    void makePages();
    void addPage(const QString& title, QWidget& content, Page page);
    void addHeatmapPages();
    void addDistancePages();
    void addZonesPage();
    void addPeaksPage();
    void addFrequencyPage();
    void addMeasuresPage();
    void connectHeatmap(HeatmapPlot& plot);
    void connectLines(LinePlot& plot);
    void turnPage();
    [[nodiscard]] const Page& page() const;
    void compareIfNeeded();
    void nameUnits();
    void showHeatmaps();
    void showDensities();
    void showDistance();
    void showPeaks();
    void showMeasures();
    void showWords();
    void chooseDepth(double depth);
    void followSelection();
    [[nodiscard]] std::optional<double> densityDepth() const; ///< chosen, or where the runs differ most
    [[nodiscard]] PeaksChoice peaksChoice() const;
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] const RunComparison* comparison() const; ///< null while there is none of these runs
    void readOutDepth(double depth);
    void readOutCell(double depth, double r);
    void readOutChosen();

    std::optional<ComparedRuns> m_runs;
    std::optional<ComparedRuns> m_asked; ///< of the latest job
    std::optional<Result> m_result;
    std::optional<RunFailure> m_failure;
    std::optional<double> m_depth; ///< that is chosen
    std::optional<ComparedRuns> m_mapped; ///< whose heatmaps these are
    CompareHeatmaps m_heatmaps;

    std::vector<Page> m_pageList; ///< in the order of m_show and m_plots
    ViewPages* m_pages;
    QComboBox* m_show;
    QComboBox* m_group;
    QComboBox* m_unit;
    QComboBox* m_control; ///< how frequency is held constant
    QPushButton* m_reset;
    QPushButton* m_copy;
    QLabel* m_words;
    QLabel* m_warnings;
    QStackedWidget* m_plots;
    QSplitter* m_sides = nullptr; ///< of the heatmaps
    HeatmapPlot* m_first;
    HeatmapPlot* m_second;
    HeatmapPlot* m_difference;
    LinePlot* m_density;
    LinePlot* m_distance;
    LinePlotPair* m_profiles;
    LinePlotPair* m_zones;
    LinePlot* m_peaks;
    CompactTable* m_peakShares;
    LinePlotPair* m_frequency;
    MeasuresTable* m_measures;
    ReadOut* m_readOut;
    LinkedPlots m_linkedHeatmaps;
    QTimer m_pause; ///< between two comparisons of runs that are going on
    BackgroundJob<Result> m_job;
};

} // namespace bathyscope::ui
