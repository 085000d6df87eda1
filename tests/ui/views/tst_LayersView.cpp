// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/statistics/NeuronStatistic.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/ViewBench.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/views/LayersView.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include <cmath>
#include <memory>
#include <string_view>
#include <utility>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;
using bathyscope::test::ViewBench;

namespace {

/// A shown view and its parts.
struct Bench : ViewBench<LayersView>
{
    explicit Bench(std::shared_ptr<const AnalysisSnapshot> snapshot = nullptr)
        : ViewBench(std::move(snapshot))
        , lines(view.findChild<LinePlot*>())
        , heatmap(view.findChild<HeatmapPlot*>())
    {
    }

    [[nodiscard]] QCheckBox* nullBand() const
    {
        return view.findChild<QCheckBox*>();
    }

    [[nodiscard]] std::size_t numLines() const
    {
        return lines->data().series.size();
    }

    LinePlot* lines;
    HeatmapPlot* heatmap;
};

} // namespace

class TestLayersView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatToDoBeforeARun();
    void showsALineAndARowForEachLayerAsItFinishes();
    void keepsTheLastOfManySnapshots();
    void rendersNothingWhileHidden();
    void selectsTheLayerOfAClickedLine();
    void selectsTheLayerOfAClickedRow();
    void selectsTheIntervalOfAClickedCell();
    void selectsNeighboursByKeyboard();
    void linksTheZoomOfBothPlots();
    void followsItsSwitches();
    void showsTheWholeDepthOfAnyRun();
    void readsOutWhatIsUnderThePointer();
    void readsOutTheSelectedLayer();
    void exportsThePlotThatWasUsedLast();
    void drawsKernelDensitiesWhenTheyAreThere();
    void keepsKernelDensitiesWhileLayersAreAdded();
    void showsTheNullBandOfTheSelectedLayer();
    void switchesTheNullBandOffWithItsBins();
    void theNullBandGivesBackWhatItTookOver();
    void filesHaveShortNumbersOnTheAxis();
    void saysWhyThereIsNoNullBand();
    void readsOutDiscoveriesAndTheMediansInterval();
    void namesEveryControlForScreenReaders();

private:
    const ScriptedRun m_run;
};

void TestLayersView::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestLayersView::saysWhatToDoBeforeARun()
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

void TestLayersView::showsALineAndARowForEachLayerAsItFinishes()
{
    Bench bench;
    for (std::size_t numFinished = 0; numFinished <= 12; ++numFinished) {
        bench.view.setSnapshot(m_run.snapshot(numFinished));
        QTRY_COMPARE(bench.numLines(), numFinished);
        if (numFinished > 0) {
            const HeatmapData& heatmap = bench.heatmap->data();
            QCOMPARE(heatmap.rowNames.size(), std::size_t {12});
            for (std::size_t row = 0; row < 12; ++row) {
                QCOMPARE(std::isnan(heatmap.values[row * heatmap.numColumns]), row >= numFinished);
            }
        }
    }
}

void TestLayersView::keepsTheLastOfManySnapshots()
{
    Bench bench(m_run.snapshot(1));
    QTRY_COMPARE(bench.numLines(), std::size_t {1});
    for (std::size_t numFinished = 2; numFinished <= 12; ++numFinished) {
        bench.view.setSnapshot(m_run.snapshot(numFinished));
    }
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
}

void TestLayersView::rendersNothingWhileHidden()
{
    Bench bench(m_run.snapshot(1));
    QTRY_COMPARE(bench.numLines(), std::size_t {1});
    bench.view.hide();
    bench.view.setSnapshot(m_run.finished());
    Bench visible(m_run.finished());
    QTRY_COMPARE(visible.numLines(), std::size_t {12});
    QCOMPARE(bench.numLines(), std::size_t {1});
    bench.view.show();
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
}

void TestLayersView::selectsTheLayerOfAClickedLine()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    emit bench.lines->seriesClicked(7);
    QCOMPARE(bench.selection.layer(), std::optional<int>(7));
}

