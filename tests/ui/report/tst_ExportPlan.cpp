// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/support/Error.h"
#include "tests/support/ScriptedRun.h"
#include "ui/figures/RunFigures.h"
#include "ui/report/ExportPlan.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <set>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

class TestExportPlan : public QObject
{
    Q_OBJECT

private slots:
    void holdsEveryFigureOfARun();
    void holdsTheFiguresOfAComparison();
    void namesFilesBeforeAnythingIsComputed();
    void leavesOutWhatTheRunCannotShow();
    void refusesWhatHasNothingToDraw();
    void makesFileNamesOfHostileModels_data();
    void makesFileNamesOfHostileModels();
    void choosesHistogramsForAReport();
    void tellsTheFiguresOfTwoRunsApart();
    void givesPairsOfPlotsMoreWidthInAReport();
};

namespace {

const FigureSize size = FigureSize::ofPixels({640, 480});

QStringList namesOf(const std::vector<PlannedFigure>& figures)
{
    QStringList names;
    std::ranges::transform(figures, std::back_inserter(names), &PlannedFigure::name);
    return names;
}

std::shared_ptr<const AnalysisSnapshot> deepRun()
{
    return ScriptedRun({.modelName = "sample-24", .numLayers = 24, .numNeurons = 64}).finished();
}

std::shared_ptr<const AnalysisSnapshot> unfinishedRun()
{
    return ScriptedRun().snapshot(0);
}

} // namespace

void TestExportPlan::holdsEveryFigureOfARun()
{
    const std::vector<PlannedFigure> figures = planFigures({ScriptedRun().finished()}, size);
    QStringList expected {QStringLiteral("sample-12-density"), QStringLiteral("sample-12-heatmap")};
    for (int layer = 0; layer < 12; ++layer) {
        expected += QStringLiteral("sample-12-histogram-layer-%1").arg(layer, 2, 10, QLatin1Char('0'));
    }
    for (const char* name :
         {"tuning", "confound", "confound-heatmap", "length-frequency", "zones-median", "zones-range"}) {
        expected += QStringLiteral("sample-12-") + QString::fromLatin1(name);
    }
    QCOMPARE(namesOf(figures), expected);
    for (const PlannedFigure& figure : figures) {
        QVERIFY2(!figureTitle(figure.data).isEmpty(), qPrintable(figure.name));
        QVERIFY2(figure.words.endsWith(QLatin1Char('.')), qPrintable(figure.name));
        QVERIFY(figure.caption.startsWith(QStringLiteral("Bathyscope 0.1.0 · model sample-12 · ")));
        QVERIFY(figure.provenance.contains(QStringLiteral("Seed: 1")));
        QCOMPARE(figure.size, size);
    }
}

void TestExportPlan::holdsTheFiguresOfAComparison()
{
    const std::vector<PlannedFigure> figures = planFigures({ScriptedRun().finished(), deepRun()}, size);
    QCOMPARE(namesOf(figures),
             (QStringList {QStringLiteral("sample-12-sample-24-compare-heatmap"),
                           QStringLiteral("sample-12-sample-24-compare-difference"),
                           QStringLiteral("sample-12-sample-24-compare-density"),
                           QStringLiteral("sample-12-sample-24-compare-distance"),
                           QStringLiteral("sample-12-sample-24-compare-median"),
                           QStringLiteral("sample-12-sample-24-compare-range"),
                           QStringLiteral("sample-12-sample-24-compare-zones"),
                           QStringLiteral("sample-12-sample-24-compare-peaks"),
                           QStringLiteral("sample-12-sample-24-compare-frequency")}));
    for (const PlannedFigure& figure : figures) {
        QCOMPARE(figure.caption.count(QStringLiteral("Bathyscope 0.1.0")), 2); // a line a run
    }
}

void TestExportPlan::namesFilesBeforeAnythingIsComputed()
{
    for (const HandedOnRuns& runs :
         {HandedOnRuns {ScriptedRun().finished()}, HandedOnRuns {ScriptedRun().finished(), deepRun()}}) {
        QCOMPARE(figureNames(runs), namesOf(planFigures(runs, size)));
    }
}

