// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/ZoomRange.h"

#include <QTest>

using namespace bathyscope::ui;

class TestZoomRange : public QObject
{
    Q_OBJECT

private slots:
    void zoomKeepsTheCentreInPlace();
    void neverLeavesTheFullRange();
    void stopsAtTheNarrowestZoom();
    void movesOnlyAsFarAsThereIsSomething();
    void newFullRangeKeepsWhatFits_data();
    void newFullRangeKeepsWhatFits();
    void saysWhetherItChanged();
};

namespace {

ZoomRange onTen()
{
    ZoomRange range;
    range.setFull({0, 10});
    return range;
}

} // namespace

void TestZoomRange::zoomKeepsTheCentreInPlace()
{
    ZoomRange range = onTen();
    QVERIFY(range.zoomBy(0.5, 2));
    QCOMPARE(range.shown().lower, 1.0);
    QCOMPARE(range.shown().upper, 6.0);
    QVERIFY(range.isZoomed());
}

void TestZoomRange::neverLeavesTheFullRange()
{
    ZoomRange range = onTen();
    range.show({8, 10});
    QVERIFY(range.zoomBy(2, 8));
    QCOMPARE(range.shown().lower, 6.0); // would be 8 to 12
    QCOMPARE(range.shown().upper, 10.0);
    QVERIFY(range.zoomBy(100, 8));
    QVERIFY(!range.isZoomed());
}

void TestZoomRange::stopsAtTheNarrowestZoom()
{
    ZoomRange range = onTen();
    range.zoomBy(1e-9, 5);
    QVERIFY(qFuzzyCompare(range.width(), 0.01));
}

void TestZoomRange::movesOnlyAsFarAsThereIsSomething()
{
    ZoomRange range = onTen();
    range.show({4, 6});
    QVERIFY(range.moveBy(3));
    QCOMPARE(range.shown().upper, 9.0);
    QVERIFY(range.moveBy(3));
    QCOMPARE(range.shown().lower, 8.0);
    QVERIFY(!range.moveBy(3));
    QVERIFY(range.moveBy(-30));
    QCOMPARE(range.shown().lower, 0.0);
    QCOMPARE(range.width(), 2.0);
}

void TestZoomRange::newFullRangeKeepsWhatFits_data()
{
    QTest::addColumn<double>("lower");
    QTest::addColumn<double>("upper");
    QTest::addColumn<double>("shownLower");
    QTest::addColumn<double>("shownUpper");
    QTest::addRow("wider") << -10.0 << 20.0 << 4.0 << 6.0;
    QTest::addRow("cuts the zoom") << 5.0 << 20.0 << 5.0 << 6.0;
    QTest::addRow("elsewhere") << 6.0 << 20.0 << 6.0 << 20.0;
}

void TestZoomRange::newFullRangeKeepsWhatFits()
{
    QFETCH(const double, lower);
    QFETCH(const double, upper);
    QFETCH(const double, shownLower);
    QFETCH(const double, shownUpper);
    ZoomRange range = onTen();
    range.show({4, 6});
    range.setFull({lower, upper});
    QCOMPARE(range.shown().lower, shownLower);
    QCOMPARE(range.shown().upper, shownUpper);
    range.reset();
    QCOMPARE(range.shown().lower, lower);
    QVERIFY(!range.isZoomed());
}

void TestZoomRange::saysWhetherItChanged()
{
    ZoomRange range = onTen();
    QVERIFY(!range.zoomBy(2, 5));
    QVERIFY(!range.moveBy(1));
    QVERIFY(range.moveTo({2, 4}));
    QVERIFY(!range.moveTo({2, 4}));
}

QTEST_APPLESS_MAIN(TestZoomRange)
#include "tst_ZoomRange.moc"
