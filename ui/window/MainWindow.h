// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelCatalog.h"
#include "ui/look/Theme.h"
#include "ui/panels/RunForecaster.h"
#include "ui/report/RunExportDialog.h"
#include "ui/runs/AnalysisController.h"
#include "ui/runs/BackgroundJob.h"
#include "ui/runs/ControlRun.h"
#include "ui/runs/JournalKeeper.h"
#include "ui/runs/ProbeRecovery.h"
#include "ui/runs/RunLibrary.h"
#include "ui/runs/RunQueue.h"
#include "ui/runs/RunSaver.h"
#include "ui/runs/SelectionState.h"
#include "ui/tokens/RunTokenizer.h"
#include "ui/widgets/ToolTips.h"
#include "ui/widgets/WheelGuard.h"

#include <QList>
#include <QMainWindow>
#include <QPointer>

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QAction;
class QDockWidget;
class QMimeData;

namespace bathyscope::ui {

class FindingsView;
struct GoToPlace;
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

    /// Runs are kept in that folder until they are saved or given up, and what an earlier session left there
    /// is offered; without it a crash loses what is not saved.
    void setJournalFolder(const std::filesystem::path& folder);

    /// Offers the other GPT-Neos of the Hugging Face cache too, once they have been found.
    void lookForOtherModels();

public slots:
    void startRun(); ///< after those that are going or waiting; does nothing while the set-up is incomplete
    void cancelRun(); ///< the going one

    /// Goes on with the shown run, which was stopped after some layers.
    void continueRun();

    /// Reads the text of the shown run, which is one of this session, with the model of the other size, with
    /// the same settings, and shows both side by side. Does nothing where that model is not here.
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
    struct RunInFile
    {
        std::shared_ptr<const AnalysisSnapshot> run;
        std::filesystem::path file;
    };

    void connectParts();
    void connectRuns();
    void connectFiles();
    void connectFindings(FindingsView& findings);
    void makePanels();
    void makeViews();
    void makeMenus();
    void makeFileMenu();
    void makeRunMenu();
    void makeViewMenu();
    void makeGoMenu();
    void makeThemeMenu(QMenu& menu);
    void makeLanguageMenu(QMenu& menu);
    void makeHelpMenu();
    QAction* addAction(QMenu& menu, const char* iconName, const QString& text, const QKeySequence& shortcut);
    QDockWidget* addDock(const QString& name, const QString& title, QWidget* content);
    void restoreLayout();
    void followTabs(); ///< docks have moved, come or gone

    void followRun(); ///< snapshot or state of the run has changed
    void followActions();
    void showSnapshot();
    [[nodiscard]] const CatalogStatus* counterpart() const;
    void followOffer();
    void noteFetched(const CatalogStatus& status);
    void showState();
    void showFailure(const RunFailure& failure); ///< of something other than a run
    void followControl();
    void openNext();
    void selectFirstFinished();
    void stepLayer(int direction); ///< to the next finished layer, −1 up or 1 down
    [[nodiscard]] std::filesystem::path shownModelFolder() const; ///< empty where it is not on this machine
    void stepNeuron(int direction); ///< in the selected layer, by number
    void openGoTo();
    void goTo(const GoToPlace& place);
    void noteFocus(const QWidget* focused);
    void noteView(SnapshotView* view);
    [[nodiscard]] SnapshotView* currentView() const;
    [[nodiscard]] std::shared_ptr<const AnalysisSnapshot> shownSnapshot() const;
    [[nodiscard]] bool hasFinishedLayer() const;

    void browseRunFile();
    void browseSave();
    void browseSaveAll();
    static void noteRecent(const std::filesystem::path& file);
    [[nodiscard]] std::vector<const LibraryRun*> runsToLose() const; ///< when the window closes
    void askBeforeClosing();
    void closeAfterSaving();
    void exportPlot();
    void exportRuns(RunExportDialog::Kind kind);
    void showWritten(const QString& path); ///< a file or a folder
    void copyPlot();
    void showShortcuts();
    void drop(const QMimeData& dropped);

    std::vector<CatalogStatus> m_models;
    Theme m_theme;
    ToolTips m_toolTips;
    WheelGuard m_wheelGuard;
    SelectionState m_selection;
    RunLibrary m_library;
    JournalKeeper m_journals; ///< outlives the worker, which writes them
    AnalysisController m_controller;
    ControlRun m_control;
    RunQueue m_queue;
    ProbeRecovery m_recovery;
    std::optional<std::pair<int, bool>> m_controlled; ///< whose control it is, and whether that has ended
    RunTokenizer m_tokenizer;
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
    QAction* m_continue = nullptr;
    QAction* m_rename = nullptr;
    QAction* m_runCounterpart = nullptr;
    QAction* m_layerUp = nullptr;
    QAction* m_layerDown = nullptr;
    QAction* m_neuronUp = nullptr;
    QAction* m_neuronDown = nullptr;
    std::deque<std::filesystem::path> m_toOpen; ///< after the one that is being read
    std::filesystem::path m_beingOpened;
    BackgroundJob<RunInFile> m_opening;
    RunSaver m_saver;
    bool m_closesWhenSaved = false; ///< what is being saved was the answer to closing the window
    bool m_hasAnswered = false; ///< nothing is asked again
};

} // namespace bathyscope::ui
