// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CompareImages.h"
#include "tests/support/ExportPlot.h"
#include "tests/support/FailOnWarning.h"
#include "tests/ui/plots/PlotActions.h"
#include "tests/ui/plots/PlotExamples.h"
#include "ui/plots/CsvText.h"
#include "ui/plots/GridPoint.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/plots/LinePlot.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <random>

using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestPlots : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void drawsAsLookedAt_data();
    void drawsAsLookedAt();
    void exportLeavesTheScreenAsItWas();
    void copiesAPicture();
    void axesAlignWhateverTheFontAndTheTitle_data();
    void axesAlignWhateverTheFontAndTheTitle();
    void wheelZoomsAroundThePointerWithinTheFullRange();
    void wheelSidewaysMoves();
    void dragMovesAndIsNoClick();
    void dragBesideTheAxesMovesNothing();
    void doubleClickShowsTheWholeAxisAndIsNoSecondClick();
    void keysZoomMoveAndReset();
    void newDataKeepsTheZoomWhereItFits();
    void linkedRangeAndCursorDoNotEcho();
    void cursorIsReportedAndLost();
    void focusIsVisible();
    void followsThePalette();
    void isNamedByItsTitle();
    void csvIsTheSameInEveryLanguage();
    void csvQuotesWhatNeedsItAndEndsLinesInLf();
    void numbersInCsvReadBackExactlyAndAreShort();
    void pointsOfAGridAreShortNumbers();
    void takesEmptyData();

private:
    QTemporaryDir m_folder;
    std::optional<FailOnWarning> m_failOnWarning; // QTest installs its own handler later than members
};

namespace {

const FigureSize goldenSize = FigureSize::ofPixels({800, 500}, 9);

std::unique_ptr<PlotWidget> makePlot(const QString& kind)
{
    if (kind == QLatin1String("lines-12") || kind == QLatin1String("lines-24")) {
        auto plot = std::make_unique<LinePlot>();
        plot->setData(exampleLines(kind.endsWith(QLatin1String("12")) ? 12 : 24));
        plot->setHighlighted(3);
        return plot;
    }
    if (kind == QLatin1String("heatmap")) {
        auto plot = std::make_unique<HeatmapPlot>();
        plot->setData(exampleHeatmap(12));
        plot->setHighlightedRow(3);
        return plot;
    }
    auto plot = std::make_unique<HistogramPlot>();
    plot->setData(exampleHistogram());
    return plot;
}

} // namespace

void TestPlots::initTestCase()
{
    QVERIFY(m_folder.isValid());
    useFigureFont();
}

void TestPlots::init()
{
    m_failOnWarning.emplace();
}

void TestPlots::cleanup()
{
    m_failOnWarning.reset();
}

void TestPlots::drawsAsLookedAt_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"lines-12", "lines-24", "heatmap", "histogram"}) {
        QTest::addRow("%s", kind) << QString::fromLatin1(kind);
    }
}

