// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "tests/support/ViewBench.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/views/HistogramsView.h"
#include "ui/views/SmallMultiple.h"
#include "ui/views/SmallMultiples.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QTableWidget>
#include <QTest>

#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;
using bathyscope::test::ViewBench;

namespace {

/// A shown view and its parts.
struct Bench : ViewBench<HistogramsView>
{
    explicit Bench(std::shared_ptr<const AnalysisSnapshot> snapshot = nullptr)
        : ViewBench(std::move(snapshot))
        , plot(view.findChild<HistogramPlot*>(QStringLiteral("histogram")))
        , multiples(view.findChild<SmallMultiples*>())
    {
    }

    [[nodiscard]] QString title() const
    {
        return plot->data().title;
    }

    [[nodiscard]] SmallMultiple* cell(int layer) const
    {
        return view.findChild<SmallMultiple*>(QStringLiteral("layer%1").arg(layer));
    }

    [[nodiscard]] QComboBox* box(const QString& accessibleName) const
    {
        return control<QComboBox>(accessibleName);
    }

    HistogramPlot* plot;
    SmallMultiples* multiples;
};

} // namespace

class TestHistogramsView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatToDoBeforeARun();
    void showsTheFirstFinishedLayerWithoutASelection();
    void followsTheSelection();
    void leavesTheSelectionToTheUser();
    void opensCellsAsLayersFinish();
    void selectsAClickedLayer();
    void selectsByArrowKeysAndEnter();
    void adaptsTheGridToTheWidth();
    void scrollsToTheSelectedLayer();
    void followsItsSwitches();
    void readsOutABinAndTheMedians();
    void exportsEveryValueAsCsv();
    void saysHowManyPeaksTheGroupsHave();
    void saysNothingOfPeaksBeforeTheLayerIsFinished();

private:
    const ScriptedRun m_run;
};

void TestHistogramsView::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestHistogramsView::saysWhatToDoBeforeARun()
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

void TestHistogramsView::showsTheFirstFinishedLayerWithoutASelection()
{
    Bench bench(m_run.snapshot(2));
    QTRY_COMPARE(bench.title(), QStringLiteral("sample-12, layer 0: activation by token length"));
    QVERIFY(bench.cell(0)->isChecked());
}

void TestHistogramsView::followsTheSelection()
{
    Bench bench(m_run.snapshot(6));
    bench.selection.setLayer(3);
    QTRY_COMPARE(bench.title(), QStringLiteral("sample-12, layer 3: activation by token length"));
    QVERIFY(bench.cell(3)->isChecked());
    QVERIFY(!bench.cell(0)->isChecked());
    QCOMPARE(bench.view.exportName(), QStringLiteral("histogram-layer-3"));
    bench.selection.setLayer(9); // not finished
    QTRY_VERIFY(bench.plot->data().edges.empty());
    bench.view.setSnapshot(m_run.finished());
    QTRY_COMPARE(bench.title(), QStringLiteral("sample-12, layer 9: activation by token length"));
}

void TestHistogramsView::leavesTheSelectionToTheUser()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(!bench.plot->data().edges.empty());
    QCOMPARE(bench.selection.layer(), std::optional<int>());
}

void TestHistogramsView::opensCellsAsLayersFinish()
{
    Bench bench;
    for (int numFinished = 1; numFinished <= 12; ++numFinished) {
        bench.view.setSnapshot(m_run.snapshot(static_cast<std::size_t>(numFinished)));
        QTRY_VERIFY(bench.cell(numFinished - 1) && bench.cell(numFinished - 1)->isEnabled());
        QVERIFY(numFinished == 12 || !bench.cell(numFinished)->isEnabled());
    }
}

void TestHistogramsView::selectsAClickedLayer()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(bench.cell(2));
    QTest::mouseClick(bench.cell(2), Qt::LeftButton);
    QCOMPARE(bench.selection.layer(), std::optional<int>(2));
    QTRY_VERIFY(bench.cell(2)->isChecked());
    QTest::mouseClick(bench.cell(2), Qt::LeftButton); // a second click does not take it back
    QVERIFY(bench.cell(2)->isChecked());
    QCOMPARE(bench.selection.layer(), std::optional<int>(2));
}

void TestHistogramsView::selectsByArrowKeysAndEnter()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(bench.cell(11) && bench.cell(11)->isVisible());
    bench.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bench.view));
    bench.cell(0)->setFocus();
    QTest::keyClick(bench.cell(0), Qt::Key_Right);
    QVERIFY(bench.cell(1)->hasFocus());
    QTest::keyClick(bench.cell(1), Qt::Key_Down);
    const int below = 1 + static_cast<int>(bench.multiples->numColumns());
    QVERIFY(bench.cell(below)->hasFocus());
    QTest::keyClick(bench.cell(below), Qt::Key_Return);
    QCOMPARE(bench.selection.layer(), std::optional<int>(below));
    QTest::keyClick(bench.cell(below), Qt::Key_Left);
    QTest::keyClick(bench.cell(below - 1), Qt::Key_Space);
    QCOMPARE(bench.selection.layer(), std::optional<int>(below - 1));
    QTest::keyClick(bench.cell(below - 1), Qt::Key_End);
    QVERIFY(bench.cell(11)->hasFocus());
}

