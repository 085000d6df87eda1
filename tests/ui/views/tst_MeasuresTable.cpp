// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "ui/views/MeasuresTable.h"

#include <QLocale>
#include <QScrollBar>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

class TestMeasuresTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void hasARowForEveryMeasureBelowItsHeading();
    void whatIsOfBothSpansBoth();
    void keepsItsPlaceWhenMeasuresChange();
    void isCopiedAsLinesOfCells();

private:
    [[nodiscard]] std::vector<ComparisonMeasure> measures(std::size_t numFinished) const
    {
        return comparisonMeasures(compareRuns(*m_shallow.finished(), *m_deep.snapshot(numFinished)));
    }

    static int rowOf(const MeasuresTable& table, const QString& name)
    {
        const QList<QTableWidgetItem*> found = table.findItems(name, Qt::MatchExactly);
        return found.isEmpty() ? -1 : found.front()->row();
    }

    const ScriptedRun m_shallow;
    const ScriptedRun m_deep {{.modelName = "sample-24", .numLayers = 24, .numNeurons = 8192}};
    const std::array<QString, 2> m_names {QStringLiteral("sample-12"), QStringLiteral("sample-24")};
};

void TestMeasuresTable::hasARowForEveryMeasureBelowItsHeading()
{
    const test::FailOnWarning failOnWarning;
    MeasuresTable table;
    const auto all = measures(24);
    table.setMeasures(all, m_names);
    QCOMPARE(table.horizontalHeaderItem(2)->text(), QStringLiteral("sample-24"));
    int numHeadings = 0;
    for (int row = 0; row < table.rowCount(); ++row) {
        numHeadings += table.columnSpan(row, 0) == 3 ? 1 : 0;
        QVERIFY(table.item(row, 0));
        QCOMPARE(table.item(row, 0)->toolTip().isEmpty(), table.columnSpan(row, 0) == 3);
    }
    QCOMPARE(table.rowCount(), static_cast<int>(all.size()) + numHeadings);
    QCOMPARE(table.item(0, 0)->text(), QStringLiteral("Size"));
    const int row = rowOf(table, QStringLiteral("Neurons a layer"));
    QCOMPARE(table.item(row, 1)->text(), QStringLiteral("512"));
    QCOMPARE(table.item(row, 2)->text(), QStringLiteral("8,192")); // by the locale
}

void TestMeasuresTable::whatIsOfBothSpansBoth()
{
    MeasuresTable table;
    table.setMeasures(measures(24), m_names);
    const int row = rowOf(table, QStringLiteral("Mean distance"));
    QCOMPARE(table.columnSpan(row, 1), 2);
    QVERIFY(!table.item(row, 2));
    QCOMPARE(table.columnSpan(rowOf(table, QStringLiteral("Boundaries")), 1), 1);
}

void TestMeasuresTable::keepsItsPlaceWhenMeasuresChange()
{
    MeasuresTable table;
    table.resize(500, 200);
    table.show();
    table.setMeasures(measures(9), m_names);
    const int row = rowOf(table, QStringLiteral("Finished layers"));
    QCOMPARE(table.item(row, 2)->text(), QStringLiteral("9"));
    QCOMPARE(table.item(rowOf(table, QStringLiteral("Boundaries")), 2)->text(), QStringLiteral("–"));
    QTRY_VERIFY(table.verticalScrollBar()->maximum() >= 5);
    table.verticalScrollBar()->setValue(5);
    table.setMeasures(measures(24), m_names);
    QCOMPARE(table.verticalScrollBar()->value(), 5);
    QCOMPARE(table.item(row, 2)->text(), QStringLiteral("24"));
    QVERIFY(table.item(rowOf(table, QStringLiteral("Boundaries")), 2)->text().contains(u';'));
}

void TestMeasuresTable::isCopiedAsLinesOfCells()
{
    MeasuresTable table;
    table.setMeasures(measures(24), m_names);
    const QStringList lines = table.text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), table.rowCount() + 2); // heads, and what follows the last line's end
    QCOMPARE(lines.at(0), QStringLiteral("Measure\tsample-12\tsample-24"));
    QCOMPARE(lines.at(1), QStringLiteral("Size"));
    QCOMPARE(lines.at(2), QStringLiteral("Layers\t12\t24"));
}

QTEST_MAIN(TestMeasuresTable)
#include "tst_MeasuresTable.moc"
