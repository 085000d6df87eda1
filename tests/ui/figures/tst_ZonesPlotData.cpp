// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "ui/figures/ZonesPlotData.h"

#include <QLocale>
#include <QTest>

#include <cmath>
#include <limits>
#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

/// The scripted run's end, with other zones.
AnalysisSnapshot runWith(const FunctionalZones& zones)
{
    AnalysisSnapshot snapshot = *ScriptedRun().finished();
    snapshot.zones = std::make_shared<FunctionalZones>(zones);
    return snapshot;
}

FunctionalZones patternOf(DepthPattern pattern)
{
    FunctionalZones zones;
    zones.selection.pattern = pattern;
    zones.selection.numComponents = 1;
    zones.selection.zoneCriteria = {-3, -2};
    zones.selection.lineCriterion = -4;
    zones.patternStability = 0.998;
    zones.patternWithoutWindow = {true, false, true};
    return zones;
}

} // namespace

class TestZonesPlotData : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void drawsNothingBeforeTheFirstLayer();
    void drawsQuartilesAndMediansOfEveryLayer();
    void leavesGapsForUnfinishedLayers();
    void tintsAndNamesZones();
    void marksBoundariesWithTheirStability();
    void marksTheSelectedLayer();
    void drawsNoZonesWhereThereAreNone_data();
    void drawsNoZonesWhereThereAreNone();
    void saysWhichZonesWereFound();
    void saysHowStableTheAnswerIs();
    void saysWhenZonesAreFound();
    void leavesOutWindowsThatWereNotTried();
    void listsTheCriteria();
    void listsNoCriteriaWhereNothingWasCompared();
    void comparesWidthsWithInnerLayers();

private:
    const ScriptedRun m_run;
};

void TestZonesPlotData::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestZonesPlotData::drawsNothingBeforeTheFirstLayer()
{
    QCOMPARE(zonesPlotData({}, 3), ZonesPlotData {});
    QCOMPARE(zonesPlotData(*m_run.snapshot(0), 3), ZonesPlotData {});
}

