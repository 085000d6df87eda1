// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/FakeRun.h"
#include "ui/runs/ControlRun.h"

#include <QTest>

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

/// A control of a run that has ended.
struct Bench
{
    explicit Bench(FakeScript theScript = script())
        : fake(std::move(theScript))
        , control(fake.function())
    {
        AnalysisRequest request;
        request.modelName = "sample-12";
        request.numPermutations = 20;
        request.isProbed = true;
        control.expectRun(request);
        control.setRun(fake.scripted().finished());
    }

    test::FailOnWarning failOnWarning;
    FakeRun fake;
    ControlRun control;
};

} // namespace

class TestControlRun : public QObject
{
    Q_OBJECT

private slots:
    void repeatsTheRequestWithRandomWeights();
    void waitsForACompleteRun();
    void isNothingOfARunFromAFile();
    void isCancelled();
    void isDroppedWhenAnotherRunBegins();
    void failureIsKept();
    void endsWithTheWindow();
};

void TestControlRun::repeatsTheRequestWithRandomWeights()
{
    Bench bench;
    QVERIFY(bench.control.state().obstacle.isEmpty());
    bench.control.start();
    QVERIFY(bench.control.state().isRunning);
    QTRY_VERIFY(bench.control.state().finding);
    QVERIFY(!bench.control.state().isRunning);
    QCOMPARE(bench.control.state().finding->id, std::string_view("learned"));
    QVERIFY(bench.control.state().snapshot);
    const AnalysisRequest request = bench.fake.lastRequest();
    QCOMPARE(request.modelName, std::string("sample-12"));
    QCOMPARE(request.numPermutations, std::size_t {20});
    QVERIFY(request.hasRandomWeights);
    QVERIFY(!request.isProbed);
}

void TestControlRun::waitsForACompleteRun()
{
    Bench bench;
    bench.control.expectRun({});
    QVERIFY(bench.control.state().obstacle.contains(QStringLiteral("come to its end")));
    bench.control.start();
    bench.control.setRun(bench.fake.scripted().snapshot(3));
    bench.control.start();
    QVERIFY(!bench.control.state().isRunning);
    QCOMPARE(bench.fake.numStarted(), std::size_t {0});
}

void TestControlRun::isNothingOfARunFromAFile()
{
    Bench bench;
    bench.control.forgetRun();
    QVERIFY(bench.control.state().obstacle.contains(QStringLiteral("press Run")));
    bench.control.start();
    QCOMPARE(bench.fake.numStarted(), std::size_t {0});
}

void TestControlRun::isCancelled()
{
    Bench bench(script(2));
    bench.control.start();
    QTRY_VERIFY(bench.control.state().snapshot && bench.control.state().snapshot->numFinished() == 2);
    bench.control.cancel();
    QTRY_VERIFY(bench.control.state().wasCancelled);
    QVERIFY(!bench.control.state().isRunning);
    QVERIFY(!bench.control.state().finding);
    QVERIFY(!bench.control.state().snapshot);
    bench.fake.release();
    bench.control.start(); // again
    QTRY_VERIFY(bench.control.state().finding);
}

void TestControlRun::isDroppedWhenAnotherRunBegins()
{
    Bench bench(script(2));
    bench.control.start();
    QTRY_VERIFY(bench.control.state().snapshot && bench.control.state().snapshot->numFinished() == 2);
    bench.control.expectRun({});
    QVERIFY(!bench.control.state().isRunning);
    QVERIFY(!bench.control.state().snapshot);
    QTRY_COMPARE(bench.fake.numEnded(), std::size_t {1});
    bench.control.setRun(bench.fake.scripted().finished());
    QTRY_VERIFY(bench.control.state().obstacle.isEmpty()); // once the one before has stopped
    QVERIFY(!bench.control.state().wasCancelled);
    QVERIFY(!bench.control.state().finding);
}

void TestControlRun::failureIsKept()
{
    FakeScript failing = script();
    failing.failure = Error(ErrorKind::OutOfMemory, "8 GB are missing");
    Bench bench(failing);
    bench.control.start();
    QTRY_VERIFY(bench.control.state().failure);
    QCOMPARE(bench.control.state().failure->detail, QStringLiteral("8 GB are missing"));
    QVERIFY(!bench.control.state().isRunning);
    QVERIFY(!bench.control.state().finding);
}

void TestControlRun::endsWithTheWindow()
{
    const FakeRun fake(script(2));
    {
        ControlRun control(fake.function());
        control.expectRun({});
        control.setRun(fake.scripted().finished());
        control.start();
        QTRY_VERIFY(control.state().snapshot && control.state().snapshot->numFinished() == 2);
    }
    QCOMPARE(fake.numEnded(), std::size_t {1});
}

QTEST_GUILESS_MAIN(TestControlRun)
#include "tst_ControlRun.moc"
