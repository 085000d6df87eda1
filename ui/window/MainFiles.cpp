// SPDX-License-Identifier: GPL-3.0-or-later
// What MainWindow reads and writes: run files, exports, what is dropped on it, and the question on closing.
#include "core/files/RunFile.h"
#include "ui/look/Preferences.h"
#include "ui/panels/ModelPicker.h"
#include "ui/panels/ProgressStrip.h"
#include "ui/panels/RunSetup.h"
#include "ui/panels/TextPicker.h"
#include "ui/panels/UnsavedRunsDialog.h"
#include "ui/plots/PlotWidget.h"
#include "ui/report/ExportDialog.h"
#include "ui/views/SnapshotView.h"
#include "ui/window/FileNames.h"
#include "ui/window/MainWindow.h"
#include "ui/words/ShownPath.h"

#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <system_error>
#include <utility>

namespace bathyscope::ui {

namespace {

QString fileName(const std::filesystem::path& path)
{
    return shownPath(path.filename());
}

bool isRunFile(const QUrl& url)
{
    return url.fileName().endsWith(QLatin1String(".safetensors"));
}

} // namespace

void MainWindow::connectFiles()
{
    connect(&m_saver, &RunSaver::saving, this, [this](const std::filesystem::path& file) {
        m_strip->showNote(tr("Saving %1…").arg(fileName(file)));
    });
    connect(&m_saver, &RunSaver::saved, this,
            [this](int id, const std::filesystem::path& file,
                   const std::shared_ptr<const AnalysisSnapshot>& snapshot) {
                m_library.setFile(id, file, *snapshot);
                noteRecent(file);
                showState();
                m_strip->showWritten(tr("Saved %1").arg(fileName(file)),
                                     QString::fromStdString(file.string()));
            });
    connect(&m_saver, &RunSaver::failed, this, &MainWindow::showFailure);
    connect(&m_saver, &RunSaver::ended, this, [this](bool areAllSaved) {
        if (std::exchange(m_closesWhenSaved, false) && areAllSaved) {
            close();
        }
    });
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
    m_beingOpened = path;
    m_strip->showNote(tr("Opening %1…").arg(fileName(path)));
    m_opening.start([path](const std::stop_token& /*stop*/) {
        return RunInFile {.run = readRunFile(path), .file = path};
    });
}

void MainWindow::saveRunFile(const std::filesystem::path& path)
{
    const LibraryRun* shown = m_library.shown();
    if (shown && shown->isSavable()) {
        m_saver.save(*shown, path);
    }
}

void MainWindow::noteRecent(const std::filesystem::path& file)
{
    if (isText(file)) {
        Preferences::addRecentRun(QFileInfo(QString::fromStdString(file.string())).absoluteFilePath());
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
    auto* dialog =
        new QFileDialog(this, tr("Save the run"), Preferences::folder("run"), tr("Runs (*.safetensors)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("safetensors"));
    dialog->selectFile(RunSaver::suggestedName(*m_library.shown()));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        Preferences::setFolder("run", QFileInfo(path).absolutePath());
        saveRunFile(path.toStdString());
    });
    connect(dialog, &QDialog::rejected, this, [this] { m_closesWhenSaved = false; });
    dialog->open();
}

void MainWindow::browseSaveAll()
{
    auto* dialog = new QFileDialog(this, tr("Save all runs in a folder"), Preferences::folder("run"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        Preferences::setFolder("run", folder);
        m_saver.saveAll(runsToLose(), folder.toStdString());
    });
    connect(dialog, &QDialog::rejected, this, [this] { m_closesWhenSaved = false; });
    dialog->open();
}

void MainWindow::exportPlot()
{
    SnapshotView* view = currentView();
    if (view && view->currentPlot() && shownSnapshot()) {
        auto* dialog = new ExportDialog(*view, view->caption(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, [this, dialog] { showWritten(dialog->path()); });
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
    connect(dialog, &QDialog::accepted, this, [this, dialog] { showWritten(dialog->path()); });
    dialog->open();
}

void MainWindow::showWritten(const QString& path)
{
    //: %1 is a file or a folder
    m_strip->showWritten(tr("Written: %1").arg(QDir::toNativeSeparators(path)), path);
}

void MainWindow::copyPlot()
{
    const SnapshotView* view = currentView();
    if (PlotWidget* plot = view ? view->currentPlot() : nullptr) {
        plot->copyToClipboard();
        m_strip->showNote(tr("The plot is on the clipboard"));
    }
}

std::vector<const LibraryRun*> MainWindow::runsToLose() const
{
    std::vector<const LibraryRun*> runs;
    for (const LibraryRun& run : m_library.runs()) {
        const bool hasLayers = run.snapshot && run.snapshot->numFinished() > 0;
        if (run.isUnsaved() || (!run.hasEnded() && hasLayers)) {
            runs.push_back(&run);
        }
    }
    return runs;
}

void MainWindow::askBeforeClosing()
{
    auto* question = new UnsavedRunsDialog(runsToLose(), this);
    connect(question, &UnsavedRunsDialog::discardChosen, this, [this] {
        m_hasAnswered = true;
        m_journals.giveUpAll();
        close();
    });
    connect(question, &UnsavedRunsDialog::saveChosen, this, [this] {
        m_closesWhenSaved = true;
        m_queue.withdrawAll();
        m_controller.stop();
        closeAfterSaving();
    });
    question->open();
}

/// Where that was asked for: saves what there is, once the going run has ended.
void MainWindow::closeAfterSaving()
{
    if (!m_closesWhenSaved || m_controller.isRunning()) {
        return;
    }
    const std::vector<const LibraryRun*> runs = runsToLose();
    if (runs.empty()) {
        m_closesWhenSaved = false;
        close();
    } else if (runs.size() == 1) {
        m_library.show(runs.front()->id);
        browseSave();
    } else {
        browseSaveAll();
    }
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
    const bool isForSetup =
        urls.isEmpty() || std::ranges::any_of(urls, [](const QUrl& url) { return !isRunFile(url); });
    if (isForSetup) { // which says what is wrong, if anything is
        m_setupDock->show();
        m_setupDock->raise();
    }
    if (urls.isEmpty()) {
        m_setup->texts().setText(tr("Dropped text"), dropped.text());
        return;
    }
    for (const QUrl& url : urls) {
        const std::filesystem::path path = pathOf(url);
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored)) {
            m_setup->models().openFolder(path);
        } else if (isRunFile(url)) {
            openRunFile(path);
        } else {
            m_setup->texts().openFile(path);
        }
    }
}

} // namespace bathyscope::ui
