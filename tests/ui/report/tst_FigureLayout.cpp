// SPDX-License-Identifier: GPL-3.0-or-later
// Every figure in every kind of size, judged by what stands in its file: nothing is cut, nothing covers
// anything else.
#include "tests/support/FailOnWarning.h"
#include "tests/support/ScriptedRun.h"
#include "tests/support/SvgGeometry.h"
#include "tests/ui/plots/PlotActions.h"
#include "ui/figures/RunPlots.h"
#include "ui/plots/SvgDocument.h"
#include "ui/report/ExportPlan.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace bathyscope;
using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestFigureLayout : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void everyFigureFitsItsSize_data();
    void everyFigureFitsItsSize();
    void everyPlotOfTheCommandLineFitsItsSize_data();
    void everyPlotOfTheCommandLineFitsItsSize();
    void textHasItsPoints();
    void aFigureWithoutAHeightHoldsItsWholeCaption();
    void aColumnHoldsTheLegendBelowAndAPageBeside();
    void longNamesAreBrokenOrElided();

private:
    std::shared_ptr<const AnalysisSnapshot> m_first;
    std::shared_ptr<const AnalysisSnapshot> m_second;
    QTemporaryDir m_folder;
    std::optional<FailOnWarning> m_failOnWarning; // QTest installs its own handler later than members
};

namespace {

SvgGeometry drawn(const PlannedFigure& figure)
{
    const DrawnFigure drawing =
        drawFigure(figure.data, FigureFormat::Svg, figure.size, figure.caption, figure.provenance);
    return readSvgGeometry(svgDocument(drawing.vectors,
                                       {.title = figure.name,
                                        .description = {},
                                        .provenance = {},
                                        .millimetres = drawing.size.millimetres()}));
}

QRectF shrunk(const QRectF& box)
{
    constexpr double tolerance = 0.5; // units
    return box.adjusted(tolerance, tolerance, -tolerance, -tolerance);
}

/// What is wrong with it; nothing where all is well.
QStringList faultsOf(const SvgGeometry& figure)
{
    QStringList faults;
    if (figure.texts.size() < 5 || figure.axes.empty()) {
        faults += QStringLiteral("there is nothing");
    }
    for (std::size_t i = 0; i < figure.texts.size(); ++i) {
        const PlacedText& text = figure.texts[i];
        if (!figure.figure.contains(shrunk(text.box))) {
            faults += QStringLiteral("'%1' is cut").arg(text.text);
        }
        for (std::size_t other = i + 1; other < figure.texts.size(); ++other) {
            if (shrunk(text.box).intersects(shrunk(figure.texts[other].box))) {
                faults += QStringLiteral("'%1' on '%2'").arg(text.text, figure.texts[other].text);
            }
        }
        for (const QRectF& axes : figure.axes) {
            const bool isInside = axes.contains(text.box.center()); // a zone's name
            if (shrunk(text.box).intersects(shrunk(axes)) && !isInside) {
                faults += QStringLiteral("'%1' crosses the axes").arg(text.text);
            }
        }
    }
    return faults;
}

/// The largest axes have a share of the figure, also where two plots share a small one.
bool haveRoom(const SvgGeometry& figure)
{
    constexpr double leastOfBoth = 0.1;
    double widest = 0;
    double highest = 0;
    for (const QRectF& axes : figure.axes) {
        widest = std::max(widest, axes.width());
        highest = std::max(highest, axes.height());
    }
    return widest > leastOfBoth * figure.figure.width() && highest > leastOfBoth * figure.figure.height();
}

void addSizes()
{
    QTest::addColumn<double>("width"); // inches
    QTest::addColumn<double>("height");
    QTest::addColumn<double>("text"); // points
    const auto row = [](const char* name, const FigureSize& size) {
        QTest::addRow("%s", name) << size.inches.width() << size.inches.height() << size.textPoints;
    };
    row("column", FigureSize::singleColumn());
    row("page", FigureSize::doubleColumn());
    row("slide", FigureSize::slide());
    row("usual pixels", FigureSize::ofPixels({1200, 800}));
    row("column of a given height", FigureSize::ofInches(QSizeF(85, 64) / millimetresPerInch));
    row("page of a given height", FigureSize::ofInches(QSizeF(180, 100) / millimetresPerInch));
    row("few pixels", FigureSize::ofPixels({400, 300}));
    row("screen", FigureSize::ofPixels({900, 560}, 9));
    row("upright", FigureSize::ofPixels({600, 1000}));
    row("strip", FigureSize::ofPixels({1600, 500}));
    row("largest", FigureSize::ofPixels({16384, 16384}));
    row("large letters", FigureSize::ofInches(QSizeF(85, 0) / millimetresPerInch, 10));
}

FigureSize fetchedSize()
{
    QFETCH(const double, width);
    QFETCH(const double, height);
    QFETCH(const double, text);
    return {.inches = {width, height}, .dotsPerInch = 300, .textPoints = text};
}

bool isFurtherHistogram(const QString& name)
{
    return name.contains(QLatin1String("histogram")) && !name.endsWith(QLatin1String("-05"));
}

} // namespace

void TestFigureLayout::initTestCase()
{
    useFigureFont();
    m_failOnWarning.emplace();
    m_first = ScriptedRun().finished();
    m_second = ScriptedRun({.modelName = "sample-24", .numLayers = 24}).finished();
    QVERIFY(m_folder.isValid());
}

void TestFigureLayout::cleanupTestCase()
{
    m_failOnWarning.reset();
}

void TestFigureLayout::everyFigureFitsItsSize_data()
{
    addSizes();
}