void TestPlots::drawsAsLookedAt()
{
    QFETCH(const QString, kind);
    const auto plot = makePlot(kind);
    show(*plot);
    const QString file = m_folder.filePath(kind + QStringLiteral(".png"));
    QCOMPARE(exportPlot(*plot, file, goldenSize, QStringLiteral("Caption of a figure.")), QString());
    // Font rasterisers differ a little between versions: text covers few pixels; a moved axis or a wrong
    // colour gives 8 and more.
    const QString problem = compareWithGolden(QImage(file), kind, 4.0);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestPlots::exportLeavesTheScreenAsItWas()
{
    const auto plot = makePlot(QStringLiteral("lines-12"));
    QPalette dark;
    dark.setColor(QPalette::Base, QColor(20, 20, 20));
    dark.setColor(QPalette::Text, Qt::white);
    plot->setPalette(dark);
    show(*plot);
    const QImage before = plot->grab().toImage();
    QVERIFY(before.pixelColor(2, 2).lightness() < 64);
    QCOMPARE(exportPlot(*plot, m_folder.filePath(QStringLiteral("dark.png")), goldenSize), QString());
    QCoreApplication::processEvents();
    QVERIFY(imageDifference(before, plot->grab().toImage()) < 0.5);
    QCOMPARE(QImage(m_folder.filePath(QStringLiteral("dark.png"))).pixelColor(1, 1), QColor(Qt::white));
}

void TestPlots::copiesAPicture()
{
    const auto plot = makePlot(QStringLiteral("histogram"));
    show(*plot);
    plot->copyToClipboard();
    QCOMPARE(QApplication::clipboard()->image().size(), QSize(800, 500));
}

void TestPlots::axesAlignWhateverTheFontAndTheTitle_data()
{
    QTest::addColumn<int>("points");
    QTest::addColumn<QString>("title");
    QTest::addRow("small font") << 7 << QStringLiteral("Density");
    QTest::addRow("large font") << 16 << QString();
    QTest::addRow("title too long") << 9 << QStringLiteral("Density of the correlation ").repeated(10);
}

void TestPlots::axesAlignWhateverTheFontAndTheTitle()
{
    QFETCH(const int, points);
    QFETCH(const QString, title);
    LinePlot lines;
    HeatmapPlot heatmap;
    LinePlotData data = exampleLines(24);
    data.title = title;
    lines.setData(data);
    heatmap.setData(exampleHeatmap(24));
    for (PlotWidget* plot : {static_cast<PlotWidget*>(&lines), static_cast<PlotWidget*>(&heatmap)}) {
        plot->setFont(QFont(QStringLiteral("DejaVu Sans"), points));
        show(*plot);
    }
    for (const int x : {250, 400, 550}) {
        // Both axes would have to be wrong by the same amount to agree here.
        QCOMPARE(xAt(lines, {x, 200}), xAt(heatmap, {x, 200}));
    }
}

void TestPlots::wheelZoomsAroundThePointerWithinTheFullRange()
{
    const auto plot = makePlot(QStringLiteral("heatmap"));
    show(*plot);
    const QPoint pointer(300, 200);
    const double under = xAt(*plot, pointer);
    QSignalSpy changed(plot.get(), &PlotWidget::xRangeChanged);
    turnWheel(*plot, pointer, {0, 2});
    QCOMPARE(changed.count(), 1);
    QVERIFY(plot->isZoomed());
    QVERIFY(std::abs(plot->xUpper() - plot->xLower() - 1.2 * 0.85 * 0.85) < 1e-12);
    QVERIFY(std::abs(xAt(*plot, pointer) - under) < 1e-9);
    turnWheel(*plot, pointer, {0, -20});
    QCOMPARE(plot->xLower(), -0.6);
    QCOMPARE(plot->xUpper(), 0.6);
    QVERIFY(!plot->isZoomed());
    changed.clear();
    turnWheel(*plot, pointer, {0, -1}); // nothing more to see
    QCOMPARE(changed.count(), 0);
}

void TestPlots::wheelSidewaysMoves()
{
    const auto plot = makePlot(QStringLiteral("heatmap"));
    plot->setXRange(-0.1, 0.1);
    turnWheel(*plot, {300, 200}, {-1, 0});
    QVERIFY(std::abs(plot->xLower() + 0.08) < 1e-12);
    QVERIFY(std::abs(plot->xUpper() - 0.12) < 1e-12);
}

void TestPlots::dragMovesAndIsNoClick()
{
    HeatmapPlot plot;
    plot.setData(exampleHeatmap(12));
    show(plot);
    plot.setXRange(-0.1, 0.1);
    const double under = xAt(plot, {400, 200});
    const QSignalSpy clicked(&plot, &HeatmapPlot::cellClicked);
    QTest::mousePress(canvas(plot), Qt::LeftButton, {}, {400, 200});
    movePointer(plot, {350, 205}, Qt::LeftButton);
    QTest::mouseRelease(canvas(plot), Qt::LeftButton, {}, {350, 205});
    QVERIFY(plot.xLower() > -0.1);
    QVERIFY(std::abs(xAt(plot, {350, 205}) - under) < 1e-9); // what was held stayed under the pointer
    QCOMPARE(clicked.count(), 0);
}

void TestPlots::dragBesideTheAxesMovesNothing()
{
    const auto plot = makePlot(QStringLiteral("lines-12"));
    show(*plot);
    plot->setXRange(-0.1, 0.1);
    QTest::mousePress(canvas(*plot), Qt::LeftButton, {}, {760, 100});
    movePointer(*plot, {600, 100}, Qt::LeftButton);
    QTest::mouseRelease(canvas(*plot), Qt::LeftButton, {}, {600, 100});
    QCOMPARE(plot->xLower(), -0.1);
    QCOMPARE(plot->xUpper(), 0.1);
}

void TestPlots::doubleClickShowsTheWholeAxisAndIsNoSecondClick()
{
    HeatmapPlot plot;
    plot.setData(exampleHeatmap(12));
    show(plot);
    plot.setXRange(-0.1, 0.1);
    const QSignalSpy clicked(&plot, &HeatmapPlot::cellClicked);
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {400, 200});
    QTest::mouseDClick(canvas(plot), Qt::LeftButton, {}, {400, 200});
    QCOMPARE(plot.xLower(), -0.6);
    QCOMPARE(plot.xUpper(), 0.6);
    QVERIFY(!plot.isZoomed());
    QCOMPARE(clicked.count(), 1);
}

