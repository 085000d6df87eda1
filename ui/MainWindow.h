// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelCatalog.h"
#include "ui/AnalysisController.h"
#include "ui/BackgroundJob.h"
#include "ui/ControlRun.h"
#include "ui/RunLibrary.h"
#include "ui/SelectionState.h"
#include "ui/Theme.h"
#include "ui/panels/RunForecaster.h"
#include "ui/report/RunExportDialog.h"

#include <QList>
#include <QMainWindow>
#include <QPointer>

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

class QAction;
class QDockWidget;
class QMimeData;

namespace bathyscope::ui {

class FindingsView;
class ProgressStrip;
class RunList;
class RunSetup;
class SnapshotView;
struct ViewInfo;

/// The one window: docks and menu entries from the table of views, panels, actions; no logic of its own
/// beyond bringing them together. GUI thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// `models` as locateModels() found them, `resources` holds sample-text.txt.
    MainWindow(RunFunction run, const std::vector<CatalogStatus>& models,
               const std::filesystem::path& resources, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What says how much a run would need, before it is started; without it nothing is said.
    void setForecastFunction(ForecastFunction function);

public slots:
    void startRun(); ///< does nothing while one is running or the set-up is incomplete
    void cancelRun();

    /// Reads the text of the run that ended last with the model of the other size, with the same settings,
    /// and shows both side by side. Does nothing while a run is going on or that model is not here.
    void startCounterpart();

    /// Reads a run file off the GUI thread, after those that are being read, and shows it.
    void openRunFile(const std::filesystem::path& path);

    /// Writes the run that is shown, off the GUI thread. Does nothing unless it has ended with a layer.
    void saveRunFile(const std::filesystem::path& path);

    /// Default docks for the window's present size.
    void restoreDefaultLayout();

    /// Brings a view of the table to the front, by its id; does nothing where there is none.
    void showView(const QString& id);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct ViewDock
    {
        SnapshotView* view = nullptr;
        QDockWidget* dock = nullptr;
    };
    struct StartedRun
    {
        int id = 0;
        AnalysisRequest request;
    };
    struct RunInFile
    {
        std::shared_ptr<const AnalysisSnapshot> run;
        std::filesystem::path file;
    };
    struct SavedRun
    {
        int id = 0;
        std::filesystem::path file;
    };

    void connectParts();
    void connectFindings(FindingsView& findings);
    void makePanels();
    void makeViews();
    void makeMenus();
    void makeFileMenu();
    void makeRunMenu();
    void makeViewMenu();
    void makeThemeMenu(QMenu& menu);
    void makeHelpMenu();
    QAction* addAction(QMenu& menu, const char* iconName, const QString& text, const QKeySequence& shortcut);
    QDockWidget* addDock(const QString& name, const QString& title, QWidget* content);
    void restoreLayout();
    void followTabs(); ///< docks have moved, come or gone

    void followRun(); ///< snapshot or state of the run has changed
    void followActions();
    void showSnapshot();
    void start(AnalysisRequest request);
    [[nodiscard]] const CatalogStatus* counterpart() const;
    void followOffer();
    void showState();
    void showFailure(const RunFailure& failure); ///< of something other than a run
    void followControl();
    void openNext();
    void selectFirstFinished();
    void stepLayer(int direction); ///< to the next finished layer, −1 up or 1 down
    void noteFocus(const QWidget* focused);
    void noteView(SnapshotView* view);
    [[nodiscard]] SnapshotView* currentView() const;
    [[nodiscard]] std::shared_ptr<const AnalysisSnapshot> shownSnapshot() const;
    [[nodiscard]] bool hasFinishedLayer() const;

    void browseRunFile();
    void browseSave();
    void exportPlot();
    void exportRuns(RunExportDialog::Kind kind);
    void copyPlot();
    void showShortcuts();
    void drop(const QMimeData& dropped);

    std::vector<CatalogStatus> m_models;
    Theme m_theme;
    SelectionState m_selection;
    AnalysisController m_controller;
    ControlRun m_control;
    RunLibrary m_library;
    std::optional<StartedRun> m_started; ///< the last run of this session
    std::optional<int> m_controlled; ///< whose control it is
    RunSetup* m_setup;
    RunList* m_runs;
    ProgressStrip* m_strip;
    QDockWidget* m_setupDock = nullptr;
    QDockWidget* m_runsDock = nullptr;
    QDockWidget* m_logDock = nullptr;
    std::vector<ViewDock> m_views;
    QPointer<SnapshotView> m_focusedView;
    QList<QAction*> m_actions; ///< in menu order
    QAction* m_openRun = nullptr;
    QAction* m_saveRun = nullptr;
    QAction* m_export = nullptr;
    QAction* m_exportFigures = nullptr;
    QAction* m_exportReport = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_run = nullptr;
    QAction* m_cancel = nullptr;
    QAction* m_runCounterpart = nullptr;
    QAction* m_layerUp = nullptr;
    QAction* m_layerDown = nullptr;
    std::deque<std::filesystem::path> m_toOpen; ///< after the one that is being read
    BackgroundJob<RunInFile> m_opening;
    BackgroundJob<SavedRun> m_saving;
};

} // namespace bathyscope::ui
