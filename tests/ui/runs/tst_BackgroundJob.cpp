// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "ui/runs/BackgroundJob.h"

#include <QCoreApplication>
#include <QTest>
#include <QThread>

#include <atomic>
#include <latch>
#include <optional>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

/// A job and what it has reported.
struct Bench
{
    std::vector<int> results;
    std::optional<RunFailure> failure;
    BackgroundJob<int> job {[this](int result) { results.push_back(result); },
                            [this](const RunFailure& reported) { failure = reported; }};
};

} // namespace

class TestBackgroundJob : public QObject
{
    Q_OBJECT

private slots:
    void worksOffThisThreadAndReportsHere()
    {
        Bench bench;
        std::atomic<bool> isOtherThread = false;
        bench.job.start([&](const std::stop_token&) {
            isOtherThread = QThread::currentThread() != QCoreApplication::instance()->thread();
            return 42;
        });
        QVERIFY(bench.job.isRunning());
        QVERIFY(bench.results.empty());
        QTRY_COMPARE(bench.results, std::vector({42}));
        QVERIFY(isOtherThread);
        QVERIFY(!bench.job.isRunning());
    }

    void reportsAFailure()
    {
        Bench bench;
        bench.job.start(
            [](const std::stop_token&) -> int { throw Error(ErrorKind::FileMissing, "no such text"); });
        QTRY_VERIFY(bench.failure);
        QCOMPARE(bench.failure->kind, ErrorKind::FileMissing);
        QCOMPARE(bench.failure->detail, QStringLiteral("no such text"));
        QVERIFY(bench.results.empty());
    }

    void newestWins()
    {
        Bench bench;
        std::latch goOn(1);
        std::atomic<bool> wasStopped = false;
        std::atomic<bool> hasEnded = false;
        bench.job.start([&](const std::stop_token& stop) {
            goOn.wait();
            wasStopped = stop.stop_requested();
            hasEnded = true;
            return 1;
        });
        bench.job.start([](const std::stop_token&) { return 2; });
        goOn.count_down();
        QTRY_COMPARE(bench.results, std::vector({2}));
        QTRY_VERIFY(hasEnded);
        QVERIFY(wasStopped);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(bench.results, std::vector({2}));
    }

    void cancelledWorkReportsNothing()
    {
        Bench bench;
        std::atomic<bool> hasEnded = false;
        bench.job.start([&](const std::stop_token&) {
            hasEnded = true;
            return 1;
        });
        bench.job.cancel();
        QVERIFY(!bench.job.isRunning());
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QVERIFY(hasEnded);
        QCoreApplication::sendPostedEvents();
        QVERIFY(bench.results.empty());
    }

    void workOutlivesItsOwner()
    {
        std::atomic<bool> hasEnded = false;
        std::latch goOn(1);
        {
            Bench bench;
            bench.job.start([&](const std::stop_token&) {
                goOn.wait();
                hasEnded = true;
                return 1;
            });
        }
        goOn.count_down();
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
        QVERIFY(hasEnded);
    }
};

QTEST_GUILESS_MAIN(TestBackgroundJob)
#include "tst_BackgroundJob.moc"
