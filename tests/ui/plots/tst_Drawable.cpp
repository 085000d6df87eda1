// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "ui/plots/Drawable.h"
#include "ui/plots/FigureSize.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/plots/ScatterPlot.h"

#include <QTest>

#include <array>
#include <cmath>
#include <functional>
#include <limits>

using namespace bathyscope::test;
using namespace bathyscope::ui;

namespace {

using Doubles = std::numeric_limits<double>;

/// What a number in a file may be.
const std::array<double, 13> anyNumbers {Doubles::quiet_NaN(),
                                         Doubles::infinity(),
                                         -Doubles::infinity(),
                                         1e308,
                                         -1e308,
                                         5e-324,
                                         -5e-324,
                                         -0.0,
                                         1 + Doubles::epsilon(),
                                         1e99,
                                         -1e99,
                                         0x1p63,
                                         1e-99};

/// Draws on the screen and in every format.
void draw(PlotWidget& plot)
{
    plot.resize(300, 200);
    plot.grab();
    for (const FigureFormat format : {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf}) {
        QVERIFY(!plot.draw(format, FigureSize::ofPixels({300, 200})).isEmpty());
    }
    QVERIFY(!plot.csv().isEmpty());
}

/// Calls `use` with three numbers: each of any kind beside sound ones, alone, and beside each other.
void forAnyThree(const std::function<void(const std::vector<double>&)>& use)
{
    for (std::size_t i = 0; i < anyNumbers.size(); ++i) {
        const double any = anyNumbers.at(i);
        const double other = anyNumbers.at((i + 4) % anyNumbers.size());
        for (const std::vector<double>& three : {std::vector<double> {any, any, any},
                                                 {any, 1, 2},
                                                 {0, any, 2},
                                                 {0, 1, any},
                                                 {any, other, any},
                                                 {other, any, other}}) {
            use(three);
        }
    }
}

} // namespace

class TestDrawable : public QObject
{
    Q_OBJECT

private slots:
    void leavesOrdinaryNumbersAlone();
    void makesGapsOfWhatCannotBeDrawn();
    void rangesCanBeShown();
    void linesTakeAnyNumber();
    void heatmapsTakeAnyNumber();
    void histogramsTakeAnyNumber();
    void scatterPlotsTakeAnyNumber();
};

void TestDrawable::leavesOrdinaryNumbersAlone()
{
    for (const double value : {0.0, 1.0, -0.25, 3.4e38, -3.4e38, 1e-45}) {
        QCOMPARE(drawable(value), value);
    }
    for (const AxisRange range :
         {AxisRange {-1, 1}, {0.5, 16.5}, {-0.5, 0.5}, {1e4, 1e4 + 1e-6}, {0, 1e-12}}) {
        QCOMPARE(drawableRange(range), range);
    }
}

void TestDrawable::makesGapsOfWhatCannotBeDrawn()
{
    for (const double value :
         {Doubles::quiet_NaN(), Doubles::infinity(), -Doubles::infinity(), 1e308, -1e101}) {
        QVERIFY(std::isnan(drawable(value)));
    }
    QCOMPARE(drawable(5e-324), 0.0);
    QCOMPARE(drawable(-1e-101), 0.0);
}

void TestDrawable::rangesCanBeShown()
{
    for (const double lower : anyNumbers) {
        for (const double upper : anyNumbers) {
            const AxisRange shown = drawableRange({lower, upper});
            QVERIFY(std::isfinite(shown.lower) && std::isfinite(shown.upper));
            QVERIFY(shown.upper - shown.lower >= 1e-100);
            QVERIFY(shown.upper - shown.lower
                    >= 1e-12 * std::max(std::abs(shown.lower), std::abs(shown.upper)));
        }
    }
    QCOMPARE(drawableRange({3, 3}), (AxisRange {2.5, 3.5}));
}

void TestDrawable::linesTakeAnyNumber()
{
    const FailOnWarning failOnWarning;
    const auto drawWith = [](const std::vector<double>& x, const std::vector<double>& y, AxisRange range) {
        LinePlot plot;
        LinePlotData data {
            .title = QStringLiteral("t"), .xLabel = {}, .yLabel = {}, .xRange = range, .series = {}};
        data.series.push_back({.id = 0, .name = {}, .x = x, .y = y, .low = y, .high = {y[1], y[2], y[0]}});
        data.points = true;
        data.yAtLeast = {y[0], y[1]};
        data.markers = {{.x = y[0], .label = QStringLiteral("m")}};
        data.spans = {{.x = {.lower = y[0], .upper = y[1]}, .name = QStringLiteral("s 1")}};
        plot.setData(data);
        draw(plot);
        data.steps = true;
        data.wholeX = true;
        plot.setData(data);
        draw(plot);
    };
    forAnyThree([&](const std::vector<double>& any) {
        drawWith({0, 1, 2}, any, {0, 2});
        drawWith(any, {0, 1, 2}, {any[0], any[2]});
    });
}

void TestDrawable::heatmapsTakeAnyNumber()
{
    const FailOnWarning failOnWarning;
    forAnyThree([](const std::vector<double>& any) {
        for (const ColorScale scale :
             {ColorScale::Linear, ColorScale::Logarithmic, ColorScale::PerRow, ColorScale::Diverging}) {
            HeatmapPlot plot;
            plot.setData({.title = {},
                          .xLabel = {},
                          .yLabel = {},
                          .valueLabel = {},
                          .xRange = {any[0], any[1]},
                          .numColumns = 3,
                          .rowNames = {QStringLiteral("0")},
                          .values = any,
                          .scale = scale,
                          .topValue = any[1]});
            draw(plot);
        }
    });
}

void TestDrawable::histogramsTakeAnyNumber()
{
    const FailOnWarning failOnWarning;
    forAnyThree([](const std::vector<double>& any) {
        for (const bool isLogarithmic : {false, true}) {
            HistogramPlot plot;
            HistogramData data {.title = {},
                                .xLabel = {},
                                .yLabel = {},
                                .logarithmic = isLogarithmic,
                                .edges = any,
                                .series = {}};
            data.series.push_back({.name = {}, .values = {1, 2}, .marker = any[1]});
            plot.setData(data);
            draw(plot);
            data.edges = {0, 1, 2};
            data.series.front().values = {any[0], any[1]};
            plot.setData(data);
            draw(plot);
        }
    });
}

void TestDrawable::scatterPlotsTakeAnyNumber()
{
    const FailOnWarning failOnWarning;
    forAnyThree([](const std::vector<double>& any) {
        for (const bool isOfX : {false, true}) {
            const std::vector<double> sound {0, 1, 2};
            const std::vector<double>& x = isOfX ? any : sound;
            const std::vector<double>& y = isOfX ? sound : any;
            ScatterPlot plot;
            plot.setData({.title = {},
                          .xLabel = {},
                          .yLabel = {},
                          .xRange = {x[0], x[2]},
                          .pointsName = {},
                          .meansName = {},
                          .x = x,
                          .y = y,
                          .meanX = x,
                          .mean = y,
                          .low = y,
                          .high = y});
            plot.setMarkedPoint(1);
            draw(plot);
        }
    });
}

QTEST_MAIN(TestDrawable)
#include "tst_Drawable.moc"
