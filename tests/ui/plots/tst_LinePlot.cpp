// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Contrast.h"
#include "tests/support/ExportPlot.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/ui/plots/PlotActions.h"
#include "tests/ui/plots/PlotExamples.h"
#include "ui/plots/LinePlot.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestLinePlot : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void keepsHiddenSeriesHidden();
    void everyLegendEntryCanBeClicked_data();
    void everyLegendEntryCanBeClicked();
    void theLegendEndsAboveALongTitle();
    void quickClicksInTheLegendSwitchTwice();
    void spaceSwitchesTheHighlightedLine();
    void hidingTheTallLinesShowsTheOthersBetter();
    void clickOnALineNamesIt();
    void hoverFindsTheNearestPointBesideGaps();
    void readOutEndsInAnEllipsisWhereThePlotIsNarrow();
    void csvHoldsVisibleSeriesInTheVisibleRange();
    void bandsAreFilledBehindTheLine_data();
    void bandsAreFilledBehindTheLine();
    void bandsGoWithTheirLine();
    void bandsAreDrawnIntoExports();
    void gapsOfABandStayEmpty();
    void aSinglePointHasABand();
    void heightHoldsBandsAndNegativeValues();
    void readOutSaysTheBand();
    void csvHasColumnsForBands();
    void hollowPointsAreRings();
    void hollowPointsAreSaidInReadOutAndCsv();
    void dashedLinesHaveGaps();
    void heightHoldsWhatItMustAtLeast();
    void spansAreTintedBehindTheLine();
    void labelsNeverCoverEachOther();
    void labelsHaveRoomAboveTheValues_data();
    void labelsHaveRoomAboveTheValues();
    void withoutLabelsNoRoomIsTaken();
    void clickOnALineNamesThePoint();
    void aClickMeansWhatHoveringSays_data();
    void aClickMeansWhatHoveringSays();
    void aSteepLineIsHitBesideItsPoints();
    void wholeNumbersHaveNoTicksBetweenThem();

private:
    std::optional<FailOnWarning> m_failOnWarning; // QTest installs its own handler later than members
};

namespace {

int numVisible(const LinePlot& plot)
{
    return static_cast<int>(std::ranges::count_if(
        plot.data().series, [&plot](const LineSeries& series) { return plot.isSeriesVisible(series.id); }));
}

LinePlotData flatLine(double y)
{
    LinePlotData data = exampleLines(1);
    std::ranges::fill(data.series.front().y, y);
    return data;
}

/// A line at 1 within a band from 0.5 to 1.5; the axis ends at 1.575.
LinePlotData bandedLine()
{
    LinePlotData data = flatLine(1);
    data.xZeroLine = false;
    LineSeries& series = data.series.front();
    series.low.assign(series.x.size(), 0.5);
    series.high.assign(series.x.size(), 1.5);
    return data;
}

/// The plot as it is on the screen.
QImage picture(LinePlot& plot)
{
    show(plot);
    return plot.grab().toImage();
}

/// Where a value on the y axis of bandedLine() is, off the grid and the line, in pixels of picture().
QPoint bandedPlace(const LinePlot& plot, double y, int x = 333)
{
    const QCPAxisRect* axes = plot.findChild<QCustomPlot*>()->axisRect();
    return {x, axes->bottom() - static_cast<int>(y / 1.575 * axes->height())};
}

bool isFilled(LinePlot& plot, double y, int x = 333)
{
    const QColor color = picture(plot).pixelColor(bandedPlace(plot, y, x));
    return color != plot.palette().color(QPalette::Base);
}

} // namespace

void TestLinePlot::initTestCase()
{
    useFigureFont();
}

void TestLinePlot::init()
{
    m_failOnWarning.emplace();
}

void TestLinePlot::cleanup()
{
    m_failOnWarning.reset();
}

