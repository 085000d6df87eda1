// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "ui/runs/RunLibrary.h"

#include <QSignalSpy>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

std::shared_ptr<const AnalysisSnapshot> stoppedAfter(const ScriptedRun& run, std::size_t numLayers)
{
    auto stopped = std::make_shared<AnalysisSnapshot>(*run.snapshot(numLayers));
    stopped->outcome = RunOutcome::Stopped;
    return stopped;
}

/// A library and how often it has said what.
struct Bench
{
    /// Starts a run and lets it come to its end.
    int ran(const ScriptedRun& run)
    {
        const int id = library.begin(QStringLiteral("asked for"), QStringLiteral("a text"));
        library.update(run.finished());
        library.end(false);
        return id;
    }

    RunLibrary library;
    QSignalSpy runs {&library, &RunLibrary::runsChanged};
    QSignalSpy shown {&library, &RunLibrary::shownChanged};
    QSignalSpy compared {&library, &RunLibrary::comparedChanged};
};

} // namespace

class TestRunLibrary : public QObject
{
    Q_OBJECT

private slots:
    void aNewRunDoesNotForgetTheLastOne()
    {
        Bench bench;
        const int first = bench.ran(m_small);
        const int second = bench.library.begin(QStringLiteral("next"), QStringLiteral("a text"));
        QCOMPARE(bench.library.runs().size(), 2U);
        QCOMPARE(bench.library.shown()->id, second);
        QCOMPARE(bench.library.shown()->model, QStringLiteral("next"));
        QVERIFY(!bench.library.shown()->snapshot);
        QCOMPARE(bench.library.run(first)->snapshot->numFinished(), 6U);
        QCOMPARE(bench.library.run(first)->model, QStringLiteral("small")); // as the run itself says
    }

    void anotherRunCanBeShownWhileOneIsGoing()
    {
        Bench bench;
        const int first = bench.ran(m_small);
        const int second = bench.library.begin({}, {});
        bench.library.show(first);
        bench.shown.clear();
        bench.library.update(m_large.snapshot(2));
        QCOMPARE(bench.shown.count(), 0); // not what is looked at
        QCOMPARE(bench.library.shown()->id, first);
        bench.library.show(second);
        QCOMPARE(bench.shown.count(), 1);
        bench.library.update(m_large.snapshot(3));
        QCOMPARE(bench.shown.count(), 2);
        QCOMPARE(bench.library.shown()->snapshot->numFinished(), 3U);
        bench.library.show(99); // there is none
        QCOMPARE(bench.library.shown()->id, second);
    }

    void knowsHowARunEnded()
    {
        Bench bench;
        const int finished = bench.ran(m_small);
        QCOMPARE(bench.library.run(finished)->state, LibraryRunState::Finished);
        QVERIFY(bench.library.run(finished)->isUnsaved());

        const int stopped = bench.library.begin({}, {});
        bench.library.update(m_small.snapshot(2));
        QCOMPARE(bench.library.run(stopped)->state, LibraryRunState::Going);
        QVERIFY(!bench.library.run(stopped)->isSavable());
        bench.library.update(stoppedAfter(m_small, 2));
        bench.library.end(false);
        QCOMPARE(bench.library.run(stopped)->state, LibraryRunState::Stopped);
        QVERIFY(bench.library.run(stopped)->isSavable());

        const int failed = bench.library.begin({}, {});
        bench.library.update(m_small.snapshot(3));
        bench.library.end(true);
        QCOMPARE(bench.library.run(failed)->state, LibraryRunState::Failed);
        QVERIFY(!bench.library.run(failed)->isSavable()); // its file could not say how it ended
    }

    void aRunThatFailedBeforeItsFirstLayerIsForgotten()
    {
        Bench bench;
        const int first = bench.ran(m_small);
        bench.library.begin({}, {});
        bench.library.end(true);
        QCOMPARE(bench.library.runs().size(), 1U);
        QCOMPARE(bench.library.shown()->id, first);
        bench.library.end(true); // nothing is going
        QCOMPARE(bench.library.runs().size(), 1U);
    }

    void aFileIsOpenedOnce()
    {
        Bench bench;
        const int id = bench.library.add(m_small.finished(), "/tmp/a.safetensors");
        bench.library.add(m_large.finished(), "/tmp/b.safetensors");
        QCOMPARE(bench.library.add(m_large.finished(), "/tmp/a.safetensors"), id);
        QCOMPARE(bench.library.runs().size(), 2U);
        QCOMPARE(bench.library.shown()->id, id);
        QCOMPARE(bench.library.shown()->model, QStringLiteral("large"));
        QVERIFY(!bench.library.shown()->isUnsaved());
    }

