// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CompareImages.h"
#include "tests/support/FailOnWarning.h"
#include "tests/ui/plots/PlotActions.h"
#include "tests/ui/plots/PlotExamples.h"
#include "ui/plots/HistogramPlot.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestHistogramPlot : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void hoverNamesTheBin();
    void clickIsReportedOnce();
    void noFillCoversAnotherGroup();
    void emptyBinsAreGapsOnALogarithmicAxis();
    void compactHasNoLegendAndMoreRoom();
    void selectionIsVisible();
    void legendTakesMoreLinesInANarrowPlot();
    void csvHoldsBinsThatAreVisible();
    void wholeNumbersHaveNoTicksBetweenThem();

private:
    std::optional<FailOnWarning> m_failOnWarning; // QTest installs its own handler later than members
};

namespace {

HistogramData threeBins()
{
    return {.title = {},
            .xLabel = QStringLiteral("activation"),
            .yLabel = QStringLiteral("count"),
            .edges = {0, 1, 2, 3},
            .series = {
                {.name = QStringLiteral("shorter"), .colorIndex = 0, .values = {1, 0, 1000}, .marker = {}}}};
}

} // namespace

void TestHistogramPlot::initTestCase()
{
    useFigureFont();
}

void TestHistogramPlot::init()
{
    m_failOnWarning.emplace();
}

void TestHistogramPlot::cleanup()
{
    m_failOnWarning.reset();
}

void TestHistogramPlot::hoverNamesTheBin()
{
    HistogramPlot plot;
    plot.setData(threeBins());
    show(plot);
    const QSignalSpy hovered(&plot, &HistogramPlot::hovered);
    for (const int x : {100, 200, 300, 400, 500, 600, 700}) {
        const double value = xAt(plot, {x, 250});
        QCOMPARE(hovered.last().first().toInt(), static_cast<int>(value));
    }
    movePointer(plot, {10, 250});
    QCOMPARE(hovered.last().first().toInt(), -1);
}

void TestHistogramPlot::clickIsReportedOnce()
{
    HistogramPlot plot;
    plot.setData(threeBins());
    show(plot);
    const QSignalSpy clicked(&plot, &HistogramPlot::clicked);
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {400, 250});
    QTest::mouseClick(canvas(plot), Qt::RightButton, {}, {400, 250});
    QCOMPARE(clicked.count(), 1);
}

/// Three groups that lie on each other: each outline has its own colour all the way, also where the fills of
/// the others lie, in whatever order they come.
void TestHistogramPlot::noFillCoversAnotherGroup()
{
    HistogramData data = threeBins();
    data.series.front().values = {10, 10, 10};
    data.series.push_back(
        {.name = QStringLiteral("equal"), .colorIndex = 1, .values = {14, 14, 14}, .marker = {}});
    data.series.push_back(
        {.name = QStringLiteral("longer"), .colorIndex = 2, .values = {18, 18, 18}, .marker = {}});
    for (int turn = 0; turn < 3; ++turn) {
        std::ranges::rotate(data.series, data.series.begin() + 1);
        HistogramPlot plot;
        plot.setData(data);
        plot.setFocusPolicy(Qt::NoFocus);
        show(plot);
        const QImage picture = plot.grab().toImage();
        const auto isNear = [](const QColor& a, const QColor& b) {
            return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green())
                + std::abs(a.blue() - b.blue())
                < 24;
        };
        const PlotStyle style = PlotStyle::screen(plot.palette());
        for (std::size_t color = 0; color < 3; ++color) {
            int numOfOutline = 0; // columns of pixels that have the outline's colour somewhere
            for (int x = 150; x < 700; ++x) {
                for (int y = 35; y < 450; ++y) {
                    if (isNear(picture.pixelColor(x, y), style.category(color))) {
                        ++numOfOutline;
                        break;
                    }
                }
            }
            QVERIFY2(numOfOutline > 150,
                     qPrintable(QStringLiteral("group %1: %2 columns").arg(color).arg(numOfOutline)));
        }
        // All three lie on each other at the bottom: the paper still shines through.
        QVERIFY(picture.pixelColor(400, 430).lightness() > 170);
    }
}

