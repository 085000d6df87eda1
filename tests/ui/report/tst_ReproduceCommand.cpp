// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "tests/support/ScriptedRun.h"
#include "ui/report/ReproduceCommand.h"

#include <QProcess>
#include <QTest>

#include <functional>
#include <memory>
#include <utility>

using namespace bathyscope;
using bathyscope::test::ScriptedRun;
using bathyscope::ui::Reproduction;
using bathyscope::ui::reproduction;
using bathyscope::ui::shellQuoted;

class TestReproduceCommand : public QObject
{
    Q_OBJECT

private slots:
    void quotesForAShell_data();
    void quotesForAShell();
    void spellsOutEverySetting();
    void leavesOutTheSampleText();
    void namesTokenIdsAndFolders();
    void namesTheSampleOfFineWebAndNoFile();
    void saysWhatTheRunDidNotDo();
};

namespace {

AnalysisSnapshot runWith(const std::function<void(RunInfo&)>& change)
{
    AnalysisSnapshot run = *ScriptedRun().finished();
    auto info = std::make_shared<RunInfo>(*run.info);
    info->textSha256 = "0123";
    info->device = DeviceChoice::Cpu;
    info->precision = PrecisionChoice::Float32;
    change(*info);
    run.info = std::move(info);
    return run;
}

} // namespace

void TestReproduceCommand::quotesForAShell_data()
{
    QTest::addColumn<QString>("word");
    for (const char* word : {"plain-1.2_x", "two words", "it's", "'", R"($HOME `id` "q" \ ! # * ~)",
                             "a;rm -rf x", "Đo độ sâu", "-", "~", "#1"}) {
        QTest::addRow("%s", word) << QString::fromUtf8(word);
    }
    QTest::newRow("nothing") << QString();
    QTest::newRow("two lines") << QStringLiteral("a\nb");
}

void TestReproduceCommand::quotesForAShell()
{
    QFETCH(const QString, word);
    QProcess shell;
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"), QStringLiteral("printf %s%s ") + shellQuoted(word) + QStringLiteral(" .")});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), word + QLatin1Char('.'));
}

void TestReproduceCommand::spellsOutEverySetting()
{
    const AnalysisSnapshot run = runWith([](RunInfo& info) {
        info.textName = "my text.txt";
        info.maxTokens = 4096;
        info.windowLength = 128;
        info.hook = HookPoint::MlpPost;
        info.device = DeviceChoice::Cuda;
        info.precision = PrecisionChoice::Bfloat16;
        info.numPermutations = 1000;
        info.falseDiscoveryRate = 0.01;
        info.seed = 7;
        info.frequency.source = FrequencySource::Table;
        info.frequency.table = "the pile.csv";
        info.tokenOptions = {.countsLeadingSpace = false, .skipsFirst = true, .skipsNewlines = true};
        info.hasRandomWeights = true;
        info.splitsDocuments = true;
    });
    QCOMPARE(
        reproduction(run, QStringLiteral("run.safetensors"), false).command,
        QStringLiteral("bathyscope analyze --model sample-12 --text 'my text.txt' --tokens 4096 --window "
                       "128 --split-documents --hook mlp.hook_post --device cuda --precision bfloat16 "
                       "--random-weights --permutations 1000 --fdr 0.01 --seed 7 --frequency 'the "
                       "pile.csv' --no-leading-space --skip-first --skip-newlines --out run.safetensors"));
}

void TestReproduceCommand::leavesOutTheSampleText()
{
    const AnalysisSnapshot run = runWith([](RunInfo&) {});
    const Reproduction again = reproduction(run, QStringLiteral("run.safetensors"), true);
    QCOMPARE(again.command,
             QStringLiteral("bathyscope analyze --model sample-12 --tokens 8192 --window 512 --hook "
                            "mlp.hook_pre --device cpu --precision float32 --permutations 200 --fdr 0.05 "
                            "--seed 1 --frequency corpus --out run.safetensors"));
    QCOMPARE(again.notes.size(), 1);
}

void TestReproduceCommand::namesTokenIdsAndFolders()
{
    AnalysisSnapshot run = runWith([](RunInfo& info) {
        info.modelName = "-mine";
        info.textName = "ids.json";
        info.textSha256.clear();
    });
    run.weightsSha256 = "89ab";
    const Reproduction again = reproduction(run, QStringLiteral("run.safetensors"), false);
    QVERIFY2(again.command.startsWith(QStringLiteral("bathyscope analyze --model ./-mine --ids ids.json ")),
             qPrintable(again.command));
    QCOMPARE(again.notes.size(), 2);
    QVERIFY(again.notes.first().contains(QStringLiteral("89ab")));
}

void TestReproduceCommand::namesTheSampleOfFineWebAndNoFile()
{
    const AnalysisSnapshot sample = runWith([](RunInfo& info) {
        info.textName = "FineWeb";
        info.textOrigin = "somewhere, ODC-By 1.0";
        info.textSha256 = "4567";
    });
    const Reproduction again = reproduction(sample, QStringLiteral("run.safetensors"), false);
    QVERIFY2(again.command.contains(QStringLiteral(" --text FineWeb ")), qPrintable(again.command));
    QVERIFY2(again.notes.first().contains(QStringLiteral("sample of FineWeb")),
             qPrintable(again.notes.first()));
    QVERIFY(again.notes.first().contains(QStringLiteral("4567")));
    const AnalysisSnapshot file = runWith([](RunInfo& info) { info.textName = "fineweb"; });
    QVERIFY(reproduction(file, QStringLiteral("run.safetensors"), false)
                .command.contains(QStringLiteral(" --text ./fineweb ")));
}

void TestReproduceCommand::saysWhatTheRunDidNotDo()
{
    AnalysisSnapshot run = runWith([](RunInfo&) {});
    run.outcome = RunOutcome::Stopped;
    QVERIFY(reproduction(run, QStringLiteral("r"), true)
                .notes.contains(QStringLiteral("This run did not read all layers; the command does.")));
}

QTEST_GUILESS_MAIN(TestReproduceCommand)
#include "tst_ReproduceCommand.moc"