    void aRunCanWaitForAnother()
    {
        Bench bench;
        const int first = bench.library.begin({}, {});
        const int second = bench.library.enqueue(QStringLiteral("next"), QStringLiteral("a text"));
        QCOMPARE(bench.library.run(second)->state, LibraryRunState::Waiting);
        QVERIFY(!bench.library.run(second)->hasEnded());
        QVERIFY(!bench.library.run(second)->isSavable());
        QCOMPARE(bench.library.shown()->id, first);
        bench.library.update(m_small.finished());
        bench.library.end(false);
        bench.library.begin(second);
        QCOMPARE(bench.library.run(second)->state, LibraryRunState::Going);
        QCOMPARE(bench.library.shown()->id, first);
    }

    void aStoppedRunCanGoOn()
    {
        Bench bench;
        const int id = bench.library.add(stoppedAfter(m_small, 2), "/tmp/stopped.safetensors");
        QVERIFY(bench.library.run(id)->isContinuable());
        QVERIFY(!bench.library.run(id)->isUnsaved());
        bench.library.enqueue(id);
        QCOMPARE(bench.library.run(id)->state, LibraryRunState::Waiting);
        bench.library.withdraw(id);
        QCOMPARE(bench.library.run(id)->state, LibraryRunState::Stopped);

        bench.library.begin(id);
        QVERIFY(!bench.library.run(id)->isContinuable());
        // The file may be opened again meanwhile: another entry.
        QVERIFY(bench.library.add(stoppedAfter(m_small, 2), "/tmp/stopped.safetensors") != id);
        bench.library.update(m_small.finished());
        bench.library.end(false);
        QCOMPARE(bench.library.run(id)->state, LibraryRunState::Finished);
        QVERIFY(bench.library.run(id)->isUnsaved()); // the file has two layers
        bench.library.setFile(id, "/tmp/whole.safetensors", *m_small.finished());
        QVERIFY(!bench.library.run(id)->isUnsaved());
    }

    void aRunThatFailedToGoOnIsWhatItWas()
    {
        Bench bench;
        const int id = bench.library.add(stoppedAfter(m_small, 2), "/tmp/stopped.safetensors");
        bench.library.begin(id);
        bench.library.update(stoppedAfter(m_small, 2));
        bench.library.end(true);
        QCOMPARE(bench.library.run(id)->state, LibraryRunState::Stopped);
        QVERIFY(!bench.library.run(id)->isUnsaved());
        bench.library.begin(id);
        bench.library.update(stoppedAfter(m_small, 3));
        bench.library.end(true);
        QCOMPARE(bench.library.run(id)->state, LibraryRunState::Failed);
        QVERIFY(bench.library.run(id)->isContinuable());
    }

    void aRecoveredRunIsInNoFile()
    {
        Bench bench;
        const int id = bench.library.recover(stoppedAfter(m_small, 2));
        QCOMPARE(bench.library.shown()->id, id);
        QCOMPARE(bench.library.run(id)->model, QStringLiteral("small"));
        QVERIFY(bench.library.run(id)->isUnsaved());
        QVERIFY(bench.library.run(id)->isContinuable());
    }

    void savingIsNoted()
    {
        Bench bench;
        const int id = bench.ran(m_small);
        bench.runs.clear();
        bench.library.setFile(id, "/tmp/run.safetensors", *m_small.finished());
        QCOMPARE(bench.runs.count(), 1);
        QVERIFY(!bench.library.run(id)->isUnsaved());
        QCOMPARE(bench.shown.count(), 3); // begin, update, end: the views need not draw again
    }

    void aRunCanBeNamed()
    {
        Bench bench;
        const int id = bench.ran(m_small);
        const auto before = bench.library.shown()->snapshot;
        bench.runs.clear();
        bench.shown.clear();
        bench.library.rename(id, QStringLiteral("  my \n run "));
        QCOMPARE(bench.library.shown()->name, QStringLiteral("my run"));
        QCOMPARE(bench.library.shown()->snapshot->name, "my run"); // which captions and files come from
        QCOMPARE(bench.library.shown()->snapshot->info, before->info);
        QVERIFY(bench.library.shown()->snapshot->layers == before->layers);
        QCOMPARE(before->name, ""); // a published picture never changes
        QCOMPARE(bench.runs.count(), 1);
        QCOMPARE(bench.shown.count(), 1);
        bench.library.rename(id, QStringLiteral("my run"));
        QCOMPARE(bench.runs.count(), 1);
        bench.library.rename(id, QString(1000, QLatin1Char('x')));
        QVERIFY(bench.library.shown()->name.size() < 200);
        bench.library.rename(id, QString());
        QCOMPARE(bench.library.shown()->snapshot->name, "");
        bench.library.rename(99, QStringLiteral("nobody"));
    }

