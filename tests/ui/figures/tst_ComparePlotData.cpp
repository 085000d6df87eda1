// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "tests/support/ScriptedRun.h"
#include "ui/figures/ComparePlotData.h"

#include <QLocale>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::ScriptedRun;

namespace {

/// Sum over a row times the width of its columns.
double integral(const HeatmapData& heatmap, std::size_t row)
{
    const auto first = heatmap.values.begin() + static_cast<std::ptrdiff_t>(row * heatmap.numColumns);
    const double width =
        (heatmap.xRange.upper - heatmap.xRange.lower) / static_cast<double>(heatmap.numColumns);
    return width * std::accumulate(first, first + static_cast<std::ptrdiff_t>(heatmap.numColumns), 0.0);
}

/// Relative depth at the top edge of a heatmap.
double depthAtTop(const HeatmapData& heatmap)
{
    return (-0.5 - heatmap.outerRows) / static_cast<double>(heatmap.rowNames.size() - 1);
}

double valueAt(const HeatmapData& heatmap, std::size_t row, std::size_t column)
{
    return heatmap.values.at(row * heatmap.numColumns + column);
}

} // namespace

class TestComparePlotData : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void namesTellTheRunsApart()
    {
        const ComparedRuns two {m_shallow.finished(), m_deep.finished()};
        QCOMPARE(comparedNames(two)[0], QStringLiteral("sample-12"));
        QCOMPARE(comparedNames(two)[1], QStringLiteral("sample-24"));

        auto poem = std::make_shared<AnalysisSnapshot>(*m_shallow.finished());
        auto info = std::make_shared<RunInfo>(*poem->info);
        info->textName = "poem.txt";
        poem->info = info;
        QCOMPARE(comparedNames({m_shallow.finished(), poem})[1], QStringLiteral("sample-12 · poem.txt"));

        auto named = std::make_shared<AnalysisSnapshot>(*m_shallow.finished());
        named->name = "Without newlines";
        QCOMPARE(comparedNames({named, m_shallow.finished()})[0], QStringLiteral("Without newlines"));
        QCOMPARE(comparedNames({named, m_shallow.finished()})[1], QStringLiteral("sample-12"));
        QCOMPARE(comparedNames({named, named})[1], QStringLiteral("Without newlines (second)"));
        const auto same = comparedNames({m_shallow.finished(), m_shallow.finished()});
        QVERIFY(same[0] != same[1]);

        auto inside = std::make_shared<AnalysisSnapshot>(*m_shallow.finished());
        auto otherHook = std::make_shared<RunInfo>(*inside->info);
        otherHook->hook = HookPoint::MlpPost;
        inside->info = otherHook;
        QCOMPARE(comparedNames({m_shallow.finished(), inside})[0],
                 QStringLiteral("sample-12 · mlp.hook_pre"));
        QCOMPARE(comparedNames({m_shallow.finished(), inside})[1],
                 QStringLiteral("sample-12 · mlp.hook_post"));

        info = std::make_shared<RunInfo>(*info);
        info->hasRandomWeights = true;
        poem->info = info;
        QCOMPARE(comparedNames({m_shallow.finished(), poem})[1], QStringLiteral("sample-12, random weights"));
    }

    void heatmapsShareAxisColoursAndDepth()
    {
        const CompareHeatmaps heatmaps = compareHeatmaps({m_shallow.finished(), m_deep.finished()});
        const HeatmapData& first = heatmaps.runs[0];
        const HeatmapData& second = heatmaps.runs[1];
        QCOMPARE(first.rowNames.size(), 12U);
        QCOMPARE(second.rowNames.size(), 24U);
        QCOMPARE(first.xRange, second.xRange);
        QCOMPARE(first.numColumns, second.numColumns);
        QCOMPARE(first.topValue, second.topValue);
        QCOMPARE(first.topValue,
                 std::max(*std::ranges::max_element(first.values), *std::ranges::max_element(second.values)));
        QCOMPARE(first.outerRows, 0.0);
        QVERIFY(second.outerRows > 0);
        QCOMPARE(depthAtTop(first), depthAtTop(second)); // so that first rows meet, and last ones
        for (std::size_t row = 0; row < 12; ++row) {
            QVERIFY(std::abs(integral(first, row) - 1) < 1e-9); // no neuron outside the axis
        }
    }

    void theDifferenceIsThatOfOneDepth()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const CompareHeatmaps heatmaps = compareHeatmaps(runs);
        const HeatmapData& difference = heatmaps.difference;
        QCOMPARE(difference.rowNames.size(), 12U);
        QCOMPARE(difference.scale, ColorScale::Diverging);
        QCOMPARE(difference.title, QStringLiteral("sample-12 less sample-24"));
        const HeatmapData& first = heatmaps.runs[0];
        const HeatmapData& second = heatmaps.runs[1];
        // Layer 4 of 12 lies at 4 / 11 · 23 = 8 4/11 of 24.
        const double share = 4.0 / 11;
        for (std::size_t column = 0; column < difference.numColumns; ++column) {
            QCOMPARE(valueAt(difference, 0, column), valueAt(first, 0, column) - valueAt(second, 0, column));
            QCOMPARE(valueAt(difference, 11, column),
                     valueAt(first, 11, column) - valueAt(second, 23, column));
            const double between = std::lerp(valueAt(second, 8, column), valueAt(second, 9, column), share);
            QVERIFY(std::abs(valueAt(difference, 4, column) - (valueAt(first, 4, column) - between)) < 1e-9);
        }
        QVERIFY(std::abs(integral(difference, 4)) < 1e-9);

        const HeatmapData reversed = compareHeatmaps({runs[1], runs[0]}).difference;
        QCOMPARE(reversed.rowNames.size(), 12U); // the shallower run's still
        QCOMPARE(valueAt(reversed, 0, 40), -valueAt(difference, 0, 40));
        QCOMPARE(reversed.yLabel, QStringLiteral("Layer of sample-12"));

        for (const double value : compareHeatmaps({runs[0], runs[0]}).difference.values) {
            QCOMPARE(value, 0.0);
        }
    }

    void layersToComeAreBlank()
    {
        const CompareHeatmaps heatmaps = compareHeatmaps({m_shallow.finished(), m_deep.snapshot(3)});
        QVERIFY(!std::isnan(valueAt(heatmaps.runs[1], 2, 0)));
        QVERIFY(std::isnan(valueAt(heatmaps.runs[1], 3, 0)));
        QVERIFY(!std::isnan(valueAt(heatmaps.difference, 0, 0)));
        QVERIFY(std::isnan(valueAt(heatmaps.difference, 1, 0))); // wants layers 2 and 3

        const CompareHeatmaps alone = compareHeatmaps({m_shallow.finished(), m_deep.snapshot(0)});
        QCOMPARE(alone.runs[0].rowNames.size(), 12U);
        QVERIFY(alone.runs[1].rowNames.empty());
        QVERIFY(alone.difference.rowNames.empty());
        QVERIFY(compareHeatmaps({m_shallow.snapshot(0), m_deep.snapshot(0)}).runs[0].rowNames.empty());
    }

    void aModelOfOneLayerHasADepthToo()
    {
        const ScriptedRun flat({.modelName = "flat", .numLayers = 1, .numNeurons = 64, .numTokens = 64});
        const CompareHeatmaps heatmaps = compareHeatmaps({flat.finished(), m_deep.finished()});
        QCOMPARE(heatmaps.difference.rowNames.size(), 1U);
        QVERIFY(std::isfinite(heatmaps.runs[0].outerRows));
        QVERIFY(std::isfinite(heatmaps.runs[1].outerRows));
        QCOMPARE(compareDensities(compareHeatmaps({flat.finished(), flat.finished()}), 0).series.size(), 2U);
        QCOMPARE(rowAt(0.7, 1), 0);
    }

    void densitiesAreThoseOfOneDepth()
    {
        const ComparedRuns runs {m_shallow.finished(), m_deep.finished()};
        const CompareHeatmaps heatmaps = compareHeatmaps(runs);
        const LinePlotData lines = compareDensities(heatmaps, 1);
        QCOMPARE(lines.series.size(), 2U);
        QCOMPARE(lines.series[1].name, QStringLiteral("sample-24"));
        QCOMPARE(lines.xRange, heatmaps.runs[0].xRange);
        for (std::size_t column = 0; column < lines.series[1].y.size(); ++column) {
            QCOMPARE(lines.series[1].y[column], valueAt(heatmaps.runs[1], 23, column));
        }
        const double r = lines.series[0].x.at(30);
        QCOMPARE(densitiesAt(heatmaps, 1, r)[0], lines.series[0].y.at(30));
        QVERIFY(std::isnan(densitiesAt(heatmaps, 1, 2)[0]));
        QCOMPARE(compareDensities(compareHeatmaps({runs[0], m_deep.snapshot(3)}), 1).series.size(), 1U);
    }

private:
    const ScriptedRun m_shallow;
    const ScriptedRun m_deep {{.modelName = "sample-24", .numLayers = 24, .numNeurons = 640}};
};

QTEST_GUILESS_MAIN(TestComparePlotData)
#include "tst_ComparePlotData.moc"