void TestHistogramPlot::emptyBinsAreGapsOnALogarithmicAxis()
{
    HistogramPlot plot;
    HistogramData data = threeBins();
    data.logarithmic = true;
    plot.setData(data);
    plot.setFocusPolicy(Qt::NoFocus); // the focus frame is blue, too
    show(plot);
    const QImage picture = plot.grab().toImage();
    const auto isFilled = [&](double bin) {
        int x = 90;
        while (x < 780 && xAt(plot, {x, 300}) < bin) {
            ++x;
        }
        for (int y = 300; y < 460; ++y) { // down to the axis: the first bin is the smallest
            const QColor color = picture.pixelColor(x, y);
            if (color.blue() > color.red() + 8) {
                return true;
            }
        }
        return false;
    };
    QVERIFY(isFilled(0.4));
    QVERIFY(!isFilled(1.4));
    QVERIFY(isFilled(2.4));
    data.series.front().values = {0, 0, 0}; // nothing to take a logarithm of
    plot.setData(data);
    QCoreApplication::processEvents();
    QVERIFY(!plot.grab().isNull());
}

void TestHistogramPlot::compactHasNoLegendAndMoreRoom()
{
    HistogramPlot plot;
    plot.setData(exampleHistogram());
    plot.setCompact(true);
    show(plot, {160, 110});
    QCOMPARE(plot.accessibleName(), QStringLiteral("Layer 3"));
    QVERIFY(!std::isnan(xAt(plot, {12, 12}))); // the axes reach almost to the corner
    QVERIFY(!std::isnan(xAt(plot, {148, 80})));
}

void TestHistogramPlot::selectionIsVisible()
{
    HistogramPlot plot;
    plot.setCompact(true);
    plot.setData(exampleHistogram());
    show(plot, {160, 110});
    const QImage before = plot.grab().toImage();
    plot.setSelected(true);
    QCoreApplication::processEvents();
    QVERIFY(imageDifference(before, plot.grab().toImage()) > 5);
    plot.setSelected(false);
    QCoreApplication::processEvents();
    QCOMPARE(imageDifference(before, plot.grab().toImage()), 0.0);
}

void TestHistogramPlot::legendTakesMoreLinesInANarrowPlot()
{
    HistogramPlot plot;
    HistogramData data = exampleHistogram();
    for (HistogramSeries& series : data.series) {
        series.name += QStringLiteral(" than the median (n = 12,345)");
    }
    plot.setData(data);
    const auto firstRowOfAxes = [&plot](QSize size) {
        show(plot, size);
        int y = 0;
        while (y < size.height() && std::isnan(xAt(plot, {size.width() / 2, y}))) {
            ++y;
        }
        return y;
    };
    const int wide = firstRowOfAxes({1200, 400});
    const int narrow = firstRowOfAxes({330, 400});
    QVERIFY(wide < 60);
    QVERIFY(narrow >= wide + 2 * 14); // two lines more
    QVERIFY(narrow < 120);
}

void TestHistogramPlot::csvHoldsBinsThatAreVisible()
{
    HistogramPlot plot;
    plot.setData(threeBins());
    QCOMPARE(plot.csv(), QStringLiteral("activation from,activation to,shorter\n0,1,1\n1,2,0\n2,3,1000\n"));
    plot.setXRange(1.5, 2);
    QCOMPARE(plot.csv(), QStringLiteral("activation from,activation to,shorter\n1,2,0\n"));
}

void TestHistogramPlot::wholeNumbersHaveNoTicksBetweenThem()
{
    HistogramPlot plot;
    HistogramData data = threeBins();
    const auto hasWholeTicksOnly = [&plot] {
        const auto ticks = plot.findChild<QCustomPlot*>()->xAxis->tickVector();
        return ticks.size() >= 2
            && std::ranges::all_of(ticks, [](double tick) { return tick == std::round(tick); });
    };
    for (const int numBins : {3, 5, 16, 40}) {
        data.edges.clear();
        for (int edge = 0; edge <= numBins; ++edge) {
            data.edges.push_back(edge + 0.5);
        }
        data.series.front().values.assign(static_cast<std::size_t>(numBins), 1);
        data.wholeX = true;
        plot.setData(data);
        show(plot);
        QVERIFY(hasWholeTicksOnly());
    }
    data.edges = {0, 0.5, 1}; // of what is no whole number
    data.series.front().values = {1, 1};
    data.wholeX = false;
    plot.setData(data);
    show(plot);
    QVERIFY(!hasWholeTicksOnly());
}

QTEST_MAIN(TestHistogramPlot)
#include "tst_HistogramPlot.moc"
