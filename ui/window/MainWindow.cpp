// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainWindow.h"

#include "core/analysis/RunContinuation.h"
#include "core/support/Error.h"
#include "ui/look/Icons.h"
#include "ui/look/Preferences.h"
#include "ui/neurons/NeuronsView.h"
#include "ui/panels/LogPanel.h"
#include "ui/panels/ModelPicker.h"
#include "ui/panels/ProgressStrip.h"
#include "ui/panels/RecoveryOffer.h"
#include "ui/panels/RunList.h"
#include "ui/panels/RunSetup.h"
#include "ui/panels/UnsavedRunsDialog.h"
#include "ui/views/FindingsView.h"
#include "ui/views/SnapshotView.h"
#include "ui/widgets/PlainLabels.h"
#include "ui/window/DockLayout.h"
#include "ui/window/DockTitle.h"
#include "ui/window/ViewRegistry.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QScreen>
#include <QStatusBar>
#include <QTabBar>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int layoutVersion = 2; ///< of saveState(): raise it when names or meanings of docks change
constexpr QSize comfortableSize {1440, 900};
constexpr int widestSetup = 340; // device-independent pixels

} // namespace

MainWindow::MainWindow(RunFunction run, const std::vector<CatalogStatus>& models,
                       const std::filesystem::path& resources, QWidget* parent)
    : QMainWindow(parent)
    , m_models(models)
    , m_selection(this)
    , m_library(this)
    , m_journals(m_library, this)
    , m_controller(run, this)
    , m_control(std::move(run), this)
    , m_queue(m_controller, m_library, m_journals, this)
    , m_recovery(resources, this)
    , m_setup(new RunSetup(models, resources, this))
    , m_runs(new RunList(m_library, this))
    , m_strip(new ProgressStrip(this))
    , m_opening(
          [this](const RunInFile& opened) {
              m_library.add(opened.run, opened.file);
              noteRecent(opened.file);
              openNext();
          },
          [this](const RunFailure& failure) {
              if (failure.kind == ErrorKind::FileMissing) {
                  Preferences::removeRecentRun(QString::fromStdString(m_beingOpened.string()));
              }
              showFailure(failure);
              openNext();
          })
    , m_saver(this)
{
    new PlainLabels(this);
    setWindowIcon(programIcon());
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setContextMenuPolicy(Qt::NoContextMenu); // the View menu has what Qt's own would offer

    makePanels();
    makeViews();
    makeMenus();
    connectParts();
    restoreLayout();
    followRun();
}

MainWindow::~MainWindow()
{
    // Children that go take the focus with them, when this is no longer a MainWindow.
    disconnect(qApp, nullptr, this, nullptr);
    // The views refer to the selection, which is a member and would die before this window's children.
    for (const ViewDock& entry : m_views) {
        delete entry.dock;
    }
}

void MainWindow::makePanels()
{
    const int widest = std::max(widestSetup, m_setup->minimumSizeHint().width()); // large letters need more
    m_setup->setMaximumWidth(widest);
    m_runs->setMaximumWidth(widest);
    m_setupDock = addDock(QStringLiteral("setup"), tr("Run Set-up"), m_setup);
    m_runsDock = addDock(QStringLiteral("runs"), tr("Runs"), m_runs);
    m_logDock = addDock(QStringLiteral("log"), tr("Log"), new LogPanel(this));
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    statusBar()->addPermanentWidget(m_strip, 1);
}

void MainWindow::makeViews()
{
    for (const ViewInfo& info : viewRegistry()) {
        SnapshotView* view = info.create(m_selection, this);
        QDockWidget* dock = addDock(QString::fromLatin1(info.id), info.translatedTitle(), view);
        connect(dock, &QDockWidget::visibilityChanged, view, [this, view](bool isVisible) {
            if (isVisible) {
                noteView(view);
            }
        });
        if (auto* findings = qobject_cast<FindingsView*>(view)) {
            connectFindings(*findings);
        } else if (auto* neurons = qobject_cast<NeuronsView*>(view)) {
            neurons->setRecovery(m_recovery);
            neurons->setTokenizer(m_tokenizer);
        }
        m_views.push_back({.view = view, .dock = dock});
    }
}

QDockWidget* MainWindow::addDock(const QString& name, const QString& title, QWidget* content)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setTitleBarWidget(new DockTitle(dock));
    // Queued: the signals come in the middle of the change. It may concern other docks than the sender.
    connect(dock, &QDockWidget::visibilityChanged, this, &MainWindow::followTabs, Qt::QueuedConnection);
    connect(dock, &QDockWidget::topLevelChanged, this, &MainWindow::followTabs, Qt::QueuedConnection);
    connect(dock, &QDockWidget::dockLocationChanged, this, &MainWindow::followTabs, Qt::QueuedConnection);
    return dock;
}