void TestLinePlot::keepsHiddenSeriesHidden()
{
    LinePlot plot;
    plot.setData(exampleLines(12));
    plot.setSeriesVisible(4, false);
    plot.setData(exampleLines(12));
    QVERIFY(!plot.isSeriesVisible(4));
    QVERIFY(plot.isSeriesVisible(5));
    QCOMPARE(numVisible(plot), 11);
}

void TestLinePlot::everyLegendEntryCanBeClicked_data()
{
    QTest::addColumn<int>("numLayers");
    QTest::addColumn<int>("height");
    for (const int numLayers : {1, 12, 24, 32, 48}) {
        for (const int height : {160, 300, 700}) {
            QTest::addRow("%d layers, %d pixels", numLayers, height) << numLayers << height;
        }
    }
}

void TestLinePlot::everyLegendEntryCanBeClicked()
{
    QFETCH(const int, numLayers);
    QFETCH(const int, height);
    LinePlot plot;
    plot.setData(exampleLines(numLayers));
    show(plot, {800, height});
    for (int x = 700; x < 800; x += 8) {
        for (int y = 0; y < height; y += 3) {
            const int before = numVisible(plot);
            QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {x, y});
            if (numVisible(plot) > before) { // this one had been found already
                QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {x, y});
            }
        }
    }
    QCOMPARE(numVisible(plot), 0);
}

/// The title may be longer than the axis, and then reaches below the legend.
void TestLinePlot::theLegendEndsAboveALongTitle()
{
    LinePlot plot;
    LinePlotData data = exampleLines(24);
    data.xLabel = QStringLiteral("Correlation r of activation with token length");
    plot.setData(data);
    show(plot, {400, 210});
    const QCPAxis& axis = *plot.findChild<QCustomPlot*>()->xAxis;
    QVERIFY(QFontMetrics(axis.labelFont()).horizontalAdvance(axis.label()) > axis.axisRect()->width());
    const int titleTop = axis.axisRect()->outerRect().bottom() - QFontMetrics(axis.labelFont()).height();
    const auto clickDownFrom = [&plot](int top, int bottom) {
        for (int x = 310; x < 400; x += 5) {
            for (int y = top; y < bottom; y += 2) {
                const int before = numVisible(plot);
                QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {x, y});
                if (numVisible(plot) > before) {
                    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {x, y});
                }
            }
        }
    };
    clickDownFrom(titleTop + 1, plot.height());
    QCOMPARE(numVisible(plot), 24);
    clickDownFrom(0, titleTop);
    QCOMPARE(numVisible(plot), 0);
}

void TestLinePlot::quickClicksInTheLegendSwitchTwice()
{
    LinePlot plot;
    plot.setData(exampleLines(12));
    show(plot);
    plot.setXRange(-0.1, 0.1);
    QPoint entry(720, 0);
    while (numVisible(plot) == 12 && entry.y() < 500) {
        entry.ry() += 2;
        QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, entry);
    }
    QVERIFY(!plot.isSeriesVisible(0)); // the uppermost
    for (const QEvent::Type press : {QEvent::MouseButtonPress, QEvent::MouseButtonDblClick}) {
        for (const QEvent::Type type : {press, QEvent::MouseButtonRelease}) {
            QMouseEvent event(type, entry, canvas(plot)->mapToGlobal(entry), Qt::LeftButton, Qt::LeftButton,
                              Qt::NoModifier);
            QApplication::sendEvent(canvas(plot), &event);
        }
    }
    QVERIFY(!plot.isSeriesVisible(0)); // there and back
    QVERIFY(plot.isZoomed());
}

void TestLinePlot::spaceSwitchesTheHighlightedLine()
{
    LinePlot plot;
    plot.setData(exampleLines(12));
    QTest::keyClick(&plot, Qt::Key_Space); // nothing is highlighted
    QCOMPARE(numVisible(plot), 12);
    plot.setHighlighted(3);
    QTest::keyClick(&plot, Qt::Key_Space);
    QVERIFY(!plot.isSeriesVisible(3));
    QTest::keyClick(&plot, Qt::Key_Space);
    QVERIFY(plot.isSeriesVisible(3));
}

