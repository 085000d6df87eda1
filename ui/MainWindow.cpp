// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include "core/analysis/RunFile.h"
#include "ui/DockLayout.h"
#include "ui/DockTitle.h"
#include "ui/Icons.h"
#include "ui/panels/LogPanel.h"
#include "ui/panels/ModelPicker.h"
#include "ui/panels/ProgressStrip.h"
#include "ui/panels/RunList.h"
#include "ui/panels/RunSetup.h"
#include "ui/panels/TextPicker.h"
#include "ui/plots/PlotWidget.h"
#include "ui/views/ExportDialog.h"
#include "ui/views/FindingsView.h"
#include "ui/views/SnapshotView.h"
#include "ui/views/ViewRegistry.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QScreen>
#include <QStatusBar>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr int layoutVersion = 2; ///< of saveState(): raise it when names or meanings of docks change
constexpr QSize comfortableSize {1440, 900};
constexpr int widestSetup = 340; // device-independent pixels

QString fileName(const std::filesystem::path& path)
{
    return QString::fromStdString(path.filename().string());
}

} // namespace

MainWindow::MainWindow(RunFunction run, const std::vector<CatalogStatus>& models,
                       const std::filesystem::path& resources, QWidget* parent)
    : QMainWindow(parent)
    , m_models(models)
    , m_selection(this)
    , m_controller(run, this)
    , m_control(std::move(run), this)
    , m_library(this)
    , m_setup(new RunSetup(models, resources, this))
    , m_runs(new RunList(m_library, this))
    , m_strip(new ProgressStrip(this))
    , m_opening(
          [this](const RunInFile& opened) {
              m_library.add(opened.run, opened.file);
              openNext();
          },
          [this](const RunFailure& failure) {
              showFailure(failure);
              openNext();
          })
    , m_saving(
          [this](const SavedRun& saved) {
              m_library.setFile(saved.id, saved.file);
              m_strip->showNote(tr("Saved %1").arg(fileName(saved.file)));
          },
          [this](const RunFailure& failure) { showFailure(failure); })
{
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
    m_setup->setMaximumWidth(widestSetup);
    m_runs->setMaximumWidth(widestSetup);
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
}

void MainWindow::connectParts()
{
    connect(m_setup, &RunSetup::startRequested, this, &MainWindow::startRun);
    connect(m_setup, &RunSetup::cancelRequested, this, &MainWindow::cancelRun);
    connect(m_setup, &RunSetup::requestChanged, this, &MainWindow::followActions);
    connect(&m_controller, &AnalysisController::snapshotChanged, this, [this] {
        if (const auto snapshot = m_controller.snapshot()) {
            m_strip->showRun(*snapshot);
            m_library.update(snapshot);
        }
    });
    connect(&m_controller, &AnalysisController::runFinished, this, [this] {
        m_library.end(false);
        followRun();
    });
    connect(&m_controller, &AnalysisController::runFailed, this, [this](const RunFailure& failure) {
        m_library.end(true);
        followRun();
        m_strip->showRunFailure(failure);
    });
    connect(&m_library, &RunLibrary::shownChanged, this, &MainWindow::showSnapshot);
    connect(&m_library, &RunLibrary::comparedChanged, this, [this] {
        for (const ViewDock& entry : m_views) {
            entry.view->setCompared(m_library.compared());
        }
        followActions();
    });
    connect(m_runs, &RunList::compareRequested, this, [this] { showView(QStringLiteral("compare")); });
    connect(m_runs, &RunList::offerAccepted, this, &MainWindow::startCounterpart);
    connect(m_runs, &RunList::saveRequested, this, &MainWindow::browseSave);
    connect(&m_selection, &SelectionState::layerChanged, this, &MainWindow::followActions);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { noteFocus(now); });
}