void TestLayersView::selectsTheLayerOfAClickedRow()
{
    Bench bench(m_run.finished());
    bench.control<QSpinBox>(QStringLiteral("Layers"))->setValue(0);
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    bench.control<QSpinBox>(QStringLiteral("Layers"))->setValue(4);
    QTRY_COMPARE(bench.numLines(), std::size_t {8});
    emit bench.heatmap->cellClicked(1, 10);
    QCOMPARE(bench.selection.layer(), std::optional<int>(5));
}

void TestLayersView::selectsTheIntervalOfAClickedCell()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    const HeatmapData& heatmap = bench.heatmap->data();
    const auto column = static_cast<int>(std::lround((-0.1 - heatmap.xRange.lower) / 0.02));
    bench.selection.select({.layer = 2, .neuron = 7, .token = 3});
    emit bench.heatmap->cellClicked(4, column);
    QCOMPARE(bench.selection.layer(), std::optional<int>(4));
    QVERIFY(!bench.selection.neuron());
    QCOMPARE(bench.selection.token(), std::optional<std::size_t>(3));
    QVERIFY(bench.selection.rRange());
    QVERIFY(std::abs(bench.selection.rRange()->low + 0.1) < 1e-9);
    QVERIFY(std::abs(bench.selection.rRange()->high + 0.08) < 1e-9);
    const auto bin = readLayerBin(*m_run.finished(), {}, 4, -0.09);
    const QString inCell = QStringLiteral("r −0.100 to −0.080, selected: %1 neurons").arg(bin->count);
    QTRY_VERIFY2(bench.readOut().contains(inCell), qPrintable(bench.readOut()));

    emit bench.heatmap->cellClicked(4, column); // again: lets go of it
    QVERIFY(bench.selection.selection() == (Selection {.layer = 4, .token = 3}));
    QTRY_VERIFY(!bench.readOut().contains(QStringLiteral("selected: %1 neurons").arg(bin->count)));
}

void TestLayersView::selectsNeighboursByKeyboard()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    bench.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bench.view));
    bench.control<QComboBox>(QStringLiteral("Bins"))->setFocus();
    QTest::keyClick(&bench.view, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(bench.selection.layer(), std::optional<int>(0));
    QTest::keyClick(&bench.view, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(bench.selection.layer(), std::optional<int>(1));
    QTest::keyClick(&bench.view, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(&bench.view, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(bench.selection.layer(), std::optional<int>(0));
}

void TestLayersView::linksTheZoomOfBothPlots()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    const double whole = bench.lines->xUpper();
    bench.lines->setFocus();
    QTest::keyClick(bench.lines, Qt::Key_Plus);
    QVERIFY(bench.lines->xUpper() < whole);
    QCOMPARE(bench.heatmap->xUpper(), bench.lines->xUpper());
    QCOMPARE(bench.heatmap->xLower(), bench.lines->xLower());

    // New data keep the zoom of both.
    const double zoomed = bench.lines->xUpper();
    bench.control<QComboBox>(QStringLiteral("Value"))->setCurrentIndex(1);
    QTRY_VERIFY(bench.lines->data().yLabel.contains(QStringLiteral("Density")));
    QCOMPARE(bench.lines->xUpper(), zoomed);
    QCOMPARE(bench.heatmap->xUpper(), zoomed);

    bench.view.findChild<QPushButton*>(QStringLiteral("resetZoom"))->click();
    QCOMPARE(bench.lines->xUpper(), whole);
    QCOMPARE(bench.heatmap->xUpper(), whole);

    QTest::keyClick(bench.heatmap, Qt::Key_Plus);
    QCOMPARE(bench.lines->xUpper(), bench.heatmap->xUpper());
    QTest::keyClick(bench.heatmap, Qt::Key_Home);
    QCOMPARE(bench.heatmap->xUpper(), whole);
    QCOMPARE(bench.lines->xUpper(), whole);
    QVERIFY(!bench.lines->isZoomed());
}

void TestLayersView::followsItsSwitches()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    QVERIFY(bench.lines->data().xRange.upper < 1);
    bench.control<QComboBox>(QStringLiteral("r axis"))->setCurrentIndex(1);
    QTRY_COMPARE(bench.heatmap->data().numColumns, std::size_t {100});
    QCOMPARE(bench.lines->data().xRange, (AxisRange {-1, 1}));
    bench.control<QComboBox>(QStringLiteral("Bins"))->setCurrentIndex(4);
    QTRY_COMPARE(bench.heatmap->data().numColumns, std::size_t {50});
    bench.control<QComboBox>(QStringLiteral("Colours"))->setCurrentIndex(2);
    QTRY_COMPARE(bench.heatmap->data().scale, ColorScale::PerRow);
    bench.control<QSpinBox>(QStringLiteral("to"))->setValue(2);
    QTRY_COMPARE(bench.numLines(), std::size_t {3});
}

void TestLayersView::showsTheWholeDepthOfAnyRun()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    const ScriptedRun deeper({.modelName = "sample-24", .numLayers = 24});
    bench.view.setSnapshot(deeper.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {24});
    bench.control<QSpinBox>(QStringLiteral("Layers"))->setValue(20);
    QTRY_COMPARE(bench.numLines(), std::size_t {4});
    bench.view.setSnapshot(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
}

void TestLayersView::readsOutWhatIsUnderThePointer()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    const auto bin = readLayerBin(*m_run.finished(), {}, 4, -0.09);
    const QString neurons = QStringLiteral("%1 neurons").arg(bin->count);
    emit bench.lines->hovered(4, -0.09, 0);
    QVERIFY2(bench.readOut().startsWith(QStringLiteral("Layer 4 · r −0.100 to −0.080: ") + neurons),
             qPrintable(bench.readOut()));
    QVERIFY(bench.readOut().contains(QStringLiteral("of 512 neurons: median r −")));

    const HeatmapData& heatmap = bench.heatmap->data();
    const auto column = static_cast<int>(std::lround((-0.1 - heatmap.xRange.lower) / 0.02));
    emit bench.heatmap->hovered(4, column);
    QVERIFY(bench.readOut().startsWith(QStringLiteral("Layer 4 · r −0.100 to −0.080: ") + neurons));

    emit bench.heatmap->hovered(-1, -1);
    QVERIFY(!bench.readOut().contains(QStringLiteral("Layer 4")));
}

