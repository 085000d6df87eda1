// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CompareImages.h"
#include "tests/support/FailOnWarning.h"
#include "tests/ui/plots/PlotExamples.h"
#include "ui/plots/CsvText.h"
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

using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestPlots : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void drawsAsLookedAt_data();
    void drawsAsLookedAt();
    void exportsEveryFormat_data();
    void exportsEveryFormat();
    void refusesWhatItCannotWrite_data();
    void refusesWhatItCannotWrite();
    void exportLeavesTheScreenAsItWas();
    void copiesAPicture();
    void linePlotAndHeatmapAlign();
    void keepsHiddenSeriesHidden();
    void csvHoldsWhatIsVisible();
    void csvQuotesWhatNeedsIt();
    void wheelZoomsAroundThePointerWithinTheFullRange();
    void keysZoomMoveAndReset();
    void linkedRangeDoesNotEcho();
    void clickOnARowNamesIt();
    void clickOnALineNamesIt();
    void clickOnTheLegendHidesALine();
    void takesEmptyData();

private:
    QTemporaryDir m_folder;
    FailOnWarning m_noWarnings;
};

namespace {

void show(QWidget& widget)
{
    widget.resize(800, 500);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    QCoreApplication::processEvents();
}

/// The QCustomPlot inside, which receives the pointer.
QWidget* canvas(PlotWidget& plot)
{
    return plot.findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
}

void hover(PlotWidget& plot, QPoint position)
{
    QMouseEvent event(QEvent::MouseMove, position, canvas(plot)->mapToGlobal(position), Qt::NoButton,
                      Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(canvas(plot), &event);
}

void wheel(PlotWidget& plot, QPoint position, int steps)
{
    QWheelEvent event(position, canvas(plot)->mapToGlobal(position), {}, {0, 120 * steps}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(canvas(plot), &event);
}

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
    QApplication::setFont(QFont(QStringLiteral("DejaVu Sans"), 9));
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
    QCOMPARE(plot->exportImage(file, {800, 500}, QStringLiteral("Caption of a figure.")), QString());
    // Font rasterisers differ a little between versions: text covers few pixels; a moved axis or a wrong
    // colour gives 8 and more.
    const QString problem = compareWithGolden(QImage(file), kind, 4.0);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestPlots::exportsEveryFormat_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"lines-12", "heatmap", "histogram"}) {
        QTest::addRow("%s", kind) << QString::fromLatin1(kind);
    }
}

void TestPlots::exportsEveryFormat()
{
    QFETCH(const QString, kind);
    const auto plot = makePlot(kind);
    const QString base = m_folder.filePath(QStringLiteral("every-") + kind);
    for (const char* suffix : {".png", ".svg", ".pdf"}) {
        QCOMPARE(plot->exportImage(base + QLatin1String(suffix), {640, 400},
                                   QStringLiteral("Where it comes from")),
                 QString());
    }
    const QImage png(base + QStringLiteral(".png"));
    QCOMPARE(png.size(), QSize(640, 400));
    QCOMPARE(png.pixelColor(1, 1), QColor(Qt::white));
    QFile svg(base + QStringLiteral(".svg"));
    QVERIFY(svg.open(QIODevice::ReadOnly));
    const QByteArray markup = svg.readAll();
    QVERIFY(markup.contains("<text")); // text stays text
    QVERIFY(markup.contains("Where it comes from"));
    QFile pdf(base + QStringLiteral(".pdf"));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF"));
}

void TestPlots::refusesWhatItCannotWrite_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("words");
    QTest::addRow("no such folder") << QStringLiteral("/no/such/folder/a.png") << QSize(800, 500)
                                    << QStringLiteral("cannot be written");
    QTest::addRow("unknown kind") << m_folder.filePath(QStringLiteral("a.bmp")) << QSize(800, 500)
                                  << QStringLiteral(".svg");
    QTest::addRow("no size") << m_folder.filePath(QStringLiteral("a.png")) << QSize(0, 500)
                             << QStringLiteral("0 × 500");
    QTest::addRow("absurd size") << m_folder.filePath(QStringLiteral("a.png")) << QSize(800, 50000)
                                 << QStringLiteral("16384");
}

