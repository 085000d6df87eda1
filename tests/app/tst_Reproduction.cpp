// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandLine.h"
#include "core/analysis/RunInfo.h"
#include "tests/support/ScriptedRun.h"
#include "ui/report/ReproduceCommand.h"

#include <QProcess>
#include <QTest>

#include <functional>
#include <memory>
#include <utility>

using namespace bathyscope;
using namespace bathyscope::app;
using bathyscope::test::ScriptedRun;

using Change = std::function<void(RunInfo&)>;
Q_DECLARE_METATYPE(Change)

/// The command that a report gives is understood as what the run was.
class TestReproduction : public QObject
{
    Q_OBJECT

private slots:
    void asksForTheSameRun_data();
    void asksForTheSameRun();
};

namespace {

/// The arguments that a shell makes of a command line, without the program's name.
std::vector<std::string> argumentsOf(const QString& command)
{
    QString line = command;
    line.replace(QStringLiteral("bathyscope "), QStringLiteral("printf '%s\\0' "));
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
    std::vector<std::string> arguments;
    if (shell.waitForFinished()) {
        const QByteArray bytes = shell.readAllStandardOutput();
        for (const QByteArray& argument : bytes.chopped(1).split('\0')) {
            arguments.push_back(argument.toStdString());
        }
    }
    return arguments;
}

} // namespace

void TestReproduction::asksForTheSameRun_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("as usual") << Change([](RunInfo&) {});
    QTest::newRow("everything otherwise") << Change([](RunInfo& info) {
        info.modelName = "my model";
        info.textName = "it's a \"text\".txt";
        info.maxTokens = 4097;
        info.windowLength = 100;
        info.hook = HookPoint::ResidPost;
        info.device = DeviceChoice::Cuda;
        info.precision = PrecisionChoice::Bfloat16;
        info.numPermutations = 0;
        info.falseDiscoveryRate = 0.123456789;
        info.seed = 18'446'744'073'709'551'615U;
        info.frequency.source = FrequencySource::Table;
        info.frequency.table = "the pile.csv";
        info.tokenOptions = {.countsLeadingSpace = false, .skipsFirst = true, .skipsNewlines = true};
        info.hasRandomWeights = true;
        info.splitsDocuments = true;
    });
    QTest::newRow("token ids") << Change([](RunInfo& info) {
        info.textSha256.clear();
        info.textName = "ids.json";
        info.frequency.source = FrequencySource::BpeRank;
    });
}

void TestReproduction::asksForTheSameRun()
{
    QFETCH(const Change, change);
    AnalysisSnapshot run = *ScriptedRun().finished();
    RunInfo info = *run.info;
    info.textSha256 = "0123";
    info.device = DeviceChoice::Cpu;
    info.precision = PrecisionChoice::Float32;
    change(info);
    run.info = std::make_shared<const RunInfo>(info);

    const QString command = ui::reproduction(run, QStringLiteral("out.safetensors"), false).command;
    const auto options = std::get<AnalyzeOptions>(parseCommandLine(argumentsOf(command)));
    QCOMPARE(options.out, std::string("out.safetensors"));
    QCOMPARE(options.run.model, info.modelName);
    QCOMPARE(options.run.textFile.has_value(), !info.textSha256.empty());
    QCOMPARE(options.run.idsFile.has_value(), info.textSha256.empty());
    QCOMPARE(options.run.textFile.value_or(options.run.idsFile.value_or("")), info.textName);
    for (const RunSetting& setting : runSettings()) {
        if (setting.changesResult) {
            QCOMPARE(setting.write(options.run), setting.write(info));
        }
    }
}

QTEST_GUILESS_MAIN(TestReproduction)
#include "tst_Reproduction.moc"