void TestLayersView::readsOutTheSelectedLayer()
{
    Bench bench(m_run.finished());
    bench.selection.setLayer(0);
    QTRY_VERIFY(bench.readOut().startsWith(QStringLiteral("Layer 0, selected: 512 neurons, median r 0.1")));
}

void TestLayersView::exportsThePlotThatWasUsedLast()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    QCOMPARE(bench.view.currentPlot(), bench.lines);
    QCOMPARE(bench.view.exportName(), QStringLiteral("layers-density"));
    emit bench.heatmap->cursorMoved(0.1);
    QCOMPARE(bench.view.currentPlot(), bench.heatmap);
    QCOMPARE(bench.view.exportName(), QStringLiteral("layers-heatmap"));
    QCOMPARE(bench.view.csv(), bench.heatmap->csv());
    emit bench.heatmap->cursorMoved(std::nullopt); // the pointer goes to the menu
    QCOMPARE(bench.view.currentPlot(), bench.heatmap);
}

void TestLayersView::drawsKernelDensitiesWhenTheyAreThere()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {12});
    bench.control<QComboBox>(QStringLiteral("Curve"))->setCurrentIndex(1);
    QTRY_VERIFY(bench.lines->data().yLabel.contains(QStringLiteral("kernel density")));
    QCOMPARE(bench.numLines(), std::size_t {12});
    LayersOptions options;
    for (std::size_t layer = 0; layer < 12; ++layer) {
        options.kernels.push_back(
            std::make_shared<const std::vector<double>>(layerKernelDensity(m_run.layer(layer))));
    }
    options.lastLayer = 11;
    QCOMPARE(bench.lines->data(), layersPlotData(*m_run.finished(), options).lines);
    bench.control<QComboBox>(QStringLiteral("Curve"))->setCurrentIndex(0);
    QTRY_VERIFY(bench.lines->data().yLabel.contains(QStringLiteral("per bin")));
}

