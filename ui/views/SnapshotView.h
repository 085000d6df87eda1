// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "ui/runs/ComparedRuns.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

namespace bathyscope::ui {

class PlotWidget;
class SelectionState;

/// Base of all views: receives the latest snapshot and the selection, marks itself dirty, and renders on a
/// throttle (at most 25 times a second, the last one guaranteed). While out of sight, hidden or behind
/// another dock, it stays dirty and renders when it comes into sight. GUI thread.
class SnapshotView : public QWidget
{
    Q_OBJECT

public:
    ~SnapshotView() override;

    void setSnapshot(std::shared_ptr<const AnalysisSnapshot> snapshot); ///< null: no run yet

    /// The runs that are compared have changed or come on; nothing while there are not two. For views of two
    /// runs: by default it does nothing.
    virtual void setCompared(std::optional<ComparedRuns> runs);

    /// The plot that Export and Copy act on (the one that last had the focus or pointer); null if there is
    /// none.
    [[nodiscard]] virtual PlotWidget* currentPlot() const = 0;

    /// File name without suffix that an export of currentPlot() proposes: "layers-heatmap".
    [[nodiscard]] virtual QString exportName() const = 0;

    /// Where the figure comes from, in one line a run.
    [[nodiscard]] virtual QString caption() const;

    /// The same in full, for the metadata of files.
    [[nodiscard]] virtual QString provenance() const;

    /// The numbers behind currentPlot(), as CSV; those of the plot itself unless a view has more to give.
    [[nodiscard]] virtual QString csv() const;

protected:
    SnapshotView(SelectionState& selection, QWidget* parent);

    /// Maps snapshot and selection to plot data; called only while in sight and after a change. snapshot()
    /// may be null.
    virtual void render() = 0;

    [[nodiscard]] const AnalysisSnapshot* snapshot() const;
    [[nodiscard]] const std::shared_ptr<const AnalysisSnapshot>& sharedSnapshot() const; ///< to keep it
    [[nodiscard]] SelectionState& selection() const;
    void scheduleRender(); ///< for switches inside a view

    /// What stands in place of plots before there is a finished layer: `invitation` before any run, else what
    /// the run is doing, or that it ended.
    [[nodiscard]] QString waitingText(const QString& invitation) const;

    /// Alt+Up and Alt+Down select the layer above and below: for views of all layers.
    void makeLayerShortcuts();

    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// Docks behind others call themselves visible and lie outside the window.
    [[nodiscard]] bool isInSight() const;
    void followDock(bool comesIntoSight);
    void selectNeighbour(int step);

    SelectionState& m_selection;
    std::shared_ptr<const AnalysisSnapshot> m_snapshot;
    QTimer m_throttle;
    bool m_isDirty = true;
    bool m_isComing = false; ///< into sight, where its dock is not yet in its place
};

} // namespace bathyscope::ui
