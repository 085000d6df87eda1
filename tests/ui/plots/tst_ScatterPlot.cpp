// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FailOnWarning.h"
#include "tests/ui/plots/PlotActions.h"
#include "ui/plots/ScatterPlot.h"

using namespace bathyscope::test;
using namespace bathyscope::ui;

namespace {

ScatterData threePoints()
{
    return {.title = QStringLiteral("neuron 3"),
            .xLabel = QStringLiteral("length"),
            .yLabel = QStringLiteral("activation"),
            .xRange = {0.5, 3.5},
            .pointsName = QStringLiteral("token"),
            .meansName = QStringLiteral("mean"),
            .x = {3.1, 1.2, 2},
            .y = {-1, 0, 2},
            .meanX = {1, 2, 3},
            .mean = {0, 2, -1},
            .low = {-0.5, std::numeric_limits<double>::quiet_NaN(), -2},
            .high = {0.5, std::numeric_limits<double>::quiet_NaN(), 0}};
}

/// Where the pointer finds a point.
std::optional<QPoint> placeOf(ScatterPlot& plot, std::size_t point)
{
    const QSignalSpy hovered(&plot, &ScatterPlot::hovered);
    for (int y = 0; y < plot.height(); y += 4) {
        for (int x = 0; x < plot.width(); x += 4) {
            movePointer(plot, {x, y});
            if (!hovered.isEmpty() && hovered.last().first().value<std::optional<std::size_t>>() == point) {
                return QPoint(x, y);
            }
        }
    }
    return std::nullopt;
}

} // namespace

class TestScatterPlot : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void hoverFindsThePointUnderThePointer();
    void clickReportsThePoint();
    void meansAreSeenAmongManyPoints();
    void markIsVisible();
    void drawsNothingWithoutPoints();
    void csvHoldsMeansAndPoints();
    void csvHoldsWhatIsInSight();
    void isDrawnInBothThemes();
};

void TestScatterPlot::initTestCase()
{
    useFigureFont();
}

void TestScatterPlot::hoverFindsThePointUnderThePointer()
{
    const FailOnWarning failOnWarning;
    ScatterPlot plot;
    plot.setData(threePoints());
    show(plot, {400, 300});
    for (std::size_t point = 0; point < 3; ++point) {
        const auto place = placeOf(plot, point);
        QVERIFY(place.has_value());
        QVERIFY(std::abs(xAt(plot, *place) - threePoints().x[point]) < 0.2);
    }
    const QSignalSpy hovered(&plot, &ScatterPlot::hovered);
    movePointer(plot, {1, 1});
    QVERIFY(!hovered.last().first().value<std::optional<std::size_t>>().has_value());
}

void TestScatterPlot::clickReportsThePoint()
{
    ScatterPlot plot;
    plot.setData(threePoints());
    show(plot, {400, 300});
    const auto place = placeOf(plot, 1);
    QVERIFY(place.has_value());
    const QSignalSpy clicked(&plot, &ScatterPlot::pointClicked);
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, *place);
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked.first().first().value<std::size_t>(), std::size_t {1});
}

void TestScatterPlot::meansAreSeenAmongManyPoints()
{
    ScatterData data = threePoints();
    data.x.clear();
    data.y.clear();
    for (int i = 0; i < 4000; ++i) { // a grid without gaps, around the mean at 2, 2
        const int row = i / 50;
        data.x.push_back(1.7 + 0.6 * (i % 50) / 50);
        data.y.push_back(1.5 + 1.0 * row / 80);
    }
    data.meanX = {2};
    data.mean = {2};
    data.low = data.high = {std::numeric_limits<double>::quiet_NaN()};
    ScatterPlot plot;
    plot.setData(data);
    show(plot, {400, 300});
    const QImage image = plot.grab().toImage();
    const QColor dark = plot.palette().color(QPalette::Text);
    int numDark = 0;
    QRect around; // all that is as dark as a mean, inside the axes
    for (int y = 40; y < 230; ++y) {
        for (int x = 120; x < 380; ++x) {
            if (std::abs(image.pixelColor(x, y).lightness() - dark.lightness()) < 20) {
                ++numDark;
                around |= QRect(x, y, 1, 1);
            }
        }
    }
    QVERIFY(numDark > 10);
    QVERIFY2(around.width() < 16 && around.height() < 16, "points are as dark as means");
}

void TestScatterPlot::markIsVisible()
{
    ScatterPlot plot;
    plot.setData(threePoints());
    show(plot, {400, 300});
    const QImage before = plot.grab().toImage();
    plot.setMarkedPoint(2);
    QTRY_VERIFY(plot.grab().toImage() != before);
    plot.setMarkedPoint(std::nullopt);
    QTRY_VERIFY(plot.grab().toImage() == before);
}

void TestScatterPlot::drawsNothingWithoutPoints()
{
    const FailOnWarning failOnWarning;
    ScatterPlot plot;
    plot.setEmptyText(QStringLiteral("nothing"));
    plot.setData({});
    show(plot, {300, 200});
    plot.setData(threePoints());
    plot.setData({});
    plot.setMarkedPoint(5);
    movePointer(plot, {150, 100});
    QVERIFY(!plot.grab().isNull());
}

void TestScatterPlot::csvHoldsMeansAndPoints()
{
    ScatterPlot plot;
    plot.setData(threePoints());
    QCOMPARE(plot.csv(),
             QStringLiteral("series,length,activation,low,high\n"
                            "mean,1,0,-0.5,0.5\n"
                            "mean,2,2,,\n"
                            "mean,3,-1,-2,0\n"
                            "token,3.1,-1,,\n"
                            "token,1.2,0,,\n"
                            "token,2,2,,\n"));
}

void TestScatterPlot::csvHoldsWhatIsInSight()
{
    ScatterPlot plot;
    plot.setData(threePoints());
    plot.setXRange(1.5, 2.5);
    QCOMPARE(plot.csv().count(QLatin1Char('\n')), 3);
    QVERIFY(plot.csv().contains(QStringLiteral("token,2,2")));
}

void TestScatterPlot::isDrawnInBothThemes()
{
    ScatterPlot plot;
    plot.setData(threePoints());
    show(plot, {400, 300});
    const QImage light = plot.grab().toImage();
    QPalette dark = plot.palette();
    dark.setColor(QPalette::Base, QColor(30, 30, 30));
    dark.setColor(QPalette::Text, QColor(230, 230, 230));
    plot.setPalette(dark);
    QTRY_VERIFY(plot.grab().toImage() != light);
    QVERIFY(plot.grab().toImage().pixelColor(2, 2).lightness() < 80);
}

QTEST_MAIN(TestScatterPlot)
#include "tst_ScatterPlot.moc"
