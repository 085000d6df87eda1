// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TokenTextsOf.h"
#include "ui/neurons/ExtremeTokenTable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

constexpr int wide = 900;

/// A shown table of a neuron on "one two three four".
struct Bench
{
    Bench()
        : chosen(&table, &ExtremeTokenTable::tokenChosen)
        , activated(&table, &ExtremeTokenTable::tokenActivated)
    {
        const auto tokens = test::tokenTextsOf("one two three four");
        auto info = std::make_shared<RunInfo>();
        info->windows = tokens->windows();
        info->features = std::make_shared<const TokenFeatures>(tokens->features());
        auto portrait = std::make_shared<NeuronPortrait>();
        portrait->values = {0.5F, 0, 2.25F, -1};
        portrait->highest = {2, 0};
        portrait->lowest = {3, 1};
        table.setPortrait(info, portrait, tokens, {.scale = TokenColoring::Scale::Signed, .valueName = {}});
        table.resize(wide, 300);
        table.show();
    }

    [[nodiscard]] QPoint placeOf(int row) const
    {
        return table.visualRect(table.tokens().index(row, ExtremeTokenModel::ContextColumn)).center();
    }

    void press(Qt::Key key)
    {
        QTest::keyClick(&table, key);
    }

    test::FailOnWarning failOnWarning;
    ExtremeTokenTable table;
    QSignalSpy chosen;
    QSignalSpy activated;
};

} // namespace

class TestExtremeTokenTable : public QObject
{
    Q_OBJECT

private slots:
    void clickChoosesAndDoubleClickActivates()
    {
        Bench bench;
        QTest::mouseClick(bench.table.viewport(), Qt::LeftButton, {}, bench.placeOf(1));
        QCOMPARE(bench.chosen.count(), 1);
        QCOMPARE(bench.chosen.front().at(0).value<std::size_t>(), std::size_t {2});
        QCOMPARE(bench.chosen.front().at(1).toBool(), false);
        QTest::mouseClick(bench.table.viewport(), Qt::LeftButton, {}, bench.placeOf(2));
        QTest::mouseDClick(bench.table.viewport(), Qt::LeftButton, {}, bench.placeOf(2));
        QCOMPARE(bench.activated.count(), 1);
        QCOMPARE(bench.activated.front().front().value<std::size_t>(), std::size_t {0});
    }

    void headingsAreNoTokens()
    {
        Bench bench;
        QTest::mouseClick(bench.table.viewport(), Qt::LeftButton, {}, bench.placeOf(3));
        QCOMPARE(bench.chosen.count(), 0);
        bench.table.showToken(0);
        bench.press(Qt::Key_Down); // over the heading
        QCOMPARE(bench.chosen.count(), 1);
        QCOMPARE(bench.chosen.front().at(0).value<std::size_t>(), std::size_t {3});
        QCOMPARE(bench.chosen.front().at(1).toBool(), true);
    }

    void showsATokenQuietly()
    {
        Bench bench;
        bench.table.showToken(3);
        QCOMPARE(bench.table.currentIndex().row(), 4);
        bench.table.showToken(std::nullopt);
        QVERIFY(!bench.table.currentIndex().isValid());
        QVERIFY(bench.table.selectionModel()->selectedRows().isEmpty());
        QCOMPARE(bench.chosen.count(), 0);
    }

    void tokenStandsOnItsColour()
    {
        Bench bench;
        const QRect cell =
            bench.table.visualRect(bench.table.tokens().index(1, ExtremeTokenModel::ContextColumn));
        const QImage image = bench.table.viewport()->grab(cell).toImage();
        const QColor fill = bench.table.fills().ofToken(2);
        int numFilled = 0;
        for (int x = 0; x < image.width(); ++x) {
            numFilled += image.pixelColor(x, 2) == fill ? 1 : 0;
        }
        QVERIFY(numFilled > 10 && numFilled < image.width() / 4);
    }

    void narrowTableKeepsTheContext()
    {
        Bench bench;
        QVERIFY(!bench.table.isColumnHidden(ExtremeTokenModel::PositionColumn));
        bench.table.resize(340, 300);
        QVERIFY(bench.table.isColumnHidden(ExtremeTokenModel::PositionColumn));
        QVERIFY(!bench.table.isColumnHidden(ExtremeTokenModel::ActivationColumn));
        QVERIFY(bench.table.columnWidth(ExtremeTokenModel::ContextColumn) >= 200);
        QVERIFY(bench.table.horizontalHeader()->length() <= bench.table.viewport()->width());
        bench.table.resize(wide, 300);
        QVERIFY(!bench.table.isColumnHidden(ExtremeTokenModel::PositionColumn));
    }

    void copiesTheWholeTable()
    {
        Bench bench;
        QTest::keyClick(&bench.table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines =
            QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 7);
        QVERIFY(lines[0].startsWith(QStringLiteral("activation\ttoken in its context\t")));
        QVERIFY(lines[2].startsWith(QStringLiteral("2.25\tone two[ three] four\t")));
    }
};

QTEST_MAIN(TestExtremeTokenTable)
#include "tst_ExtremeTokenTable.moc"
