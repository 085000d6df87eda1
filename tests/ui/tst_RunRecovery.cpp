// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelCatalog.h"
#include "core/files/RunFile.h"
#include "core/run/AnalysisRun.h"
#include "core/support/Resources.h"
#include "tests/core/files/SameRun.h"
#include "tests/support/CapturedLog.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FolderContents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TemporarySettings.h"
#include "ui/look/Preferences.h"
#include "ui/panels/UnsavedRunsDialog.h"
#include "ui/window/MainWindow.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenuBar>
#include <QProcess>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::TemporaryFolder;

namespace {

constexpr const char* windowArgument = "--window-with-journals-in";
constexpr int numKills = 10;
constexpr int patienceMilliseconds = 60'000;

/// A window that runs sample-12 on the sample text.
struct Bench
{
    explicit Bench(const std::filesystem::path& journals)
        : window(
            std::make_unique<MainWindow>(&runAnalysis, locateModels(resourcesFolder()), resourcesFolder()))
        , library(*window->findChild<RunLibrary*>())
        , keeper(*window->findChild<JournalKeeper*>())
    {
        window->setJournalFolder(journals);
        window->show();
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

    [[nodiscard]] bool start() const
    {
        const bool isReady = QTest::qWaitFor([this] { return action(QStringLiteral("&Run"))->isEnabled(); },
                                             patienceMilliseconds);
        window->startRun();
        return isReady;
    }

    [[nodiscard]] QPushButton* button(const char* parent, const QString& text) const
    {
        for (QPushButton* candidate :
             window->findChild<QWidget*>(QString::fromLatin1(parent))->findChildren<QPushButton*>()) {
            if (candidate->text().remove(QLatin1Char('&')) == text) {
                return candidate;
            }
        }
        return nullptr;
    }

    [[nodiscard]] bool isOffering() const
    {
        return window->findChild<QWidget*>(QStringLiteral("recovery"))->isVisible();
    }

    [[nodiscard]] bool comesToItsEnd() const
    {
        return QTest::qWaitFor(
            [this] {
                return std::ranges::all_of(library.runs(),
                                           [](const LibraryRun& run) { return run.hasEnded(); });
            },
            patienceMilliseconds);
    }

    std::unique_ptr<MainWindow> window;
    RunLibrary& library;
    JournalKeeper& keeper;
};

void chooseASmallRun()
{
    RunSettings choices;
    choices.maxTokens = 1024;
    choices.windowLength = 256;
    choices.numThreads = 1; // so that even ties are the same
    Preferences::setRunSettings(choices);
}

/// What is killed: the window with a going run; says each finished layer and the end.
int runWindow(const std::filesystem::path& journals)
{
    const test::TemporarySettings settings;
    chooseASmallRun();
    const Bench bench(journals);
    QObject::connect(&bench.library, &RunLibrary::runsChanged, &bench.library,
                     [&bench, numSaid = std::size_t {0}]() mutable {
                         const LibraryRun& run = bench.library.runs().front();
                         for (; run.snapshot && numSaid < run.snapshot->numFinished(); ++numSaid) {
                             std::puts("layer");
                         }
                         if (run.hasEnded()) {
                             std::puts("done");
                         }
                         std::fflush(stdout);
                     });
    return bench.start() ? QApplication::exec() : EXIT_FAILURE;
}

/// This program as that. Ends by being killed.
class Victim
{
public:
    explicit Victim(const std::filesystem::path& journals)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] {
            while (m_process.canReadLine()) {
                const QByteArray line = m_process.readLine();
                m_numFinished += line.startsWith("layer") ? 1 : 0;
                m_hasEnded = m_hasEnded || line.startsWith("done");
            }
        });
        m_process.start(QCoreApplication::applicationFilePath(),
                        {QString::fromLatin1(windowArgument), QString::fromStdString(journals.string())});
    }
    ~Victim()
    {
        kill();
    }
    Victim(const Victim&) = delete;
    Victim& operator=(const Victim&) = delete;
    Victim(Victim&&) = delete;
    Victim& operator=(Victim&&) = delete;

    [[nodiscard]] bool hasFinished(std::size_t numLayers) const
    {
        return QTest::qWaitFor([&] { return m_numFinished >= numLayers; }, patienceMilliseconds);
    }
    [[nodiscard]] bool hasEnded() const
    {
        return QTest::qWaitFor([&] { return m_hasEnded; }, patienceMilliseconds);
    }
    void kill()
    {
        m_process.kill(); // SIGKILL
        m_process.waitForFinished();
    }
    [[nodiscard]] bool wasKilled() const
    {
        return m_process.exitStatus() == QProcess::CrashExit;
    }