void MainWindow::followTabs()
{
    for (DockTitle* title : findChildren<DockTitle*>()) {
        title->followTabs();
    }
    for (QTabBar* tabs : findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) { // Qt makes them
        tabs->setAccessibleName(tr("Docks that lie on each other"));
        tabs->setElideMode(Qt::ElideNone); // whole names; those that have no room are scrolled to
        tabs->setUsesScrollButtons(true);
    }
}

void MainWindow::connectParts()
{
    connect(m_setup, &RunSetup::startRequested, this, &MainWindow::startRun);
    connect(m_setup, &RunSetup::cancelRequested, this, &MainWindow::cancelRun);
    connect(m_setup, &RunSetup::requestChanged, this, &MainWindow::followActions);
    connect(&m_setup->models(), &ModelPicker::modelFetched, this, &MainWindow::noteFetched);
    connectRuns();
    connectFiles();
    connect(&m_library, &RunLibrary::shownChanged, this, &MainWindow::showSnapshot);
    connect(&m_library, &RunLibrary::comparedChanged, this, [this] {
        for (const ViewDock& entry : m_views) {
            entry.view->setCompared(m_library.compared());
        }
        followActions();
    });
    connect(m_runs, &RunList::compareRequested, this,
            [this] { m_selection.jump(m_selection.selection(), QStringLiteral("compare")); });
    connect(&m_selection, &SelectionState::viewWanted, this, &MainWindow::showView);
    connect(m_runs, &RunList::offerAccepted, this, &MainWindow::startCounterpart);
    connect(m_runs, &RunList::saveRequested, this, &MainWindow::browseSave);
    connect(m_runs, &RunList::continueRequested, this, &MainWindow::continueRun);
    connect(&m_journals, &JournalKeeper::abandonedChanged, this,
            [this] { m_runs->recovery().setJournals(m_journals.abandoned()); });
    connect(&m_journals, &JournalKeeper::recoveryFailed, this, &MainWindow::showFailure);
    connect(&m_runs->recovery(), &RecoveryOffer::recoverRequested, &m_journals,
            &JournalKeeper::recoverAbandoned);
    connect(&m_runs->recovery(), &RecoveryOffer::discardRequested, &m_journals,
            &JournalKeeper::discardAbandoned);
    connect(&m_selection, &SelectionState::selectionChanged, this, &MainWindow::followActions);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { noteFocus(now); });
}

/// The queue has told the library before.
void MainWindow::connectRuns()
{
    connect(&m_queue, &RunQueue::begun, this, [this](int id) {
        m_strip->showStart(m_library.run(id)->model);
        followRun();
    });
    connect(&m_controller, &AnalysisController::snapshotChanged, this, [this] {
        if (const auto snapshot = m_controller.snapshot()) {
            m_strip->showRun(*snapshot);
        }
    });
    connect(&m_controller, &AnalysisController::runFinished, this, [this] {
        followRun();
        closeAfterSaving();
    });
    connect(&m_controller, &AnalysisController::runFailed, this, [this](const RunFailure& failure) {
        followRun();
        m_strip->showRunFailure(failure);
        closeAfterSaving();
    });
    connect(&m_library, &RunLibrary::runsChanged, this,
            [this] { m_control.setOthersBusy(m_queue.hasWork()); });
    connect(&m_control, &ControlRun::changed, &m_queue, [this] { m_queue.setHeld(m_control.isComputing()); });
}

void MainWindow::setJournalFolder(const std::filesystem::path& folder)
{
    m_journals.open(folder);
}

void MainWindow::connectFindings(FindingsView& findings)
{
    connect(&findings, &FindingsView::viewRequested, this,
            [this](const QString& id) { m_selection.jump(m_selection.selection(), id); });
    connect(&findings, &FindingsView::controlRequested, &m_control, &ControlRun::start);
    connect(&findings, &FindingsView::controlCancelled, &m_control, &ControlRun::cancel);
    connect(&m_control, &ControlRun::changed, &findings,
            [this, &findings] { findings.setControl(m_control.state()); });
    findings.setControl(m_control.state());
}

void MainWindow::setForecastFunction(ForecastFunction function)
{
    m_setup->setForecastFunction(std::move(function));
}

void MainWindow::lookForOtherModels()
{
    m_setup->models().lookForOthers();
}

void MainWindow::startRun()
{
    auto request = m_setup->request();
    if (request) {
        m_queue.add(std::move(*request));
    }
}