void MainWindow::connectFindings(FindingsView& findings)
{
    connect(&findings, &FindingsView::viewRequested, this, &MainWindow::showView);
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

void MainWindow::startRun()
{
    auto request = m_setup->request();
    if (!m_controller.isRunning() && request) {
        start(std::move(*request));
    }
}

void MainWindow::startCounterpart()
{
    const CatalogStatus* other = counterpart();
    if (!other) {
        return;
    }
    const int first = m_started->id;
    AnalysisRequest request = m_started->request;
    request.modelName = other->entry->name;
    request.modelFolder = other->folder;
    start(std::move(request));
    m_library.tickOnly(first, m_started->id);
    showView(QStringLiteral("compare"));
}

/// Of the run that ended last, where this machine has it; null while a run is going on.
const CatalogStatus* MainWindow::counterpart() const
{
    const LibraryRun* last = m_started ? m_library.run(m_started->id) : nullptr;
    return last && last->isSavable() ? counterpartOf(m_started->request.modelName, m_models) : nullptr;
}

void MainWindow::start(AnalysisRequest request)
{
    const QString model = QString::fromStdString(request.modelName);
    const auto* document = std::get_if<Document>(&request.text);
    const int id = m_library.begin(model, document ? QString::fromStdString(document->name) : QString());
    m_started = {.id = id, .request = request};
    m_strip->showStart(model);
    m_control.expectRun(request);
    m_controller.start(std::move(request));
    followRun();
}

void MainWindow::cancelRun()
{
    if (m_controller.isRunning()) {
        m_setup->setStopping();
        m_cancel->setEnabled(false);
        m_controller.stop();
    }
}

void MainWindow::openRunFile(const std::filesystem::path& path)
{
    m_toOpen.push_back(path);
    openNext();
}

/// One after another: a newer job would take the place of the one under way.
void MainWindow::openNext()
{
    if (m_toOpen.empty() || m_opening.isRunning()) {
        return;
    }
    const std::filesystem::path path = m_toOpen.front();
    m_toOpen.pop_front();
    m_strip->showNote(tr("Opening %1…").arg(fileName(path)));
    m_opening.start([path](const std::stop_token& /*stop*/) {
        return RunInFile {.run = readRunFile(path), .file = path};
    });
}

void MainWindow::saveRunFile(const std::filesystem::path& path)
{
    const LibraryRun* shown = m_library.shown();
    if (shown && shown->isSavable()) {
        m_strip->showNote(tr("Saving %1…").arg(fileName(path)));
        m_saving.start([path, id = shown->id, run = shown->snapshot](const std::stop_token& /*stop*/) {
            writeRunFile(path, *run);
            return SavedRun {.id = id, .file = path};
        });
    }
}

void MainWindow::showSnapshot()
{
    const LibraryRun* shown = m_library.shown();
    const auto snapshot = shownSnapshot();
    for (const ViewDock& entry : m_views) {
        entry.view->setSnapshot(snapshot);
    }
    //: window title: model, text
    setWindowTitle(shown ? tr("%1 — %2").arg(shown->model, shown->text) : QString());
    if (!m_controller.isRunning()) {
        showState();
    }
    m_selection.setRun(snapshot ? snapshot->info : nullptr);
    if (shown && shown->state != LibraryRunState::Going) {
        selectFirstFinished();
    }
    followControl();
    followActions();
}

/// The control is that of the run that is shown, where this session knows what was asked of it.
void MainWindow::followControl()
{
    const LibraryRun* shown = m_library.shown();
    const bool hasEnded = shown && shown->state != LibraryRunState::Going;
    const std::optional<int> id = hasEnded ? std::optional(shown->id) : std::nullopt;
    if (!hasEnded || m_controlled == id) {
        return;
    }
    m_controlled = id;
    if (m_started && m_started->id == *id) {
        m_control.expectRun(m_started->request);
        m_control.setRun(shown->state == LibraryRunState::Failed ? nullptr : shown->snapshot);
    } else {
        m_control.forgetRun();
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

void MainWindow::followActions()
{
    const bool isRunning = m_controller.isRunning();
    const QString obstacle = m_setup->obstacle();
    m_run->setEnabled(!isRunning && obstacle.isEmpty());
    m_run->setToolTip(obstacle);
    m_cancel->setEnabled(isRunning);
    const LibraryRun* shown = m_library.shown();
    m_saveRun->setEnabled(shown && shown->isSavable());
    followOffer();
    for (QAction* action : {m_layerUp, m_layerDown}) {
        action->setEnabled(hasFinishedLayer());
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
        entry->view->setFocus();
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

void MainWindow::exportPlot()
{
    SnapshotView* view = currentView();
    if (view && view->currentPlot() && shownSnapshot()) {
        auto* dialog = new ExportDialog(*view, view->caption(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    }
}

void MainWindow::exportRuns(RunExportDialog::Kind kind)
{
    if (!hasFinishedLayer()) {
        return;
    }
    auto* dialog = new RunExportDialog(kind, shownSnapshot(), m_library.compared(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        //: %1 is a file or a folder
        m_strip->showNote(tr("Written: %1").arg(QDir::toNativeSeparators(dialog->path())));
    });
    dialog->open();
}

void MainWindow::copyPlot()
{
    const SnapshotView* view = currentView();
    if (PlotWidget* plot = view ? view->currentPlot() : nullptr) {
        plot->copyToClipboard();
        m_strip->showNote(tr("The plot is on the clipboard"));
    }
}

void MainWindow::browseRunFile()
{
    auto* dialog = new QFileDialog(this, tr("Open runs"), Preferences::folder("run"),
                                   tr("Runs (*.safetensors);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        Preferences::setFolder("run", QFileInfo(paths.first()).absolutePath());
        for (const QString& path : paths) {
            openRunFile(path.toStdString());
        }
    });
    dialog->open();
}

void MainWindow::browseSave()
{
    const RunInfo& info = *shownSnapshot()->info;
    const QString text = QFileInfo(QString::fromStdString(info.textName)).completeBaseName();
    auto* dialog =
        new QFileDialog(this, tr("Save the run"), Preferences::folder("run"), tr("Runs (*.safetensors)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("safetensors"));
    dialog->selectFile(QStringLiteral("%1-%2.safetensors").arg(QString::fromStdString(info.modelName), text));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        Preferences::setFolder("run", QFileInfo(path).absolutePath());
        saveRunFile(path.toStdString());
    });
    dialog->open();
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
    arrangeDocks(*this, findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    Preferences::setWindow(saveGeometry(), saveState(layoutVersion));
    m_controller.stop();
    m_control.cancel();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    drop(*event->mimeData());
    event->acceptProposedAction();
}

void MainWindow::drop(const QMimeData& dropped)
{
    const QList<QUrl> urls = dropped.urls();
    if (urls.isEmpty()) {
        m_setup->texts().setText(tr("Dropped text"), dropped.text());
        return;
    }
    for (const QUrl& url : urls) {
        const QFileInfo file(url.toLocalFile());
        const std::filesystem::path path = file.filePath().toStdString();
        if (file.isDir()) {
            m_setup->models().openFolder(path);
        } else if (file.suffix() == QLatin1String("safetensors")) {
            openRunFile(path);
        } else {
            m_setup->texts().openFile(path);
        }
    }
}

} // namespace bathyscope::ui
