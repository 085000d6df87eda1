// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "tests/support/ViewBench.h"
#include "ui/plots/LinePlot.h"
#include "ui/views/LengthView.h"

#include <QComboBox>
#include <QLocale>
#include <QTest>

#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

struct Bench : test::ViewBench<LengthView>
{
    explicit Bench(std::shared_ptr<const AnalysisSnapshot> snapshot = nullptr)
        : ViewBench(std::move(snapshot))
        , plot(view.findChild<LinePlot*>())
    {
    }

    LinePlot* plot;
};

} // namespace

class TestLengthView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatToDoBeforeARun();
    void saysWhyThereIsNothingToCompare();
    void linesAppearWithTheLayers();
    void showsTheSelectedLayerAlone();
    void aClickedLineSelectsItsLayer();
    void selectsNeighboursByKeyboard();
    void readsOutAPoint();
    void exportsItsPlot();

private:
    const ScriptedRun m_run;
};

void TestLengthView::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestLengthView::saysWhatToDoBeforeARun()
{
    Bench bench;
    QTRY_VERIFY(bench.emptyText().startsWith(QStringLiteral("Press Run")));
    bench.view.setSnapshot(m_run.snapshot(0));
    QTRY_VERIFY(bench.emptyText().contains(QStringLiteral("as soon as it is finished")));
    bench.view.setSnapshot(m_run.snapshot(1));
    QTRY_COMPARE(bench.emptyText(), QString());
}

void TestLengthView::saysWhyThereIsNothingToCompare()
{
    auto run = std::make_shared<AnalysisSnapshot>(*m_run.finished());
    for (auto& layer : run->layers) {
        auto same = std::make_shared<LayerSummary>(*layer);
        same->tuning = {};
        layer = same;
    }
    Bench bench(run);
    QTRY_VERIFY(bench.emptyText().startsWith(QStringLiteral("All tokens are equally long")));
}

void TestLengthView::linesAppearWithTheLayers()
{
    Bench bench(m_run.snapshot(2));
    QTRY_COMPARE(bench.plot->data().series.size(), std::size_t {2});
    bench.view.setSnapshot(m_run.finished());
    QTRY_COMPARE(bench.plot->data().series.size(), std::size_t {12});
}

void TestLengthView::showsTheSelectedLayerAlone()
{
    Bench bench(m_run.finished());
    bench.selection.setLayer(5);
    auto* lines = bench.control<QComboBox>(QStringLiteral("Lines"));
    QVERIFY(lines != nullptr);
    lines->setCurrentIndex(1);
    QTRY_COMPARE(bench.plot->data().series.size(), std::size_t {1});
    QCOMPARE(bench.plot->data().series.front().id, 5);
    QVERIFY(!bench.plot->data().series.front().low.empty());
}

void TestLengthView::aClickedLineSelectsItsLayer()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.plot->data().series.size(), std::size_t {12});
    emit bench.plot->seriesClicked(7);
    QCOMPARE(bench.selection.layer(), std::optional(7));
}

void TestLengthView::selectsNeighboursByKeyboard()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.plot->data().series.size(), std::size_t {12});
    bench.selection.setLayer(3);
    bench.view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&bench.view));
    QTest::keyClick(&bench.view, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(bench.selection.layer(), std::optional(4));
}

void TestLengthView::readsOutAPoint()
{
    Bench bench(m_run.finished());
    QTRY_VERIFY(bench.readOut().contains(QStringLiteral("not uncertainty about the text")));
    emit bench.plot->hovered(2, 16, 0);
    QVERIFY2(bench.readOut().startsWith(QStringLiteral("Layer 2 · length 16 or more: ")),
             qPrintable(bench.readOut()));
    QVERIFY(bench.readOut().endsWith(QStringLiteral("± 0.020 over neurons")));
    emit bench.plot->hovered(-1, 0, 0);
    QVERIFY(bench.readOut().startsWith(QStringLiteral("z: ")));
}

void TestLengthView::exportsItsPlot()
{
    Bench bench(m_run.finished());
    QTRY_COMPARE(bench.plot->data().series.size(), std::size_t {12});
    QVERIFY(bench.view.currentPlot() == bench.plot);
    QCOMPARE(bench.view.exportName(), QStringLiteral("length-tuning"));
    QVERIFY(!bench.plot->accessibleName().isEmpty());
}

QTEST_MAIN(TestLengthView)
#include "tst_LengthView.moc"
