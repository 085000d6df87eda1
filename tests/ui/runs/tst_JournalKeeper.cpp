// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/RunJournal.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/TemporaryFolder.h"
#include "ui/runs/JournalKeeper.h"
#include "ui/runs/RunLibrary.h"

#include <QSignalSpy>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;
using bathyscope::test::TemporaryFolder;

namespace {

struct Bench
{
    explicit Bench(const std::filesystem::path& folder)
    {
        keeper.open(folder);
    }

    /// Begins a run, with a journal of its snapshots.
    int begin(const ScriptedRun& run, std::size_t numLayers)
    {
        const int id = library.begin({}, {});
        RunJournal(keeper.journalOf(id)).keep(run.snapshot(numLayers));
        library.update(run.snapshot(numLayers));
        return id;
    }

    void end(const ScriptedRun& run)
    {
        library.update(run.finished());
        library.end(false);
    }

    test::FailOnWarning failOnWarning;
    RunLibrary library;
    JournalKeeper keeper {library};
    QSignalSpy offered {&keeper, &JournalKeeper::abandonedChanged};
};

} // namespace

class TestJournalKeeper : public QObject
{
    Q_OBJECT

private slots:
    void withoutAFolderThereAreNone()
    {
        RunLibrary library;
        JournalKeeper keeper(library);
        QVERIFY(keeper.journalOf(library.begin({}, {})).empty());
    }

    void aRunThatGoesOnKeepsItsJournal()
    {
        const TemporaryFolder folder;
        Bench bench(folder.path());
        const int id = bench.begin(m_run, 2);
        const auto journal = bench.keeper.journalOf(id);
        QVERIFY(std::filesystem::exists(journal / "layer-001.safetensors"));
        QCOMPARE(bench.keeper.journalOf(id), journal);
    }

    void aSavedOrRemovedRunNeedsNone()
    {
        const TemporaryFolder folder;
        Bench bench(folder.path());
        const int saved = bench.begin(m_run, 6);
        bench.end(m_run);
        const int removed = bench.begin(m_run, 6);
        bench.end(m_run);
        const int kept = bench.begin(m_run, 6);
        bench.end(m_run);
        const auto ofSaved = bench.keeper.journalOf(saved);
        const auto ofRemoved = bench.keeper.journalOf(removed);
        bench.library.setFile(saved, "/tmp/run.safetensors", *m_run.finished());
        bench.library.remove(removed);
        QTRY_VERIFY(!std::filesystem::exists(ofSaved));
        QTRY_VERIFY(!std::filesystem::exists(ofRemoved));
        QVERIFY(std::filesystem::exists(bench.keeper.journalOf(kept)));
    }

    void whatIsNotSavedIsOfferedByTheNextSession()
    {
        const TemporaryFolder folder;
        {
            Bench bench(folder.path());
            bench.begin(m_run, 4);
        }
        Bench bench(folder.path());
        QTRY_COMPARE(bench.offered.count(), 1);
        QCOMPARE(bench.keeper.abandoned().size(), 1U);
        QCOMPARE(bench.keeper.abandoned().front().numFinished, 4U);
        QVERIFY(bench.library.runs().empty()); // nothing before it is asked for
    }

    void whatIsGivenUpIsGone()
    {
        const TemporaryFolder folder;
        {
            Bench bench(folder.path());
            bench.begin(m_run, 4);
            bench.keeper.giveUpAll();
        }
        QCOMPARE(folder.numFiles(), 0U);
    }

    void discardingRemovesWhatIsOffered()
    {
        const TemporaryFolder folder;
        {
            Bench bench(folder.path());
            bench.begin(m_run, 4);
        }
        {
            Bench bench(folder.path());
            QTRY_COMPARE(bench.offered.count(), 1);
            const auto journal = bench.keeper.abandoned().front().folder;
            bench.keeper.discardAbandoned();
            QVERIFY(bench.keeper.abandoned().empty());
            QTRY_VERIFY(!std::filesystem::exists(journal));
        }
        Bench bench(folder.path());
        QTRY_COMPARE(bench.offered.count(), 1);
        QVERIFY(bench.keeper.abandoned().empty());
    }

    void anOtherSessionIsNotOfferedWhatThisOneOffers()
    {
        const TemporaryFolder folder;
        {
            Bench bench(folder.path());
            bench.begin(m_run, 4);
        }
        Bench one(folder.path());
        QTRY_COMPARE(one.offered.count(), 1);
        Bench other(folder.path());
        QTRY_COMPARE(other.offered.count(), 1);
        QVERIFY(other.keeper.abandoned().empty());
        QCOMPARE(one.keeper.abandoned().size(), 1U);
    }

    void anUnreadableRunKeepsNoneOfTheOthersAway()
    {
        const TemporaryFolder folder;
        {
            Bench bench(folder.path());
            bench.begin(m_run, 4);
            const auto journal = bench.keeper.journalOf(1);
            bench.end(m_run);
            bench.begin(m_run, 3);
            std::filesystem::resize_file(journal / "run.safetensors", 100);
        }
        Bench bench(folder.path());
        QTRY_COMPARE(bench.offered.count(), 1);
        QCOMPARE(bench.keeper.abandoned().size(), 1U);
        QCOMPARE(bench.keeper.abandoned().front().numFinished, 3U);
        // Another one becomes so between the offer and the answer.
        std::filesystem::resize_file(bench.keeper.abandoned().front().folder / "run.safetensors", 100);
        QSignalSpy failed(&bench.keeper, &JournalKeeper::recoveryFailed);
        bench.keeper.recoverAbandoned();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(bench.library.runs().empty());
    }

private:
    const ScriptedRun m_run {{.modelName = "small", .numLayers = 6, .numNeurons = 16, .numTokens = 64}};
};

QTEST_GUILESS_MAIN(TestJournalKeeper)
#include "tst_JournalKeeper.moc"