void MainWindow::continueRun()
{
    const LibraryRun* shown = m_library.shown();
    if (!shown || !shown->isContinuable()) {
        return;
    }
    try {
        AnalysisRequest request = continuation(shown->snapshot, m_models);
        const RunSettings chosen = Preferences::runSettings();
        request.numThreads = chosen.numThreads;
        request.memoryBytes = chosen.memoryBytes;
        request.isProbed = true; // as those of the set-up
        m_queue.goOn(shown->id, std::move(request));
    } catch (const Error&) {
        showFailure(currentFailure());
    }
}

void MainWindow::startCounterpart()
{
    const CatalogStatus* other = counterpart();
    if (!other) {
        return;
    }
    const int first = m_library.shown()->id;
    AnalysisRequest request = *m_queue.request(first);
    request.modelName = other->entry->name;
    request.modelFolder = other->folder;
    const int second = m_queue.add(std::move(request));
    m_library.tickOnly(first, second);
    showView(QStringLiteral("compare"));
}

/// Of the shown run, where it has ended, its text is known and this machine has the other model.
const CatalogStatus* MainWindow::counterpart() const
{
    const LibraryRun* shown = m_library.shown();
    const AnalysisRequest* request = shown && shown->isSavable() ? m_queue.request(shown->id) : nullptr;
    return request ? counterpartOf(request->modelName, m_models) : nullptr;
}

void MainWindow::cancelRun()
{
    if (m_controller.isRunning()) {
        m_setup->setStopping();
        m_cancel->setEnabled(false);
        m_controller.stop();
    }
}

void MainWindow::showSnapshot()
{
    const LibraryRun* shown = m_library.shown();
    const auto snapshot = shownSnapshot();
    for (const ViewDock& entry : m_views) {
        entry.view->setSnapshot(snapshot);
    }
    setWindowTitle(!shown ? QString()
                       : shown->name.isEmpty()
                       //: window title: model, text
                       ? tr("%1 — %2").arg(shown->model, shown->text)
                       : shown->name);
    if (!m_controller.isRunning()) {
        showState();
    }
    m_selection.setRun(snapshot ? snapshot->info : nullptr);
    m_tokenizer.setRun(snapshot ? snapshot->info : nullptr, shownModelFolder());
    if (shown && shown->hasEnded()) {
        selectFirstFinished();
    }
    followControl();
    followActions();
}

/// The control is that of the run that is shown, where this session knows what was asked of it.
void MainWindow::followControl()
{
    const LibraryRun* shown = m_library.shown();
    const auto controlled = shown ? std::optional(std::pair(shown->id, shown->hasEnded())) : std::nullopt;
    if (m_controlled == controlled) {
        return;
    }
    m_controlled = controlled;
    const AnalysisRequest* request = shown ? m_queue.request(shown->id) : nullptr;
    if (!request) {
        m_control.forgetRun();
        return;
    }
    m_control.expectRun(*request);
    if (shown->hasEnded()) {
        m_control.setRun(shown->state == LibraryRunState::Failed ? nullptr : shown->snapshot);
    }
}

/// Of the going run, else of the shown one.
void MainWindow::showState()
{
    const LibraryRun* shown = m_library.shown();
    const bool hasFailed = shown && shown->state == LibraryRunState::Failed;
    const auto run = m_controller.isRunning() ? m_controller.snapshot() : shownSnapshot();
    if (run && (m_controller.isRunning() || !hasFailed)) {
        m_strip->showRun(*run);
    } else {
        m_strip->showReady();
    }
}

void MainWindow::showFailure(const RunFailure& failure)
{
    showState();
    m_strip->showFailure(failure);
}

std::shared_ptr<const AnalysisSnapshot> MainWindow::shownSnapshot() const
{
    const LibraryRun* shown = m_library.shown();
    return shown ? shown->snapshot : nullptr;
}

void MainWindow::followRun()
{
    m_setup->setRunning(m_controller.isRunning());
    m_recovery.setBlocked(m_controller.isRunning());
    followActions();
}

void MainWindow::followOffer()
{
    const CatalogStatus* other = counterpart();
    //: %1 is the name of a model
    const QString offer =
        other ? tr("Run %1 and Com&pare").arg(QString::fromStdString(other->entry->name)) : QString();
    m_runCounterpart->setVisible(other != nullptr);
    m_runCounterpart->setEnabled(other != nullptr);
    m_runCounterpart->setText(offer);
    m_runs->setOffer(offer);
}

/// A model that was fetched may be the counterpart of the run that ended last.
void MainWindow::noteFetched(const CatalogStatus& status)
{
    for (CatalogStatus& known : m_models) {
        if (known.entry == status.entry) {
            known = status;
        }
    }
    followOffer();
}