void TestPlots::keysZoomMoveAndReset()
{
    const auto plot = makePlot(QStringLiteral("lines-12"));
    show(*plot);
    QTest::keyClick(plot.get(), Qt::Key_Plus);
    QVERIFY(std::abs(plot->xUpper() - 0.6 * 0.85) < 1e-12);
    QTest::keyClick(plot.get(), Qt::Key_Right);
    QVERIFY(std::abs(plot->xUpper() - 0.6) < 1e-12); // a tenth, but not beyond the end
    QTest::keyClick(plot.get(), Qt::Key_Left);
    QVERIFY(plot->xUpper() < 0.6);
    QTest::keyClick(plot.get(), Qt::Key_Minus);
    QTest::keyClick(plot.get(), Qt::Key_Minus);
    QVERIFY(!plot->isZoomed());
    QTest::keyClick(plot.get(), Qt::Key_Plus);
    QTest::keyClick(plot.get(), Qt::Key_Home);
    QCOMPARE(plot->xUpper(), 0.6);
    QVERIFY(!plot->isZoomed());
}

void TestPlots::newDataKeepsTheZoomWhereItFits()
{
    LinePlot plot;
    LinePlotData data = exampleLines(3);
    plot.setData(data);
    plot.setXRange(0.1, 0.5);
    plot.setData(exampleLines(4));
    QCOMPARE(plot.xLower(), 0.1);
    QCOMPARE(plot.xUpper(), 0.5);
    data.xRange = {-0.3, 0.3};
    plot.setData(data);
    QCOMPARE(plot.xLower(), 0.1);
    QCOMPARE(plot.xUpper(), 0.3);
    data.xRange = {-0.9, -0.5};
    plot.setData(data);
    QCOMPARE(plot.xLower(), -0.9);
    QVERIFY(!plot.isZoomed());
}

void TestPlots::linkedRangeAndCursorDoNotEcho()
{
    const auto plot = makePlot(QStringLiteral("lines-12"));
    QSignalSpy changed(plot.get(), &PlotWidget::xRangeChanged);
    QSignalSpy moved(plot.get(), &PlotWidget::cursorMoved);
    plot->setXRange(-0.1, 0.1);
    plot->setCursorX(0.05);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(moved.count(), 0);
    QVERIFY(plot->isZoomed());
}

void TestPlots::cursorIsReportedAndLost()
{
    const auto plot = makePlot(QStringLiteral("heatmap"));
    show(*plot);
    const QImage before = plot->grab().toImage();
    QVERIFY(std::abs(xAt(*plot, {400, 200})) < 0.6);
    QVERIFY(imageDifference(before, plot->grab().toImage()) > 0.5); // the line and the read-out
    QVERIFY(std::isnan(xAt(*plot, {780, 200}))); // beside the axes
    QVERIFY(imageDifference(before, plot->grab().toImage()) < 0.01);
}

void TestPlots::focusIsVisible()
{
    const auto plot = makePlot(QStringLiteral("lines-12"));
    show(*plot);
    plot->clearFocus();
    QCoreApplication::processEvents();
    const QImage without = plot->grab().toImage();
    plot->setFocus();
    QTRY_VERIFY(plot->hasFocus());
    QCoreApplication::processEvents();
    QVERIFY(imageDifference(without, plot->grab().toImage()) > 0.5);
}

void TestPlots::followsThePalette()
{
    for (const char* kind : {"lines-12", "heatmap", "histogram"}) {
        const auto plot = makePlot(QString::fromLatin1(kind));
        show(*plot);
        QPalette dark;
        dark.setColor(QPalette::Base, QColor(20, 20, 20));
        dark.setColor(QPalette::Text, Qt::white);
        plot->setPalette(dark);
        QCoreApplication::processEvents();
        QCOMPARE(plot->grab().toImage().pixelColor(2, 2), QColor(20, 20, 20));
    }
}

void TestPlots::isNamedByItsTitle()
{
    const auto lines = makePlot(QStringLiteral("lines-12"));
    QCOMPARE(lines->accessibleName(), QStringLiteral("Density of r"));
    QVERIFY(!lines->accessibleDescription().isEmpty());
    HeatmapPlot untitled;
    untitled.setAccessibleName(QStringLiteral("rows"));
    untitled.setData(exampleHeatmap(3));
    QCOMPARE(untitled.accessibleName(), QStringLiteral("rows"));
}

