// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelCatalog.h"
#include "core/files/RunFile.h"
#include "core/support/Resources.h"
#include "tests/support/AwaitRun.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FakeRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/look/Preferences.h"
#include "ui/panels/ProgressStrip.h"
#include "ui/panels/RunSetup.h"
#include "ui/panels/TextPicker.h"
#include "ui/panels/UnsavedRunsDialog.h"
#include "ui/report/ExportDialog.h"
#include "ui/report/RunExportDialog.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/FindingCard.h"
#include "ui/views/FindingsView.h"
#include "ui/views/SnapshotView.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RecentRunsMenu.h"
#include "ui/window/ViewRegistry.h"

#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::AwaitRun;
using bathyscope::test::FakeRun;
using bathyscope::test::FakeScript;

namespace {

FakeScript script(std::optional<std::size_t> holdAfter = std::nullopt)
{
    return {.shape = {.modelName = "fake", .numLayers = 6, .numNeurons = 64, .numTokens = 64},
            .holdAfter = holdAfter};
}

/// A shown window over a fake run.
struct Bench
{
    explicit Bench(FakeScript theScript = script())
        : fake(std::move(theScript))
        , window(std::make_unique<MainWindow>(fake.function(), locateModels(resourcesFolder()),
                                              resourcesFolder()))
        , controller(*window->findChild<AnalysisController*>())
        , selection(*window->findChild<SelectionState*>())
        , library(*window->findChild<RunLibrary*>())
        , await(controller)
    {
        window->show();
    }

    /// Everything that a run needs has been read.
    [[nodiscard]] bool isReady() const
    {
        return QTest::qWaitFor([this] { return action(QStringLiteral("&Run"))->isEnabled(); }, 10'000);
    }

    /// The last throttled rendering (40 ms after the one before) is over.
    [[nodiscard]] bool isDrawn() const
    {
        return QTest::qWaitFor([this, turns = 0]() mutable { return ++turns > 10 && window->isVisible(); },
                               10'000);
    }

    [[nodiscard]] QAction* action(const QString& text) const
    {
        for (QMenu* menu : window->menuBar()->findChildren<QMenu*>()) {
            for (QAction* candidate : menu->actions()) {
                if (candidate->text() == text) {
                    return candidate;
                }
            }
        }
        return nullptr;
    }

    [[nodiscard]] QDockWidget* dock(const char* name) const
    {
        return window->findChild<QDockWidget*>(QString::fromLatin1(name));
    }

    /// What a dock's title bar says; nothing where a tab says it.
    [[nodiscard]] static QString titleOf(const QDockWidget* dock)
    {
        const auto* title = dock->titleBarWidget()->findChild<QLabel*>();
        return title->isVisibleTo(dock->titleBarWidget()) ? title->text() : QString();
    }

    [[nodiscard]] bool stripSays(const QString& words) const
    {
        return std::ranges::any_of(
            window->findChild<ProgressStrip*>()->findChildren<QLabel*>(), [&](const QLabel* label) {
                return label->isVisibleTo(window.get()) && label->text().contains(words);
            });
    }

    void drop(const QMimeData& data) const
    {
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &event);
    }

    test::FailOnWarning failOnWarning;
    FakeRun fake;
    std::unique_ptr<MainWindow> window;
    AnalysisController& controller;
    SelectionState& selection;
    RunLibrary& library;
    AwaitRun await;
};

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void makesADockAndAMenuEntryOfEveryView()
    {
        const Bench bench;
        for (const ViewInfo& info : viewRegistry()) {
            QDockWidget* dock = bench.dock(info.id);
            QVERIFY(dock);
            QVERIFY(dock->isVisible());
            QVERIFY(qobject_cast<SnapshotView*>(dock->widget()));
            QAction* action = bench.action(info.translatedTitle());
            QVERIFY(action);
            QCOMPARE(action->shortcut(), QKeySequence(QString::fromLatin1(info.shortcut)));
            dock->close();
            QVERIFY(!dock->isVisible());
            action->trigger();
            QVERIFY(dock->isVisible());
        }
    }