void TestFigureLayout::everyFigureFitsItsSize()
{
    const FigureSize size = fetchedSize();
    QStringList faults;
    std::size_t numFigures = 0;
    for (const HandedOnRuns& runs : {HandedOnRuns {m_first}, HandedOnRuns {m_first, m_second}}) {
        for (const PlannedFigure& figure : planFigures(runs, size)) {
            if (isFurtherHistogram(figure.name)) {
                continue; // like the first
            }
            const SvgGeometry seen = drawn(figure);
            for (const QString& fault : faultsOf(seen)) {
                faults += figure.name + QStringLiteral(": ") + fault;
            }
            if (!haveRoom(seen)) {
                faults += figure.name + QStringLiteral(": no room for the axes");
            }
            ++numFigures;
        }
    }
    QVERIFY2(numFigures >= 14, qPrintable(QString::number(numFigures)));
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestFigureLayout::everyPlotOfTheCommandLineFitsItsSize_data()
{
    addSizes();
}

void TestFigureLayout::everyPlotOfTheCommandLineFitsItsSize()
{
    const FigureSize size = fetchedSize();
    const QString path = m_folder.filePath(QStringLiteral("figure.svg"));
    QStringList faults;
    const auto judge = [&](std::string_view name) {
        QFile file(path);
        const bool isThere = file.open(QIODevice::ReadOnly);
        const SvgGeometry seen = isThere ? readSvgGeometry(file.readAll()) : SvgGeometry {};
        for (const QString& fault : faultsOf(seen)) {
            faults += QString::fromStdString(std::string(name)) + QStringLiteral(": ") + fault;
        }
    };
    for (const std::string_view name : runPlotNames()) {
        for (const std::optional<std::size_t> layer :
             {std::optional<std::size_t> {}, std::optional<std::size_t> {3}}) {
            exportRunPlot({.run = *m_first,
                           .plot = std::string(name),
                           .layer = layer,
                           .out = path.toStdString(),
                           .format = "svg",
                           .size = size});
            judge(name);
        }
    }
    const RunComparison comparison = compareRuns(*m_first, *m_second);
    for (const std::string_view name : comparisonPlotNames()) {
        exportComparisonPlot({.runs = {m_first, m_second},
                              .comparison = comparison,
                              .plot = std::string(name),
                              .out = path.toStdString(),
                              .format = "svg",
                              .size = size});
        judge(name);
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestFigureLayout::textHasItsPoints()
{
    const struct
    {
        FigureSize size;
        double title; ///< of an axis, points
        double smallest;
    } expected[] {{FigureSize::singleColumn(), 7, 5.5},
                  {FigureSize::doubleColumn(), 8, 6},
                  {FigureSize::slide(), 18, 14},
                  {FigureSize::ofInches({5, 4}, 10), 10, 8}};
    for (const auto& [size, title, smallest] : expected) {
        const SvgGeometry seen = drawn(planFigures({m_first}, size).front());
        const double pointsPerUnit = size.inches.width() * 72 / seen.figure.width();
        double largest = 0;
        double least = 1e9;
        for (const PlacedText& text : seen.texts) {
            largest = std::max(largest, text.size * pointsPerUnit);
            least = std::min(least, text.size * pointsPerUnit);
        }
        QVERIFY2(std::abs(largest - title) < 0.05, qPrintable(QString::number(largest)));
        QVERIFY2(least >= smallest, qPrintable(QString::number(least)));
        QCOMPARE(seen.width, QString::number(size.millimetres().width(), 'g', 10) + QStringLiteral("mm"));
    }
}

void TestFigureLayout::aFigureWithoutAHeightHoldsItsWholeCaption()
{
    for (const PlannedFigure& figure : planFigures({m_first, m_second}, FigureSize::singleColumn())) {
        QString all;
        for (const PlacedText& text : drawn(figure).texts) {
            all += text.text;
        }
        const auto bare = [](QString text) {
            return text.remove(QLatin1Char(' ')).remove(QLatin1Char('\n'));
        };
        QVERIFY2(bare(all).contains(bare(figure.caption)), qPrintable(figure.name + QLatin1Char('\n') + all));
    }
}

void TestFigureLayout::aColumnHoldsTheLegendBelowAndAPageBeside()
{
    const auto legendIsBelow = [this](const FigureSize& size) {
        const SvgGeometry seen = drawn(planFigures({m_first}, size).front());
        const auto entry = std::ranges::find(seen.texts, QStringLiteral("Layer 11"), &PlacedText::text);
        return entry != seen.texts.end() && entry->box.top() > seen.axes.front().bottom();
    };
    QVERIFY(legendIsBelow(FigureSize::singleColumn()));
    QVERIFY(!legendIsBelow(FigureSize::doubleColumn()));
    QVERIFY(!legendIsBelow(FigureSize::slide()));
}

void TestFigureLayout::longNamesAreBrokenOrElided()
{
    const auto named = [](const char* name) {
        return ScriptedRun({.modelName = std::string(name), .numLayers = 12, .numNeurons = 64}).finished();
    };
    const auto first =
        named("a-model-with-a-name-that-goes-on-and-on-and-on/and-then-some-more-of-it-at-the-end");
    const auto second =
        named("another one of several words which is hardly any shorter than the first one was");
    QStringList faults;
    for (const FigureSize& size : {FigureSize::singleColumn(), FigureSize::slide()}) {
        for (const HandedOnRuns& runs : {HandedOnRuns {first}, HandedOnRuns {first, second}}) {
            for (const PlannedFigure& figure : planFigures(runs, size)) {
                for (const QString& fault : faultsOf(drawn(figure))) {
                    faults += figure.name + QStringLiteral(": ") + fault;
                }
            }
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestFigureLayout)
#include "tst_FigureLayout.moc"
