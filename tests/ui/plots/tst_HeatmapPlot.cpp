// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CompareImages.h"
#include "tests/support/ExportPlot.h"
#include "tests/support/FailOnWarning.h"
#include "tests/ui/plots/PlotActions.h"
#include "tests/ui/plots/PlotExamples.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/PlotStyle.h"

#include <QTemporaryDir>

#include <limits>

using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestHeatmapPlot : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void valuesBecomeColours_data();
    void valuesBecomeColours();
    void aSingleRowOrColumnFillsTheAxes_data();
    void aSingleRowOrColumnFillsTheAxes();
    void severalHeatmapsShareOneColourScale();
    void leavesRoomForOuterRows();
    void clickNamesRowAndColumn();
    void hoverReportsCellsAndLeaving();
    void framesTheHighlightedRow();
    void takesFewerAndMoreRows();
    void csvHoldsValuesInTheVisibleRange();

private:
    std::optional<FailOnWarning> m_failOnWarning; // QTest installs its own handler later than members
};

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

HeatmapData twoByTwo(ColorScale scale, std::vector<double> values)
{
    return {.title = {},
            .xLabel = QStringLiteral("r"),
            .yLabel = QStringLiteral("layer"),
            .valueLabel = QStringLiteral("neurons"),
            .xRange = {0, 1},
            .numColumns = 2,
            .rowNames = {QStringLiteral("0"), QStringLiteral("1")},
            .values = std::move(values),
            .scale = scale};
}

} // namespace

void TestHeatmapPlot::initTestCase()
{
    useFigureFont();
}

void TestHeatmapPlot::init()
{
    m_failOnWarning.emplace();
}

void TestHeatmapPlot::cleanup()
{
    m_failOnWarning.reset();
}

void TestHeatmapPlot::valuesBecomeColours_data()
{
    QTest::addColumn<ColorScale>("scale");
    QTest::addColumn<std::vector<double>>("values"); // upper row, lower row
    QTest::addColumn<std::vector<double>>("shares"); // of the colour table; NaN: no value
    QTest::addRow("linear") << ColorScale::Linear << std::vector {0.0, 5.0, 10.0, missing}
                            << std::vector {0.0, 0.5, 1.0, missing};
    QTest::addRow("logarithmic") << ColorScale::Logarithmic << std::vector {0.0, 9.0, 99.0, missing}
                                 << std::vector {0.0, 0.5, 1.0, missing};
    QTest::addRow("per row") << ColorScale::PerRow << std::vector {1.0, 2.0, 50.0, 100.0}
                             << std::vector {0.5, 1.0, 0.5, 1.0};
    QTest::addRow("all zero") << ColorScale::PerRow << std::vector {0.0, 0.0, 0.0, missing}
                              << std::vector {0.0, 0.0, 0.0, missing};
    QTest::addRow("diverging") << ColorScale::Diverging << std::vector {-2.0, 0.0, 1.0, -1.0}
                               << std::vector {0.0, 0.5, 0.75, 0.25};
}

void TestHeatmapPlot::valuesBecomeColours()
{
    QFETCH(const ColorScale, scale);
    QFETCH(const std::vector<double>, values);
    QFETCH(const std::vector<double>, shares);
    HeatmapPlot plot;
    plot.setData(twoByTwo(scale, values));
    show(plot);
    const QImage picture = plot.grab().toImage();
    const std::array<QPoint, 4> inCells {QPoint(230, 120), QPoint(540, 120), QPoint(230, 340),
                                         QPoint(540, 340)};
    for (std::size_t i = 0; i < inCells.size(); ++i) {
        const QColor expected = std::isnan(shares[i]) ? PlotStyle::screen(plot.palette()).missing
            : scale == ColorScale::Diverging          ? diverging(shares[i])
                                                      : viridis(shares[i]);
        const QColor found = picture.pixelColor(inCells.at(i));
        // The colour table has 350 steps: two levels of a channel at most.
        for (const int difference : {found.red() - expected.red(), found.green() - expected.green(),
                                     found.blue() - expected.blue()}) {
            QVERIFY2(std::abs(difference) <= 2,
                     qPrintable(found.name() + QStringLiteral(" in cell ") + QString::number(i)
                                + QStringLiteral(" is not ") + expected.name()));
        }
    }
}

void TestHeatmapPlot::aSingleRowOrColumnFillsTheAxes_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addRow("one row") << 1 << 2;
    QTest::addRow("one column") << 2 << 1;
    QTest::addRow("one cell") << 1 << 1;
}

void TestHeatmapPlot::aSingleRowOrColumnFillsTheAxes()
{
    QFETCH(const int, rows);
    QFETCH(const int, columns);
    HeatmapPlot plot;
    HeatmapData data =
        twoByTwo(ColorScale::Linear, std::vector<double>(static_cast<std::size_t>(rows * columns), 5));
    data.topValue = 10;
    data.numColumns = static_cast<std::size_t>(columns);
    data.rowNames.resize(static_cast<std::size_t>(rows));
    plot.setData(data);
    show(plot);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("one.png"));
    QCOMPARE(exportPlot(plot, file, FigureSize::ofPixels({800, 500})), QString());
    for (const QImage& picture : {plot.grab().toImage(), QImage(file)}) {
        for (const QPoint corner : {QPoint(100, 30), QPoint(650, 30), QPoint(100, 430), QPoint(650, 430)}) {
            QVERIFY2(std::abs(picture.pixelColor(corner).green() - viridis(0.5).green()) <= 2,
                     qPrintable(picture.pixelColor(corner).name()));
        }
    }
}