void MainWindow::followActions()
{
    const bool isRunning = m_controller.isRunning();
    const QString obstacle = m_setup->obstacle();
    m_run->setEnabled(obstacle.isEmpty());
    m_run->setToolTip(obstacle);
    m_cancel->setEnabled(isRunning);
    const LibraryRun* shown = m_library.shown();
    m_saveRun->setEnabled(shown && shown->isSavable());
    m_continue->setEnabled(shown && shown->isContinuable());
    m_rename->setEnabled(shown != nullptr);
    followOffer();
    for (QAction* action : {m_layerUp, m_layerDown}) {
        action->setEnabled(hasFinishedLayer());
    }
    for (QAction* action : {m_neuronUp, m_neuronDown}) {
        action->setEnabled(hasFinishedLayer() && m_selection.layer());
    }
    for (QAction* action : {m_exportFigures, m_exportReport}) {
        action->setEnabled(hasFinishedLayer());
    }
    const SnapshotView* view = currentView();
    for (QAction* action : {m_export, m_copy}) {
        action->setEnabled(hasFinishedLayer() && view && view->currentPlot());
    }
}

bool MainWindow::hasFinishedLayer() const
{
    const auto run = shownSnapshot();
    return run && run->numFinished() > 0;
}

void MainWindow::selectFirstFinished()
{
    const auto snapshot = shownSnapshot();
    if (!snapshot || m_selection.layer()) {
        return;
    }
    const auto& layers = snapshot->layers;
    const auto first =
        std::find_if(layers.begin(), layers.end(), [](const auto& layer) { return layer != nullptr; });
    if (first != layers.end()) {
        m_selection.setLayer(static_cast<int>(first - layers.begin()));
    }
}

void MainWindow::stepLayer(int direction)
{
    const auto snapshot = shownSnapshot();
    const int numLayers = snapshot ? static_cast<int>(snapshot->layers.size()) : 0;
    int layer = m_selection.layer().value_or(direction > 0 ? -1 : numLayers) + direction;
    while (layer >= 0 && layer < numLayers && !snapshot->layers[static_cast<std::size_t>(layer)]) {
        layer += direction;
    }
    if (layer >= 0 && layer < numLayers) {
        m_selection.step(m_selection.withLayer(layer));
    }
}

void MainWindow::noteFocus(const QWidget* focused)
{
    for (const ViewDock& entry : m_views) {
        if (focused && (focused == entry.view || entry.view->isAncestorOf(focused))) {
            noteView(entry.view);
        }
    }
}

void MainWindow::noteView(SnapshotView* view)
{
    m_focusedView = view;
    m_selection.setView(view->parentWidget()->objectName());
    if (m_cancel) { // the menus are there
        followActions();
    }
}

void MainWindow::showView(const QString& id)
{
    const auto entry = std::ranges::find_if(
        m_views, [&id](const ViewDock& candidate) { return candidate.dock->objectName() == id; });
    if (entry != m_views.end()) {
        entry->dock->show();
        entry->dock->raise();
        noteView(entry->view);
        entry->view->setFocus();
        if (!isActiveWindow()) { // a box that has just been closed gives the focus back to where it was
            QTimer::singleShot(0, entry->view, qOverload<>(&QWidget::setFocus));
        }
    }
}

SnapshotView* MainWindow::currentView() const
{
    if (m_focusedView && m_focusedView->isVisible()) {
        return m_focusedView;
    }
    const auto shown = std::find_if(m_views.begin(), m_views.end(),
                                    [](const ViewDock& entry) { return entry.view->isVisible(); });
    return shown != m_views.end() ? shown->view : nullptr;
}

void MainWindow::restoreLayout()
{
    if (!restoreGeometry(Preferences::windowGeometry())) {
        resize(comfortableSize.boundedTo(screen()->availableSize()));
    }
    if (!restoreState(Preferences::windowState(), layoutVersion)) {
        restoreDefaultLayout(); // the first start, another version, or a damaged file
    }
}

void MainWindow::restoreDefaultLayout()
{
    QList<QDockWidget*> docks {m_setupDock, m_runsDock, m_logDock}; // in this order, whatever was raised last
    for (const ViewDock& entry : m_views) {
        docks.append(entry.dock);
    }
    arrangeDocks(*this, docks);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    // A session that ends does not wait for answers: the next one offers what was not saved.
    if (!m_hasAnswered && !qApp->isSavingSession() && !runsToLose().empty()) {
        event->ignore();
        if (!findChild<UnsavedRunsDialog*>()) {
            askBeforeClosing();
        }
        return;
    }
    Preferences::setWindow(saveGeometry(), saveState(layoutVersion));
    m_queue.withdrawAll();
    m_controller.stop();
    m_control.cancel();
    QMainWindow::closeEvent(event);
}

} // namespace bathyscope::ui