void TestLayersView::keepsKernelDensitiesWhileLayersAreAdded()
{
    Bench bench(m_run.snapshot(3));
    bench.control<QComboBox>(QStringLiteral("Curve"))->setCurrentIndex(1);
    QTRY_VERIFY(bench.lines->data().yLabel.contains(QStringLiteral("kernel density")));
    QCOMPARE(bench.numLines(), std::size_t {3});
    for (std::size_t numFinished = 4; numFinished <= 12; ++numFinished) {
        bench.view.setSnapshot(m_run.snapshot(numFinished));
        QTRY_COMPARE(bench.numLines(), numFinished);
        QVERIFY(bench.lines->data().yLabel.contains(QStringLiteral("kernel density")));
    }
    const ScriptedRun other({.numLayers = 6});
    bench.view.setSnapshot(other.finished());
    QTRY_COMPARE(bench.numLines(), std::size_t {6});
    bench.view.setSnapshot(nullptr);
    QTRY_COMPARE(bench.numLines(), std::size_t {0});
}

void TestLayersView::showsTheNullBandOfTheSelectedLayer()
{
    Bench bench(m_run.finished());
    const auto hasBand = [&bench](std::size_t line) {
        return bench.numLines() > line && !bench.lines->data().series[line].low.empty();
    };
    bench.control<QComboBox>(QStringLiteral("Curve"))->setCurrentIndex(1);
    bench.nullBand()->setChecked(true);
    QCOMPARE(bench.control<QComboBox>(QStringLiteral("Bins"))->currentText(), QStringLiteral("400"));
    QCOMPARE(bench.control<QComboBox>(QStringLiteral("Curve"))->currentIndex(), 0);
    QTRY_VERIFY(bench.readOut().startsWith(QStringLiteral("Select a layer")));
    bench.selection.setLayer(4);
    QTRY_VERIFY(hasBand(4));
    QVERIFY(!hasBand(3));
    bench.selection.setLayer(3);
    QTRY_VERIFY(hasBand(3));
    QVERIFY(!hasBand(4));
    bench.nullBand()->setChecked(false);
    QTRY_VERIFY(!hasBand(3));
}

void TestLayersView::switchesTheNullBandOffWithItsBins()
{
    Bench bench(m_run.finished());
    bench.nullBand()->setChecked(true);
    bench.control<QComboBox>(QStringLiteral("Bins"))->setCurrentIndex(2);
    QVERIFY(!bench.nullBand()->isChecked());
    bench.nullBand()->setChecked(true);
    bench.control<QComboBox>(QStringLiteral("Curve"))->setCurrentIndex(1);
    QVERIFY(!bench.nullBand()->isChecked());
}

void TestLayersView::theNullBandGivesBackWhatItTookOver()
{
    Bench bench(m_run.finished());
    auto* curve = bench.control<QComboBox>(QStringLiteral("Curve"));
    auto* bins = bench.control<QComboBox>(QStringLiteral("Bins"));
    curve->setCurrentIndex(1);
    bins->setCurrentIndex(3);
    bench.nullBand()->setChecked(true);
    QCOMPARE(curve->currentIndex(), 0);
    QCOMPARE(bins->currentData().toInt(), static_cast<int>(numDensityBins));
    bench.nullBand()->setChecked(false);
    QCOMPARE(curve->currentIndex(), 1);
    QCOMPARE(bins->currentIndex(), 3);

    bench.nullBand()->setChecked(true);
    bins->setCurrentIndex(2); // the user's own choice stays, and the curve in which it was made
    QVERIFY(!bench.nullBand()->isChecked());
    QCOMPARE(bins->currentIndex(), 2);
    QCOMPARE(curve->currentIndex(), 0);
    bench.nullBand()->setChecked(true);
    bench.nullBand()->setChecked(false);
    QCOMPARE(bins->currentIndex(), 2);
}

/// −0.67, not −0.6699999999999999: in every division of the axis, bins begin and end at short numbers.
void TestLayersView::filesHaveShortNumbersOnTheAxis()
{
    Bench bench(m_run.finished());
    auto* bins = bench.control<QComboBox>(QStringLiteral("Bins"));
    for (int choice = 0; choice < bins->count(); ++choice) {
        bins->setCurrentIndex(choice);
        for (const int range : {0, 1}) {
            bench.control<QComboBox>(QStringLiteral("r axis"))->setCurrentIndex(range);
            QTRY_VERIFY(bench.numLines() == 12 && !bench.heatmap->csv().isEmpty());
            for (const PlotWidget* plot : {static_cast<const PlotWidget*>(bench.lines),
                                           static_cast<const PlotWidget*>(bench.heatmap)}) {
                const QStringList lines = plot->csv().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
                QVERIFY(lines.size() > 100);
                for (qsizetype i = 1; i < lines.size(); ++i) {
                    const QString r = lines[i].section(QLatin1Char(','), 1, 1);
                    QVERIFY2(r.size() <= 7, qPrintable(lines[i])); // −0.9975
                }
            }
        }
    }
}

