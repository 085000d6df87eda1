// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "ui/figures/ModalityText.h"

#include <QLocale>
#include <QTest>

#include <cmath>
#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

/// Two Gaussians that stand apart, of 7,900,000 values.
GroupModality bimodal()
{
    GroupModality group;
    group.measured.numValues = 7'900'000;
    group.measured.numUsed = 20'000;
    group.measured.isConstant = false;
    group.measured.dip = {.dip = 0.04352, .p = 0.0001};
    group.measured.bimodalityCoefficient = 0.614;
    group.measured.single.bic = 2616;
    group.measured.mixture.bic = 2239.06;
    group.measured.mixture.components = {GaussianComponent {.weight = 0.6, .mean = 0, .sd = 1},
                                         GaussianComponent {.weight = 0.4, .mean = 4, .sd = 1}};
    group.pAdjusted = 0.00072;
    return group;
}

/// The first layer has these values in shorter tokens, counted in one unit.
AnalysisSnapshot runWith(const GroupModality& shorter, ObservationUnit unit = ObservationUnit::TokenMean,
                         RunOutcome outcome = RunOutcome::Completed)
{
    AnalysisSnapshot snapshot = *ScriptedRun({.numLayers = 2}).finished();
    auto layer = std::make_shared<LayerSummary>(*snapshot.layers[0]);
    layer->modality.at(static_cast<std::size_t>(unit)).at(0) = shorter;
    snapshot.layers[0] = layer;
    snapshot.outcome = outcome;
    return snapshot;
}

ModalityRow rowWith(const GroupModality& shorter)
{
    return modalityRows(runWith(shorter), 0, ObservationUnit::TokenMean).at(0);
}

QString noteWith(const GroupModality& shorter, ObservationUnit unit = ObservationUnit::TokenMean,
                 RunOutcome outcome = RunOutcome::Completed)
{
    return modalityNote(runWith(shorter, unit, outcome), 0, unit);
}

} // namespace

class TestModalityText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysNothingOfUnfinishedLayers();
    void givesEveryGroupARow();
    void saysEveryNumber();
    void followsTheAdjustedP();
    void namesEveryVerdict();
    void putsADashForWhatIsNotKnown();
    void notesSampledValues();
    void notesDependentValues();
    void notesThatAdjustedPFollow();
    void notesDegenerateMixtures();
};

void TestModalityText::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestModalityText::saysNothingOfUnfinishedLayers()
{
    const ScriptedRun run;
    QVERIFY(modalityRows(*run.snapshot(2), 2, ObservationUnit::Pooled).empty());
    QVERIFY(modalityRows(*run.snapshot(2), 12, ObservationUnit::Pooled).empty());
    QVERIFY(modalityNote(*run.snapshot(2), 2, ObservationUnit::Pooled).isEmpty());
}

void TestModalityText::givesEveryGroupARow()
{
    const ScriptedRun run;
    const auto rows = modalityRows(*run.finished(), 3, ObservationUnit::TokenMean);
    QCOMPARE(rows.size(), std::size_t {3});
    QCOMPARE(rows[0].group, QStringLiteral("shorter than 4"));
    QCOMPARE(rows[2].group, QStringLiteral("longer than 4"));
    QCOMPARE(rows[2].values, QStringLiteral("2,520"));
    QCOMPARE(rows[2].verdict, QStringLiteral("Unimodal not rejected"));
}

void TestModalityText::saysEveryNumber()
{
    const ModalityRow expected {.group = QStringLiteral("shorter than 4"),
                                .verdict = QStringLiteral("Bimodal"),
                                .isRejected = true,
                                .dip = QStringLiteral("0.0435"),
                                .p = QStringLiteral("≤ 0.0001"),
                                .pAdjusted = QStringLiteral("0.00072"),
                                .deltaBic = QStringLiteral("376.9"),
                                .ashmanD = QStringLiteral("4.00"),
                                .bimodalityCoefficient = QStringLiteral("0.61"),
                                .values = QStringLiteral("20,000 of 7,900,000")};
    QCOMPARE(rowWith(bimodal()), expected);
}

void TestModalityText::followsTheAdjustedP()
{
    GroupModality group = bimodal();
    group.measured.dip.p = 0.04;
    QCOMPARE(rowWith(group).verdict, QStringLiteral("Bimodal"));
    group.pAdjusted = 0.06;
    QCOMPARE(rowWith(group).verdict, QStringLiteral("Unimodal not rejected"));
    group.pAdjusted = std::nan("");
    QCOMPARE(rowWith(group).verdict, QStringLiteral("Bimodal"));
    QCOMPARE(rowWith(group).pAdjusted, QStringLiteral("–"));
}

void TestModalityText::namesEveryVerdict()
{
    GroupModality group = bimodal();
    group.measured.mixture.components[1].mean = 1;
    QCOMPARE(rowWith(group).verdict, QStringLiteral("Multimodal"));
    QVERIFY(rowWith(group).isRejected);
    group.measured.isConstant = true;
    QCOMPARE(rowWith(group).verdict, QStringLiteral("All values equal"));
    group.measured.numUsed = 3;
    QCOMPARE(rowWith(group).verdict, QStringLiteral("Too few values"));
}

void TestModalityText::putsADashForWhatIsNotKnown()
{
    const ModalityRow row = rowWith({});
    QCOMPARE(row.verdict, QStringLiteral("Too few values"));
    QVERIFY(!row.isRejected);
    QCOMPARE(row.values, QStringLiteral("0"));
    for (const QString& text :
         {row.dip, row.p, row.pAdjusted, row.deltaBic, row.ashmanD, row.bimodalityCoefficient}) {
        QCOMPARE(text, QStringLiteral("–"));
    }
}

void TestModalityText::notesSampledValues()
{
    GroupModality group = bimodal();
    QCOMPARE(noteWith(group), QStringLiteral("Measured on a random sample of the values."));
    group.measured.numValues = 20'000;
    QCOMPARE(noteWith(group), QString());
}

void TestModalityText::notesDependentValues()
{
    for (const ObservationUnit unit : {ObservationUnit::Pooled, ObservationUnit::PooledZ}) {
        QVERIFY(noteWith(bimodal(), unit).contains(QStringLiteral("p is descriptive")));
    }
    for (const ObservationUnit unit : {ObservationUnit::TokenMean, ObservationUnit::NeuronMean}) {
        QVERIFY(!noteWith(bimodal(), unit).contains(QStringLiteral("p is descriptive")));
    }
}

void TestModalityText::notesThatAdjustedPFollow()
{
    GroupModality group = bimodal();
    group.pAdjusted = std::nan("");
    const ObservationUnit unit = ObservationUnit::TokenMean;
    QVERIFY(noteWith(group, unit, RunOutcome::Running).contains(QStringLiteral("when the run ends")));
    QVERIFY(noteWith(group, unit, RunOutcome::Stopped).contains(QStringLiteral("not adjusted")));
    QCOMPARE(noteWith({}, unit, RunOutcome::Running), QString()); // nothing to adjust
}

void TestModalityText::notesDegenerateMixtures()
{
    GroupModality group = bimodal();
    group.measured.mixture.isDegenerate = true;
    QVERIFY(noteWith(group).contains(QStringLiteral("nearly equal values")));
}

QTEST_GUILESS_MAIN(TestModalityText)
#include "tst_ModalityText.moc"
