// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "tests/support/ViewBench.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/views/CompareText.h"
#include "ui/views/CompareView.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QTest>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;
using bathyscope::test::ViewBench;

namespace {

/// A shown view and its parts.
struct Bench : ViewBench<CompareView>
{
    explicit Bench(std::optional<ComparedRuns> runs = std::nullopt)
        : ViewBench(nullptr)
        , first(plot<HeatmapPlot>("first"))
        , second(plot<HeatmapPlot>("second"))
        , difference(plot<HeatmapPlot>("difference"))
        , density(plot<LinePlot>("density"))
        , distance(plot<LinePlot>("distance"))
        , median(plot<LinePlot>("median"))
        , range(plot<LinePlot>("range"))
    {
        view.setCompared(std::move(runs));
    }

    template <class Plot>
    [[nodiscard]] Plot* plot(const char* name) const
    {
        return view.findChild<Plot*>(QString::fromLatin1(name));
    }

    [[nodiscard]] QString words(const char* name) const
    {
        const auto* label = view.findChild<QLabel*>(QString::fromLatin1(name));
        return label->isHidden() ? QString() : label->text();
    }

    [[nodiscard]] bool isCompared() const
    {
        return QTest::qWaitFor(
            [this] { return words("finding").startsWith(QStringLiteral("In these two runs")); }, 10'000);
    }

    void showPage(int index) const
    {
        control<QComboBox>(QStringLiteral("Show"))->setCurrentIndex(index);
    }

    HeatmapPlot* first;
    HeatmapPlot* second;
    HeatmapPlot* difference;
    LinePlot* density;
    LinePlot* distance;
    LinePlot* median;
    LinePlot* range;
};

} // namespace

class TestCompareView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void saysWhatToDoWithoutTwoRuns()
    {
        Bench bench;
        QTRY_VERIFY(bench.emptyText().startsWith(QStringLiteral("Tick two runs")));
        QVERIFY(!bench.view.currentPlot());
        bench.view.setCompared(ComparedRuns {m_shallow.snapshot(0), m_deep.snapshot(0)});
        QTRY_VERIFY(bench.emptyText().contains(QStringLiteral("as soon as it is finished")));
        bench.view.setCompared(ComparedRuns {m_shallow.snapshot(1), m_deep.snapshot(0)});
        QTRY_COMPARE(bench.emptyText(), QString());
        bench.view.setCompared(std::nullopt);
        QTRY_VERIFY(bench.emptyText().startsWith(QStringLiteral("Tick two runs")));
    }