void TestHeatmapPlot::severalHeatmapsShareOneColourScale()
{
    HeatmapPlot plot;
    HeatmapData data = twoByTwo(ColorScale::Linear, {0, 5, 10, 10});
    data.topValue = 20;
    plot.setData(data);
    show(plot);
    const QColor found = plot.grab().toImage().pixelColor(230, 340);
    QVERIFY(std::abs(found.red() - viridis(0.5).red()) <= 2);
    QVERIFY(std::abs(found.blue() - viridis(0.5).blue()) <= 2);
}

void TestHeatmapPlot::leavesRoomForOuterRows()
{
    HeatmapPlot plot;
    HeatmapData data = twoByTwo(ColorScale::Linear, {10, 10, 10, 10});
    data.outerRows = 1; // as high as the rows: the upper one begins a quarter down
    plot.setData(data);
    show(plot);
    const QImage picture = plot.grab().toImage();
    QCOMPARE(picture.pixelColor(230, 70), PlotStyle::screen(plot.palette()).background);
    QVERIFY(picture.pixelColor(230, 180) != PlotStyle::screen(plot.palette()).background);
    const QSignalSpy clicked(&plot, &HeatmapPlot::cellClicked);
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, QPoint(230, 70));
    QCOMPARE(clicked.count(), 0);
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, QPoint(230, 180));
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked.at(0).at(0).toInt(), 0);
    const QSignalSpy hovered(&plot, &HeatmapPlot::hovered); // says what a click would do
    movePointer(plot, {230, 180});
    QCOMPARE(hovered.last(), (QList<QVariant> {0, 0}));
    movePointer(plot, {230, 70});
    QCOMPARE(hovered.last(), (QList<QVariant> {-1, -1}));
}

void TestHeatmapPlot::clickNamesRowAndColumn()
{
    HeatmapPlot plot;
    plot.setData(twoByTwo(ColorScale::Linear, {1, 2, 3, 4}));
    show(plot);
    const QSignalSpy clicked(&plot, &HeatmapPlot::cellClicked);
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {540, 120});
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {230, 340});
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {780, 340}); // on the colour scale
    QCOMPARE(clicked.count(), 2);
    QCOMPARE(clicked.at(0), (QList<QVariant> {0, 1}));
    QCOMPARE(clicked.at(1), (QList<QVariant> {1, 0}));
}

void TestHeatmapPlot::hoverReportsCellsAndLeaving()
{
    HeatmapPlot plot;
    plot.setData(twoByTwo(ColorScale::Linear, {1, 2, 3, missing}));
    show(plot);
    const QSignalSpy hovered(&plot, &HeatmapPlot::hovered);
    movePointer(plot, {540, 340});
    QCOMPARE(hovered.last(), (QList<QVariant> {1, 1}));
    movePointer(plot, {780, 340});
    QCOMPARE(hovered.last(), (QList<QVariant> {-1, -1}));
}

void TestHeatmapPlot::framesTheHighlightedRow()
{
    HeatmapPlot plot;
    plot.setData(exampleHeatmap(12));
    show(plot);
    const QImage before = plot.grab().toImage();
    plot.setHighlightedRow(3);
    QCoreApplication::processEvents();
    QVERIFY(imageDifference(before, plot.grab().toImage()) > 2);
    plot.setHighlightedRow(12); // there is no such row
    QCoreApplication::processEvents();
    QCOMPARE(imageDifference(before, plot.grab().toImage()), 0.0);
}

void TestHeatmapPlot::takesFewerAndMoreRows()
{
    HeatmapPlot plot;
    show(plot);
    for (const int numLayers : {3, 48, 0, 1, 12}) {
        plot.setData(exampleHeatmap(numLayers));
        QCoreApplication::processEvents();
        QCOMPARE(plot.data().rowNames.size(), static_cast<std::size_t>(numLayers));
    }
    HeatmapPlot fresh;
    fresh.setData(exampleHeatmap(12));
    show(fresh);
    QCOMPARE(imageDifference(fresh.grab().toImage(), plot.grab().toImage()), 0.0);
}

void TestHeatmapPlot::csvHoldsValuesInTheVisibleRange()
{
    HeatmapPlot plot;
    plot.setData(twoByTwo(ColorScale::PerRow, {1, 2, 3, missing}));
    QCOMPARE(plot.csv(), QStringLiteral("layer,r,neurons\n0,0.25,1\n0,0.75,2\n1,0.25,3\n"));
    plot.setXRange(0.5, 1);
    QCOMPARE(plot.csv(), QStringLiteral("layer,r,neurons\n0,0.75,2\n"));
}

QTEST_MAIN(TestHeatmapPlot)
#include "tst_HeatmapPlot.moc"