void TestExportPlan::leavesOutWhatTheRunCannotShow()
{
    const QStringList names = figureNames({ScriptedRun().snapshot(3)});
    QCOMPARE(names.filter(QStringLiteral("histogram")).size(), 3);
    AnalysisSnapshot equal = *ScriptedRun().finished();
    for (auto& layer : equal.layers) {
        auto changed = std::make_shared<LayerSummary>(*layer);
        changed->tuning = {};
        layer = changed;
    }
    QVERIFY(figureNames({std::make_shared<const AnalysisSnapshot>(equal)})
                .filter(QStringLiteral("tuning"))
                .isEmpty());
}

void TestExportPlan::refusesWhatHasNothingToDraw()
{
    QVERIFY_THROWS_EXCEPTION(Error, (void)planFigures({unfinishedRun()}, size));
    QVERIFY_THROWS_EXCEPTION(Error, (void)planFigures({unfinishedRun(), ScriptedRun().finished()}, size));
}

void TestExportPlan::makesFileNamesOfHostileModels_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("stem");
    QTest::newRow("usual") << QStringLiteral("gpt-neo-1.3b") << QStringLiteral("gpt-neo-1.3b");
    QTest::newRow("path") << QStringLiteral("../../etc/passwd") << QStringLiteral("etc-passwd");
    QTest::newRow("hidden") << QStringLiteral(".secret") << QStringLiteral("secret");
    QTest::newRow("option") << QStringLiteral("--out") << QStringLiteral("out");
    QTest::newRow("markup") << QStringLiteral("<b>x</b>\n") << QStringLiteral("b-x-b-");
    QTest::newRow("nothing") << QString() << QStringLiteral("run");
    QTest::newRow("none of it") << QStringLiteral("日本") << QStringLiteral("run");
    QTest::newRow("long") << QString(300, QLatin1Char('x')) << QString(60, QLatin1Char('x'));
}

void TestExportPlan::makesFileNamesOfHostileModels()
{
    QFETCH(const QString, model);
    QFETCH(const QString, stem);
    AnalysisSnapshot run = *ScriptedRun().finished();
    auto info = std::make_shared<RunInfo>(*run.info);
    info->modelName = model.toStdString();
    run.info = info;
    QCOMPARE(runFileStem(run), stem);
}

void TestExportPlan::choosesHistogramsForAReport()
{
    const QStringList names = namesOf(planReport({ScriptedRun().finished()}).figures);
    QCOMPARE(names.filter(QStringLiteral("histogram")),
             (QStringList {QStringLiteral("histogram-layer-00"), QStringLiteral("histogram-layer-06"),
                           QStringLiteral("histogram-layer-11")}));
    QCOMPARE(
        namesOf(planReport({ScriptedRun().snapshot(1)}).figures).filter(QStringLiteral("histogram")).size(),
        1);
}

void TestExportPlan::tellsTheFiguresOfTwoRunsApart()
{
    const ReportPlan plan = planReport({ScriptedRun().finished(), deepRun()});
    QVERIFY(plan.comparison);
    QCOMPARE(plan.haveReadSampleText.size(), std::size_t {2});
    const QStringList names = namesOf(plan.figures);
    QCOMPARE(names.first(), QStringLiteral("compare-heatmap"));
    QVERIFY(names.contains(QStringLiteral("first-density"))
            && names.contains(QStringLiteral("second-density")));
    QCOMPARE(std::set<QString>(names.begin(), names.end()).size(), plan.figures.size());
}

void TestExportPlan::givesPairsOfPlotsMoreWidthInAReport()
{
    int numPairs = 0;
    for (const PlannedFigure& figure : planReport({ScriptedRun().finished(), deepRun()}).figures) {
        const bool isPair = std::holds_alternative<std::array<LinePlotData, 2>>(figure.data)
            || std::holds_alternative<std::array<HeatmapData, 2>>(figure.data);
        QVERIFY2((figure.size.pixels().width() == 920) == isPair, qPrintable(figure.name));
        numPairs += isPair ? 1 : 0;
    }
    QCOMPARE(numPairs, 3); // heatmaps, zones, frequency
}

QTEST_GUILESS_MAIN(TestExportPlan)
#include "tst_ExportPlan.moc"
