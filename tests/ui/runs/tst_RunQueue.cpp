// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/FakeRun.h"
#include "ui/runs/AnalysisController.h"
#include "ui/runs/JournalKeeper.h"
#include "ui/runs/RunLibrary.h"
#include "ui/runs/RunQueue.h"

#include <QSignalSpy>
#include <QTest>

#include <vector>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::FakeRun;
using bathyscope::test::FakeScript;

namespace {

FakeScript script(std::optional<std::size_t> holdAfter = std::nullopt)
{
    return {.shape = {.modelName = "fake", .numLayers = 6, .numNeurons = 64, .numTokens = 64},
            .holdAfter = holdAfter};
}

AnalysisRequest asking(const char* model)
{
    AnalysisRequest request;
    request.modelName = model;
    return request;
}

struct Bench
{
    explicit Bench(FakeScript theScript = script(2))
        : fake(std::move(theScript))
        , controller(fake.function())
    {
    }

    [[nodiscard]] LibraryRunState state(int id) const
    {
        return library.run(id)->state;
    }

    [[nodiscard]] bool hasReached(int id, std::size_t numLayers) const
    {
        return QTest::qWaitFor([&] {
            const auto& snapshot = library.run(id)->snapshot;
            return snapshot && snapshot->numFinished() == numLayers;
        });
    }

    test::FailOnWarning failOnWarning;
    FakeRun fake;
    RunLibrary library;
    JournalKeeper journals {library};
    AnalysisController controller;
    RunQueue queue {controller, library, journals};
    QSignalSpy begun {&queue, &RunQueue::begun};
};

} // namespace

class TestRunQueue : public QObject
{
    Q_OBJECT

private slots:
    void oneComputesAndTheOthersWait()
    {
        Bench bench;
        QVERIFY(!bench.queue.hasWork());
        const int first = bench.queue.add(asking("one"));
        const int second = bench.queue.add(asking("two"));
        const int third = bench.queue.add(asking("three"));
        QCOMPARE(bench.state(first), LibraryRunState::Going);
        QCOMPARE(bench.state(second), LibraryRunState::Waiting);
        QCOMPARE(bench.state(third), LibraryRunState::Waiting);
        QCOMPARE(bench.library.shown()->id, first); // what is looked at stays
        QVERIFY(bench.hasReached(first, 2));
        QCOMPARE(bench.fake.numStarted(), 1U);
        bench.fake.release();
        QTRY_COMPARE(bench.state(third), LibraryRunState::Finished);
        QCOMPARE(bench.state(first), LibraryRunState::Finished);
        QCOMPARE(bench.state(second), LibraryRunState::Finished);
        QCOMPARE(bench.fake.numStarted(), 3U);
        QCOMPARE(bench.fake.lastRequest().modelName, "three");
        QCOMPARE(bench.begun.count(), 3);
        QCOMPARE(bench.begun.at(1).first().toInt(), second);
        QCOMPARE(bench.library.shown()->id, first);
        QVERIFY(!bench.queue.hasWork());
    }

    void cancellingStopsTheGoingOneOnly()
    {
        Bench bench;
        const int first = bench.queue.add(asking("one"));
        const int second = bench.queue.add(asking("two"));
        QVERIFY(bench.hasReached(first, 2));
        bench.controller.stop();
        QTRY_COMPARE(bench.state(second), LibraryRunState::Going);
        QCOMPARE(bench.state(first), LibraryRunState::Stopped);
        QVERIFY(bench.hasReached(second, 2));
        bench.fake.release();
        QTRY_COMPARE(bench.state(second), LibraryRunState::Finished);
    }

    void aWaitingRunCanBeRemoved()
    {
        Bench bench;
        bench.queue.add(asking("one"));
        const int second = bench.queue.add(asking("two"));
        const int third = bench.queue.add(asking("three"));
        bench.library.remove(second);
        QVERIFY(!bench.queue.request(second));
        QVERIFY(bench.queue.request(third));
        bench.fake.release();
        QTRY_COMPARE(bench.state(third), LibraryRunState::Finished);
        QCOMPARE(bench.fake.numStarted(), 2U);
    }

    void aRunThatFailsLetsTheNextOneBegin()
    {
        FakeScript failing = script();
        failing.failure = Error(ErrorKind::OutOfMemory, "8 GB are missing");
        Bench bench(failing);
        const int first = bench.queue.add(asking("one"));
        const int second = bench.queue.add(asking("two"));
        QTRY_COMPARE(bench.state(second), LibraryRunState::Failed);
        QCOMPARE(bench.state(first), LibraryRunState::Failed);
        QCOMPARE(bench.fake.numStarted(), 2U);
    }

    void nothingBeginsWhileSomethingElseComputes()
    {
        Bench bench;
        bench.queue.setHeld(true);
        const int first = bench.queue.add(asking("one"));
        QCOMPARE(bench.state(first), LibraryRunState::Waiting);
        QVERIFY(bench.queue.hasWork());
        QCOMPARE(bench.fake.numStarted(), 0U);
        bench.queue.setHeld(false);
        QCOMPARE(bench.state(first), LibraryRunState::Going);
        bench.fake.release();
        QTRY_COMPARE(bench.state(first), LibraryRunState::Finished);
    }

    void aStoppedRunGoesOnInItsPlace()
    {
        Bench bench;
        const int first = bench.queue.add(asking("one"));
        const int second = bench.queue.add(asking("two"));
        QVERIFY(bench.hasReached(first, 2));
        bench.controller.stop();
        QTRY_COMPARE(bench.state(second), LibraryRunState::Going);
        QVERIFY(bench.library.run(first)->isContinuable());

        bench.queue.goOn(first, asking("the rest"));
        QCOMPARE(bench.state(first), LibraryRunState::Waiting);
        QCOMPARE(bench.library.run(first)->snapshot->numFinished(), 2U);
        bench.library.withdraw(first);
        QCOMPARE(bench.state(first), LibraryRunState::Stopped);

        bench.queue.goOn(first, asking("the rest"));
        bench.fake.release();
        QTRY_COMPARE(bench.state(first), LibraryRunState::Finished);
        QCOMPARE(bench.fake.numStarted(), 3U);
        QCOMPARE(bench.fake.lastRequest().modelName, "the rest");
        QCOMPARE(bench.queue.request(first)->modelName, "one"); // what was asked for at first
        QCOMPARE(bench.library.runs().size(), 2U);
    }

    void allThatWaitCanBeWithdrawn()
    {
        Bench bench;
        const int first = bench.queue.add(asking("one"));
        bench.queue.add(asking("two"));
        QVERIFY(bench.hasReached(first, 2));
        bench.controller.stop();
        QTRY_COMPARE(bench.state(first), LibraryRunState::Stopped);
        bench.queue.goOn(first, asking("the rest"));
        bench.queue.add(asking("three"));
        bench.queue.withdrawAll();
        QCOMPARE(bench.state(first), LibraryRunState::Stopped);
        QCOMPARE(bench.library.runs().size(), 2U);
        bench.fake.release();
        QTRY_VERIFY(!bench.queue.hasWork());
        QCOMPARE(bench.fake.numStarted(), 2U);
    }
};

QTEST_GUILESS_MAIN(TestRunQueue)
#include "tst_RunQueue.moc"
