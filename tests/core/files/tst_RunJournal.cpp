// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunContinuation.h"
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/files/RunFile.h"
#include "core/files/RunJournal.h"
#include "core/run/AnalysisRun.h"
#include "tests/core/files/SameRun.h"
#include "tests/support/CapturedLog.h"
#include "tests/support/Refusal.h"
#include "tests/support/SampleRequest.h"
#include "tests/support/TemporaryFolder.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <stop_token>
#include <string>

using namespace bathyscope;
using namespace bathyscope::test;
namespace fs = std::filesystem;

namespace {

using Damage = std::function<void(const fs::path& journal)>;

AnalysisRequest oneThread(AnalysisRequest request)
{
    request.numThreads = 1;
    return request;
}

std::string bytesOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeBytes(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// Replaces words of the header by others of the same length, so that the file stays well-formed.
void replaceIn(const fs::path& path, const std::string& before, const std::string& after)
{
    QCOMPARE(before.size(), after.size());
    std::string bytes = bytesOf(path);
    const std::size_t place = bytes.find(before);
    QVERIFY(place != std::string::npos);
    writeBytes(path, bytes.replace(place, before.size(), after));
}

} // namespace

class TestRunJournal : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        RecordingObserver observer;
        AnalysisRequest request = oneThread(sampleRequest(300, 64));
        m_journal = m_folder.path() / "session" / "1"; // which is made
        request.journal = m_journal;
        m_run = runAnalysis(request, {}, observer);
    }

    void holdsAFileForEveryLayerAndNothingElse()
    {
        QCOMPARE(std::distance(fs::directory_iterator(m_journal), {}), 13);
        const JournalSummary summary = summarizeJournal(m_journal);
        QCOMPARE(summary.modelName, std::string("sample-12"));
        QCOMPARE(summary.textName, std::string("sample-text.txt"));
        QCOMPARE(summary.created, m_run->info->created);
        QCOMPARE(summary.numLayers, std::size_t {12});
        QCOMPARE(summary.numFinished, std::size_t {12});
    }

    void itsFilesAreRunFilesInParts()
    {
        const SafetensorsFile layer(m_journal / "layer-003.safetensors");
        QVERIFY(layer.find("layer.3.r_length") != nullptr);
        QVERIFY(layer.find("tokens.ids") == nullptr);
        QCOMPARE(layer.metadata().at("format"), std::string("bathyscope-run"));
        const SafetensorsFile run(m_journal / "run.safetensors");
        QVERIFY(run.find("tokens.ids") != nullptr);
        QCOMPARE(run.metadata().at("layers"), std::string("[]"));
    }

    void givesACompleteRunBack()
    {
        const CapturedLog log;
        const auto read = readJournal(m_journal);
        QCOMPARE(differenceOf(*read, *m_run), std::string());
        QCOMPARE(log.text(), std::string());
    }

    void givesAStoppedRunBackThatCanGoOn()
    {
        const TemporaryFolder folder;
        AnalysisRequest request = oneThread(sampleRequest(300, 64));
        request.journal = folder.path() / "journal";
        std::stop_source stop;
        RecordingObserver observer([&stop](const AnalysisSnapshot& run) {
            if (run.numFinished() >= 4) {
                stop.request_stop();
            }
        });
        const auto stopped = runAnalysis(request, stop.get_token(), observer);
        const auto read = readJournal(request.journal);
        QCOMPARE(read->outcome, RunOutcome::Stopped);
        QCOMPARE(read->numFinished(), std::size_t {4});
        QCOMPARE(read->layers[2]->columns, stopped->layers[2]->columns); // run-wide q, too
        QCOMPARE(read->info->modelFolder, request.modelFolder);
        QVERIFY(read->timing.totalSeconds > 0);

        AnalysisRequest rest = oneThread(continuation(read, {}));
        rest.journal = request.journal; // of which the continuation makes a complete one
        RecordingObserver ignored;
        const auto whole = runAnalysis(rest, {}, ignored);
        QCOMPARE(differenceOf(*whole, *readJournal(request.journal)), std::string());
        QCOMPARE(whole->outcome, RunOutcome::Completed);
    }

    void aDamagedLayerIsLeftOut_data()
    {
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const Damage& damage, const char* words) {
            QTest::newRow(name) << damage << QString::fromLatin1(words);
        };
        const auto third = [](const fs::path& journal) { return journal / "layer-003.safetensors"; };
        row(
            "cut short", [=](const fs::path& journal) { fs::resize_file(third(journal), 5000); },
            "layer-003.safetensors");
        row(
            "empty", [=](const fs::path& journal) { fs::resize_file(third(journal), 0); },
            "layer-003.safetensors");
        row(
            "a byte too long",
            [=](const fs::path& journal) { writeBytes(third(journal), bytesOf(third(journal)) + "x"); },
            "layer-003.safetensors");
        row(
            "no safetensors",
            [=](const fs::path& journal) { writeBytes(third(journal), "nothing of the kind"); },
            "layer-003.safetensors");
        row(
            "a folder",
            [=](const fs::path& journal) {
                fs::remove(third(journal));
                fs::create_directory(third(journal));
            },
            "layer-003.safetensors");
        row(
            "another layer",
            [=](const fs::path& journal) {
                fs::copy_file(journal / "layer-004.safetensors", third(journal),
                              fs::copy_options::overwrite_existing);
            },
            "does not belong to its journal");
        row(
            "another run",
            [=](const fs::path& journal) { replaceIn(third(journal), R"(\"seed\":1)", R"(\"seed\":2)"); },
            "does not belong to its journal");
        row(
            "newer version",
            [=](const fs::path& journal) {
                replaceIn(third(journal), R"("format_version":"1")", R"("format_version":"9")");
            },
            "update Bathyscope");
        row(
            "wrong shape",
            [=](const fs::path& journal) {
                replaceIn(third(journal), R"("shape":[200,352])", R"("shape":[352,200])");
            },
            "should have shape [200, 352]");
        row(
            "wrong type",
            [=](const fs::path& journal) {
                replaceIn(third(journal), R"("layer.3.permuted.tests":{"dtype":"I64")",
                          R"("layer.3.permuted.tests":{"dtype":"F64")");
            },
            "layer.3.permuted.tests");
        row(
            "hostile metadata",
            [=](const fs::path& journal) { replaceIn(third(journal), R"(\"layer\":3,)", R"(\"layer\":-))"); },
            "damaged");
        row(
            "without what a continuation needs",
            [=](const fs::path& journal) {
                replaceIn(third(journal), "layer.3.jackknife.without", "layer.3.jackknife.elsewhe");
            },
            "is not complete");
    }

    void aDamagedLayerIsLeftOut()
    {
        QFETCH(const Damage, damage);
        QFETCH(const QString, words);
        const TemporaryFolder folder;
        fs::copy(m_journal, folder.path() / "journal");
        damage(folder.path() / "journal");
        const CapturedLog log;
        const auto read = readJournal(folder.path() / "journal");
        QCOMPARE(read->numFinished(), std::size_t {11});
        QVERIFY(!read->layers[3]);
        QCOMPARE(read->outcome, RunOutcome::Stopped);
        QCOMPARE(log.numLines(), 1);
        QVERIFY2(log.text().find(words.toStdString()) != std::string::npos, log.text().c_str());
        QVERIFY(fs::exists(folder.path() / "journal" / "layer-003.safetensors")); // not ours to delete
    }

    void whatWasLeftOutIsMadeUpFor()
    {
        const TemporaryFolder folder;
        fs::copy(m_journal, folder.path() / "journal");
        fs::resize_file(folder.path() / "journal" / "layer-003.safetensors", 5000);
        fs::remove(folder.path() / "journal" / "layer-011.safetensors");
        RecordingObserver observer;
        const auto read = readJournal(folder.path() / "journal");
        const auto whole = runAnalysis(oneThread(continuation(read, {})), {}, observer);
        QCOMPARE(differenceOf(*whole, *m_run), std::string());
    }

    void whatCannotBeReadIsRefused()
    {
        const TemporaryFolder folder;
        const fs::path journal = folder.path() / "journal";
        BATHYSCOPE_VERIFY_REFUSED((void)readJournal(journal), ErrorKind::FileMissing, "run.safetensors");
        fs::copy(m_journal, journal);
        fs::resize_file(journal / "run.safetensors", 1000);
        BATHYSCOPE_VERIFY_REFUSED((void)readJournal(journal), ErrorKind::BadFormat, "run.safetensors");
        BATHYSCOPE_VERIFY_REFUSED((void)summarizeJournal(journal), ErrorKind::BadFormat, "run.safetensors");
        fs::copy_file(m_journal / "run.safetensors", journal / "run.safetensors",
                      fs::copy_options::overwrite_existing);
        for (int layer = 0; layer < 12; ++layer) {
            fs::remove(
                journal
                / ("layer-0" + std::string(layer < 10 ? "0" : "") + std::to_string(layer) + ".safetensors"));
        }
        BATHYSCOPE_VERIFY_REFUSED((void)readJournal(journal), ErrorKind::BadFormat, "No layer");
    }

    void aRunGoesOnWithoutAJournalThatCannotBeWritten()
    {
        AnalysisRequest request = oneThread(sampleRequest(300, 64));
        request.journal = "/proc/no-such-folder/journal";
        const CapturedLog log;
        RecordingObserver observer;
        const auto run = runAnalysis(request, {}, observer);
        QCOMPARE(differenceOf(*run, *m_run), std::string());
        const std::string words = "no longer kept on disk";
        const std::size_t place = log.text().find(words);
        QVERIFY(place != std::string::npos);
        QCOMPARE(log.text().find(words, place + 1), std::string::npos); // said once
    }

private:
    TemporaryFolder m_folder;
    fs::path m_journal;
    std::shared_ptr<const AnalysisSnapshot> m_run;
};

QTEST_GUILESS_MAIN(TestRunJournal)
#include "tst_RunJournal.moc"