void TestHistogramsView::adaptsTheGridToTheWidth()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(bench.cell(11));
    const std::size_t wide = bench.multiples->numColumns();
    QVERIFY(wide > 2);
    bench.view.resize(450, 700);
    QTRY_VERIFY(bench.multiples->numColumns() < wide);
    QVERIFY(bench.multiples->numColumns() >= 1);
    QTRY_VERIFY(bench.cell(11)->y() > bench.cell(0)->y());
}

void TestHistogramsView::scrollsToTheSelectedLayer()
{
    const ScriptedRun deep({.modelName = "gpt-neo-2.7b", .numLayers = 32, .numNeurons = 256});
    Bench bench(deep.finished());
    QTRY_VERIFY(bench.cell(31));
    QTRY_VERIFY(bench.multiples->verticalScrollBar()->maximum() > 0);
    QCOMPARE(bench.multiples->verticalScrollBar()->value(), 0);
    bench.selection.setLayer(31);
    QTRY_VERIFY(bench.multiples->verticalScrollBar()->value() > 0);
}

void TestHistogramsView::followsItsSwitches()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.plot->data().yLabel, QStringLiteral("Density"));
    bench.box(QStringLiteral("Scale"))->setCurrentIndex(1);
    QTRY_COMPARE(bench.plot->data().yLabel, QStringLiteral("Values per bin"));
    bench.box(QStringLiteral("Observation"))->setCurrentIndex(2);
    QTRY_COMPARE(bench.plot->data().yLabel, QStringLiteral("Tokens per bin"));
    bench.box(QStringLiteral("Observation"))->setCurrentIndex(3);
    QTRY_COMPARE(bench.plot->data().yLabel, QStringLiteral("Neurons per bin"));
    const auto boxes = bench.view.findChildren<QCheckBox*>();
    QCOMPARE(boxes.size(), 2);
    boxes[0]->setChecked(true);
    QTRY_VERIFY(bench.plot->data().logarithmic);
    bench.box(QStringLiteral("Observation"))->setCurrentIndex(0);
    QTRY_COMPARE(bench.plot->data().yLabel, QStringLiteral("Values per bin"));
    const double upper = bench.plot->data().edges.back();
    boxes[1]->setChecked(true);
    QTRY_VERIFY(bench.plot->data().edges.back() > upper);
}

void TestHistogramsView::readsOutABinAndTheMedians()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(bench.readOut().startsWith(QStringLiteral("Medians: shorter than 4 −0.3")));
    QVERIFY(bench.readOut().contains(QStringLiteral("% of the values lie outside")));
    bench.box(QStringLiteral("Scale"))->setCurrentIndex(1);
    QTRY_COMPARE(bench.plot->data().yLabel, QStringLiteral("Values per bin"));
    const HistogramData& shown = bench.plot->data();
    const QString value = QLocale().toString(shown.series[2].values[20], 'g', 4);
    emit bench.plot->hovered(20);
    QVERIFY2(bench.readOut().endsWith(QStringLiteral("longer than 4: ") + value),
             qPrintable(bench.readOut()));
    emit bench.plot->hovered(-1);
    QVERIFY(bench.readOut().contains(QStringLiteral("Medians")));
}

void TestHistogramsView::exportsEveryValueAsCsv()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(!bench.plot->data().edges.empty());
    const HistogramOptions whole {.wholeRange = true};
    const std::size_t numBins =
        groupHistogramPlotData(*m_run.finished(), 0, whole).histogram.edges.size() - 1;
    const QString csv = bench.view.csv();
    QCOMPARE(csv.trimmed().count(QLatin1Char('\n')), static_cast<qsizetype>(numBins)); // and a header line
}

void TestHistogramsView::saysHowManyPeaksTheGroupsHave()
{
    const ScriptedRun deep({.modelName = "sample-24", .numLayers = 24}); // two peaks in its deeper half
    Bench bench(deep.finished());
    bench.selection.setLayer(20);
    bench.box(QStringLiteral("Observation"))->setCurrentIndex(2);
    const auto* table = bench.view.findChild<QTableWidget*>();
    const auto* note = bench.view.findChild<QLabel*>(QStringLiteral("modalityNote"));
    QTRY_VERIFY(table->isVisible() && table->item(0, 0)->text() == QStringLiteral("Bimodal"));
    QCOMPARE(table->rowCount(), 3);
    QCOMPARE(table->verticalHeaderItem(0)->text(), QStringLiteral("shorter than 4"));
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("Unimodal not rejected"));
    QVERIFY(!note->isVisible());
    bench.box(QStringLiteral("Observation"))->setCurrentIndex(1);
    QTRY_VERIFY(note->isVisible());
    QVERIFY(note->text().contains(QStringLiteral("descriptive")));
    QCOMPARE(table->item(0, 0)->text(), QStringLiteral("Unimodal not rejected"));
}

void TestHistogramsView::saysNothingOfPeaksBeforeTheLayerIsFinished()
{
    Bench bench(m_run.snapshot(2));
    const auto* table = bench.view.findChild<QTableWidget*>();
    QTRY_VERIFY(table->isVisible());
    bench.selection.setLayer(5);
    QTRY_VERIFY(!table->isVisible());
}

QTEST_MAIN(TestHistogramsView)
#include "tst_HistogramsView.moc"
