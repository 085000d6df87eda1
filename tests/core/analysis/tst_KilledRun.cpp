// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/AnalysisRun.h"
#include "core/analysis/JournalFolder.h"
#include "core/analysis/RunContinuation.h"
#include "tests/core/analysis/SameRun.h"
#include "tests/support/CapturedLog.h"
#include "tests/support/SampleRequest.h"
#include "tests/support/TemporaryFolder.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

constexpr const char* runArgument = "--run-into";
constexpr int numKills = 10;
constexpr std::size_t neverWaits = 1000; ///< layers
constexpr qint64 promisedMilliseconds = 1000; ///< after which a finished layer is on disk

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
        m_clock.start();
    }

    /// Milliseconds that the whole run took; negative where it did not come to its end.
    [[nodiscard]] qint64 waitForItsEnd()
    {
        const bool hasEnded = QTest::qWaitFor([this] { return m_isDone; }, 60'000);
        const qint64 milliseconds = m_clock.elapsed();
        m_process.waitForFinished();
        return hasEnded ? milliseconds : -1;
    }

    /// How many layers were finished long enough before it was killed.
    [[nodiscard]] std::size_t killAfter(qint64 milliseconds)
    {
        QTest::qWait(static_cast<int>(milliseconds));
        m_process.kill(); // SIGKILL
        const qint64 killed = m_clock.elapsed();
        m_process.waitForFinished();
        return static_cast<std::size_t>(std::count_if(m_finished.begin(), m_finished.end(), [&](qint64 time) {
            return time <= killed - promisedMilliseconds;
        }));
    }

    /// False where no file of that name came.
    [[nodiscard]] bool killWhenThereIs(const char* name)
    {
        const bool isThere = QTest::qWaitFor(
            [&] {
                const std::filesystem::recursive_directory_iterator files(m_folder);
                return std::any_of(begin(files), end(files),
                                   [name](const auto& entry) { return entry.path().filename() == name; });
            },
            60'000);
        m_process.kill();
        m_process.waitForFinished();
        return isThere;
    }

private:
    void listen()
    {
        while (m_process.canReadLine()) {
            if (m_process.readLine().trimmed() == "done") {
                m_isDone = true;
            } else {
                m_finished.push_back(m_clock.elapsed());
            }
        }
    }

    std::filesystem::path m_folder;
    QProcess m_process;
    QElapsedTimer m_clock;
    std::vector<qint64> m_finished; ///< when each layer was said to be finished
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
        m_milliseconds = victim.waitForItsEnd();
        QVERIFY(m_milliseconds > 0);
        const auto left = takeAbandonedJournals(folder.path()).journals; // nobody has saved it
        QCOMPARE(left.size(), std::size_t {1});
        QCOMPARE(differenceOf(*readJournal(left.front().folder), *m_whole), std::string());
    }

    /// Ten moments, one at random in each tenth of the run's time.
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
        const auto moment = static_cast<qint64>(part * static_cast<double>(m_milliseconds));
        const TemporaryFolder folder;
        const std::size_t numPromised = Victim(folder.path()).killAfter(moment);

        const CapturedLog log;
        const AbandonedJournals abandoned = takeAbandonedJournals(folder.path());
        QVERIFY(abandoned.journals.size() <= 1);
        const auto run =
            abandoned.journals.empty() ? nullptr : readJournal(abandoned.journals.front().folder);
        const std::size_t numFound = run ? run->numFinished() : 0;
        qInfo("killed after %lld of %lld ms: %zu layers, %zu promised", moment, m_milliseconds, numFound,
              numPromised);
        QVERIFY(numFound >= numPromised);
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
    qint64 m_milliseconds = 0; ///< of a run that is left alone, with the program's start
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