void TestPlots::csvIsTheSameInEveryLanguage()
{
    const auto plot = makePlot(QStringLiteral("histogram"));
    const QString csv = plot->csv();
    plot->setLocale(QLocale(QLocale::German));
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(makePlot(QStringLiteral("histogram"))->csv(), csv);
    QCOMPARE(plot->csv(), csv);
    QLocale::setDefault(QLocale::c());
    QVERIFY(csv.contains(QStringLiteral("\n-3.875,-3.75,")));
}

void TestPlots::csvQuotesWhatNeedsItAndEndsLinesInLf()
{
    QCOMPARE(csvLine({QStringLiteral("a"), QStringLiteral("b \"c\""), QStringLiteral("d,e")}),
             QStringLiteral("a,\"b \"\"c\"\"\",\"d,e\"\n"));
    QCOMPARE(csvLine({QStringLiteral("two\nlines"), QStringLiteral("return\r")}),
             QStringLiteral("\"two\nlines\",\"return\r\"\n"));
    QCOMPARE(csvNumber(0.1), QStringLiteral("0.1"));
    QCOMPARE(csvNumber(std::numeric_limits<double>::quiet_NaN()), QString());
}

void TestPlots::numbersInCsvReadBackExactlyAndAreShort()
{
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> exponent(-300, 300);
    for (int i = 0; i < 2000; ++i) {
        const double value = std::pow(10.0, exponent(random)) * (i % 2 == 0 ? 1 : -1);
        const QString text = csvNumber(value);
        QCOMPARE(text.toDouble(), value);
        std::array<char, 32> shortest {};
        const auto end = std::to_chars(shortest.data(), shortest.data() + shortest.size(), value,
                                       std::chars_format::scientific);
        const auto digitsOf = [](QString number) { // without point, sign, exponent and zeros around them
            number = number.section(QLatin1Char('e'), 0, 0).remove(QLatin1Char('.')).remove(QLatin1Char('-'));
            while (number.startsWith(QLatin1Char('0'))) {
                number.remove(0, 1);
            }
            while (number.endsWith(QLatin1Char('0'))) {
                number.chop(1);
            }
            return number.size();
        };
        QCOMPARE(digitsOf(text),
                 digitsOf(QString::fromLatin1(shortest.data(), static_cast<int>(end.ptr - shortest.data()))));
    }
}

/// Every division of every symmetric axis that bins of r are drawn on.
void TestPlots::pointsOfAGridAreShortNumbers()
{
    QCOMPARE(csvNumber(gridPoint({-0.7, 0.7}, 140, 3)), QStringLiteral("-0.67"));
    int numLong = 0;
    for (const int numBins : {400, 200, 100, 50}) {
        for (int margin = 0; margin < numBins / 2; ++margin) {
            const double edge = static_cast<double>(numBins - 2 * margin) / numBins;
            const int numShown = numBins - 2 * margin;
            for (int cell = 0; cell <= numShown; ++cell) {
                for (const double place : {cell + 0.0, cell + 0.5}) {
                    const double point = gridPoint({-edge, edge}, static_cast<std::size_t>(numShown), place);
                    const double exact = (2 * (place + margin) - numBins) * 10'000 / numBins; // whole
                    QCOMPARE(point, std::round(exact) / 10'000);
                    const double computed = -edge + place * (2 * edge / numShown);
                    numLong += csvNumber(computed).size() > 8 ? 1 : 0;
                }
            }
        }
    }
    QVERIFY(numLong > 1000); // as it would be without care
    QCOMPARE(gridPoint({0, 1}, 3, 1), 1.0 / 3); // no short number is near
    QCOMPARE(gridPoint({-1, 1}, 2, 1), 0.0);
    QVERIFY(!std::signbit(gridPoint({-0.3, 0.3}, 6, 3)));
    QCOMPARE(gridPoint({0, 0}, 1, 0.5), 0.0);
    QCOMPARE(gridPoint({0, 1e300}, 2, 1), 5e299);
}

void TestPlots::takesEmptyData()
{
    for (const QString& kind :
         {QStringLiteral("lines-12"), QStringLiteral("heatmap"), QStringLiteral("histogram")}) {
        const auto plot = makePlot(kind);
        if (auto* lines = qobject_cast<LinePlot*>(plot.get())) {
            lines->setData({});
        } else if (auto* heatmap = qobject_cast<HeatmapPlot*>(plot.get())) {
            heatmap->setData({});
        } else if (auto* histogram = qobject_cast<HistogramPlot*>(plot.get())) {
            histogram->setData({});
        }
        plot->setEmptyText(QStringLiteral("Press Run."));
        show(*plot);
        movePointer(*plot, {300, 200});
        QCOMPARE(plot->csv().count(QLatin1Char('\n')), 1);
    }
}

QTEST_MAIN(TestPlots)
#include "tst_Plots.moc"
