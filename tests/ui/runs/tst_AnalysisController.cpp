// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/AwaitRun.h"
#include "tests/support/FakeRun.h"
#include "ui/runs/AnalysisController.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>

#include <atomic>
#include <new>
#include <stdexcept>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::AwaitRun;
using bathyscope::test::FakeRun;
using bathyscope::test::FakeScript;

namespace {

FakeScript smallScript()
{
    return {.shape = {.modelName = "fake", .numLayers = 6, .numNeurons = 16, .numTokens = 64}};
}

FakeScript heldAfter(std::size_t numLayers)
{
    FakeScript script = smallScript();
    script.holdAfter = numLayers;
    return script;
}

} // namespace

class TestAnalysisController : public QObject
{
    Q_OBJECT

private slots:
    void runsOnAThreadOfItsOwnWithTheGivenRequest()
    {
        std::atomic<bool> isOtherThread = false;
        const FakeRun fake(smallScript());
        AnalysisController controller(
            [&](const AnalysisRequest& request, const std::stop_token& stop, RunObserver& o) {
                isOtherThread = QThread::currentThread() != QCoreApplication::instance()->thread();
                return fake.function()(request, stop, o);
            });
        AwaitRun await(controller);
        AnalysisRequest request;
        request.modelName = "fake";
        request.maxTokens = 64;
        controller.start(request);
        QVERIFY(controller.isRunning());
        QVERIFY(await.finished());
        QVERIFY(!controller.isRunning());
        QVERIFY(isOtherThread);
        QCOMPARE(fake.lastRequest().modelName, "fake");
        QCOMPARE(fake.lastRequest().maxTokens, 64U);
    }

    void showsEverySignalOfARunInOrder()
    {
        const FakeRun fake(smallScript());
        AnalysisController controller(fake.function());
        QStringList events;
        connect(&controller, &AnalysisController::runStarted, this,
                [&] { events << QStringLiteral("started"); });
        std::uint64_t lastSequence = 0;
        bool isOrdered = true;
        connect(&controller, &AnalysisController::snapshotChanged, this, [&] {
            if (const auto snapshot = controller.snapshot()) {
                isOrdered = isOrdered && snapshot->sequence >= lastSequence;
                lastSequence = snapshot->sequence;
            }
        });
        connect(&controller, &AnalysisController::runFinished, this,
                [&] { events << QStringLiteral("finished"); });
        AwaitRun await(controller);
        controller.start({});
        QVERIFY(!controller.snapshot());
        QVERIFY(await.finished());
        QCOMPARE(events, QStringList({QStringLiteral("started"), QStringLiteral("finished")}));
        QVERIFY(isOrdered);
        QCOMPARE(controller.snapshot()->outcome, RunOutcome::Completed);
        QCOMPARE(controller.snapshot()->numFinished(), 6U);
    }

    void stopsInMidRunAndKeepsFinishedLayers()
    {
        const FakeRun fake(heldAfter(3));
        AnalysisController controller(fake.function());
        AwaitRun await(controller);
        controller.start({});
        QVERIFY(await.layers(3));
        controller.stop();
        QVERIFY(await.finished());
        QCOMPARE(controller.snapshot()->outcome, RunOutcome::Stopped);
        QCOMPARE(controller.snapshot()->numFinished(), 3U);
    }

    void translatesExceptionsIntoFailures_data()
    {
        QTest::addColumn<int>("thrown");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("an error of core")
            << 0 << static_cast<int>(ErrorKind::InconsistentModel) << "wte.weight";
        QTest::newRow("no memory") << 1 << static_cast<int>(ErrorKind::OutOfMemory) << "fewer tokens";
        QTest::newRow("a foreign exception") << 2 << static_cast<int>(ErrorKind::Internal) << "foreign";
        QTest::newRow("something else") << 3 << static_cast<int>(ErrorKind::Internal) << "unknown";
    }

