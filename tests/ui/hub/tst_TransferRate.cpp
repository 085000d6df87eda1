// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/TransferRate.h"

#include <QTest>

#include <chrono>
#include <cmath>

using namespace bathyscope::ui;
using namespace std::chrono_literals;

namespace {

constexpr TransferRate::Time start {};

} // namespace

class TestTransferRate : public QObject
{
    Q_OBJECT

private slots:
    void saysNothingTooEarly()
    {
        TransferRate rate;
        QCOMPARE(rate.bytesPerSecond(), 0.0);
        QVERIFY(!rate.timeFor(1000));
        rate.add(start, 0);
        QCOMPARE(rate.bytesPerSecond(), 0.0);
        rate.add(start + 499ms, 1'000'000);
        QCOMPARE(rate.bytesPerSecond(), 0.0);
        QVERIFY(!rate.timeFor(1000));
        rate.add(start + 500ms, 1'000'000);
        QCOMPARE(rate.bytesPerSecond(), 2e6);
    }

    void whatWasHereBeforeDoesNotCount()
    {
        TransferRate rate;
        rate.add(start, 400'000'000); // of an earlier download
        rate.add(start + 2s, 402'000'000);
        QCOMPARE(rate.bytesPerSecond(), 1e6);
    }

    /// Ten seconds at 1 MB/s, then at 3 MB/s: five seconds later the first ones are forgotten.
    void forgetsWhatIsLongAgo()
    {
        TransferRate rate;
        std::uint64_t numBytes = 0;
        for (int i = 0; i <= 100; ++i) {
            rate.add(start + i * 100ms, numBytes);
            numBytes += 100'000;
        }
        QVERIFY(std::abs(rate.bytesPerSecond() - 1e6) < 1);
        for (int i = 101; i <= 125; ++i) {
            numBytes += 200'000;
            rate.add(start + i * 100ms, numBytes);
        }
        QVERIFY2(rate.bytesPerSecond() > 1.5e6 && rate.bytesPerSecond() < 2.5e6,
                 qPrintable(QString::number(rate.bytesPerSecond())));
        for (int i = 126; i <= 160; ++i) {
            numBytes += 300'000;
            rate.add(start + i * 100ms, numBytes);
        }
        QVERIFY(rate.bytesPerSecond() > 2.5e6);
    }

    /// Pieces come faster than samples are kept; the newest counts all the same.
    void countsTheNewestPiece()
    {
        TransferRate rate;
        rate.add(start, 0);
        for (int i = 1; i <= 1000; ++i) {
            rate.add(start + i * 1ms, static_cast<std::uint64_t>(i) * 1000);
        }
        QCOMPARE(rate.bytesPerSecond(), 1e6);
    }

    void aStallSlowsDown()
    {
        TransferRate rate;
        rate.add(start, 0);
        rate.add(start + 1s, 1'000'000);
        QCOMPARE(rate.timeFor(3'000'000), 3s);
        rate.add(start + 4s, 1'000'000);
        QCOMPARE(rate.bytesPerSecond(), 250'000.0);
        QCOMPARE(rate.timeFor(3'000'000), 12s);
        rate.add(start + 10s, 1'000'000);
        QCOMPARE(rate.bytesPerSecond(), 0.0);
        QVERIFY(!rate.timeFor(3'000'000)); // never
    }

    void roundsTheTimeLeftUp()
    {
        TransferRate rate;
        rate.add(start, 0);
        rate.add(start + 1s, 1000);
        QCOMPARE(rate.timeFor(0), 0s);
        QCOMPARE(rate.timeFor(1), 1s);
        QCOMPARE(rate.timeFor(1001), 2s);
        QVERIFY(!rate.timeFor(100'000'000'000)); // three years
    }
};

QTEST_GUILESS_MAIN(TestTransferRate)
#include "tst_TransferRate.moc"
