// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "tests/support/ViewBench.h"
#include "ui/figures/CompareText.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/views/CompareView.h"
#include "ui/views/MeasuresTable.h"
#include "ui/widgets/CompactTable.h"
#include "ui/words/NumberText.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QTest>
#include <QThreadPool>

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
        , first(plot<HeatmapPlot>("heatmap-first"))
        , second(plot<HeatmapPlot>("heatmap-second"))
        , difference(plot<HeatmapPlot>("difference"))
        , density(plot<LinePlot>("density"))
        , distance(plot<LinePlot>("distance"))
        , median(plot<LinePlot>("median"))
        , range(plot<LinePlot>("interquartile-range"))
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
            [this] { return words("words").startsWith(QStringLiteral("In these two runs")); }, 10'000);
    }

    void showPage(const char* title) const
    {
        auto* show = control<QComboBox>(QStringLiteral("Show"));
        show->setCurrentIndex(show->findText(QString::fromUtf8(title)));
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
        QVERIFY(bench.isCompared());
        const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
        QCOMPARE(bench.words("words"), compareFinding(comparison));
        QCOMPARE(bench.words("warnings"), QString());
        bench.showPage("Difference");
        QTRY_COMPARE(bench.difference->data(), compareHeatmaps(runs).difference);
        bench.showPage("Distance");
        QTRY_COMPARE(bench.distance->data(), compareDistance(comparison, runs, std::nullopt));
        bench.showPage("Profiles");
        QTRY_COMPARE(bench.median->data(), compareProfiles(runs, &comparison, std::nullopt).median);
        QCOMPARE(bench.range->data(), compareProfiles(runs, &comparison, std::nullopt).range);
    }

    void theDensityIsThatOfTheLargestDistanceUntilADepthIsChosen()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const Bench bench(runs);
        QVERIFY(bench.isCompared());
        bench.showPage("Density at a depth");
        const double depth = furthestApart(compareRuns(*runs[0], *runs[1]))->depth;
        QTRY_COMPARE(bench.density->data(), compareDensities(compareHeatmaps(runs), depth));
    }

    void zonesOfBothStandAboveEachOther()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const Bench bench(runs);
        QVERIFY(bench.isCompared());
        bench.showPage("Zones");
        const auto* first = bench.plot<LinePlot>("zones-first");
        const auto* second = bench.plot<LinePlot>("zones-second");
        QTRY_COMPARE(first->data(), compareZones(runs, {})[0]);
        QCOMPARE(second->data(), compareZones(runs, {})[1]);
        QVERIFY(second->mapToGlobal(QPoint()).y() > first->mapToGlobal(QPoint()).y());
        QVERIFY(bench.words("words").contains(QStringLiteral("sample-24: 3 zones")));
        emit bench.plot<LinePlot>("zones-second")->pointClicked(0, 1.0);
        QTRY_COMPARE(first->data().markers.back().x, 1.0);
    }

    void peaksAreOfTheChosenGroupAndUnit()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const Bench bench(runs);
        QVERIFY(bench.isCompared());
        auto* group = bench.control<QComboBox>(QStringLiteral("Group"));
        QVERIFY(!group->isVisible()); // not of this page
        bench.showPage("Peaks");
        QTRY_VERIFY(group->isVisible());
        const auto* plot = bench.plot<LinePlot>("peaks");
        QTRY_COMPARE(plot->data(), comparePeaks(runs, {}, {}));
        group->setCurrentIndex(2);
        bench.control<QComboBox>(QStringLiteral("Observation"))->setCurrentIndex(3);
        const PeaksChoice choice {.unit = ObservationUnit::NeuronMean, .group = LengthGroup::Longer};
        QTRY_COMPARE(plot->data(), comparePeaks(runs, choice, {}));
        const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
        QVERIFY(bench.words("words").startsWith(QStringLiteral("Longer tokens (Neuron)")));

        auto* shares = bench.view.findChild<CompactTable*>();
        QCOMPARE(shares->item(0, 0)->text(),
                 QStringLiteral("%1 · %2").arg(shareText(comparison.runs[0].rejectingShares[0][0]),
                                               shareText(comparison.runs[1].rejectingShares[0][0])));
        QVERIFY(shares->item(3, 2)->font().bold());
        emit shares->cellClicked(1, 0);
        QTRY_COMPARE(plot->data(), comparePeaks(runs, {.unit = ObservationUnit::PooledZ}, {}));
    }

    void frequencyIsHeldConstantAsChosen()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const Bench bench(runs);
        QVERIFY(bench.isCompared());
        bench.showPage("Length or frequency");
        const RunComparison comparison = compareRuns(*runs[0], *runs[1]);
        const auto* median = bench.plot<LinePlot>("frequency");
        const auto* beyond = bench.plot<LinePlot>("beyond-frequency");
        const auto given = compareFrequency(comparison, runs, LengthCorrelation::GivenFrequency, {});
        QTRY_COMPARE(median->data(), given.median);
        QCOMPARE(beyond->data(), given.beyond);
        QVERIFY(bench.words("words").startsWith(QStringLiteral("With frequency held constant")));
        auto* control = bench.control<QComboBox>(QStringLiteral("Held constant"));
        QVERIFY(control->isVisible());
        control->setCurrentIndex(2);
        QTRY_COMPARE(median->data(),
                     compareFrequency(comparison, runs, LengthCorrelation::Stratified, {}).median);
    }

    void allMeasuresCanBeCopied()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const Bench bench(runs);
        QVERIFY(bench.isCompared());
        bench.showPage("All measures");
        auto* copy = bench.view.findChild<QPushButton*>(QStringLiteral("copyTable"));
        QTRY_VERIFY(copy->isVisible() && copy->isEnabled());
        QVERIFY(!bench.view.findChild<QPushButton*>(QStringLiteral("resetZoom"))->isVisible());
        QVERIFY(!bench.view.currentPlot());
        copy->click();
        const QString text = QApplication::clipboard()->text();
        QVERIFY(text.startsWith(QStringLiteral("Measure\tsample-12\tsample-24\n")));
        QVERIFY(text.contains(QStringLiteral("\nNeurons a layer\t512\t640\n")));
    }

    void comesOnWithARunThatIsGoing()
    {
        Bench bench(ComparedRuns {m_shallow.finished(), m_deep.snapshot(4)});
        QVERIFY(bench.isCompared());
        QVERIFY(bench.words("warnings").contains(QStringLiteral("4 of 24 layers")));
        bench.showPage("Distance");
        QTRY_COMPARE(bench.distance->data().series.size(), 2U);
        QCOMPARE(bench.distance->data().series.front().x.size(), 2U);
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), m_deep.snapshot(9)});
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), m_deep.snapshot(12)});
        bench.showPage("Heatmaps");
        QTRY_VERIFY(!std::isnan(bench.second->data().values.at(11 * bench.second->data().numColumns)));
        QVERIFY(bench.words("warnings").contains(QStringLiteral("4 of 24 layers"))); // what was compared
        bench.showPage("Distance");
        QTRY_VERIFY(bench.words("warnings").contains(QStringLiteral("12 of 24 layers")));
        QTRY_COMPARE(bench.distance->data().series.front().x.size(), 6U);
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QTRY_COMPARE(bench.words("warnings"), QString());
        QTRY_COMPARE(bench.distance->data().series.front().x.size(), 12U);
        bench.showPage("All measures");
        const auto* measures = bench.view.findChild<MeasuresTable*>();
        QTRY_VERIFY(measures->rowCount() > 2);
        QCOMPARE(measures->item(2, 2)->text(), QStringLiteral("24"));
    }

    void otherRunsAreNotShownWithTheOldComparison()
    {
        Bench bench(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(bench.isCompared());
        const QString before = bench.words("words");
        const ScriptedRun other({.modelName = "other", .numLayers = 6, .numNeurons = 64});
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), other.finished()});
        QTRY_COMPARE(bench.second->data().title, QStringLiteral("other"));
        QVERIFY(bench.words("words") != before); // "Comparing…", or what that has found by now
        QVERIFY(bench.isCompared());
        bench.showPage("Zones");
        QTRY_VERIFY(bench.words("words").contains(QStringLiteral("other: ")));
    }

    void aHiddenViewComparesWhenItIsShown()
    {
        Bench bench;
        bench.view.hide();
        bench.view.setCompared(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        // Another view, which was asked later, has compared: this one would have by now.
        const Bench witness(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(witness.isCompared());
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(bench.first->data().rowNames.empty());
        bench.view.show();
        QVERIFY(bench.isCompared());
    }

    void aClickChoosesADepthInBothRuns()
    {
        Bench bench(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(bench.isCompared());
        emit bench.first->cellClicked(11, 40);
        bench.showPage("Density at a depth");
        QTRY_COMPARE(bench.density->data(),
                     compareDensities(compareHeatmaps({m_shallow.finished(), m_deep.finished()}), 1));
        bench.showPage("Distance");
        QTRY_VERIFY(!bench.distance->data().markers.empty());
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
        bench.view.findChild<QPushButton*>(QStringLiteral("resetZoom"))->click();
        QVERIFY(!bench.second->isZoomed());
        bench.showPage("Profiles");
        QTest::keyClick(bench.range, Qt::Key_Plus);
        QCOMPARE(bench.median->xUpper(), bench.range->xUpper());
        bench.view.findChild<QPushButton*>(QStringLiteral("resetZoom"))->click();
        QVERIFY(!bench.median->isZoomed());
        QVERIFY(!bench.range->isZoomed());
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
        const std::vector<std::pair<const char*, const char*>> pages {{"Heatmaps", "heatmap-first"},
                                                                      {"Difference", "difference"},
                                                                      {"Density at a depth", "density"},
                                                                      {"Distance", "distance"},
                                                                      {"Profiles", "median"},
                                                                      {"Zones", "zones-first"},
                                                                      {"Peaks", "peaks"},
                                                                      {"Length or frequency", "frequency"}};
        for (const auto& [page, plot] : pages) {
            bench.showPage(page);
            QCOMPARE(bench.view.currentPlot(), bench.plot<PlotWidget>(plot));
            QTRY_VERIFY(bench.view.currentPlot()->isVisible());
            QCOMPARE(bench.view.exportName(), QStringLiteral("compare-") + QString::fromLatin1(plot));
        }
        bench.showPage("All measures");
        QVERIFY(!bench.view.currentPlot());
        QCOMPARE(bench.view.caption().count(QLatin1Char('\n')), 1);
        QVERIFY(bench.view.caption().contains(QStringLiteral("model sample-24")));
    }

    void namesEveryControlForScreenReaders()
    {
        const Bench bench(ComparedRuns {m_shallow.finished(), m_deep.finished()});
        QVERIFY(bench.isCompared());
        const auto* show = bench.control<QComboBox>(QStringLiteral("Show"));
        for (int page = 0; page < show->count(); ++page) {
            bench.showPage(qPrintable(show->itemText(page)));
            QTRY_VERIFY(!bench.view.currentPlot() || !bench.view.currentPlot()->accessibleName().isEmpty());
        }
        for (const auto* table : bench.view.findChildren<QTableWidget*>()) {
            QVERIFY(!table->accessibleName().isEmpty());
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
