// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/statistics/NeuronStatistic.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/ViewBench.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/views/ConfoundView.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

struct Bench : test::ViewBench<ConfoundView>
{
    explicit Bench(std::shared_ptr<const AnalysisSnapshot> snapshot = nullptr)
        : ViewBench(std::move(snapshot))
        , lines(view.findChild<LinePlot*>())
        , heatmap(view.findChild<HeatmapPlot*>())
        , table(view.findChild<QTableWidget*>())
        , show(control<QComboBox>(QStringLiteral("Show")))
        , correlation(control<QComboBox>(QStringLiteral("Correlation")))
        , colours(control<QComboBox>(QStringLiteral("Colours")))
    {
    }

    LinePlot* lines;
    HeatmapPlot* heatmap;
    QTableWidget* table;
    QComboBox* show;
    QComboBox* correlation;
    QComboBox* colours;
};

enum Page : int
{
    OverDepth,
    Heatmap,
    Tokens,
};

} // namespace

class TestConfoundView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatToDoBeforeARun();
    void showsMediansAndATableOverDepth();
    void unfinishedLayersAndMissingTestsAreDashesOrEmpty();
    void withoutAnRGivenFrequencyNothingIsSaidToSurvive();
    void showsTheChosenCorrelationAsAHeatmap();
    void showsLengthAgainstFrequency();
    void aZoomOfOneAxisIsNoZoomOfAnother();
    void selectsTheLayerOfAPointACellAndARow();
    void readsOutCells();
    void exportsThePageInView();
    void theTableIsCopiedWhole();
    void anotherSelectionLeavesTheHeatmapAsItIs();

private:
    const ScriptedRun m_run;
};

void TestConfoundView::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestConfoundView::theTableIsCopiedWhole()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.table->rowCount(), 12);
    bench.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bench.view));
    bench.table->setFocus();
    QTest::keyClick(bench.table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines =
        QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 13);
    QCOMPARE(lines[0].count(QLatin1Char('\t')), 7);
    QCOMPARE(lines[5].section(QLatin1Char('\t'), 0, 1),
             QStringLiteral("Layer 4\t") + bench.table->item(4, 0)->text());
}

void TestConfoundView::anotherSelectionLeavesTheHeatmapAsItIs()
{
    Bench bench(m_run.finished());
    bench.show->setCurrentIndex(Heatmap);
    QTRY_COMPARE(bench.heatmap->data().rowNames.size(), std::size_t {12});
    const HeatmapData before = bench.heatmap->data();
    bench.selection.setLayer(4);
    QTRY_VERIFY(bench.readOut().startsWith(QStringLiteral("Layer 4")));
    QVERIFY(bench.heatmap->data() == before);
    bench.correlation->setCurrentIndex(1);
    QTRY_VERIFY(bench.heatmap->data() != before);
    bench.view.setSnapshot(m_run.snapshot(3));
    QTRY_VERIFY(std::isnan(bench.heatmap->data().values.back()));
}

void TestConfoundView::saysWhatToDoBeforeARun()
{
    Bench bench;
    QTRY_VERIFY(bench.emptyText().startsWith(QStringLiteral("Press Run")));
    bench.view.setSnapshot(m_run.snapshot(0));
    QTRY_VERIFY(bench.emptyText().contains(QStringLiteral("as soon as it is finished")));
    bench.view.setSnapshot(m_run.snapshot(1));
    QTRY_COMPARE(bench.emptyText(), QString());
}

void TestConfoundView::showsMediansAndATableOverDepth()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.lines->data().series.size(), std::size_t {4});
    QCOMPARE(bench.table->rowCount(), 12);
    QCOMPARE(bench.table->columnCount(), 7);
    QCOMPARE(bench.table->item(0, 0)->text(), QString::number(m_run.layer(0).rMedian, 'f', 3));
    QCOMPARE(bench.table->item(0, 4)->text(), QStringLiteral("40 %")); // the script's partial r
    QVERIFY(!bench.correlation->isEnabled() && !bench.colours->isEnabled());
    const auto* text = bench.view.findChild<QLabel*>(QStringLiteral("finding"));
    QVERIFY(text->text().contains(QStringLiteral("r has 40 % of its size")));
}

void TestConfoundView::unfinishedLayersAndMissingTestsAreDashesOrEmpty()
{
    auto run = std::make_shared<AnalysisSnapshot>(*m_run.snapshot(2));
    auto layer = std::make_shared<LayerSummary>(*run->layers[0]);
    for (auto& column : layer->columns) {
        std::ranges::fill(column, std::numeric_limits<double>::quiet_NaN());
    }
    run->layers[0] = layer;
    Bench bench(run);
    QTRY_COMPARE(bench.table->rowCount(), 12);
    for (int column = 0; column < bench.table->columnCount(); ++column) {
        QCOMPARE(bench.table->item(0, column)->text(), QStringLiteral("–"));
        QCOMPARE(bench.table->item(5, column)->text(), QString());
    }
}

