// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RunComparison.h"
#include "ui/BackgroundJob.h"
#include "ui/views/ComparePlotData.h"
#include "ui/views/LinkedPlots.h"
#include "ui/views/SnapshotView.h"

#include <QTimer>

#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace bathyscope::ui {

class CompactTable;
class HeatmapPlot;
class LinePlot;
class ReadOut;
class ViewPages;

/// Two runs side by side over relative depth: heatmaps, their difference, the distance of their distributions
/// of r against its noise floor, profiles; and in words what differs. Compares them off the GUI thread, anew
/// as layers are finished. A click on a row or a point chooses its depth, and its layer where the run is the
/// one that all views show.
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
    enum class Page
    {
        Heatmaps,
        Difference,
        Density,
        Distance,
        Profiles,
    };
    /// Pictures of two runs and what came of comparing them.
    struct Result
    {
        ComparedRuns runs;
        RunComparison comparison;
    };

    void makeControls();
    void makePlots();
    void connectPlots();
    void connectHeatmap(HeatmapPlot& plot, const HeatmapData& shown);
    void connectLines(LinePlot& plot);
    [[nodiscard]] Page page() const;
    void compareIfNeeded();
    void showPlots();
    void showWords();
    void showMeasures();
    void chooseDepth(double depth);
    void followSelection();
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
    CompareHeatmaps m_heatmaps;
    LinePlotData m_density;
    LinePlotData m_distance;
    CompareProfiles m_profiles;

    ViewPages* m_pages;
    QComboBox* m_show;
    QLabel* m_finding;
    QLabel* m_warnings;
    QStackedWidget* m_plots;
    QSplitter* m_sides = nullptr; ///< of the heatmaps
    HeatmapPlot* m_first;
    HeatmapPlot* m_second;
    HeatmapPlot* m_difference;
    LinePlot* m_densityPlot;
    LinePlot* m_distancePlot;
    LinePlot* m_median;
    LinePlot* m_range;
    CompactTable* m_measures;
    ReadOut* m_readOut;
    LinkedPlots m_linkedHeatmaps;
    LinkedPlots m_linkedProfiles;
    QTimer m_pause; ///< between two comparisons of runs that are going on
    BackgroundJob<Result> m_job;
};

} // namespace bathyscope::ui