void TestZonesPlotData::drawsQuartilesAndMediansOfEveryLayer()
{
    const ZonesPlotData plots = zonesPlotData(*m_run.finished(), std::nullopt);
    for (const LinePlotData* plot : {&plots.range, &plots.median}) {
        QCOMPARE(plot->xRange, (AxisRange {-0.5, 11.5}));
        QVERIFY(plot->wholeX);
        QCOMPARE(plot->series.size(), std::size_t {1});
        QCOMPARE(plot->series[0].x, (std::vector<double> {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    }
    QCOMPARE(plots.median.title, QStringLiteral("sample-12: median of r over depth, with its 95 % interval"));
    QVERIFY(plots.range.series[0].low.empty());
    for (std::size_t layer = 0; layer < 12; ++layer) {
        const LayerSummary& summary = m_run.layer(layer);
        QCOMPARE(plots.range.series[0].y[layer], summary.rUpperQuartile - summary.rLowerQuartile);
        QCOMPARE(plots.median.series[0].y[layer], summary.rMedian);
        QCOMPARE(plots.median.series[0].low[layer], summary.jackknife.medianLow);
        QCOMPARE(plots.median.series[0].high[layer], summary.jackknife.medianHigh);
    }
}

void TestZonesPlotData::leavesGapsForUnfinishedLayers()
{
    const ZonesPlotData plots = zonesPlotData(*m_run.snapshot(3), std::nullopt);
    for (std::size_t layer = 0; layer < 12; ++layer) {
        QCOMPARE(std::isnan(plots.range.series[0].y[layer]), layer >= 3);
        QCOMPARE(std::isnan(plots.median.series[0].y[layer]), layer >= 3);
        QCOMPARE(std::isnan(plots.median.series[0].low[layer]), layer >= 3);
    }
    QVERIFY(plots.median.spans.empty());
    QVERIFY(plots.median.markers.empty());
}

void TestZonesPlotData::tintsAndNamesZones()
{
    QCOMPARE(zonesOf(*m_run.finished()), (std::vector<ZoneLayers> {{0, 0}, {1, 8}, {9, 11}}));
    const ZonesPlotData plots = zonesPlotData(*m_run.finished(), std::nullopt);
    const std::vector<AxisSpan> expected {
        {.x = {-0.5, 0.5}, .name = QStringLiteral("Zone 1"), .depth = 0},
        {.x = {0.5, 8.5}, .name = QStringLiteral("Zone 2"), .depth = 0.5},
        {.x = {8.5, 11.5}, .name = QStringLiteral("Zone 3"), .depth = 1},
    };
    QCOMPARE(plots.range.spans, expected);
    QCOMPARE(plots.median.spans, expected);
}

void TestZonesPlotData::marksBoundariesWithTheirStability()
{
    const std::vector<AxisMarker> expected {
        {.x = 0.5, .label = QStringLiteral("100 % of 200 bootstraps\n16 of 16 windows left out")},
        {.x = 8.5, .label = QStringLiteral("83 % of 200 bootstraps\n15 of 16 windows left out")},
    };
    QCOMPARE(zonesPlotData(*m_run.finished(), std::nullopt).range.markers, expected);
    QCOMPARE(zonesPlotData(*m_run.finished(), std::nullopt).median.markers, expected);
}

void TestZonesPlotData::marksTheSelectedLayer()
{
    const AxisMarker expected {.x = 4, .kind = AxisMarker::Kind::Selection};
    QCOMPARE(zonesPlotData(*m_run.finished(), 4).median.markers.back(), expected);
    QCOMPARE(zonesPlotData(*m_run.snapshot(1), 4).range.markers, std::vector<AxisMarker> {expected});
    QVERIFY(zonesPlotData(*m_run.snapshot(1), 12).range.markers.empty()); // of a deeper run
}

void TestZonesPlotData::drawsNoZonesWhereThereAreNone_data()
{
    QTest::addColumn<int>("pattern");
    for (const DepthPattern pattern :
         {DepthPattern::TooFewLayers, DepthPattern::OneZone, DepthPattern::Gradual}) {
        QTest::addRow("%d", static_cast<int>(pattern)) << static_cast<int>(pattern);
    }
}

void TestZonesPlotData::drawsNoZonesWhereThereAreNone()
{
    QFETCH(const int, pattern);
    const AnalysisSnapshot snapshot = runWith(patternOf(static_cast<DepthPattern>(pattern)));
    QVERIFY(zonesOf(snapshot).empty());
    QVERIFY(zonesPlotData(snapshot, std::nullopt).range.spans.empty());
    QVERIFY(zonesPlotData(snapshot, std::nullopt).range.markers.empty());
}

void TestZonesPlotData::saysWhichZonesWereFound()
{
    QCOMPARE(
        zonesText(*m_run.finished()),
        QStringLiteral("3 zones: layers 0; 1 to 8; 9 to 11. Boundaries: before layer 1 in 100 % of 200 "
                       "bootstraps, 16 of 16 windows left out; before layer 9 in 83 % of 200 bootstraps, "
                       "15 of 16 windows left out. The same number of zones in 83 % of 200 bootstraps, "
                       "16 of 16 windows left out."));
}

void TestZonesPlotData::saysHowStableTheAnswerIs()
{
    const QString stability = QStringLiteral("The same in 99 % of 200 bootstraps, 2 of 3 windows left out.");
    const QString gradual = zonesText(runWith(patternOf(DepthPattern::Gradual)));
    QVERIFY(gradual.startsWith(QStringLiteral("Gradual, no zones:")));
    QVERIFY2(gradual.endsWith(stability), qPrintable(gradual)); // not all of them: not 100 %
    const QString one = zonesText(runWith(patternOf(DepthPattern::OneZone)));
    QVERIFY(one.startsWith(QStringLiteral("One zone:")));
    QVERIFY(one.endsWith(stability));
    QCOMPARE(zonesText(runWith(patternOf(DepthPattern::TooFewLayers))),
             QStringLiteral("Too few layers to tell zones apart: fewer than 6 have a distribution of r."));
}

void TestZonesPlotData::saysWhenZonesAreFound()
{
    QCOMPARE(zonesText(*m_run.snapshot(3)), QStringLiteral("Zones are found when the run ends."));
    AnalysisSnapshot stopped = *m_run.snapshot(3);
    stopped.outcome = RunOutcome::Stopped;
    QVERIFY(zonesText(stopped).startsWith(QStringLiteral("The run ended before")));
}

void TestZonesPlotData::leavesOutWindowsThatWereNotTried()
{
    FunctionalZones zones = patternOf(DepthPattern::OneZone);
    zones.patternWithoutWindow.clear();
    QVERIFY(zonesText(runWith(zones)).endsWith(QStringLiteral("The same in 99 % of 200 bootstraps.")));
    zones.selection.pattern = DepthPattern::Zones;
    zones.selection.boundaries = {2};
    zones.boundaries = {{.layer = 2, .stability = 0.5, .agreesWithoutWindow = {}}};
    QCOMPARE(zonesPlotData(runWith(zones), std::nullopt).range.markers.front().label,
             QStringLiteral("50 % of 200 bootstraps"));
}

void TestZonesPlotData::listsTheCriteria()
{
    const std::vector<ZoneCriterion> found = zoneCriteria(*m_run.finished());
    QCOMPARE(found.size(), std::size_t {6});
    QCOMPARE(found[0], (ZoneCriterion {QStringLiteral("1 zone"), -40, false}));
    QCOMPARE(found[2], (ZoneCriterion {QStringLiteral("3 zones"), -72, true}));
    QCOMPARE(found[5], (ZoneCriterion {QStringLiteral("Straight line"), -55, false}));
    const auto chosen = [](DepthPattern pattern) {
        std::vector<bool> isChosen;
        for (const ZoneCriterion& criterion : zoneCriteria(runWith(patternOf(pattern)))) {
            isChosen.push_back(criterion.isChosen);
        }
        return isChosen;
    };
    QCOMPARE(chosen(DepthPattern::OneZone), (std::vector<bool> {true, false, false}));
    QCOMPARE(chosen(DepthPattern::Gradual), (std::vector<bool> {false, false, true}));
}

void TestZonesPlotData::listsNoCriteriaWhereNothingWasCompared()
{
    QVERIFY(zoneCriteria({}).empty());
    QVERIFY(zoneCriteria(*m_run.snapshot(3)).empty());
    QVERIFY(zoneCriteria(runWith({})).empty());
    FunctionalZones alike = patternOf(DepthPattern::OneZone);
    alike.selection.numComponents = 0;
    QVERIFY(zoneCriteria(runWith(alike)).empty());
}

void TestZonesPlotData::comparesWidthsWithInnerLayers()
{
    AnalysisSnapshot snapshot;
    for (const double width : {0.4, 0.1, 0.2, 0.3, 0.05}) {
        auto layer = std::make_shared<LayerSummary>();
        layer->rLowerQuartile = -width / 2;
        layer->rUpperQuartile = width / 2;
        snapshot.layers.push_back(layer);
    }
    QCOMPARE(compressionOf(snapshot, 0), 2.0); // the inner layers' median is 0.2
    QCOMPARE(compressionOf(snapshot, 4), 0.25);
    snapshot.layers[4] = nullptr;
    QVERIFY(std::isnan(compressionOf(snapshot, 4)));
}

QTEST_GUILESS_MAIN(TestZonesPlotData)
#include "tst_ZonesPlotData.moc"
