// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "ui/report/ReportTables.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <limits>
#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

Q_DECLARE_METATYPE(ReportTable)

class TestReportTables : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void haveACellAColumn_data();
    void haveACellAColumn();
    void haveARowALayer();
    void giveTheNumbersOfALayer();
    void putDashesForWhatIsNotDefined();
    void describeZonesOnlyWhereThereWasAChoice();
    void putBothRunsBesideEachOther();
};

namespace {

using Table = ReportTable (*)(const AnalysisSnapshot&);

} // namespace

void TestReportTables::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestReportTables::haveACellAColumn_data()
{
    QTest::addColumn<ReportTable>("table");
    const AnalysisSnapshot run = *ScriptedRun().finished();
    QTest::newRow("layers") << layersTable(run);
    QTest::newRow("modality") << modalityTable(run);
    QTest::newRow("confound") << confoundTable(run);
    QTest::newRow("zones") << zonesTable(run);
    const ComparedRuns runs {ScriptedRun().finished(), ScriptedRun().finished()};
    const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
    QTest::newRow("measures") << measuresTable(comparison, runs);
    QTest::newRow("depths") << depthsTable(comparison, runs);
}

void TestReportTables::haveACellAColumn()
{
    QFETCH(const ReportTable, table);
    QVERIFY(!table.caption.isEmpty());
    QVERIFY(!table.rows.empty());
    for (const ReportTable::Row& row : table.rows) {
        QCOMPARE(row.cells.size() + 1, table.heads.size());
    }
    int grouped = 1;
    for (const ReportTable::Group& group : table.groups) {
        grouped += group.numColumns;
    }
    QVERIFY(table.groups.empty() || grouped == table.heads.size());
}

void TestReportTables::haveARowALayer()
{
    const AnalysisSnapshot half = *ScriptedRun().snapshot(5);
    for (const Table table : {&layersTable, &modalityTable, &confoundTable}) {
        QCOMPARE(table(*ScriptedRun().finished()).rows.size(), std::size_t {12});
        QCOMPARE(table(half).rows.size(), std::size_t {5});
        QCOMPARE(table(half).rows.back().head, QStringLiteral("4"));
    }
}

void TestReportTables::giveTheNumbersOfALayer()
{
    AnalysisSnapshot run = *ScriptedRun().finished();
    auto layer = std::make_shared<LayerSummary>(*run.layers[3]);
    layer->numNeurons = 8192;
    layer->numConstant = 2;
    layer->numNonFinite = 1;
    layer->rMedian = -0.0512;
    layer->rLowerQuartile = -0.1;
    layer->rUpperQuartile = 0.025;
    layer->rPositiveShare = 0.3125;
    layer->jackknife.medianLow = -0.06;
    layer->jackknife.medianHigh = -0.04;
    run.layers[3] = layer;
    const QStringList cells = layersTable(run).rows[3].cells;
    QCOMPARE(
        cells.mid(0, 6),
        (QStringList {QStringLiteral("8,192"), QStringLiteral("−0.051"), QStringLiteral("−0.060 to −0.040"),
                      QStringLiteral("−0.100 to 0.025"), QStringLiteral("0.125"), QStringLiteral("31.3 %")}));
    QCOMPARE(cells[7], QStringLiteral("3"));
}

void TestReportTables::putDashesForWhatIsNotDefined()
{
    AnalysisSnapshot run = *ScriptedRun().finished();
    auto layer = std::make_shared<LayerSummary>(*run.layers[0]);
    layer->rMedian = std::numeric_limits<double>::quiet_NaN();
    layer->jackknife.medianLow = std::numeric_limits<double>::quiet_NaN();
    run.layers[0] = layer;
    const QStringList cells = layersTable(run).rows[0].cells;
    QCOMPARE(cells[1], QStringLiteral("–"));
    QCOMPARE(cells[2], QStringLiteral("–"));
}

void TestReportTables::describeZonesOnlyWhereThereWasAChoice()
{
    QVERIFY(zonesTable(*ScriptedRun().snapshot(5)).rows.empty());
    const std::vector<ReportTable::Row> rows = zonesTable(*ScriptedRun().finished()).rows;
    QCOMPARE(std::ranges::count_if(
                 rows, [](const ReportTable::Row& row) { return row.cells.back() == QStringLiteral("yes"); }),
             1);
}

void TestReportTables::putBothRunsBesideEachOther()
{
    const ComparedRuns runs {
        ScriptedRun({.modelName = "deep", .numLayers = 24, .numNeurons = 64}).finished(),
        ScriptedRun({.modelName = "shallow", .numLayers = 12, .numNeurons = 64}).finished()};
    const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
    const ReportTable depths = depthsTable(comparison, runs);
    QCOMPARE(depths.rows.size(), std::size_t {12});
    QCOMPARE(depths.heads[1], QStringLiteral("Layer of shallow"));
    QCOMPARE(depths.rows.back().cells.mid(0, 2),
             (QStringList {QStringLiteral("11"), QStringLiteral("23.00")}));
    const ReportTable measures = measuresTable(comparison, runs);
    QCOMPARE(measures.heads.mid(1, 2), (QStringList {QStringLiteral("deep"), QStringLiteral("shallow")}));
    QCOMPARE(measures.rows.front().cells.mid(0, 2),
             (QStringList {QStringLiteral("24"), QStringLiteral("12")}));
}

QTEST_GUILESS_MAIN(TestReportTables)
#include "tst_ReportTables.moc"
