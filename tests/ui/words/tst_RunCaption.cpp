// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/support/Version.h"
#include "tests/support/ScriptedRun.h"
#include "ui/words/RunCaption.h"

#include <QLocale>
#include <QTest>

#include <functional>
#include <memory>
#include <utility>

using namespace bathyscope;
using bathyscope::test::ScriptedRun;
using bathyscope::ui::runCaption;

class TestRunCaption : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void saysWhereAFigureComesFrom();
    void beginsWithTheNameOfTheRun();
    void namesModelAndTextByTheirDigests();
    void saysHowFarAnUnfinishedRunHadCome();
    void namesTheProgramBeforeARunIsKnown();
    void saysWhatTheNumbersDependOn();
};

namespace {

QString captionWith(const std::function<void(RunInfo&)>& change)
{
    AnalysisSnapshot run = *ScriptedRun().finished();
    auto info = std::make_shared<RunInfo>(*run.info);
    change(*info);
    run.info = std::move(info);
    return runCaption(run);
}

} // namespace

void TestRunCaption::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestRunCaption::saysWhereAFigureComesFrom()
{
    QCOMPARE(runCaption(*ScriptedRun().finished()),
             QStringLiteral("Bathyscope 0.1.0 · model sample-12 · text sample-text.txt · 8,192 tokens in 16 "
                            "windows of at most 512 · "
                            "mlp.hook_pre · K = 200, q < 0.05 · seed 1 · frequency: counts in the text · "
                            "2026-01-02T03:04:05Z"));
}

void TestRunCaption::beginsWithTheNameOfTheRun()
{
    AnalysisSnapshot run = *ScriptedRun().finished();
    run.name = "Without newlines";
    QVERIFY2(
        runCaption(run).startsWith(QStringLiteral("Without newlines · Bathyscope 0.1.0 · model sample-12")),
        qPrintable(runCaption(run)));
}

void TestRunCaption::namesModelAndTextByTheirDigests()
{
    AnalysisSnapshot run = *ScriptedRun().finished();
    run.weightsSha256 = "0123456789abcdef0123456789abcdef";
    auto info = std::make_shared<RunInfo>(*run.info);
    info->textSha256 = "fedcba9876543210fedcba9876543210";
    run.info = std::move(info);
    QVERIFY2(runCaption(run).contains(
                 QStringLiteral(" · model sample-12 (SHA-256 0123456789ab) · text sample-text.txt "
                                "(SHA-256 fedcba987654) · ")),
             qPrintable(runCaption(run)));
}

void TestRunCaption::saysHowFarAnUnfinishedRunHadCome()
{
    QVERIFY(runCaption(*ScriptedRun().snapshot(5)).contains(QStringLiteral(" · 5 of 12 layers · ")));
}

void TestRunCaption::namesTheProgramBeforeARunIsKnown()
{
    QCOMPARE(runCaption(AnalysisSnapshot {}),
             QStringLiteral("Bathyscope ") + QString::fromUtf8(programVersion));
}

void TestRunCaption::saysWhatTheNumbersDependOn()
{
    const QString usual = captionWith([](RunInfo& /*info*/) {});
    for (const char* unsaid : {"random weights", "leading space", "without"}) {
        QVERIFY(!usual.contains(QString::fromLatin1(unsaid)));
    }
    const QString all = captionWith([](RunInfo& info) {
        info.hasRandomWeights = true;
        info.numPermutations = 1000;
        info.falseDiscoveryRate = 0.001;
        info.seed = 12345;
        info.frequency.source = FrequencySource::Table;
        info.frequency.table = "pile %1.csv";
        info.tokenOptions = {.countsLeadingSpace = false, .skipsFirst = true, .skipsNewlines = true};
    });
    QVERIFY2(
        all.contains(QStringLiteral(
            " · mlp.hook_pre · random weights · K = 1,000, q < 0.001 · seed 12345 · frequency: pile %1.csv · "
            "leading space not counted · without the first token of each window · without newlines · ")),
        qPrintable(all));
    const QString collection = captionWith([](RunInfo& info) {
        info.textOrigin = "a collection, CC0";
        info.splitsDocuments = true;
    });
    QVERIFY2(collection.contains(QStringLiteral(" · text sample-text.txt (a collection, CC0) · ")),
             qPrintable(collection));
    QVERIFY2(collection.contains(QStringLiteral(" · windows end with documents · ")), qPrintable(collection));
    const QString untested = captionWith([](RunInfo& info) {
        info.numPermutations = 0;
        info.frequency.source = FrequencySource::BpeRank;
    });
    QVERIFY(untested.contains(QStringLiteral(" · no permutations · seed 1 · frequency: BPE rank · ")));
    QVERIFY(!untested.contains(QStringLiteral("q <")));
    QVERIFY(!untested.contains(QStringLiteral("circular")));
    QVERIFY(captionWith([](RunInfo& info) {
                info.isLengthShifted = true;
            }).contains(QStringLiteral(" · circular shifts instead of window permutations · ")));
}

QTEST_GUILESS_MAIN(TestRunCaption)
#include "tst_RunCaption.moc"
