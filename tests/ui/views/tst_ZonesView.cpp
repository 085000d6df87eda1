// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FunctionalZones.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/ViewBench.h"
#include "ui/plots/LinePlot.h"
#include "ui/views/ZonesView.h"

#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include <cmath>
#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;
using bathyscope::test::ViewBench;

namespace {

/// A shown view and its parts.
struct Bench : ViewBench<ZonesView>
{
    explicit Bench(std::shared_ptr<const AnalysisSnapshot> snapshot = nullptr)
        : ViewBench(std::move(snapshot))
        , range(view.findChild<LinePlot*>(QStringLiteral("range")))
        , median(view.findChild<LinePlot*>(QStringLiteral("median")))
        , criteria(view.findChild<QTableWidget*>())
    {
    }

    [[nodiscard]] QString finding() const
    {
        return view.findChild<QLabel*>(QStringLiteral("finding"))->text();
    }

    LinePlot* range;
    LinePlot* median;
    QTableWidget* criteria;
};

} // namespace

class TestZonesView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatToDoBeforeARun();
    void showsZonesWhenTheRunEnds();
    void marksTheBestCriterion();
    void showsNoTableWhereNothingWasCompared();
    void selectsTheLayerOfAClickedPoint();
    void selectsNeighboursByKeyboard();
    void readsOutALayer();
    void readsOutLayersWithoutIntervalsOrZones();
    void linksTheZoomOfBothPlots();
    void exportsThePlotThatWasUsedLast();
    void namesEveryControlForScreenReaders();

private:
    const ScriptedRun m_run;
};

void TestZonesView::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestZonesView::saysWhatToDoBeforeARun()
{
    Bench bench;
    QTRY_VERIFY(bench.emptyText().startsWith(QStringLiteral("Press Run")));
    bench.view.setSnapshot(m_run.snapshot(0));
    QTRY_VERIFY(bench.emptyText().contains(QStringLiteral("as soon as it is finished")));
    bench.view.setSnapshot(m_run.snapshot(1));
    QTRY_COMPARE(bench.emptyText(), QString());
    auto failed = std::make_shared<AnalysisSnapshot>(); // before anything was known of model and text
    failed->outcome = RunOutcome::Stopped;
    bench.view.setSnapshot(failed);
    QTRY_VERIFY(bench.emptyText().contains(QStringLiteral("before its first layer")));
}

void TestZonesView::showsZonesWhenTheRunEnds()
{
    Bench bench(m_run.snapshot(11));
    QTRY_COMPARE(bench.finding(), QStringLiteral("Zones are found when the run ends."));
    QVERIFY(bench.median->data().spans.empty());
    bench.view.setSnapshot(m_run.finished());
    QTRY_VERIFY(bench.finding().startsWith(QStringLiteral("3 zones")));
    QCOMPARE(bench.median->data(), zonesPlotData(*m_run.finished(), std::nullopt).median);
    QCOMPARE(bench.range->data(), zonesPlotData(*m_run.finished(), std::nullopt).range);
}

void TestZonesView::marksTheBestCriterion()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.criteria->columnCount(), 6);
    QVERIFY(bench.criteria->isVisible());
    QCOMPARE(bench.criteria->item(0, 1)->text(), QStringLiteral("−61.0"));
    QVERIFY(!bench.criteria->item(0, 1)->font().bold());
    QCOMPARE(bench.criteria->item(0, 2)->text(), QStringLiteral("−72.0, best"));
    QVERIFY(bench.criteria->item(0, 2)->font().bold());
    QCOMPARE(bench.criteria->horizontalHeaderItem(2)->text(), QStringLiteral("3 zones"));
}

void TestZonesView::showsNoTableWhereNothingWasCompared()
{
    const ScriptedRun shallow({.numLayers = 4});
    Bench bench(shallow.finished());
    QTRY_VERIFY(bench.finding().startsWith(QStringLiteral("Too few layers")));
    QVERIFY(!bench.criteria->isVisible());
}