void TestLinePlot::hidingTheTallLinesShowsTheOthersBetter()
{
    LinePlot plot;
    LinePlotData data = flatLine(1);
    data.series.push_back(data.series.front());
    data.series.back().id = 1;
    std::ranges::fill(data.series.back().y, 100.0);
    plot.setData(data);
    show(plot);
    const QSignalSpy hovered(&plot, &LinePlot::hovered);
    movePointer(plot, {400, 450}); // near the lower of both
    QCOMPARE(hovered.last().at(0).toInt(), 0);
    plot.setSeriesVisible(1, false);
    const QSignalSpy clicked(&plot, &LinePlot::seriesClicked);
    for (int y = 30; y < 100; y += 5) { // where the tall one had been
        QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {400, y});
    }
    QVERIFY(!clicked.isEmpty());
    QCOMPARE(clicked.first().first().toInt(), 0);
}

void TestLinePlot::clickOnALineNamesIt()
{
    LinePlot plot;
    plot.setData(flatLine(1));
    show(plot);
    const QSignalSpy clicked(&plot, &LinePlot::seriesClicked);
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {300, 250}); // far from the line
    QCOMPARE(clicked.count(), 0);
    for (int y = 20; y < 100 && clicked.isEmpty(); y += 5) {
        QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {300, y});
    }
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked.first().first().toInt(), 0);
}

void TestLinePlot::hoverFindsTheNearestPointBesideGaps()
{
    LinePlot plot;
    LinePlotData data = flatLine(std::numeric_limits<double>::quiet_NaN());
    data.series.push_back(flatLine(1).series.front());
    data.series.back().id = 1;
    plot.setData(data);
    plot.setPointing(LinePlot::Pointing::Places);
    show(plot);
    const QSignalSpy hovered(&plot, &LinePlot::hovered);
    const double x = xAt(plot, {400, 250});
    QCOMPARE(hovered.last().at(0).toInt(), 1);
    QVERIFY(std::abs(hovered.last().at(1).toDouble() - x) <= 0.5 * 1.2 / numExampleBins);
    QCOMPARE(hovered.last().at(2).toDouble(), 1.0);
    movePointer(plot, {780, 250});
    QCOMPARE(hovered.last().at(0).toInt(), -1);
}

void TestLinePlot::readOutEndsInAnEllipsisWhereThePlotIsNarrow()
{
    LinePlot plot;
    plot.setPointing(LinePlot::Pointing::Places);
    plot.setData(exampleLines(1));
    const auto readOut = [&plot](QSize size) {
        show(plot, size);
        movePointer(plot, {size.width() / 2, size.height() / 2});
        for (const QCPItemText* item : plot.findChildren<QCPItemText*>()) {
            if (item->text().startsWith(plot.data().series.front().name.left(3))) {
                return item;
            }
        }
        return static_cast<const QCPItemText*>(nullptr);
    };
    const QCPItemText* text = readOut({800, 500});
    QVERIFY(text);
    QVERIFY2(!text->text().contains(QStringLiteral("…")), qPrintable(text->text()));

    text = readOut(plot.minimumSizeHint());
    QVERIFY(text);
    QVERIFY2(text->text().contains(QStringLiteral("…")), qPrintable(text->text()));
    const QRect axes = text->parentPlot()->axisRect()->rect();
    const int width = QFontMetrics(text->font()).size(0, text->text()).width();
    QVERIFY(width + text->padding().left() + text->padding().right() <= axes.width());
}

void TestLinePlot::csvHoldsVisibleSeriesInTheVisibleRange()
{
    LinePlot plot;
    plot.setData(exampleLines(3));
    QVERIFY(plot.csv().startsWith(QStringLiteral("series,r,density\nLayer 0,-0.59,")));
    QCOMPARE(plot.csv().count(QLatin1Char('\n')), 3 * numExampleBins + 1);
    plot.setSeriesVisible(1, false);
    plot.setXRange(0, 0.6);
    QCOMPARE(plot.csv().count(QLatin1Char('\n')), 2 * numExampleBins / 2 + 1);
    QVERIFY(!plot.csv().contains(QStringLiteral("Layer 1")));
}