void TestConfoundView::withoutAnRGivenFrequencyNothingIsSaidToSurvive()
{
    auto run = std::make_shared<AnalysisSnapshot>(*m_run.finished());
    auto layer = std::make_shared<LayerSummary>(*run->layers[0]);
    std::ranges::fill(layer->columns.at(neuronStatisticIndex("r_length_given_frequency").value()),
                      std::numeric_limits<double>::quiet_NaN());
    run->layers[0] = layer;
    Bench bench(run);
    QTRY_COMPARE(bench.table->rowCount(), 12);
    QCOMPARE(bench.table->item(0, 4)->text(), QStringLiteral("–"));
    QCOMPARE(bench.table->item(1, 4)->text(), QStringLiteral("40 %"));
}

void TestConfoundView::showsTheChosenCorrelationAsAHeatmap()
{
    Bench bench(m_run.finished());
    bench.show->setCurrentIndex(Heatmap);
    QTRY_COMPARE(bench.heatmap->data().rowNames.size(), std::size_t {12});
    QVERIFY(bench.correlation->isEnabled() && bench.colours->isEnabled());
    const HeatmapData raw = bench.heatmap->data();
    bench.correlation->setCurrentIndex(1);
    QTRY_VERIFY(bench.heatmap->data() != raw);
    QCOMPARE(bench.heatmap->data().xLabel, QStringLiteral("Partial r given frequency"));
    bench.colours->setCurrentIndex(1);
    QTRY_VERIFY(bench.heatmap->data().scale == ColorScale::Logarithmic);
}

void TestConfoundView::showsLengthAgainstFrequency()
{
    Bench bench(m_run.finished());
    bench.show->setCurrentIndex(Tokens);
    QTRY_COMPARE(bench.heatmap->data().rowNames.size(), std::size_t {3}); // lengths 3, 4 and 5
    QVERIFY(!bench.correlation->isEnabled() && bench.colours->isEnabled());
    emit bench.heatmap->cellClicked(1, 2); // a row is a length here
    QVERIFY(!bench.selection.layer().has_value());
}

void TestConfoundView::aZoomOfOneAxisIsNoZoomOfAnother()
{
    auto run = std::make_shared<AnalysisSnapshot>(*m_run.finished());
    auto info = std::make_shared<RunInfo>(*run->info);
    auto features = std::make_shared<TokenFeatures>(*info->features);
    for (double& frequency : features->frequency) {
        frequency -= 5; // from 0, as ln(count) does: the axes have a stretch in common
    }
    info->features = features;
    run->info = info;
    Bench bench(run);
    bench.show->setCurrentIndex(Heatmap);
    QTRY_COMPARE(bench.heatmap->data().rowNames.size(), std::size_t {12});
    bench.heatmap->setXRange(-0.1, 0.1);
    bench.show->setCurrentIndex(Tokens);
    QTRY_COMPARE(bench.heatmap->data().rowNames.size(), std::size_t {3});
    QVERIFY(!bench.heatmap->isZoomed());
    QCOMPARE(bench.heatmap->xUpper(), bench.heatmap->data().xRange.upper);
}

void TestConfoundView::selectsTheLayerOfAPointACellAndARow()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.table->rowCount(), 12);
    emit bench.lines->pointClicked(0, 4);
    QCOMPARE(bench.selection.layer(), std::optional(4));
    QTRY_COMPARE(bench.table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(bench.table->selectionModel()->selectedRows().first().row(), 4);
    bench.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bench.view));
    bench.table->setFocus();
    QTest::keyClick(bench.table, Qt::Key_Down);
    QCOMPARE(bench.selection.layer(), std::optional(5));
    bench.show->setCurrentIndex(Heatmap);
    QTRY_COMPARE(bench.heatmap->data().rowNames.size(), std::size_t {12});
    emit bench.heatmap->cellClicked(9, 0);
    QCOMPARE(bench.selection.layer(), std::optional(9));
}

void TestConfoundView::readsOutCells()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(bench.readOut().startsWith(QStringLiteral("Point at a layer")));
    emit bench.lines->hovered(0, 2, 0);
    QVERIFY(bench.readOut().startsWith(QStringLiteral("Layer 2 · median r ")));
    bench.show->setCurrentIndex(Heatmap);
    QTRY_COMPARE(bench.heatmap->data().rowNames.size(), std::size_t {12});
    const int middle = static_cast<int>(bench.heatmap->data().numColumns / 2);
    emit bench.heatmap->hovered(5, middle);
    QVERIFY2(bench.readOut().startsWith(QStringLiteral("Layer 5 · r 0.00 to 0.02: ")),
             qPrintable(bench.readOut()));
    emit bench.heatmap->hovered(-1, -1);
    QVERIFY(bench.readOut().startsWith(QStringLiteral("Point at a layer")));
}

void TestConfoundView::exportsThePageInView()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.table->rowCount(), 12);
    QVERIFY(bench.view.currentPlot() == bench.lines);
    QCOMPARE(bench.view.exportName(), QStringLiteral("confound"));
    bench.show->setCurrentIndex(Heatmap);
    QVERIFY(bench.view.currentPlot() == bench.heatmap);
    QCOMPARE(bench.view.exportName(), QStringLiteral("confound-heatmap"));
    bench.show->setCurrentIndex(Tokens);
    QCOMPARE(bench.view.exportName(), QStringLiteral("length-against-frequency"));
}

QTEST_MAIN(TestConfoundView)
#include "tst_ConfoundView.moc"