void TestZonesView::selectsTheLayerOfAClickedPoint()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(!bench.median->data().series.empty());
    emit bench.median->pointClicked(0, 7);
    QCOMPARE(bench.selection.layer(), std::optional<int>(7));
    QTRY_COMPARE(bench.range->data().markers.back().x, 7.0);
}

void TestZonesView::selectsNeighboursByKeyboard()
{
    Bench bench(m_run.finished());
    bench.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bench.view));
    bench.range->setFocus();
    QTest::keyClick(&bench.view, Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(&bench.view, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(bench.selection.layer(), std::optional<int>(1));
    QTest::keyClick(&bench.view, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(bench.selection.layer(), std::optional<int>(0));
}

void TestZonesView::readsOutALayer()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(bench.readOut().startsWith(QStringLiteral("Point at a layer")));
    emit bench.median->hovered(0, 9, 0);
    QVERIFY(bench.readOut().startsWith(QStringLiteral("Layer 9, zone 3 · median r −")));
    QVERIFY(bench.readOut().contains(QStringLiteral("95 %:")));
    QVERIFY2(bench.readOut().endsWith(QStringLiteral("times as wide as inner layers")),
             qPrintable(bench.readOut()));
    bench.selection.setLayer(2);
    emit bench.median->hovered(-1, 0, 0);
    QTRY_VERIFY(bench.readOut().startsWith(QStringLiteral("Layer 2, zone 2 · ")));
}

void TestZonesView::readsOutLayersWithoutIntervalsOrZones()
{
    auto layer = std::make_shared<LayerSummary>();
    layer->rMedian = std::nan("");
    layer->rLowerQuartile = std::nan("");
    layer->rUpperQuartile = std::nan("");
    auto snapshot = std::make_shared<AnalysisSnapshot>();
    snapshot->layers = {layer};
    Bench bench(snapshot);
    bench.selection.setLayer(0);
    QTRY_COMPARE(bench.readOut(), QStringLiteral("Layer 0 · no neuron has an r"));
    QCOMPARE(bench.finding(), QStringLiteral("Zones are found when the run ends."));
}

void TestZonesView::linksTheZoomOfBothPlots()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(!bench.median->data().series.empty());
    bench.range->setFocus();
    QTest::keyClick(bench.range, Qt::Key_Plus);
    QVERIFY(bench.range->isZoomed());
    QCOMPARE(bench.median->xUpper(), bench.range->xUpper());
    bench.view.findChild<QPushButton*>(QStringLiteral("resetZoom"))->click();
    QCOMPARE(bench.median->xUpper(), 11.5);
    QCOMPARE(bench.range->xUpper(), 11.5);
}

void TestZonesView::exportsThePlotThatWasUsedLast()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(!bench.median->data().series.empty());
    QCOMPARE(bench.view.currentPlot(), bench.range);
    QCOMPARE(bench.view.exportName(), QStringLiteral("zones-interquartile-range"));
    emit bench.median->cursorMoved(3.0);
    QCOMPARE(bench.view.currentPlot(), bench.median);
    QCOMPARE(bench.view.exportName(), QStringLiteral("zones-median"));
    QVERIFY(bench.view.csv().startsWith(QStringLiteral("series,Layer,Median of r,low,high\n")));
}

void TestZonesView::namesEveryControlForScreenReaders()
{
    Bench bench(m_run.finished());
    for (const QWidget* widget :
         std::initializer_list<const QWidget*> {bench.range, bench.median, bench.criteria}) {
        QVERIFY(!widget->accessibleName().isEmpty());
    }
    QVERIFY(!bench.criteria->toolTip().isEmpty());
    QVERIFY(!bench.view.findChild<QPushButton*>()->toolTip().isEmpty());
}

QTEST_MAIN(TestZonesView)
#include "tst_ZonesView.moc"