void TestLinePlot::bandsAreFilledBehindTheLine_data()
{
    QTest::addColumn<bool>("steps");
    QTest::addRow("line") << false;
    QTest::addRow("steps") << true;
}

void TestLinePlot::bandsAreFilledBehindTheLine()
{
    QFETCH(const bool, steps);
    LinePlot plot;
    LinePlotData data = bandedLine();
    data.steps = steps;
    plot.setData(data);
    QVERIFY(!isFilled(plot, 0.43));
    QVERIFY(isFilled(plot, 0.57));
    QVERIFY(isFilled(plot, 1.43));
    QVERIFY(!isFilled(plot, 1.55));
    const QColor line = picture(plot).pixelColor(bandedPlace(plot, 1));
    QVERIFY(line.lightness() < picture(plot).pixelColor(bandedPlace(plot, 0.93)).lightness());

    LinePlotData bare = data;
    bare.series.front().low.clear();
    bare.series.front().high.clear();
    bare.series.front().y.back() = 1.5; // the same axis
    plot.setData(bare);
    QVERIFY(!isFilled(plot, 0.57));
}

void TestLinePlot::bandsGoWithTheirLine()
{
    LinePlot plot;
    LinePlotData data = bandedLine();
    data.series.push_back(data.series.front()); // keeps the axis
    data.series.back().id = 1;
    data.series.back().low.clear();
    data.series.back().high.clear();
    data.series.back().y.back() = 1.5;
    plot.setData(data);
    QVERIFY(isFilled(plot, 0.57));
    plot.setSeriesVisible(0, false);
    QVERIFY(!isFilled(plot, 0.57));
    plot.setSeriesVisible(0, true);
    QVERIFY(isFilled(plot, 0.57));
}

void TestLinePlot::bandsAreDrawnIntoExports()
{
    const TemporaryFolder folder;
    const QString path = QString::fromStdString((folder.path() / "band.png").string());
    LinePlot plot;
    plot.setData(bandedLine());
    show(plot);
    const QPoint below = bandedPlace(plot, 0.43);
    const QPoint inside = bandedPlace(plot, 0.57);
    QCOMPARE(exportPlot(plot, path, FigureSize::ofPixels({800, 500}, 9)), QString());
    const QImage exported(path);
    QCOMPARE(exported.size(), QSize(800, 500));
    QCOMPARE(exported.pixelColor(below), QColor(Qt::white));
    QVERIFY(exported.pixelColor(inside) != QColor(Qt::white));
}

void TestLinePlot::gapsOfABandStayEmpty()
{
    LinePlot plot;
    LinePlotData data = bandedLine();
    LineSeries& series = data.series.front();
    for (std::size_t i = 20; i < 40; ++i) {
        series.low[i] = std::numeric_limits<double>::quiet_NaN();
        series.high[i] = std::numeric_limits<double>::quiet_NaN();
    }
    plot.setData(data);
    QVERIFY(isFilled(plot, 0.57, 150));
    QVERIFY(!isFilled(plot, 0.57, 375));
    QVERIFY(isFilled(plot, 0.57, 620));
}

void TestLinePlot::aSinglePointHasABand()
{
    LinePlot plot;
    LinePlotData data = bandedLine();
    LineSeries& series = data.series.front();
    series.x = {0}; // as of a model of one layer
    series.y = {1};
    series.low = {0.5};
    series.high = {1.5};
    plot.setData(data);
    static_cast<void>(picture(plot)); // lays it out
    const int middle = plot.findChild<QCustomPlot*>()->axisRect()->center().x();
    QVERIFY(isFilled(plot, 0.57, middle));
    QVERIFY(isFilled(plot, 1.43, middle));
    QVERIFY(!isFilled(plot, 1.43, middle + 40));
}