    void keysOfActionsAreDistinct()
    {
        const Bench bench;
        QStringList keys;
        for (QMenu* menu : bench.window->menuBar()->findChildren<QMenu*>()) {
            for (const QAction* action : menu->actions()) {
                if (!action->shortcut().isEmpty()) {
                    keys << action->shortcut().toString();
                }
            }
        }
        QVERIFY(keys.contains(QStringLiteral("Ctrl+R")));
        QVERIFY(keys.contains(QStringLiteral("Esc")));
        QCOMPARE(keys.removeDuplicates(), 0);
    }

    void handsOnTheShownRun()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        for (const QString& text :
             {QStringLiteral("Export Repor&t…"), QStringLiteral("Export &All Figures…")}) {
            QVERIFY(!bench.action(text)->isEnabled()); // there is no run
        }
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("report.html"));
        QTRY_VERIFY(bench.action(QStringLiteral("Export Repor&t…"))->isEnabled());
        bench.action(QStringLiteral("Export Repor&t…"))->trigger();
        const QPointer<RunExportDialog> dialog = bench.window->findChild<RunExportDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        for (auto* edit : dialog->findChildren<QLineEdit*>()) {
            if (edit->accessibleName() == QStringLiteral("Save as")) {
                edit->setText(file);
            }
        }
        dialog->accept();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, 60'000);
        QVERIFY(QFile::exists(file));
        QVERIFY(bench.stripSays(QStringLiteral("report.html")));
    }

    void theFirstThingToPressIsRun()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        auto* button = bench.window->findChild<QPushButton*>(QStringLiteral("runButton"));
        QVERIFY(button->isEnabled());
        button->click();
        QVERIFY(bench.await.finished());
        const AnalysisRequest request = bench.fake.lastRequest();
        QCOMPARE(request.modelName, "sample-12");
        QCOMPARE(std::get<Document>(request.text).name, "sample-text.txt");
        QCOMPARE(request.maxTokens, 8192U);
        QVERIFY(request.windowLength == 512U);
        QVERIFY(bench.stripSays(QStringLiteral("Finished")));
        QCOMPARE(bench.window->windowTitle(), QStringLiteral("fake — sample-text.txt"));
    }

    void selectsTheFirstLayerAfterARunUnlessOneIsSelected()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        QCOMPARE(bench.selection.layer(), std::optional(0));

        bench.selection.setLayer(4);
        AwaitRun again(bench.controller);
        bench.window->startRun();
        QVERIFY(again.finished());
        QCOMPARE(bench.selection.layer(), std::optional(4));
    }

    void forgetsALayerThatTheRunDoesNotHave()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        bench.selection.setLayer(20);
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        QCOMPARE(bench.selection.layer(), std::optional(0));
    }

    void keysMoveThroughFinishedLayers()
    {
        Bench bench(script(3));
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.layers(3));
        QAction* down = bench.action(QStringLiteral("&Next Layer"));
        QAction* up = bench.action(QStringLiteral("&Previous Layer"));
        down->trigger();
        QCOMPARE(bench.selection.layer(), std::optional(0));
        down->trigger();
        down->trigger();
        QCOMPARE(bench.selection.layer(), std::optional(2));
        down->trigger(); // layer 3 is not finished
        QCOMPARE(bench.selection.layer(), std::optional(2));
        up->trigger();
        QCOMPARE(bench.selection.layer(), std::optional(1));
        bench.fake.release();
        QVERIFY(bench.await.finished());
    }

    void escCancelsAndKeepsFinishedLayers()
    {
        Bench bench(script(3));
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.layers(3));
        QVERIFY(bench.action(QStringLiteral("&Open Runs…"))->isEnabled());
        QTest::keyClick(bench.window.get(), Qt::Key_Escape);
        QVERIFY(bench.await.finished());
        QCOMPARE(bench.controller.snapshot()->outcome, RunOutcome::Stopped);
        QVERIFY(bench.stripSays(QStringLiteral("3 of 6")));
        QVERIFY(bench.action(QStringLiteral("&Run"))->isEnabled());
        QVERIFY(bench.action(QStringLiteral("&Save Run As…"))->isEnabled());
    }

    void failureOfARunIsShownWithHeadlineAndDetail()
    {
        FakeScript failing = script();
        failing.failure = Error(ErrorKind::InconsistentModel, "h.3.mlp.c_fc.weight is missing");
        Bench bench(failing);
        QVERIFY(bench.isReady());
        bench.window->startRun();
        const auto failure = bench.await.failure();
        QVERIFY(failure);
        QVERIFY(bench.stripSays(failure->headline()));
        QVERIFY(bench.stripSays(QStringLiteral("h.3.mlp.c_fc.weight")));
        QVERIFY(bench.action(QStringLiteral("&Run"))->isEnabled());
    }

    /// How long it takes is bench_window's to say.
    void closingInMidRunStopsTheRun()
    {
        Bench bench(script(2));
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.layers(2));
        QVERIFY(!bench.window->close());
        answer(bench, QMessageBox::DestructiveRole);
        QVERIFY(!bench.window->isVisible());
        bench.window.reset();
        QCOMPARE(bench.fake.numEnded(), 1U);
        bench.window = nullptr;
    }

    void closingAsksForRunsThatAreInNoFile()
    {
        QTemporaryDir folder;
        Bench bench;
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        QVERIFY(!bench.window->close());
        QVERIFY(!bench.window->close()); // asks once
        QCOMPARE(bench.window->findChildren<UnsavedRunsDialog*>().size(), 1);
        const auto* question = bench.window->findChild<UnsavedRunsDialog*>();
        QVERIFY(question->informativeText().contains(QStringLiteral("fake · sample-text.txt")));
        answer(bench, QMessageBox::RejectRole);
        QVERIFY(bench.window->isVisible());
        QTRY_VERIFY(!bench.window->findChild<UnsavedRunsDialog*>());

        QVERIFY(!bench.window->close());
        answer(bench, QMessageBox::AcceptRole);
        auto* dialog = bench.window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        const QString path = folder.filePath(QStringLiteral("run.safetensors"));
        emit dialog->fileSelected(path);
        dialog->hide();
        QTRY_VERIFY(!bench.window->isVisible());
        QCOMPARE(readRunFile(path.toStdString())->numFinished(), 6U);
    }

    void closingSavesAllRunsInAFolder()
    {
        QTemporaryDir folder;
        Bench bench;
        QVERIFY(bench.isReady());
        bench.window->startRun();
        bench.window->startRun(); // waits
        QCOMPARE(bench.library.runs().back().state, LibraryRunState::Waiting);
        QTRY_COMPARE(bench.library.runs().back().state, LibraryRunState::Finished);
        QVERIFY(!bench.window->close());
        answer(bench, QMessageBox::AcceptRole);
        auto* dialog = bench.window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
        emit dialog->fileSelected(folder.path());
        dialog->hide();
        QTRY_VERIFY(!bench.window->isVisible());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 (QStringList {QStringLiteral("fake-sample-text-2.safetensors"),
                               QStringLiteral("fake-sample-text.safetensors")}));
    }

    void aRunThatCannotBeSavedKeepsTheWindowOpen()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        QVERIFY(!bench.window->close());
        answer(bench, QMessageBox::AcceptRole);
        auto* dialog = bench.window->findChild<QFileDialog*>();
        QVERIFY(dialog);
        emit dialog->fileSelected(QStringLiteral("/no/such/folder/run.safetensors"));
        dialog->hide();
        QTRY_VERIFY(bench.stripSays(QStringLiteral("The file cannot be written")));
        QVERIFY(bench.window->isVisible());
        QVERIFY(bench.library.runs().front().isUnsaved());
    }

    void runsWaitForTheControl()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        bench.window->findChild<ControlRun*>()->start();
        QVERIFY(bench.window->findChild<ControlRun*>()->isComputing());
        bench.window->startRun();
        QCOMPARE(bench.library.runs().back().state, LibraryRunState::Waiting);
        QTRY_COMPARE(bench.library.runs().back().state, LibraryRunState::Finished);
        QCOMPARE(bench.fake.numStarted(), 3U);
        QVERIFY(!bench.fake.lastRequest().hasRandomWeights);
    }

    void recentRunsAreOpenedFromTheMenu()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("run.safetensors"));
        writeRunFile(path.toStdString(), *test::ScriptedRun(script().shape).finished());
        const Bench bench;
        auto* menu = bench.window->findChild<RecentRunsMenu*>();
        QVERIFY(!menu->actions().first()->isEnabled()); // no runs yet
        bench.window->openRunFile(path.toStdString());
        QTRY_COMPARE(bench.library.runs().size(), 1U);
        emit menu->aboutToShow();
        QVERIFY(menu->actions().first()->text().startsWith(QStringLiteral("run.safetensors — ")));
        QFile::remove(path);
        menu->actions().first()->trigger();
        QTRY_VERIFY(bench.stripSays(QStringLiteral("A file or folder is missing")));
        emit menu->aboutToShow();
        QVERIFY(!menu->actions().first()->isEnabled()); // it is gone from the list
        Preferences::addRecentRun(path);
        emit menu->aboutToShow();
        menu->actions().last()->trigger();
        QVERIFY(Preferences::recentRuns().isEmpty());
    }

    void layoutIsSavedAndRestored()
    {
        {
            const Bench bench;
            bench.dock("log")->show();
            bench.dock("setup")->close();
            bench.window->resize(1000, 640);
            bench.window->close();
        }
        const Bench bench;
        QVERIFY(bench.dock("log")->isVisible());
        QVERIFY(!bench.dock("setup")->isVisible());
        QCOMPARE(bench.window->size(), QSize(1000, 640));
        bench.window->restoreDefaultLayout();
        QVERIFY(!bench.dock("log")->isVisible());
        QVERIFY(bench.dock("setup")->isVisible());
    }

    void aDamagedLayoutFallsBackToTheDefault_data()
    {
        QTest::addColumn<int>("keptBytes");
        QTest::addColumn<int>("flippedByte");
        QTest::newRow("cut short") << 40 << -1;
        QTest::newRow("another marker") << -1 << 3;
        QTest::newRow("another version") << -1 << 7;
        QTest::newRow("a few bytes") << 3 << -1;
    }

    void aDamagedLayoutFallsBackToTheDefault()
    {
        QFETCH(const int, keptBytes);
        QFETCH(const int, flippedByte);
        {
            const Bench bench;
            bench.dock("setup")->close();
            bench.window->close();
        }
        QByteArray state = Preferences::windowState();
        state.truncate(keptBytes >= 0 ? keptBytes : state.size());
        if (flippedByte >= 0) {
            state[flippedByte] = static_cast<char>(state[flippedByte] ^ 0x55);
        }
        Preferences::setWindow(QByteArray("not a geometry"), state);
        const Bench bench;
        for (const char* name : {"setup", "layers", "histograms"}) {
            QVERIFY2(bench.dock(name)->isVisible(), name);
            QVERIFY2(!bench.dock(name)->isFloating(), name);
        }
    }

    void aViewIsNamedOnceWhetherItIsATabOrNot()
    {
        const Bench bench;
        QDockWidget* layers = bench.dock("layers");
        QDockWidget* histograms = bench.dock("histograms");
        bench.window->resize(1440, 900); // wide enough to have them beside each other
        bench.window->restoreDefaultLayout();
        for (const ViewInfo& view : viewRegistry().subspan(2)) {
            bench.dock(view.id)->close(); // would be a tab behind the first
        }
        QTRY_COMPARE(Bench::titleOf(layers), QStringLiteral("Layers"));

        bench.window->tabifyDockWidget(layers, histograms);
        QTRY_COMPARE(Bench::titleOf(layers), QString());
        QTRY_COMPARE(Bench::titleOf(histograms), QString());
        QCOMPARE(histograms->titleBarWidget()->findChildren<QToolButton*>().size(), 2);
        for (const QToolButton* button : histograms->titleBarWidget()->findChildren<QToolButton*>()) {
            QVERIFY(button->isVisibleTo(histograms));
        }

        histograms->close(); // with it goes the tab bar
        QTRY_COMPARE(Bench::titleOf(layers), QStringLiteral("Layers"));
        histograms->show();
        QTRY_COMPARE(Bench::titleOf(layers), QString());
        histograms->setFloating(true);
        QTRY_COMPARE(Bench::titleOf(histograms), QStringLiteral("Histograms"));
        QTRY_COMPARE(Bench::titleOf(layers), QStringLiteral("Layers"));
    }

    void findingsLeadToTheirPlotsAndHaveNone()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        QDockWidget* findings = bench.dock("findings");
        QAction* copy = bench.action(QStringLiteral("&Copy Plot"));
        QVERIFY(copy->isEnabled());
        bench.window->showView(QStringLiteral("findings"));
        QTRY_VERIFY(!copy->isEnabled());
        QVERIFY(!bench.action(QStringLiteral("&Export Plot…"))->isEnabled());
        const auto leadsToHistograms = [](const FindingCard* card) {
            const auto* show = card->findChild<QPushButton*>();
            return show->isVisibleTo(card) && show->toolTip().contains(QStringLiteral("Histograms"));
        };
        QTRY_VERIFY(std::ranges::any_of(findings->findChildren<FindingCard*>(), leadsToHistograms));
        emit qobject_cast<FindingsView*>(findings->widget())->viewRequested(QStringLiteral("histograms"));
        QTRY_VERIFY(copy->isEnabled());
        bench.window->showView(QStringLiteral("no such view"));
    }

    void theControlIsRunFromTheFindingsAndDroppedByTheNextRun()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        bench.window->showView(QStringLiteral("findings"));
        auto* findings = qobject_cast<FindingsView*>(bench.dock("findings")->widget());
        auto* button = findings->findChild<QPushButton*>(QStringLiteral("runControl"));
        QTRY_VERIFY(button->isEnabled());
        button->click();
        QTRY_VERIFY(findings->text().contains(QStringLiteral("The pattern is learned")));
        QVERIFY(bench.fake.lastRequest().hasRandomWeights);
        QCOMPARE(bench.fake.lastRequest().modelName, "sample-12");

        AwaitRun again(bench.controller);
        bench.window->startRun();
        QVERIFY(again.finished());
        QVERIFY(!bench.fake.lastRequest().hasRandomWeights);
        QTRY_VERIFY(!findings->text().contains(QStringLiteral("The pattern is learned")));
    }

    void tabsOfASavedLayoutAreNamedOnce()
    {
        {
            const Bench bench;
            bench.window->tabifyDockWidget(bench.dock("layers"), bench.dock("histograms"));
            bench.window->close();
        }
        const Bench bench;
        QTRY_COMPARE(Bench::titleOf(bench.dock("layers")), QString());
        QTRY_COMPARE(Bench::titleOf(bench.dock("setup")), QStringLiteral("Run Set-up"));
    }

    void droppedTextFilesAndWordsBecomeTheText()
    {
        const Bench bench;
        QVERIFY(bench.isReady());
        const TextPicker& texts = bench.window->findChild<RunSetup*>()->texts();
        QMimeData words;
        words.setText(QStringLiteral("A few words dropped onto the window."));
        bench.drop(words);
        QTRY_COMPARE(texts.document()->text, "A few words dropped onto the window.");

        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("poem.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Sea and sky");
        file.close();
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(file.fileName())});
        bench.drop(files);
        QTRY_COMPARE(texts.document()->name, "poem.txt");
        QTRY_COMPARE(texts.document()->text, "Sea and sky");
    }

    void aRunFileThatIsNoneIsRefusedWithItsReason()
    {
        const Bench bench;
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("no-run.safetensors"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("nothing of the kind");
        file.close();
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(path)});
        bench.drop(files);
        QTRY_VERIFY(bench.stripSays(QStringLiteral("The file is not what it should be")));
        QVERIFY(bench.stripSays(QStringLiteral("no-run.safetensors")));
        QVERIFY(bench.library.runs().empty());
    }

    void anUnwritableRunFileIsRefusedWithItsReason()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        bench.window->saveRunFile("/no/such/folder/run.safetensors");
        QTRY_VERIFY(bench.stripSays(QStringLiteral("The file cannot be written")));
        QVERIFY(bench.stripSays(QStringLiteral("/no/such/folder")));
    }

    void aRunIsSavedAndOpenedAgain()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
        {
            Bench bench;
            QVERIFY(bench.isReady());
            bench.window->startRun();
            QVERIFY(bench.await.finished());
            bench.window->saveRunFile(path);
            QTRY_VERIFY(bench.stripSays(QStringLiteral("Saved run.safetensors")));
        }
        const Bench bench;
        bench.window->openRunFile(path);
        QTRY_VERIFY(bench.library.shown());
        QCOMPARE(bench.library.shown()->snapshot->numFinished(), 6U);
        QVERIFY(!bench.library.shown()->isUnsaved());
        QCOMPARE(bench.selection.layer(), std::optional(0));
        QCOMPARE(bench.window->windowTitle(), QStringLiteral("fake — sample-text.txt"));
    }

    void anExportedPlotSaysWhereItIs()
    {
        const QTemporaryDir folder;
        Bench bench;
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        bench.window->showView(QStringLiteral("layers"));
        QVERIFY(bench.isDrawn());
        bench.action(QStringLiteral("&Export Plot…"))->trigger();
        auto* dialog = bench.window->findChild<ExportDialog*>();
        QVERIFY(dialog);
        const QString path = folder.filePath(QStringLiteral("figure.csv"));
        dialog->findChild<QLineEdit*>()->setText(path);
        dialog->accept();
        QVERIFY(QFile::exists(path));
        QVERIFY(bench.stripSays(QStringLiteral("Written: ") + path));
        QVERIFY(bench.window->findChild<QToolButton*>(QStringLiteral("openFolder"))->isVisible());
    }

    void aRunIsNamedByKeyAndSavedUnderItsName()
    {
        const QTemporaryDir folder;
        Bench bench;
        QAction* rename = bench.action(QStringLiteral("Re&name Run"));
        QVERIFY(!rename->isEnabled());
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.finished());
        QCOMPARE(rename->shortcut(), QKeySequence(Qt::Key_F2));
        bench.dock("runs")->hide();
        rename->trigger();
        QTRY_VERIFY(bench.dock("runs")->isVisible());
        auto* line = bench.window->findChild<QLineEdit*>(QStringLiteral("runName"));
        QVERIFY(line);
        QTest::keyClicks(line, QStringLiteral("My run"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(bench.window->windowTitle(), QStringLiteral("My run"));
        QVERIFY(bench.window->findChildren<SnapshotView*>().front()->caption().startsWith(
            QStringLiteral("My run · ")));
        QCOMPARE(RunSaver::suggestedName(*bench.library.shown()), QStringLiteral("My run.safetensors"));
        const std::filesystem::path path = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
        bench.window->saveRunFile(path);
        QTRY_VERIFY(bench.stripSays(QStringLiteral("Saved run.safetensors")));
        QVERIFY(!bench.library.shown()->isUnsaved());
        QCOMPARE(readRunFile(path)->name, "My run");
    }

    void oneClickRunsTheOtherSizeAndCompares()
    {
        Bench bench;
        QVERIFY(bench.isReady());
        auto* offer = bench.window->findChild<QPushButton*>(QStringLiteral("offer"));
        QVERIFY(offer->isHidden());
        bench.window->startRun();
        QVERIFY(offer->isHidden()); // while it is going on
        QVERIFY(bench.await.finished());
        QCOMPARE(offer->text(), QStringLiteral("Run sample-24 and Com&pare"));
        const AnalysisRequest before = bench.fake.lastRequest();

        AwaitRun again(bench.controller);
        offer->click();
        QVERIFY(offer->isHidden());
        QVERIFY(again.finished());
        const AnalysisRequest request = bench.fake.lastRequest();
        QCOMPARE(request.modelName, "sample-24");
        QCOMPARE(request.modelFolder.filename(), "sample-24");
        QCOMPARE(std::get<Document>(request.text).text, std::get<Document>(before.text).text);
        QCOMPARE(request.maxTokens, before.maxTokens);
        QCOMPARE(request.seed, before.seed);
        QCOMPARE(bench.library.runs().size(), 2U);
        QVERIFY(bench.library.compared());
        QTRY_VERIFY(bench.dock("compare")->widget()->isVisible());
        QAction* back = bench.action(QStringLiteral("Run sample-12 and Com&pare"));
        QVERIFY(back && back->isVisible() && back->isEnabled());
        QTRY_VERIFY(bench.dock("compare")
                        ->findChild<QLabel*>(QStringLiteral("words"))
                        ->text()
                        .contains(QStringLiteral("In these two runs")));
    }

    void droppedRunFilesAreOpenedOneAfterAnother()
    {
        QTemporaryDir folder;
        QList<QUrl> urls;
        const test::ScriptedRun run(script().shape);
        for (const char* name : {"a.safetensors", "b.safetensors", "c.safetensors"}) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            writeRunFile(path.toStdString(), *run.finished());
            urls += QUrl::fromLocalFile(path);
        }
        QFile broken(folder.filePath(QStringLiteral("broken.safetensors")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("nothing of the kind");
        broken.close();
        urls.insert(1, QUrl::fromLocalFile(broken.fileName())); // keeps none of the others away
        const Bench bench;
        QMimeData files;
        files.setUrls(urls);
        bench.drop(files);
        QTRY_COMPARE(bench.library.runs().size(), 3U);
        QCOMPARE(bench.library.shown()->file.filename(), "c.safetensors");
    }

    void anotherRunCanBeLookedAtWhileOneIsGoing()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
        writeRunFile(path,
                     *test::ScriptedRun({.modelName = "older", .numLayers = 4, .numNeurons = 16}).finished());
        Bench bench(script(3));
        QVERIFY(bench.isReady());
        bench.window->startRun();
        QVERIFY(bench.await.layers(3));
        const int going = bench.library.shown()->id;
        bench.window->openRunFile(path);
        QTRY_COMPARE(bench.library.shown()->model, QStringLiteral("older"));
        QCOMPARE(bench.window->windowTitle(), QStringLiteral("older — sample-text.txt"));
        QVERIFY(bench.action(QStringLiteral("&Save Run As…"))->isEnabled());
        bench.fake.release();
        QVERIFY(bench.await.finished());
        QCOMPARE(bench.library.shown()->model, QStringLiteral("older"));
        QVERIFY(bench.stripSays(QStringLiteral("Finished: 6 layers"))); // what has just happened
        bench.library.show(going);
        QCOMPARE(bench.window->windowTitle(), QStringLiteral("fake — sample-text.txt"));
        bench.library.remove(going);
        QVERIFY(bench.stripSays(QStringLiteral("Finished: 4 layers")));
    }

private:
    /// Answers the question about runs that are not saved.
    static void answer(const Bench& bench, QMessageBox::ButtonRole role)
    {
        auto* question = bench.window->findChild<UnsavedRunsDialog*>();
        QVERIFY(question);
        for (QAbstractButton* button : question->buttons()) {
            if (question->buttonRole(button) == role) {
                button->click();
                return;
            }
        }
        QFAIL("no such answer");
    }

    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestMainWindow)
#include "tst_MainWindow.moc"
