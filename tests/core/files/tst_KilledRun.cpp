// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunContinuation.h"
#include "core/files/JournalFolder.h"
#include "core/run/AnalysisRun.h"
#include "tests/core/files/SameRun.h"
#include "tests/support/CapturedLog.h"
#include "tests/support/FolderContents.h"
#include "tests/support/SampleRequest.h"
#include "tests/support/TemporaryFolder.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

constexpr const char* runArgument = "--run-into";
constexpr int numKills = 10;
constexpr std::size_t neverWaits = 1000; ///< layers
constexpr int patienceMilliseconds = 60'000;

AnalysisRequest request()
{
    AnalysisRequest request = sampleRequest(2048, 512);
    request.numThreads = 1;
    return request;
}

/// What is killed: a run with a journal, which says when a layer is finished. With so many it waits to be
/// killed.
int runInto(const std::filesystem::path& folder, std::size_t numLayers)
{
    JournalSession session(folder);
    AnalysisRequest journaled = request();
    journaled.journal = session.newJournal();
    RecordingObserver observer([numLayers, numSaid = std::size_t {0}](const AnalysisSnapshot& run) mutable {
        for (; numSaid < run.numFinished(); ++numSaid) {
            std::puts("layer");
        }
        std::fflush(stdout);
        while (numSaid == numLayers) {
            pause();
        }
    });
    (void)runAnalysis(journaled, {}, observer);
    std::puts("done");
    std::fflush(stdout);
    return 0;
}

/// This program again, as that.
class Victim
{
public:
    explicit Victim(const std::filesystem::path& folder, std::size_t numLayers = neverWaits)
        : m_folder(folder)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { listen(); });
        m_process.start(QCoreApplication::applicationFilePath(),
                        {QString::fromLatin1(runArgument), QString::fromStdString(folder.string()),
                         QString::number(numLayers)});
    }

    /// False where the run did not come to its end.
    [[nodiscard]] bool waitForItsEnd()
    {
        const bool hasEnded = QTest::qWaitFor([this] { return m_isDone; }, patienceMilliseconds);
        m_process.waitForFinished();
        return hasEnded;
    }

    /// False where the folder never held so much.
    [[nodiscard]] bool killWhenThereAre(std::uintmax_t bytes)
    {
        return killWhen([this, bytes] { return bytesBelow(m_folder) >= bytes; });
    }

    /// False where no file of that name came.
    [[nodiscard]] bool killWhenThereIs(const char* name)
    {
        return killWhen([this, name] {
            return std::ranges::any_of(filesBelow(m_folder), [name](const std::filesystem::path& file) {
                return file.filename() == name;
            });
        });
    }

private:
    template <typename Condition>
    bool killWhen(Condition&& isFulfilled)
    {
        const bool isSo = QTest::qWaitFor(isFulfilled, patienceMilliseconds);
        m_process.kill(); // SIGKILL
        m_process.waitForFinished();
        return isSo;
    }

    void listen()
    {
        while (m_process.canReadLine()) {
            m_isDone = m_process.readLine().trimmed() == "done" || m_isDone;
        }
    }

    std::filesystem::path m_folder;
    QProcess m_process;
    bool m_isDone = false;
};

} // namespace

class TestKilledRun : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        RecordingObserver observer;
        m_whole = runAnalysis(request(), {}, observer);
        const TemporaryFolder folder;
        Victim victim(folder.path());
        QVERIFY(victim.waitForItsEnd());
        m_journalBytes = bytesBelow(folder.path()) / 100 * 99; // times in it have more digits or fewer
        const auto left = takeAbandonedJournals(folder.path()).journals; // nobody has saved it
        QCOMPARE(left.size(), std::size_t {1});
        QCOMPARE(differenceOf(*readJournal(left.front().folder), *m_whole), std::string());
    }

    /// Ten moments: when a share of the journal is on disk, one at random in each tenth.
    void whatWasFinishedIsThere_data()
    {
        QTest::addColumn<int>("tenth");
        for (int tenth = 0; tenth < numKills; ++tenth) {
            QTest::addRow("tenth %d", tenth) << tenth;
        }
    }

    void whatWasFinishedIsThere()
    {
        QFETCH(const int, tenth);
        const double part = (tenth + QRandomGenerator::global()->generateDouble()) / numKills;
        const auto bytes = static_cast<std::uintmax_t>(part * static_cast<double>(m_journalBytes));
        const TemporaryFolder folder;
        QVERIFY(Victim(folder.path()).killWhenThereAre(bytes));
        const auto numWritten = std::ranges::count_if(
            filesBelow(folder.path()),
            [](const std::string& name) {
                return name.starts_with("layer-") && name.ends_with(".safetensors");
            },
            [](const std::filesystem::path& file) { return file.filename().string(); });

        const CapturedLog log;
        const AbandonedJournals abandoned = takeAbandonedJournals(folder.path());
        QVERIFY(abandoned.journals.size() <= 1);
        const auto run =
            abandoned.journals.empty() ? nullptr : readJournal(abandoned.journals.front().folder);
        const std::size_t numFound = run ? run->numFinished() : 0;
        qInfo("killed after %llu of %llu bytes: %zu layers", static_cast<unsigned long long>(bytes),
              static_cast<unsigned long long>(m_journalBytes), numFound);
        QCOMPARE(numFound, static_cast<std::size_t>(numWritten));
        QCOMPARE(log.text(), std::string()); // no file is broken
        if (!run) {
            return;
        }
        QCOMPARE(numFound, abandoned.journals.front().numFinished);
        for (std::size_t layer = 0; layer < numFound; ++layer) { // in order, without a gap
            QVERIFY(run->layers[layer]);
        }
    }

    void whatIsLeftOfItCanGoOn()
    {
        const TemporaryFolder folder;
        QVERIFY(Victim(folder.path(), 3).killWhenThereIs("layer-002.safetensors"));
        const auto left = readJournal(takeAbandonedJournals(folder.path()).journals.at(0).folder);
        QCOMPARE(left->numFinished(), std::size_t {3});
        AnalysisRequest rest = continuation(left, {});
        rest.numThreads = 1;
        RecordingObserver observer;
        const auto run = runAnalysis(rest, {}, observer);
        QCOMPARE(differenceOf(*run, *m_whole), std::string());
    }

private:
    std::shared_ptr<const AnalysisSnapshot> m_whole;
    std::uintmax_t m_journalBytes = 0; ///< of a run that is left alone
};

int main(int argc, char** argv)
{
    if (argc == 4 && std::string_view(argv[1]) == runArgument) {
        return runInto(argv[2], std::stoul(argv[3]));
    }
    QCoreApplication application(argc, argv);
    TestKilledRun test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_KilledRun.moc"
