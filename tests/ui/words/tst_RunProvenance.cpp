// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/support/Version.h"
#include "tests/support/ScriptedRun.h"
#include "ui/words/RunProvenance.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

class TestRunProvenance : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void namesProgramModelTextSettingsAndSeed();
    void saysWhatIsNotKnown();
    void saysHowFarARunHadCome();
    void namesTheProgramBeforeARunIsKnown();
    void shortensDigests();
};

namespace {

AnalysisSnapshot runWith(const std::function<void(RunInfo&)>& change)
{
    AnalysisSnapshot run = *ScriptedRun().finished();
    run.weightsSha256 = std::string(64, 'a');
    auto info = std::make_shared<RunInfo>(*run.info);
    info->textSha256 = std::string(64, 'b');
    change(*info);
    run.info = std::move(info);
    return run;
}

QString valueOf(const std::vector<ProvenanceRow>& rows, const char* name)
{
    const auto row = std::ranges::find(rows, QString::fromLatin1(name), &ProvenanceRow::name);
    return row == rows.end() ? QStringLiteral("no such row") : row->value;
}

} // namespace

void TestRunProvenance::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestRunProvenance::namesProgramModelTextSettingsAndSeed()
{
    const AnalysisSnapshot run = runWith([](RunInfo& info) {
        info.seed = 12345;
        info.numPermutations = 1000;
        info.precision = PrecisionChoice::Bfloat16;
        info.blas = "OpenBLAS";
        info.frequency.source = FrequencySource::Table;
        info.frequency.table = "pile %1.csv";
        info.tokenOptions.skipsFirst = true;
        info.splitsDocuments = true;
        info.textOrigin = "a collection, CC0";
    });
    const std::vector<ProvenanceRow> origin = originRows(run);
    QCOMPARE(valueOf(origin, "Program"), QStringLiteral("Bathyscope ") + QString::fromLatin1(programVersion));
    QCOMPARE(valueOf(origin, "Model"), QStringLiteral("sample-12"));
    QCOMPARE(valueOf(origin, "SHA-256 of its weights"), QString(64, QLatin1Char('a')));
    QCOMPARE(valueOf(origin, "SHA-256 of the text"), QString(64, QLatin1Char('b')));
    QCOMPARE(valueOf(origin, "Source and licence of the text"), QStringLiteral("a collection, CC0"));
    QCOMPARE(valueOf(origin, "Precision"), QStringLiteral("bfloat16"));
    QCOMPARE(valueOf(origin, "Linear algebra (BLAS)"), QStringLiteral("OpenBLAS"));
    const std::vector<ProvenanceRow> settings = settingRows(run);
    QCOMPARE(valueOf(settings, "Hook point"), QStringLiteral("mlp.hook_pre"));
    QCOMPARE(valueOf(settings, "Windows end with documents"), QStringLiteral("yes"));
    QCOMPARE(valueOf(settings, "Tests"), QStringLiteral("1,000 permutations"));
    QCOMPARE(valueOf(settings, "Token frequency"), QStringLiteral("the table pile %1.csv"));
    QCOMPARE(valueOf(settings, "First token of each window left out"), QStringLiteral("yes"));
    QCOMPARE(valueOf(settings, "Seed"), QStringLiteral("12345"));
    const QString all = runProvenance(run);
    for (const auto& rows : {origin, settings}) {
        for (const ProvenanceRow& row : rows) {
            QVERIFY2(all.contains(row.name + QStringLiteral(": ") + row.value), qPrintable(row.name));
        }
    }
}

void TestRunProvenance::saysWhatIsNotKnown()
{
    AnalysisSnapshot run = runWith([](RunInfo& info) {
        info.textSha256.clear();
        info.numPermutations = 0;
    });
    run.weightsSha256.clear();
    QCOMPARE(valueOf(originRows(run), "SHA-256 of its weights"), QStringLiteral("not known"));
    QCOMPARE(valueOf(originRows(run), "SHA-256 of the text"), QStringLiteral("not known"));
    QCOMPARE(valueOf(originRows(run), "Source and licence of the text"), QStringLiteral("no such row"));
    QCOMPARE(valueOf(settingRows(run), "Tests"), QStringLiteral("none"));
    AnalysisSnapshot control = runWith([](RunInfo& info) { info.hasRandomWeights = true; });
    control.weightsSha256.clear();
    QVERIFY(valueOf(originRows(control), "SHA-256 of its weights").contains(QStringLiteral("from the seed")));
}

void TestRunProvenance::saysHowFarARunHadCome()
{
    AnalysisSnapshot run = *ScriptedRun().snapshot(5);
    QCOMPARE(valueOf(originRows(run), "Run"), QStringLiteral("still going, 5 of 12 layers"));
    run.outcome = RunOutcome::Stopped;
    QCOMPARE(valueOf(originRows(run), "Run"), QStringLiteral("stopped after 5 of 12 layers"));
    QCOMPARE(valueOf(originRows(*ScriptedRun().finished()), "Run"), QStringLiteral("complete, 12 layers"));
}

void TestRunProvenance::namesTheProgramBeforeARunIsKnown()
{
    QCOMPARE(runProvenance(AnalysisSnapshot {}),
             QStringLiteral("Bathyscope ") + QString::fromLatin1(programVersion));
}

void TestRunProvenance::shortensDigests()
{
    QCOMPARE(shortDigest("0123456789abcdef"), QStringLiteral("0123456789ab"));
    QCOMPARE(shortDigest(""), QString());
}

QTEST_GUILESS_MAIN(TestRunProvenance)
#include "tst_RunProvenance.moc"