void TestPlots::refusesWhatItCannotWrite()
{
    QFETCH(const QString, path);
    QFETCH(const QSize, size);
    QFETCH(const QString, words);
    const auto plot = makePlot(QStringLiteral("heatmap"));
    const QString problem = plot->exportImage(path, size);
    QVERIFY2(problem.contains(words), qPrintable(problem));
    QVERIFY(!QFile::exists(path));
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
    QCOMPARE(plot->exportImage(m_folder.filePath(QStringLiteral("dark.png")), {800, 500}), QString());
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

void TestPlots::linePlotAndHeatmapAlign()
{
    const auto lines = makePlot(QStringLiteral("lines-12"));
    const auto heatmap = makePlot(QStringLiteral("heatmap"));
    show(*lines);
    show(*heatmap);
    for (const int x : {200, 400, 600}) {
        QSignalSpy onLines(lines.get(), &PlotWidget::cursorMoved);
        QSignalSpy onHeatmap(heatmap.get(), &PlotWidget::cursorMoved);
        hover(*lines, {x, 200});
        hover(*heatmap, {x, 200});
        QVERIFY(!onLines.isEmpty() && !onHeatmap.isEmpty());
        const auto xOf = [](const QSignalSpy& spy) {
            return spy.last().first().value<std::optional<double>>().value();
        };
        QVERIFY(std::abs(xOf(onLines) - xOf(onHeatmap)) < 1e-9);
    }
}

void TestPlots::keepsHiddenSeriesHidden()
{
    LinePlot plot;
    plot.setData(exampleLines(12));
    plot.setSeriesVisible(4, false);
    plot.setData(exampleLines(12));
    QVERIFY(!plot.isSeriesVisible(4));
    QVERIFY(plot.isSeriesVisible(5));
}

void TestPlots::csvHoldsWhatIsVisible()
{
    LinePlot plot;
    plot.setData(exampleLines(3));
    QCOMPARE(plot.csv().count(QLatin1Char('\n')), 3 * numExampleBins + 1);
    plot.setSeriesVisible(1, false);
    plot.setXRange(0, 0.6);
    QCOMPARE(plot.csv().count(QLatin1Char('\n')), 2 * numExampleBins / 2 + 1);
    QVERIFY(!plot.csv().contains(QStringLiteral("Layer 1")));

    HeatmapPlot heatmap;
    heatmap.setData(exampleHeatmap(3)); // its last row is missing
    QCOMPARE(heatmap.csv().count(QLatin1Char('\n')), 2 * numExampleBins + 1);

    HistogramPlot histogram;
    histogram.setData(exampleHistogram());
    QCOMPARE(histogram.csv().count(QLatin1Char('\n')), 64 + 1);
    QVERIFY(histogram.csv().startsWith(
        QStringLiteral("activation from,activation to,shorter,equal,\"longer, more\"\n")));
}

void TestPlots::csvQuotesWhatNeedsIt()
{
    QCOMPARE(csvLine({QStringLiteral("a"), QStringLiteral("b \"c\""), QStringLiteral("d,e")}),
             QStringLiteral("a,\"b \"\"c\"\"\",\"d,e\"\n"));
    QCOMPARE(csvNumber(0.1), QStringLiteral("0.1"));
    QCOMPARE(csvNumber(std::numeric_limits<double>::quiet_NaN()), QString());
}

void TestPlots::wheelZoomsAroundThePointerWithinTheFullRange()
{
    const auto plot = makePlot(QStringLiteral("heatmap"));
    show(*plot);
    QSignalSpy changed(plot.get(), &PlotWidget::xRangeChanged);
    wheel(*plot, {300, 200}, 2);
    QCOMPARE(changed.count(), 1);
    QVERIFY(plot->isZoomed());
    QVERIFY(plot->xLower() > -0.6 && plot->xUpper() < 0.6);
    wheel(*plot, {300, 200}, -20);
    QCOMPARE(plot->xLower(), -0.6);
    QCOMPARE(plot->xUpper(), 0.6);
    QVERIFY(!plot->isZoomed());
}

void TestPlots::keysZoomMoveAndReset()
{
    const auto plot = makePlot(QStringLiteral("lines-12"));
    show(*plot);
    QTest::keyClick(plot.get(), Qt::Key_Plus);
    QVERIFY(plot->xUpper() < 0.6);
    const double upper = plot->xUpper();
    QTest::keyClick(plot.get(), Qt::Key_Right);
    QVERIFY(plot->xUpper() > upper);
    QTest::keyClick(plot.get(), Qt::Key_Home);
    QCOMPARE(plot->xUpper(), 0.6);
}

void TestPlots::linkedRangeDoesNotEcho()
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

void TestPlots::clickOnARowNamesIt()
{
    HeatmapPlot plot;
    plot.setData(exampleHeatmap(12));
    show(plot);
    QSignalSpy clicked(&plot, &HeatmapPlot::cellClicked);
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {300, 20});
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked.first().first().toInt(), 0); // the first layer is at the top
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {300, 400});
    QVERIFY(clicked.last().first().toInt() >= 9);
}

void TestPlots::clickOnALineNamesIt()
{
    LinePlot plot;
    LinePlotData data = exampleLines(1);
    std::ranges::fill(data.series.front().y, 1.0);
    plot.setData(data);
    show(plot);
    QSignalSpy clicked(&plot, &LinePlot::seriesClicked);
    QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {300, 250}); // far from the line
    QCOMPARE(clicked.count(), 0);
    for (int y = 20; y < 80 && clicked.isEmpty(); y += 5) {
        QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {300, y});
    }
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked.first().first().toInt(), 0);
}

void TestPlots::clickOnTheLegendHidesALine()
{
    LinePlot plot;
    plot.setData(exampleLines(12));
    show(plot);
    int hidden = -1;
    for (int y = 10; y < 490 && hidden < 0; y += 6) {
        QTest::mouseClick(canvas(plot), Qt::LeftButton, {}, {730, y});
        for (int layer = 0; layer < 12; ++layer) {
            hidden = plot.isSeriesVisible(layer) ? hidden : layer;
        }
    }
    QCOMPARE(hidden, 0); // the uppermost entry
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
        hover(*plot, {300, 200});
        QCOMPARE(plot->csv().count(QLatin1Char('\n')), 1);
    }
}

QTEST_MAIN(TestPlots)
#include "tst_Plots.moc"
