// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"
#include "ui/figures/LengthPlotData.h"

#include <QLocale>
#include <QTest>

#include <memory>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

/// A run with one finished layer that has this curve.
AnalysisSnapshot runOf(LengthTuning tuning)
{
    AnalysisSnapshot run;
    auto layer = std::make_shared<LayerSummary>();
    layer->tuning = std::move(tuning);
    run.layers = {nullptr, layer};
    return run;
}

} // namespace

class TestLengthPlotData : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void drawsALineForEveryFinishedLayer();
    void theSelectedLayerStandsBeforeItsSpread();
    void theSelectedLayerCanStandAlone();
    void lengthsAreCutToThoseThatOccur();
    void equallyLongTokensGiveNoLine();
    void readsAPoint();

private:
    const ScriptedRun m_run;
};

void TestLengthPlotData::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestLengthPlotData::drawsALineForEveryFinishedLayer()
{
    const LinePlotData plot = lengthPlotData(*m_run.snapshot(5), std::nullopt, false);
    QCOMPARE(plot.series.size(), std::size_t {5});
    QCOMPARE(plot.series[4].id, 4);
    QCOMPARE(plot.series[4].depth, 4.0 / 11);
    QCOMPARE(plot.series[4].y, m_run.layer(4).tuning.mean);
    QCOMPARE(plot.series[4].x.front(), 1.0);
    QVERIFY(plot.series[4].low.empty());
    QCOMPARE(plot.title, QStringLiteral("sample-12: activation by token length, layer by layer"));
    QCOMPARE(plot.xLabel, QStringLiteral("Token length (16: 16 or more)"));
    QCOMPARE(plot.xRange, (AxisRange {.lower = 0.5, .upper = 16.5}));
    QVERIFY(lengthPlotData(*m_run.snapshot(0), std::nullopt, false).series.empty());
}

void TestLengthPlotData::theSelectedLayerStandsBeforeItsSpread()
{
    const LengthTuning& tuning = m_run.layer(3).tuning;
    const LinePlotData plot = lengthPlotData(*m_run.finished(), 3, false);
    QCOMPARE(plot.series.size(), std::size_t {12});
    QCOMPARE(plot.series[3].low[2], tuning.mean[2] - tuning.standardError[2]);
    QCOMPARE(plot.series[3].high[2], tuning.mean[2] + tuning.standardError[2]);
    QVERIFY(plot.series[4].low.empty());
    QVERIFY(!lengthPlotData(*m_run.snapshot(1), std::nullopt, false).series[0].low.empty()); // the only one
}

void TestLengthPlotData::theSelectedLayerCanStandAlone()
{
    const LinePlotData plot = lengthPlotData(*m_run.finished(), 3, true);
    QCOMPARE(plot.series.size(), std::size_t {1});
    QCOMPARE(plot.series[0].id, 3);
    // Without a selection, and with one that is not finished, there is nothing to stand alone.
    QCOMPARE(lengthPlotData(*m_run.finished(), std::nullopt, true).series.size(), std::size_t {12});
    QCOMPARE(lengthPlotData(*m_run.snapshot(5), 7, true).series.size(), std::size_t {5});
}

void TestLengthPlotData::lengthsAreCutToThoseThatOccur()
{
    const LinePlotData plot = lengthPlotData(
        runOf({.length = {0, 3, 7}, .mean = {1, 2, 3}, .standardError = {0.1, 0.1, 0.1}, .count = {5, 6, 7}}),
        std::nullopt, false);
    QCOMPARE(plot.series.front().id, 1);
    QCOMPARE(plot.series.front().x, (std::vector<double> {0, 3, 7}));
    QCOMPARE(plot.xRange, (AxisRange {.lower = -0.5, .upper = 7.5}));
    QCOMPARE(plot.xLabel, QStringLiteral("Token length"));
}

void TestLengthPlotData::equallyLongTokensGiveNoLine()
{
    const LengthTuning one {.length = {4}, .mean = {0}, .standardError = {0}, .count = {9}};
    QCOMPARE(lengthPlotData(runOf(one), std::nullopt, false), LinePlotData {});
    QCOMPARE(lengthPlotData(runOf({}), std::nullopt, false), LinePlotData {});
}

void TestLengthPlotData::readsAPoint()
{
    const auto reading = readTuning(*m_run.snapshot(3), 2, 5.2);
    QVERIFY(reading.has_value());
    QCOMPARE(reading->mean, m_run.layer(2).tuning.mean[4]);
    QCOMPARE(reading->numTokens, m_run.layer(2).tuning.count[4]);
    QVERIFY(!readTuning(*m_run.snapshot(3), 2, 17).has_value());
    QVERIFY(!readTuning(*m_run.snapshot(3), 3, 5).has_value());
    QVERIFY(!readTuning(*m_run.snapshot(3), 99, 5).has_value());
}

QTEST_GUILESS_MAIN(TestLengthPlotData)
#include "tst_LengthPlotData.moc"