    void showsPlotsAtOnceAndWordsWhenTheyAreCompared()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const Bench bench(runs);
        QTRY_COMPARE(bench.first->data(), compareHeatmaps(runs).runs[0]);
        QCOMPARE(bench.second->data(), compareHeatmaps(runs).runs[1]);
        QCOMPARE(bench.difference->data(), compareHeatmaps(runs).difference);
        QVERIFY(bench.isCompared());
        const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
        QVERIFY(bench.words("finding").startsWith(compareFinding(comparison)));
        QVERIFY(bench.words("finding").contains(QStringLiteral("sample-24: 3 zones")));
        QCOMPARE(bench.words("warnings"), QString());
        QCOMPARE(bench.distance->data(), compareDistance(comparison, runs, std::nullopt));
        QCOMPARE(bench.median->data(), compareProfiles(runs, &comparison, std::nullopt).median);
        QCOMPARE(bench.range->data(), compareProfiles(runs, &comparison, std::nullopt).range);
        const auto* table = bench.view.findChild<QTableWidget*>();
        QVERIFY(table->isVisible());
        QCOMPARE(table->verticalHeaderItem(1)->text(), QStringLiteral("sample-24"));
        QCOMPARE(table->item(1, 0)->text(), QStringLiteral("24"));
    }

    void comesOnWithARunThatIsGoing()
    {
        Bench bench(ComparedRuns {m_shallow.finished(), m_deep.snapshot(4)});
        QVERIFY(bench.isCompared());
        QVERIFY(bench.words("warnings").contains(QStringLiteral("4 of 24 layers")));
        QCOMPARE(bench.distance->data().series.front().x.size(), 2U);
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), m_deep.snapshot(9)});
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), m_deep.snapshot(12)});
        QTRY_VERIFY(!std::isnan(bench.second->data().values.at(11 * bench.second->data().numColumns)));
        QCOMPARE(bench.distance->data().series.front().x.size(), 2U); // still those that were compared
        QTRY_VERIFY(bench.words("warnings").contains(QStringLiteral("12 of 24 layers")));
        QCOMPARE(bench.distance->data().series.front().x.size(), 6U);
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QTRY_COMPARE(bench.words("warnings"), QString());
        QCOMPARE(bench.distance->data().series.front().x.size(), 12U);
    }

    void otherRunsAreNotShownWithTheOldComparison()
    {
        Bench bench(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(bench.isCompared());
        const ScriptedRun other({.modelName = "other", .numLayers = 6, .numNeurons = 64});
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), other.finished()});
        QTRY_COMPARE(bench.second->data().title, QStringLiteral("other"));
        QVERIFY(!bench.words("finding").contains(QStringLiteral("sample-24")));
        QVERIFY(bench.isCompared());
        QVERIFY(bench.words("finding").contains(QStringLiteral("other: ")));
    }

    void aHiddenViewComparesWhenItIsShown()
    {
        Bench bench;
        bench.view.hide();
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QTest::qWait(100);
        QVERIFY(bench.first->data().rowNames.empty());
        bench.view.show();
        QVERIFY(bench.isCompared());
    }

    void aClickChoosesADepthInBothRuns()
    {
        Bench bench(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(bench.isCompared());
        emit bench.first->cellClicked(11, 40);
        QTRY_COMPARE(bench.density->data().series.size(), 2U);
        QCOMPARE(bench.density->data(), compareDensities({m_shallow.finished(), m_deep.finished()}, 1));
        QCOMPARE(bench.distance->data().markers.front().x, 1.0);
        QVERIFY(bench.readOut().startsWith(QStringLiteral("Relative depth 1.00 · layer 11 of sample-12")));
        QCOMPARE(bench.selection.layer(), std::nullopt); // neither of them is shown elsewhere

        bench.view.setSnapshot(m_deep.finished());
        emit bench.distance->pointClicked(0, 0.0);
        QTRY_COMPARE(bench.distance->data().markers.front().x, 0.0);
        QCOMPARE(bench.selection.layer(), std::optional(0));
        bench.selection.setLayer(23); // elsewhere
        QTRY_COMPARE(bench.distance->data().markers.front().x, 1.0);
    }

    void readsOutWhatIsUnderThePointer()
    {
        const Bench bench(ComparedRuns {m_shallow.finished(), m_deep.snapshot(4)});
        QVERIFY(bench.isCompared());
        QTRY_VERIFY(bench.readOut().startsWith(QStringLiteral("Point at")));
        emit bench.first->hovered(0, 60);
        QVERIFY(bench.readOut().contains(QStringLiteral("sample-12: density")));
        QVERIFY(bench.readOut().contains(QStringLiteral("sample-24: density")));
        emit bench.first->hovered(11, 60);
        QVERIFY(bench.readOut().contains(QStringLiteral("sample-24: not finished")));
        emit bench.distance->hovered(0, 0.09, 0.1);
        QVERIFY(bench.readOut().contains(QStringLiteral("layer 1 of sample-12, 2.09 of sample-24")));
        emit bench.distance->hovered(-1, 0, 0);
        QVERIFY(bench.readOut().startsWith(QStringLiteral("Point at")));
    }

    void heatmapsAndProfilesAreLinked()
    {
        const Bench bench(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(bench.isCompared());
        QTest::keyClick(bench.first, Qt::Key_Plus);
        QVERIFY(bench.first->isZoomed());
        QCOMPARE(bench.second->xLower(), bench.first->xLower());
        bench.showPage(4);
        QTest::keyClick(bench.range, Qt::Key_Plus);
        QCOMPARE(bench.median->xUpper(), bench.range->xUpper());
        bench.view.findChild<QPushButton*>(QStringLiteral("resetZoom"))->click();
        QVERIFY(!bench.second->isZoomed());
        QVERIFY(!bench.median->isZoomed());
    }

    void heatmapsStandAboveEachOtherWhereItIsNarrow()
    {
        Bench bench(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(bench.isCompared());
        QVERIFY(bench.second->mapToGlobal(QPoint()).x() > bench.first->mapToGlobal(QPoint()).x());
        bench.view.resize(600, 700);
        QTRY_COMPARE(bench.second->mapToGlobal(QPoint()).x(), bench.first->mapToGlobal(QPoint()).x());
        QTRY_VERIFY(bench.second->mapToGlobal(QPoint()).y() > bench.first->mapToGlobal(QPoint()).y());
    }

    void exportsThePlotThatIsShown()
    {
        const Bench bench(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(bench.isCompared());
        const std::vector<std::pair<PlotWidget*, const char*>> plots {
            {bench.first, "compare-heatmap-first"},
            {bench.difference, "compare-difference"},
            {bench.density, "compare-density"},
            {bench.distance, "compare-distance"},
            {bench.median, "compare-median"}};
        for (std::size_t i = 0; i < plots.size(); ++i) {
            bench.showPage(static_cast<int>(i));
            QCOMPARE(bench.view.currentPlot(), plots[i].first);
            QVERIFY(plots[i].first->isVisible());
            QCOMPARE(bench.view.exportName(), QString::fromLatin1(plots[i].second));
        }
        QCOMPARE(bench.view.caption().count(QLatin1Char('\n')), 1);
        QVERIFY(bench.view.caption().contains(QStringLiteral("model sample-24")));
    }

    void redrawsALargeRunAtOnce()
    {
        const ScriptedRun large({.modelName = "large", .numLayers = 24, .numNeurons = 8192});
        Bench bench(ComparedRuns {m_shallow.finished(), large.finished()});
        QVERIFY(bench.isCompared());
        QElapsedTimer timer;
        timer.start();
        emit bench.first->cellClicked(5, 10);
        QTRY_COMPARE(bench.density->data().series.size(), 2U);
        qInfo("%lld ms after a change of depth", static_cast<long long>(timer.elapsed()));
        QVERIFY(timer.elapsed() < 500); // ten times what is wanted: other programs may be at work
    }

    void namesEveryControlForScreenReaders()
    {
        const Bench bench(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(bench.isCompared());
        for (const PlotWidget* plot : bench.view.findChildren<PlotWidget*>()) {
            QVERIFY2(plot == bench.density || !plot->accessibleName().isEmpty(),
                     qPrintable(plot->objectName()));
        }
        for (const auto* box : bench.view.findChildren<QComboBox*>()) {
            QVERIFY(!box->accessibleName().isEmpty());
            QVERIFY(!box->toolTip().isEmpty());
        }
    }

private:
    const ScriptedRun m_shallow;
    const ScriptedRun m_deep {{.modelName = "sample-24", .numLayers = 24, .numNeurons = 640}};
};

QTEST_MAIN(TestCompareView)
#include "tst_CompareView.moc"