    void aGoingRunKeepsItsName()
    {
        Bench bench;
        const int id = bench.library.begin(QStringLiteral("asked for"), QStringLiteral("a text"));
        bench.library.rename(id, QStringLiteral("mine"));
        for (std::size_t numFinished = 0; numFinished < 3; ++numFinished) {
            bench.library.update(m_small.snapshot(numFinished));
            QCOMPARE(bench.library.run(id)->snapshot->name, "mine");
        }
        QCOMPARE(bench.library.run(id)->model, QStringLiteral("small"));
    }

    void aNameIsPartOfWhatIsSaved()
    {
        Bench bench;
        auto inFile = std::make_shared<AnalysisSnapshot>(*m_small.finished());
        inFile->name = "as saved";
        const int id = bench.library.add(inFile, "/tmp/a.safetensors");
        QCOMPARE(bench.library.run(id)->name, QStringLiteral("as saved"));
        QVERIFY(!bench.library.run(id)->isUnsaved());
        bench.library.rename(id, QStringLiteral("another"));
        QVERIFY(bench.library.run(id)->isUnsaved());
        bench.library.setFile(id, "/tmp/a.safetensors", *bench.library.run(id)->snapshot);
        QVERIFY(!bench.library.run(id)->isUnsaved());
        bench.library.add(inFile, "/tmp/a.safetensors"); // opened again
        QCOMPARE(bench.library.run(id)->name, QStringLiteral("as saved"));
    }

    void removingShowsTheNewestOther()
    {
        Bench bench;
        const int first = bench.ran(m_small);
        const int second = bench.ran(m_small);
        const int third = bench.ran(m_large);
        bench.library.show(first);
        bench.library.remove(first);
        QCOMPARE(bench.library.shown()->id, third);
        bench.shown.clear();
        bench.library.remove(second);
        QCOMPARE(bench.shown.count(), 0);
        bench.library.remove(third);
        QVERIFY(!bench.library.shown());
        QCOMPARE(bench.shown.count(), 1);
        QVERIFY(bench.ran(m_small) > third);
    }

    void twoTickedRunsAreComparedInTheOrderOfTheList()
    {
        Bench bench;
        const int first = bench.ran(m_small);
        const int second = bench.ran(m_large);
        QVERIFY(!bench.library.compared());
        bench.library.setTicked(second, true);
        QVERIFY(!bench.library.compared());
        bench.library.setTicked(first, true);
        const auto pair = bench.library.compared();
        QVERIFY(pair);
        QCOMPARE(pair->front()->layers.size(), 6U);
        QCOMPARE(pair->back()->layers.size(), 8U);
        bench.library.remove(second);
        QVERIFY(!bench.library.compared());
        QVERIFY(bench.library.isTicked(first));
    }

    void aThirdTickTakesThePlaceOfTheFirst()
    {
        Bench bench;
        const int first = bench.ran(m_small);
        const int second = bench.ran(m_small);
        const int third = bench.ran(m_large);
        bench.library.setTicked(first, true);
        bench.library.setTicked(second, true);
        bench.library.setTicked(third, true);
        QVERIFY(!bench.library.isTicked(first));
        QVERIFY(bench.library.isTicked(second));
        QVERIFY(bench.library.isTicked(third));
        bench.library.tickOnly(first, third);
        QVERIFY(bench.library.isTicked(first));
        QVERIFY(!bench.library.isTicked(second));
        QCOMPARE(bench.library.compared()->front()->layers.size(), 6U);
    }

    void aGoingRunIsComparedOnceItsTextIsRead()
    {
        Bench bench;
        const int first = bench.ran(m_small);
        const int going = bench.library.begin({}, {});
        bench.library.tickOnly(first, going);
        QVERIFY(!bench.library.compared());
        bench.compared.clear();
        bench.library.update(m_large.snapshot(1));
        QCOMPARE(bench.compared.count(), 1);
        QVERIFY(bench.library.compared());
        bench.library.update(m_large.snapshot(2));
        QCOMPARE(bench.library.compared()->back()->numFinished(), 2U);
        bench.library.setTicked(going, false);
        bench.compared.clear();
        bench.library.update(m_large.snapshot(3));
        QCOMPARE(bench.compared.count(), 0);
    }

private:
    const ScriptedRun m_small {{.modelName = "small", .numLayers = 6, .numNeurons = 16, .numTokens = 64}};
    const ScriptedRun m_large {{.modelName = "large", .numLayers = 8, .numNeurons = 16, .numTokens = 64}};
};

QTEST_GUILESS_MAIN(TestRunLibrary)
#include "tst_RunLibrary.moc"