void TestLinePlot::heightHoldsBandsAndNegativeValues()
{
    LinePlot plot;
    plot.setData(bandedLine());
    const QCPAxis* axis = plot.findChild<QCustomPlot*>()->yAxis;
    QCOMPARE(axis->range().lower, 0.0);
    QCOMPARE(axis->range().upper, 1.575);

    LinePlotData data = bandedLine();
    data.series.front().low.front() = -0.5;
    plot.setData(data);
    QCOMPARE(axis->range().lower, -0.6);
    QCOMPARE(axis->range().upper, 1.6);

    plot.setData(flatLine(-2));
    QCOMPARE(axis->range().lower, -2.1);
    QCOMPARE(axis->range().upper, 0.0);
}

void TestLinePlot::readOutSaysTheBand()
{
    LinePlot plot;
    plot.setPointing(LinePlot::Pointing::Places);
    plot.setData(bandedLine());
    show(plot);
    movePointer(plot, {400, 250});
    const auto items = plot.findChildren<QCPItemText*>();
    QVERIFY(std::ranges::any_of(items, [](const QCPItemText* item) {
        return item->text().contains(QStringLiteral("Band: 0.5 to 1.5"));
    }));
}

void TestLinePlot::csvHasColumnsForBands()
{
    LinePlot plot;
    LinePlotData data = bandedLine();
    data.series.push_back(flatLine(2).series.front());
    data.series.back().id = 1;
    data.series.back().name = QStringLiteral("Bare");
    plot.setData(data);
    QVERIFY(plot.csv().startsWith(QStringLiteral("series,r,density,low,high\nLayer 0,-0.59,1,0.5,1.5\n")));
    QVERIFY(plot.csv().contains(QStringLiteral("\nBare,-0.59,2,,\n")));
    plot.setSeriesVisible(0, false);
    QVERIFY(plot.csv().startsWith(QStringLiteral("series,r,density\nBare,-0.59,2\n")));
}

namespace {

/// Three points at 0.93, off the grid; the middle one is a ring.
LinePlotData hollowLine()
{
    LinePlotData data = flatLine(1);
    data.xZeroLine = false;
    data.points = true;
    data.hollowMeaning = QStringLiteral("not so");
    data.xRange = {.lower = -1, .upper = 1};
    LineSeries& series = data.series.front();
    series.x = {-0.5, 0, 0.5};
    series.y = {0.93, 0.93, 0.93};
    series.hollow = {false, true, false};
    return data;
}

/// Pixels of a plot's picture at a place of its axes.
QPoint placeOf(const LinePlot& plot, double x, double y)
{
    const auto* inside = plot.findChild<QCustomPlot*>();
    return {static_cast<int>(std::lround(inside->xAxis->coordToPixel(x))),
            static_cast<int>(std::lround(inside->yAxis->coordToPixel(y)))};
}

} // namespace

void TestLinePlot::hollowPointsAreRings()
{
    LinePlot plot;
    plot.setData(hollowLine());
    const QImage image = picture(plot);
    const QColor base = plot.palette().color(QPalette::Base);
    QCOMPARE(image.pixelColor(placeOf(plot, 0, 0.93)), base);
    QVERIFY(image.pixelColor(placeOf(plot, 0.5, 0.93)) != base);
    const auto numOfLine = [&plot, color = image.pixelColor(placeOf(plot, 0.5, 0.93))] {
        const QImage drawn = picture(plot);
        int count = 0;
        for (int x = 0; x < drawn.width(); ++x) {
            for (int y = 0; y < drawn.height(); ++y) {
                count += drawn.pixelColor(x, y) == color ? 1 : 0;
            }
        }
        return count;
    };
    const int boxOnly = numOfLine() / 2; // of line, points and the box in the legend
    plot.setSeriesVisible(0, false);
    QVERIFY(numOfLine() < boxOnly); // discs go with their line
}