void TestLayersView::saysWhyThereIsNoNullBand()
{
    AnalysisSnapshot snapshot = *m_run.finished();
    for (auto& layer : snapshot.layers) {
        auto bare = std::make_shared<LayerSummary>(*layer);
        bare->significance.reset();
        layer = bare;
    }
    Bench bench(std::make_shared<AnalysisSnapshot>(snapshot));
    bench.selection.setLayer(4);
    bench.nullBand()->setChecked(true);
    QTRY_VERIFY(bench.readOut().contains(QStringLiteral("no null band")));
    QCOMPARE(bench.numLines(), std::size_t {12});
}

void TestLayersView::readsOutDiscoveriesAndTheMediansInterval()
{
    auto layer = std::make_shared<LayerSummary>(m_run.layer(0));
    layer->rMedian = 0.15;
    layer->jackknife.medianLow = 0.141;
    layer->jackknife.medianHigh = 0.163;
    const auto setColumn = [&layer](std::string_view id, double first, double others) {
        for (std::size_t i = 0; i < layer->columns.size(); ++i) {
            if (neuronStatistics()[i].id == id) {
                layer->columns[i].assign(layer->numNeurons, others);
                layer->columns[i].front() = first;
            }
        }
    };
    setColumn("q_length", 0.04, 0.06);
    const auto runOf = [this](std::shared_ptr<const LayerSummary> only, std::size_t numFinished) {
        auto snapshot = std::make_shared<AnalysisSnapshot>(*m_run.snapshot(numFinished));
        snapshot->layers[0] = std::move(only);
        return snapshot;
    };
    Bench bench(runOf(layer, 12));
    bench.selection.setLayer(0);
    QTRY_VERIFY2(bench.readOut().contains(QStringLiteral("median r 0.150 (95 %: 0.141 to 0.163)")),
                 qPrintable(bench.readOut()));
    QVERIFY(bench.readOut().endsWith(QStringLiteral("· discoveries (q < 0.05): 1")));
    bench.view.setSnapshot(runOf(layer, 3));
    QTRY_VERIFY(bench.readOut().endsWith(QStringLiteral("· discoveries so far (q < 0.05): 1")));

    auto shifted = runOf(layer, 12);
    auto info = std::make_shared<RunInfo>(*shifted->info);
    info->isLengthShifted = true;
    shifted->info = info;
    bench.view.setSnapshot(shifted);
    QTRY_VERIFY(bench.readOut().contains(QStringLiteral(
        "discoveries (q < 0.05): 1, by circular shifts, which mislead where the text drifts")));

    layer = std::make_shared<LayerSummary>(*layer);
    setColumn("q_length", std::nan(""), std::nan(""));
    layer->jackknife = {};
    bench.view.setSnapshot(runOf(layer, 12));
    QTRY_VERIFY(!bench.readOut().contains(QStringLiteral("discoveries")));
    QVERIFY(!bench.readOut().contains(QStringLiteral("95 %")));
    QVERIFY(!bench.readOut().contains(QStringLiteral("nan"), Qt::CaseInsensitive));
}

void TestLayersView::namesEveryControlForScreenReaders()
{
    Bench bench;
    for (const QComboBox* box : bench.view.findChildren<QComboBox*>()) {
        QVERIFY(!box->accessibleName().isEmpty());
        QVERIFY(!box->toolTip().isEmpty());
    }
    for (const QSpinBox* box : bench.view.findChildren<QSpinBox*>()) {
        QVERIFY(!box->accessibleName().isEmpty());
        QVERIFY(!box->toolTip().isEmpty());
    }
}

QTEST_MAIN(TestLayersView)
#include "tst_LayersView.moc"
