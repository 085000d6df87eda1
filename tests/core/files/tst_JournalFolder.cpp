// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/files/JournalFolder.h"
#include "tests/support/CapturedLog.h"
#include "tests/support/Refusal.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/TemporaryFolder.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

using namespace bathyscope;
using namespace bathyscope::test;
namespace fs = std::filesystem;

namespace {

std::ptrdiff_t numEntries(const fs::path& folder)
{
    return std::distance(fs::directory_iterator(folder), {});
}

} // namespace

class TestJournalFolder : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsMadeBeforeTheFirstRun()
    {
        const TemporaryFolder folder;
        {
            const JournalSession session(folder.path() / "runs");
        }
        QCOMPARE(folder.numFiles(), std::size_t {0});
        QVERIFY(takeAbandonedJournals(folder.path() / "runs").journals.empty());
    }

    void aLivingSessionIsLeftAlone()
    {
        const TemporaryFolder folder;
        JournalSession one(folder.path());
        JournalSession other(folder.path());
        keep(one.newJournal(), 3);
        keep(other.newJournal(), 3);
        keep(other.newJournal(), 3);
        QCOMPARE(numEntries(folder.path()), 2);
        QVERIFY(takeAbandonedJournals(folder.path()).journals.empty());
        QCOMPARE(numEntries(folder.path()), 2);
    }

    void whatASessionLeavesIsTakenOnce()
    {
        const TemporaryFolder folder;
        fs::path journal;
        {
            JournalSession session(folder.path());
            journal = session.newJournal();
            keep(journal, 4);
        }
        const AbandonedJournals first = takeAbandonedJournals(folder.path());
        QCOMPARE(first.journals.size(), std::size_t {1});
        QCOMPARE(first.journals.front().folder, journal);
        QCOMPARE(first.journals.front().numFinished, std::size_t {4});
        QCOMPARE(first.journals.front().numLayers, std::size_t {6});
        QVERIFY(takeAbandonedJournals(folder.path()).journals.empty()); // the first one still has it
        JournalSession session(folder.path()); // makes a folder of its own
        QVERIFY(session.newJournal().parent_path() != journal.parent_path());
    }

    void itIsOfferedAgainUntilItIsAnswered()
    {
        const TemporaryFolder folder;
        {
            JournalSession session(folder.path());
            keep(session.newJournal(), 4);
            keep(session.newJournal(), 5);
        }
        QCOMPARE(takeAbandonedJournals(folder.path()).journals.size(), std::size_t {2});
        const auto again = takeAbandonedJournals(folder.path()).journals;
        QCOMPARE(again.size(), std::size_t {2});
        removeJournal(again.front().folder);
        QCOMPARE(takeAbandonedJournals(folder.path()).journals.size(), std::size_t {1});
        removeJournal(again.back().folder);
        QVERIFY(takeAbandonedJournals(folder.path()).journals.empty());
        QCOMPARE(folder.numFiles(), std::size_t {0});
    }

    void aSessionWithoutRunsLeavesNothing()
    {
        const TemporaryFolder folder;
        {
            JournalSession session(folder.path());
            const fs::path journal = session.newJournal();
            keep(journal, 2);
            removeJournal(journal);
            QCOMPARE(folder.numFiles(), std::size_t {1});
            QVERIFY(fs::exists(session.newJournal().parent_path()));
            removeJournal(journal.parent_path() / "2");
        }
        QCOMPARE(folder.numFiles(), std::size_t {0});
    }

    void aRunWithoutALayerIsForgotten()
    {
        const TemporaryFolder folder;
        {
            JournalSession session(folder.path());
            keep(session.newJournal(), 0);
            (void)session.newJournal(); // did not come to know its text
        }
        const CapturedLog log;
        QVERIFY(takeAbandonedJournals(folder.path()).journals.empty());
        QCOMPARE(folder.numFiles(), std::size_t {0});
        QCOMPARE(log.text(), std::string());
    }

    void anUnreadableOneKeepsNoneOfTheOthersAway()
    {
        const TemporaryFolder folder;
        fs::path broken;
        {
            JournalSession session(folder.path());
            broken = session.newJournal();
            keep(broken, 3);
            keep(session.newJournal(), 4);
        }
        std::ofstream(broken / "run.safetensors") << "no such thing";
        std::ofstream(folder.path() / "a file") << "of somebody else's";
        const CapturedLog log;
        const auto journals = takeAbandonedJournals(folder.path()).journals;
        QCOMPARE(journals.size(), std::size_t {1});
        QCOMPARE(journals.front().numFinished, std::size_t {4});
        QCOMPARE(log.numLines(), 1);
        QVERIFY(log.text().find("run.safetensors") != std::string::npos);
        QVERIFY(fs::exists(broken / "layer-000.safetensors"));
    }

    void theyDoNotPileUp()
    {
        const TemporaryFolder folder;
        for (int i = 0; i < 4; ++i) {
            JournalSession session(folder.path());
            keep(session.newJournal(), 3, "2026-01-0" + std::to_string(4 - i) + "T00:00:00Z");
        }
        const auto journals = takeAbandonedJournals(folder.path(), {.maxJournals = 2}).journals;
        QCOMPARE(journals.size(), std::size_t {2}); // the newest
        QCOMPARE(journals.front().created, std::string("2026-01-03T00:00:00Z"));
        QCOMPARE(journals.back().created, std::string("2026-01-04T00:00:00Z"));
        QCOMPARE(takeAbandonedJournals(folder.path(), {.maxBytes = 1000}).journals.size(), std::size_t {0});
        QCOMPARE(takeAbandonedJournals(folder.path()).journals.size(), std::size_t {0});
        QCOMPARE(folder.numFiles(), std::size_t {0});
    }

    void aPlaceThatCannotBeUsedIsRefused()
    {
        JournalSession session("/proc/no-such-place");
        BATHYSCOPE_VERIFY_REFUSED((void)session.newJournal(), ErrorKind::FileUnwritable,
                                  "/proc/no-such-place");
        QVERIFY(takeAbandonedJournals("/proc/no-such-place").journals.empty());
    }

private:
    /// Keeps so many layers of a made-up run.
    void keep(const fs::path& journal, std::size_t numLayers, const std::string& created = {}) const
    {
        auto snapshot = std::make_shared<AnalysisSnapshot>(*m_run.snapshot(numLayers));
        if (!created.empty()) {
            auto info = std::make_shared<RunInfo>(*snapshot->info);
            info->created = created;
            snapshot->info = std::move(info);
        }
        RunJournal(journal).keep(snapshot);
    }

    const ScriptedRun m_run {{.modelName = "small", .numLayers = 6, .numNeurons = 16, .numTokens = 64}};
};

QTEST_GUILESS_MAIN(TestJournalFolder)
#include "tst_JournalFolder.moc"