void TestLinePlot::hollowPointsAreSaidInReadOutAndCsv()
{
    LinePlot plot;
    plot.setData(hollowLine());
    show(plot);
    QCOMPARE(plot.csv(),
             QStringLiteral(
                 "series,r,density,not so\nLayer 0,-0.5,0.93,0\nLayer 0,0,0.93,1\nLayer 0,0.5,0.93,0\n"));
    const auto isSaid = [&plot] {
        return std::ranges::any_of(plot.findChildren<QCPItemText*>(), [](const QCPItemText* item) {
            return item->text().contains(QStringLiteral("not so"));
        });
    };
    movePointer(plot, placeOf(plot, 0, 0.93));
    QVERIFY(isSaid());
    movePointer(plot, placeOf(plot, 0.5, 0.93));
    QVERIFY(!isSaid());
}

void TestLinePlot::dashedLinesHaveGaps()
{
    LinePlot plot;
    LinePlotData data = hollowLine();
    data.points = false;
    data.series.front().hollow.clear();
    const auto numOfBackground = [&plot, &data] {
        plot.setData(data);
        const QImage image = picture(plot);
        const QColor base = plot.palette().color(QPalette::Base);
        const QPoint from = placeOf(plot, -0.5, 0.93);
        int count = 0;
        for (int x = from.x() + 2; x < placeOf(plot, 0.5, 0.93).x() - 2; ++x) {
            count += image.pixelColor(x, from.y()) == base ? 1 : 0;
        }
        return count;
    };
    QCOMPARE(numOfBackground(), 0);
    data.series.front().dashed = true;
    QVERIFY(numOfBackground() > 10);
}

void TestLinePlot::heightHoldsWhatItMustAtLeast()
{
    LinePlot plot;
    LinePlotData data = flatLine(1);
    data.yAtLeast = {.lower = -1, .upper = 3};
    plot.setData(data);
    const QCPAxis* axis = plot.findChild<QCustomPlot*>()->yAxis;
    QCOMPARE(axis->range().lower, -1.2);
    QCOMPARE(axis->range().upper, 3.2);
    data.series.front().y.front() = 5;
    plot.setData(data);
    QCOMPARE(axis->range().upper, 5.3);
}

void TestLinePlot::spansAreTintedBehindTheLine()
{
    LinePlot plot;
    LinePlotData data = flatLine(1);
    data.xZeroLine = false;
    plot.setData(data);
    const QImage bare = picture(plot);
    data.spans = {{.x = {-0.6, 0}, .name = QStringLiteral("Zone 1"), .depth = 0}};
    plot.setData(data);
    const QImage tinted = picture(plot);
    const QColor base = plot.palette().color(QPalette::Base);
    QCOMPARE(bare.pixelColor(333, 380), base);
    QVERIFY(tinted.pixelColor(333, 380) != base);
    QCOMPARE(tinted.pixelColor(444, 380), base);
    data.markers = {{.x = 0.1}};
    plot.setData(data);
    const QImage marked = picture(plot);
    int numChanged = 0;
    for (int x = 400; x < 600; ++x) {
        numChanged += marked.pixelColor(x, 377) != tinted.pixelColor(x, 377)
            || marked.pixelColor(x, 381) != tinted.pixelColor(x, 381);
    }
    QVERIFY(numChanged >= 1 && numChanged <= 3); // one thin dashed line
}

