// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/support/ParallelFor.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <omp.h>
#include <vector>

using namespace bathyscope;

class TestParallelFor : public QObject
{
    Q_OBJECT

private slots:
    void runsEveryIndexOnce_data()
    {
        QTest::addColumn<int>("numThreads");
        QTest::addColumn<int>("count");
        for (const int numThreads : {1, 2, 5}) {
            for (const int count : {0, 1, 4, 1000}) {
                QTest::addRow("%d indices, %d threads", count, numThreads) << numThreads << count;
            }
        }
    }

    void runsEveryIndexOnce()
    {
        QFETCH(int, numThreads);
        QFETCH(int, count);
        omp_set_num_threads(numThreads);
        std::vector<int> numCalls(static_cast<std::size_t>(count));
        parallelFor(numCalls.size(), [&](std::size_t i) { ++numCalls[i]; });
        QVERIFY(std::ranges::all_of(numCalls, [](int calls) { return calls == 1; }));
    }

    void usesTheThreadsThatWereSet()
    {
        omp_set_num_threads(2);
        std::atomic<int> numInside = 0;
        std::atomic<bool> haveMet = false;
        // Ends only if two bodies run at the same time; the test's timeout is the way out otherwise.
        parallelFor(2, [&](std::size_t /*i*/) {
            if (++numInside == 2) {
                haveMet = true;
            }
            while (!haveMet) { }
        });
        QVERIFY(haveMet);
    }

    void throwsAgainWhatABodyThrew()
    {
        omp_set_num_threads(3);
        std::vector<int> numCalls(100);
        try {
            parallelFor(numCalls.size(), [&](std::size_t i) {
                ++numCalls[i];
                if (i == 42) {
                    throw Error(ErrorKind::InvalidRequest, "index 42");
                }
            });
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
            QCOMPARE(std::string(error.what()), std::string("index 42"));
        }
        QVERIFY(std::ranges::all_of(numCalls, [](int calls) { return calls == 1; }));
    }

    void throwsOneOfSeveral()
    {
        const auto each = [](std::size_t /*i*/) { throw Error(ErrorKind::Internal, "each"); };
        QVERIFY_THROWS_EXCEPTION(Error, parallelFor(50, each));
    }
};

QTEST_GUILESS_MAIN(TestParallelFor)
#include "tst_ParallelFor.moc"