private:
    QProcess m_process;
    std::size_t m_numFinished = 0;
    bool m_hasEnded = false;
};

} // namespace

class TestRunRecovery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        chooseASmallRun();
        const TemporaryFolder folder;
        const Bench bench(folder.path());
        QVERIFY(bench.start());
        QVERIFY(bench.comesToItsEnd());
        m_whole = bench.library.runs().front().snapshot;
        QCOMPARE(m_whole->outcome, RunOutcome::Completed);

        const TemporaryFolder other;
        Victim victim(other.path());
        QVERIFY(victim.hasEnded());
        m_journalBytes = test::bytesBelow(other.path()) / 100 * 99; // times in it have more digits or fewer
        QVERIFY(m_journalBytes > 0);
    }

    /// At ten moments: when a share of the journal is on disk, one at random in each tenth.
    void theNextStartOffersWhatWasFinished_data()
    {
        QTest::addColumn<int>("tenth");
        for (int tenth = 0; tenth < numKills; ++tenth) {
            QTest::addRow("tenth %d", tenth) << tenth;
        }
    }

    void theNextStartOffersWhatWasFinished() const
    {
        QFETCH(const int, tenth);
        const double part = (tenth + QRandomGenerator::global()->generateDouble()) / numKills;
        const auto bytes = static_cast<std::uintmax_t>(part * static_cast<double>(m_journalBytes));
        const TemporaryFolder folder;
        Victim victim(folder.path());
        QVERIFY(
            QTest::qWaitFor([&] { return test::bytesBelow(folder.path()) >= bytes; }, patienceMilliseconds));
        victim.kill();
        QVERIFY(victim.wasKilled());

        const test::FailOnWarning failOnWarning;
        const test::CapturedLog log;
        const Bench bench(folder.path());
        QSignalSpy looked(&bench.keeper, &JournalKeeper::abandonedChanged);
        QTRY_VERIFY(!looked.isEmpty() || !bench.keeper.abandoned().empty());
        const auto offered = bench.keeper.abandoned();
        QCOMPARE(bench.isOffering(), !offered.empty());
        qInfo("killed after %llu of %llu bytes, offered: %zu layers", static_cast<unsigned long long>(bytes),
              static_cast<unsigned long long>(m_journalBytes),
              offered.empty() ? 0 : offered.front().numFinished);
        if (!offered.empty()) {
            bench.button("recovery", QStringLiteral("Recover"))->click();
            QTRY_COMPARE(bench.library.runs().size(), 1U);
            const LibraryRun& run = bench.library.runs().front();
            QCOMPARE(run.snapshot->numFinished(), offered.front().numFinished);
            QVERIFY(run.isUnsaved());
            QVERIFY(!bench.isOffering());
        }
        QCOMPARE(log.text(), std::string());
    }

    void aRecoveredRunGoesOnAndIsTheWholeOne()
    {
        const TemporaryFolder folder;
        {
            Victim victim(folder.path());
            QVERIFY(victim.hasFinished(3));
        }
        const Bench bench(folder.path());
        QTRY_VERIFY(bench.isOffering());
        bench.button("recovery", QStringLiteral("Recover"))->click();
        QTRY_COMPARE(bench.library.runs().size(), 1U);
        const auto recovered = bench.library.runs().front().snapshot;
        QVERIFY(recovered->numFinished() > 0);
        auto* goOn = bench.window->findChild<QPushButton*>(QStringLiteral("continue"));
        QCOMPARE(goOn->isVisibleTo(bench.window.get()), recovered->outcome == RunOutcome::Stopped);
        goOn->click();
        QVERIFY(bench.comesToItsEnd());
        QVERIFY(!goOn->isVisibleTo(bench.window.get()));
        QCOMPARE(test::differenceOf(*bench.library.runs().front().snapshot, *m_whole), std::string());
        QCOMPARE(bench.library.runs().size(), 1U);
    }

    void aStoppedRunFileGoesOn()
    {
        const TemporaryFolder folder;
        const std::filesystem::path file = folder.path() / "stopped.safetensors";
        AnalysisSnapshot stopped = *m_whole;
        stopped.outcome = RunOutcome::Stopped;
        stopped.zones = nullptr;
        std::fill(stopped.layers.begin() + 7, stopped.layers.end(), nullptr);
        writeRunFile(file, stopped);

        const Bench bench(folder.path() / "journals");
        bench.window->openRunFile(file);
        QTRY_COMPARE(bench.library.runs().size(), 1U);
        QVERIFY(!bench.library.runs().front().isUnsaved());
        QVERIFY(bench.action(QStringLiteral("Con&tinue Run"))->isEnabled());
        bench.action(QStringLiteral("Con&tinue Run"))->trigger();
        QVERIFY(bench.comesToItsEnd());
        const LibraryRun& run = bench.library.runs().front();
        QCOMPARE(test::differenceOf(*run.snapshot, *m_whole), std::string());
        QVERIFY(run.isUnsaved()); // the file has seven layers still
        QVERIFY(!bench.action(QStringLiteral("Con&tinue Run"))->isEnabled());
    }

    void whatCannotGoOnSaysWhy()
    {
        const TemporaryFolder folder;
        const std::filesystem::path file = folder.path() / "stopped.safetensors";
        AnalysisSnapshot stopped = *m_whole;
        stopped.outcome = RunOutcome::Stopped;
        stopped.layers.back() = nullptr;
        stopped.weightsSha256 = std::string(64, 'a'); // of other weights
        writeRunFile(file, stopped);
        const Bench bench(folder.path() / "journals");
        bench.window->openRunFile(file);
        QTRY_COMPARE(bench.library.runs().size(), 1U);
        bench.window->continueRun();
        QVERIFY(bench.comesToItsEnd());
        const LibraryRun& run = bench.library.runs().front();
        QCOMPARE(run.state, LibraryRunState::Stopped); // as it was
        QCOMPARE(run.snapshot->numFinished(), 11U);
        QVERIFY(!run.isUnsaved());
        QVERIFY(std::ranges::any_of(bench.window->findChildren<QLabel*>(), [](const QLabel* label) {
            return label->text().contains(QStringLiteral("SHA-256"));
        }));
    }

    void aSavedRunIsNotOffered()
    {
        const TemporaryFolder folder;
        {
            const Bench bench(folder.path() / "journals");
            QVERIFY(bench.start());
            QVERIFY(bench.comesToItsEnd());
            bench.window->saveRunFile(folder.path() / "run.safetensors");
            QTRY_VERIFY(!bench.library.runs().front().isUnsaved());
            QVERIFY(bench.window->close()); // without a question
        }
        const Bench bench(folder.path() / "journals");
        QSignalSpy looked(&bench.keeper, &JournalKeeper::abandonedChanged);
        QTRY_VERIFY(!looked.isEmpty());
        QVERIFY(bench.keeper.abandoned().empty());
    }

    void aDiscardedRunIsNotOffered()
    {
        const TemporaryFolder folder;
        {
            const Bench bench(folder.path());
            QVERIFY(bench.start());
            QTRY_VERIFY(bench.library.runs().front().snapshot
                        && bench.library.runs().front().snapshot->numFinished() > 0);
            QVERIFY(!bench.window->close());
            auto* question = bench.window->findChild<UnsavedRunsDialog*>();
            QVERIFY(question);
            for (QAbstractButton* button : question->buttons()) {
                if (question->buttonRole(button) == QMessageBox::DestructiveRole) {
                    button->click();
                }
            }
            QVERIFY(!bench.window->isVisible());
        }
        QCOMPARE(folder.numFiles(), 0U);
    }

private:
    test::TemporarySettings m_settings;
    std::shared_ptr<const AnalysisSnapshot> m_whole;
    std::uintmax_t m_journalBytes = 0; ///< of a run that is left alone
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc == 3 && std::string_view(argv[1]) == windowArgument) {
        return runWindow(argv[2]);
    }
    TestRunRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_RunRecovery.moc"