void TestLinePlot::labelsNeverCoverEachOther()
{
    LinePlot plot;
    LinePlotData data = flatLine(1);
    data.markers = {{.x = 0, .label = QStringLiteral("mmmmmmmm")}};
    plot.setData(data);
    const auto numDark = [&plot] { // pixels of text, which is the darkest
        const QImage image = picture(plot);
        int number = 0;
        for (int y = 30; y < 100; ++y) { // above the line
            for (int x = 394; x < 550; ++x) { // beside the markers
                number += image.pixelColor(x, y).lightness() < 60 ? 1 : 0;
            }
        }
        return number;
    };
    const int ofOne = numDark();
    QVERIFY(ofOne > 50);
    data.markers.push_back({.x = 0.0001, .label = QStringLiteral("mmmmmmmm")});
    data.markers.push_back({.x = 0.0002, .label = QStringLiteral("mmmmmmmm")});
    plot.setData(data);
    QVERIFY(numDark() >= 5 * ofOne / 2);
}

void TestLinePlot::labelsHaveRoomAboveTheValues_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("numLabels");
    for (const QSize size : {QSize(260, 140), QSize(360, 200), QSize(600, 260), QSize(800, 500)}) {
        for (const int numLabels : {0, 1, 3}) {
            QTest::addRow("%d × %d, %d labels", size.width(), size.height(), numLabels) << size << numLabels;
        }
    }
}

void TestLinePlot::labelsHaveRoomAboveTheValues()
{
    QFETCH(const QSize, size);
    QFETCH(const int, numLabels);
    LinePlot plot;
    LinePlotData data = flatLine(1);
    data.spans = {{.x = {-0.6, 0}, .name = QStringLiteral("Zone 1"), .depth = 0},
                  {.x = {0, 0.6}, .name = QStringLiteral("Zone 2"), .depth = 1}};
    for (int label = 0; label < numLabels; ++label) {
        data.markers.push_back(
            {.x = 0.1 * label, .label = QStringLiteral("43 % of 200 bootstraps\n9 of 16 windows left out")});
    }
    plot.setData(data);
    show(plot, size);
    const QImage image = plot.grab().toImage();
    const auto* canvas = plot.findChild<QCustomPlot*>();
    const QCPAxisRect* axes = canvas->axisRect();
    const auto height = static_cast<int>(std::lround(canvas->yAxis->coordToPixel(1)));
    const auto bottom = static_cast<int>(std::lround(canvas->yAxis->coordToPixel(0)));
    const QColor background = plot.palette().color(QPalette::Base);
    int numDrawn = 0; // columns in which the line can be seen
    const int first = axes->left() + 2;
    const int last = axes->right() - 2;
    for (int x = first; x <= last; ++x) {
        numDrawn += std::ranges::any_of(std::array {height - 1, height, height + 1}, [&](int y) {
            return contrast(image.pixelColor(x, y), background) > 3;
        });
    }
    QVERIFY2(numDrawn >= 0.98 * (last - first), // it begins and ends within the axes
             qPrintable(QStringLiteral("%1 of %2").arg(numDrawn).arg(last - first + 1)));
    QVERIFY(bottom - height >= axes->height() / 2);
    QVERIFY(height > axes->top());
}

void TestLinePlot::withoutLabelsNoRoomIsTaken()
{
    LinePlot plot;
    LinePlotData data = flatLine(1);
    const QCPAxis* axis = plot.findChild<QCustomPlot*>()->yAxis;
    data.markers = {{.x = 0.1}};
    plot.setData(data);
    show(plot);
    QCOMPARE(axis->range().upper, 1.05);
    data.markers.front().label = QStringLiteral("here");
    plot.setData(data);
    QTRY_VERIFY(axis->range().upper > 1.06);
    data.series = flatLine(-1).series;
    plot.setData(data);
    QTRY_VERIFY(axis->range().upper > 0.01);
    QCOMPARE(axis->range().lower, -1.05);
}

void TestLinePlot::clickOnALineNamesThePoint()
{
    LinePlot plot;
    plot.setData(flatLine(1));
    show(plot);
    const QSignalSpy clicked(&plot, &LinePlot::pointClicked);
    const double x = xAt(plot, {300, 250});
    for (int y = 20; y < 100 && clicked.isEmpty(); y += 5) {
        QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {300, y});
    }
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked.first().at(0).toInt(), 0);
    QVERIFY(std::abs(clicked.first().at(1).toDouble() - x) <= 0.5 * 1.2 / numExampleBins);
}

