// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/AnalysisSnapshot.h"
#include "ui/runs/Mailbox.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace bathyscope;
using bathyscope::ui::Mailbox;

namespace {

struct Picture
{
    std::uint64_t runId = 0;
    std::shared_ptr<const AnalysisSnapshot> snapshot;
};

std::shared_ptr<const AnalysisSnapshot> numbered(std::uint64_t sequence)
{
    auto snapshot = std::make_shared<AnalysisSnapshot>();
    snapshot->sequence = sequence;
    return snapshot;
}

} // namespace

class TestMailbox : public QObject
{
    Q_OBJECT

private slots:
    void startsEmpty()
    {
        Mailbox<Picture> mailbox;
        QVERIFY(!mailbox.take());
    }

    void handsOverWhatWasPutOnce()
    {
        Mailbox<Picture> mailbox;
        QVERIFY(mailbox.put({.runId = 7, .snapshot = numbered(3)}));
        const auto message = mailbox.take();
        QVERIFY(message);
        QCOMPARE(message->runId, 7U);
        QCOMPARE(message->snapshot->sequence, 3U);
        QVERIFY(!mailbox.take());
    }

    void keepsTheNewestAndAsksForOneNotification()
    {
        Mailbox<Picture> mailbox;
        QVERIFY(mailbox.put({.runId = 1, .snapshot = numbered(1)}));
        QVERIFY(!mailbox.put({.runId = 1, .snapshot = numbered(2)}));
        QVERIFY(!mailbox.put({.runId = 2, .snapshot = numbered(1)}));
        const auto message = mailbox.take();
        QCOMPARE(message->runId, 2U);
        QCOMPARE(message->snapshot->sequence, 1U);
        QVERIFY(mailbox.put({.runId = 2, .snapshot = numbered(2)}));
    }

    void releasesAReplacedSnapshot()
    {
        Mailbox<Picture> mailbox;
        auto first = numbered(1);
        const std::weak_ptr watched = first;
        QVERIFY(mailbox.put({.runId = 1, .snapshot = std::move(first)}));
        QVERIFY(!mailbox.put({.runId = 1, .snapshot = numbered(2)}));
        QVERIFY(watched.expired());
    }

    /// One thread puts, another takes whenever it is notified: the order is kept, and the last one arrives.
    void losesNeitherOrderNorTheLastAcrossThreads()
    {
        constexpr std::uint64_t numMessages = 20'000;
        Mailbox<Picture> mailbox;
        std::atomic<std::uint64_t> numNotifications = 0;
        std::atomic<bool> isDone = false;
        std::thread writer([&] {
            for (std::uint64_t i = 1; i <= numMessages; ++i) {
                if (mailbox.put({.runId = 1, .snapshot = numbered(i)})) {
                    ++numNotifications;
                }
            }
            isDone = true;
        });
        std::uint64_t last = 0;
        std::uint64_t numTaken = 0;
        bool isOrdered = true;
        while (last < numMessages) {
            const bool wasDone = isDone;
            if (numNotifications > numTaken) {
                const auto message = mailbox.take();
                ++numTaken;
                isOrdered = isOrdered && message && message->snapshot->sequence > last;
                last = message ? message->snapshot->sequence : last;
            } else if (wasDone) {
                break; // no notification is left: the last message must have arrived
            }
        }
        writer.join();
        QVERIFY(isOrdered);
        QCOMPARE(last, numMessages);
        QCOMPARE(numNotifications.load(), numTaken);
    }
};

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_Mailbox.moc"