    void translatesExceptionsIntoFailures()
    {
        QFETCH(const int, thrown);
        QFETCH(const int, kind);
        QFETCH(const QString, words);
        AnalysisController controller([thrown](const AnalysisRequest&, const std::stop_token&,
                                               RunObserver&) -> std::shared_ptr<const AnalysisSnapshot> {
            switch (thrown) {
            case 0:
                throw Error(ErrorKind::InconsistentModel, "wte.weight is missing");
            case 1:
                throw std::bad_alloc();
            case 2:
                throw std::runtime_error("something foreign");
            default:
                throw 42; // NOLINT(hicpp-exception-baseclass): what must be survived too
            }
        });
        AwaitRun await(controller);
        controller.start({});
        const auto failure = await.failure();
        QVERIFY(failure);
        QCOMPARE(static_cast<int>(failure->kind), kind);
        QVERIFY2(failure->detail.contains(words), qPrintable(failure->detail));
        QVERIFY(!failure->headline().isEmpty());
        QVERIFY(!controller.isRunning());
    }

    void keepsFinishedLayersWhenARunFails()
    {
        FakeScript script = heldAfter(2);
        script.failure = Error(ErrorKind::InconsistentModel, "NaN in h.2");
        FakeRun fake(script);
        AnalysisController controller(fake.function());
        AwaitRun await(controller);
        controller.start({});
        QVERIFY(await.layers(2));
        fake.release();
        QVERIFY(await.failure());
        QVERIFY(controller.snapshot()->numFinished() >= 2);
    }

    void runsAgainAndForgetsThePreviousRun()
    {
        const FakeRun fake(smallScript());
        AnalysisController controller(fake.function());
        for (int i = 0; i < 20; ++i) {
            AwaitRun await(controller);
            controller.start({});
            QVERIFY(!controller.snapshot());
            QVERIFY(await.finished());
            QCOMPARE(controller.snapshot()->outcome, RunOutcome::Completed);
        }
        QCOMPARE(fake.numStarted(), 20U);
    }

    /// The picture that the first run leaves in the mailbox must not appear in the second.
    void dropsMessagesOfAnEarlierRun()
    {
        FakeScript script = smallScript();
        script.picturesPerLayer = 50;
        const FakeRun fake(script);
        AnalysisController controller(fake.function());
        for (int i = 0; i < 10; ++i) {
            AwaitRun await(controller);
            controller.start({});
            bool hasBegun = false;
            std::size_t numFinished = 0;
            bool isMonotonous = true;
            const auto connection = connect(&controller, &AnalysisController::snapshotChanged, this, [&] {
                hasBegun = true;
                isMonotonous = isMonotonous && controller.snapshot()->numFinished() >= numFinished;
                numFinished = controller.snapshot()->numFinished();
            });
            QVERIFY(await.finished());
            disconnect(connection);
            QVERIFY(hasBegun);
            QVERIFY(isMonotonous);
        }
    }

    void buildsNoQueueOfPictures()
    {
        FakeScript script = smallScript();
        script.picturesPerLayer = 10'000;
        FakeRun fake(script);
        AnalysisController controller(fake.function());
        AwaitRun await(controller);
        int numPictures = 0;
        connect(&controller, &AnalysisController::snapshotChanged, this, [&] {
            ++numPictures;
            if (numPictures == 2) { // the first of the run: the GUI thread is busy until the run is over
                while (fake.numEnded() == 0) {
                    QThread::yieldCurrentThread();
                }
            }
        });
        controller.start({});
        QVERIFY(await.finished());
        QVERIFY2(numPictures <= 4, qPrintable(QString::number(numPictures))); // start, first, newest, end
    }

    void stopsAndWaitsWhenDestroyedInMidRun()
    {
        const FakeRun fake(heldAfter(1));
        {
            AnalysisController controller(fake.function());
            AwaitRun await(controller);
            controller.start({});
            QVERIFY(await.layers(1));
        }
        QCOMPARE(fake.numEnded(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestAnalysisController)
#include "tst_AnalysisController.moc"