void TestLinePlot::aClickMeansWhatHoveringSays_data()
{
    QTest::addColumn<LinePlot::Pointing>("pointing");
    QTest::addColumn<bool>("steps");
    QTest::newRow("lines") << LinePlot::Pointing::Lines << false;
    QTest::newRow("steps") << LinePlot::Pointing::Lines << true;
    QTest::newRow("places") << LinePlot::Pointing::Places << false;
}

/// Everywhere in the plot: the line that is read out is the one that a click selects, and where nothing is
/// read out a click selects nothing.
void TestLinePlot::aClickMeansWhatHoveringSays()
{
    QFETCH(const LinePlot::Pointing, pointing);
    QFETCH(const bool, steps);
    LinePlot plot;
    LinePlotData data = exampleLines(12);
    data.steps = steps;
    plot.setData(data);
    plot.setPointing(pointing);
    plot.setSeriesVisible(4, false);
    show(plot);
    const QSignalSpy hovered(&plot, &LinePlot::hovered);
    const QSignalSpy clicked(&plot, &LinePlot::pointClicked);
    int numNamed = 0;
    int numEmpty = 0;
    for (int x = 20; x < 660; x += 13) {
        for (int y = 20; y < 480; y += 17) {
            const qsizetype before = clicked.count();
            movePointer(plot, {x, y});
            const int said = hovered.isEmpty() ? -1 : hovered.last().at(0).toInt();
            QTest::mousePress(canvas(plot), Qt::LeftButton, {}, {x, y});
            QTest::mouseRelease(canvas(plot), Qt::LeftButton, {}, {x, y});
            QCOMPARE(clicked.count() - before, said < 0 ? 0 : 1);
            if (said >= 0) {
                QCOMPARE(clicked.last().at(0).toInt(), said);
                QCOMPARE(clicked.last().at(1).toDouble(), hovered.last().at(1).toDouble());
                QVERIFY(said != 4);
            }
            ++(said < 0 ? numEmpty : numNamed);
        }
    }
    QVERIFY(numNamed > 100);
    QVERIFY(numEmpty > (pointing == LinePlot::Pointing::Lines ? 100 : 0)); // beside the axes at least
}

/// Its flank is the line, too: points of a steep line are far from each other.
void TestLinePlot::aSteepLineIsHitBesideItsPoints()
{
    LinePlot plot;
    LinePlotData data = flatLine(0);
    data.series.front().x = {-0.6, 0, 0.02, 0.6};
    data.series.front().y = {0, 0, 1, 1};
    plot.setData(data);
    show(plot);
    const QSignalSpy hovered(&plot, &LinePlot::hovered);
    const QPoint middle((placeOf(plot, 0, 0).x() + placeOf(plot, 0.02, 0).x()) / 2,
                        placeOf(plot, 0, 0.5).y());
    movePointer(plot, middle);
    QVERIFY(!hovered.isEmpty());
    QCOMPARE(hovered.last().at(0).toInt(), 0);
    movePointer(plot, middle - QPoint(60, 0));
    QCOMPARE(hovered.last().at(0).toInt(), -1);
}

void TestLinePlot::wholeNumbersHaveNoTicksBetweenThem()
{
    LinePlot plot;
    LinePlotData data = flatLine(1);
    data.wholeX = true;
    for (const double upper : {1.5, 3.5, 11.5, 13.0, 31.5, 95.5}) {
        data.xRange = {.lower = -0.5, .upper = upper};
        plot.setData(data);
        show(plot);
        const auto ticks = plot.findChild<QCustomPlot*>()->xAxis->tickVector();
        QVERIFY(ticks.size() >= 2);
        QVERIFY(std::ranges::all_of(ticks, [](double tick) { return tick == std::round(tick); }));
    }
}

QTEST_MAIN(TestLinePlot)
#include "tst_LinePlot.moc"
