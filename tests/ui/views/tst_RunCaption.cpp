// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Version.h"
#include "tests/support/ScriptedRun.h"
#include "ui/views/RunCaption.h"

#include <QLocale>
#include <QTest>

using namespace bathyscope;
using bathyscope::test::ScriptedRun;
using bathyscope::ui::runCaption;

class TestRunCaption : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void saysWhereAFigureComesFrom();
    void saysHowFarAnUnfinishedRunHadCome();
    void namesTheProgramBeforeARunIsKnown();
};

void TestRunCaption::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestRunCaption::saysWhereAFigureComesFrom()
{
    QCOMPARE(runCaption(*ScriptedRun().finished()),
             QStringLiteral(
                 "Bathyscope 0.1.0 · model sample-12 · text sample-text.txt · 8,192 tokens in 16 windows · "
                 "mlp.hook_pre · 2026-01-02T03:04:05Z"));
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

QTEST_GUILESS_MAIN(TestRunCaption)
#include "tst_RunCaption.moc"
