// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CompareImages.h"
#include "tests/support/ExportPlot.h"
#include "tests/support/FailOnWarning.h"
#include "tests/ui/plots/PlotActions.h"
#include "tests/ui/plots/PlotExamples.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/HistogramPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/plots/PlotStyle.h"

#include <QDir>
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <optional>
#include <sys/resource.h>
#include <unistd.h>

using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestFigureFile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void pngHasTheAskedSizeOnWhite();
    void svgShowsWhatPngShows_data();
    void svgShowsWhatPngShows();
    void textStaysTextInSvg();
    void pdfIsAVectorPageOfTheSize();
    void metadataSayWhereItComesFrom();
    void captionDoesNotCoverThePlot();
    void suffixMayBeInCapitals();
    void refusesWhatItCannotWrite_data();
    void refusesWhatItCannotWrite();
    void knowsFormatsByTheirSuffix();
    void saysWhatIsWrongWithASize_data();
    void saysWhatIsWrongWithASize();
    void pngSaysItsResolution();
    void vectorsHaveTheirSizeOnPaper();
    void heatmapIsAnImageOfExactCells();
    void largestVectorsNeedLittleMemory();
    void saysThatMemoryIsShort();
    void nothingThatIsSelectedIsExported_data();
    void nothingThatIsSelectedIsExported();
    void svgNamesTheFontThatItWasLaidOutWith();
    void leavesNothingBehindOnAFullDisk_data();
    void leavesNothingBehindOnAFullDisk();
    void replacesAFileOnlyWhenTheNewOneIsWhole();

private:
    [[nodiscard]] QString path(const QString& name) const;

    QTemporaryDir m_folder;
    std::optional<FailOnWarning> m_failOnWarning; // QTest installs its own handler later than members
};

namespace {

constexpr QSize pixels(640, 400);
const FigureSize size = FigureSize::ofPixels(pixels);

std::unique_ptr<PlotWidget> makePlot(const QString& kind)
{
    if (kind == QLatin1String("lines")) {
        auto plot = std::make_unique<LinePlot>();
        plot->setData(exampleLines(12));
        return plot;
    }
    if (kind == QLatin1String("heatmap")) {
        auto plot = std::make_unique<HeatmapPlot>();
        plot->setData(exampleHeatmap(12));
        return plot;
    }
    auto plot = std::make_unique<HistogramPlot>();
    plot->setData(exampleHistogram());
    return plot;
}

QByteArray contents(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

/// The first image of an SVG, which is the heatmap.
QImage heatmapOfSvg(const QByteArray& svg)
{
    const QByteArray start = "data:image/png;base64,";
    const qsizetype from = svg.indexOf(start) + start.size();
    return QImage::fromData(QByteArray::fromBase64(svg.mid(from, svg.indexOf('"', from) - from)), "PNG");
}

/// The same of a PDF, where it is compressed without loss.
QImage heatmapOfPdf(const QByteArray& pdf)
{
    const auto number = [&pdf](const QByteArray& key, qsizetype from) {
        const qsizetype at = pdf.indexOf(key, from) + key.size();
        return pdf.mid(at, pdf.indexOf('\n', at) - at).trimmed().toInt();
    };
    const qsizetype image = pdf.indexOf("/Subtype /Image");
    const qsizetype stream = pdf.indexOf("stream\n", image);
    const QByteArray head = pdf.mid(image, stream - image);
    if (image < 0 || !head.contains("/FlateDecode") || head.contains("/DCTDecode")
        || !head.contains("/DeviceRGB")) {
        return {};
    }
    const int width = number("/Width", image);
    const int height = number("/Height", image);
    const qsizetype numBytes = qsizetype {3} * width * height;
    const qsizetype begin = stream + 7;
    QByteArray packed(4, 0); // room for the size that qUncompress() reads first
    qToBigEndian(static_cast<quint32>(numBytes), packed.data());
    packed += pdf.mid(begin, pdf.indexOf("endstream", begin) - begin);
    const QByteArray bytes = qUncompress(packed);
    if (bytes.size() != numBytes) {
        return {};
    }
    return QImage(reinterpret_cast<const uchar*>(bytes.constData()), width, height, qsizetype {3} * width,
                  QImage::Format_RGB888)
        .copy();
}

/// While it lives, this process cannot have so many bytes more than it has.
class TightMemory
{
public:
    explicit TightMemory(rlim_t more)
    {
        getrlimit(RLIMIT_AS, &m_before);
        QFile status(QStringLiteral("/proc/self/statm"));
        if (status.open(QIODevice::ReadOnly)) {
            const rlim_t pages = status.readAll().split(' ').first().toULongLong();
            rlimit tight = m_before;
            tight.rlim_cur = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + more;
            setrlimit(RLIMIT_AS, &tight);
        }
    }
    ~TightMemory()
    {
        setrlimit(RLIMIT_AS, &m_before);
    }
    TightMemory(const TightMemory&) = delete;
    TightMemory& operator=(const TightMemory&) = delete;
    TightMemory(TightMemory&&) = delete;
    TightMemory& operator=(TightMemory&&) = delete;

private:
    rlimit m_before {};
};

/// While it lives, files of this process cannot grow beyond a few bytes, as on a full disk.
class FullDisk
{
public:
    FullDisk()
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit tight = m_before;
        tight.rlim_cur = 512;
        m_handler = std::signal(SIGXFSZ, SIG_IGN); // so that write() fails instead
        setrlimit(RLIMIT_FSIZE, &tight);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    FullDisk(FullDisk&&) = delete;
    FullDisk& operator=(FullDisk&&) = delete;

private:
    rlimit m_before {};
    void (*m_handler)(int) = nullptr;
};

} // namespace

void TestFigureFile::initTestCase()
{
    useFigureFont();
    QVERIFY(m_folder.isValid());
}

void TestFigureFile::init()
{
    m_failOnWarning.emplace();
}

void TestFigureFile::cleanup()
{
    m_failOnWarning.reset();
}

QString TestFigureFile::path(const QString& name) const
{
    return m_folder.filePath(name);
}

void TestFigureFile::pngHasTheAskedSizeOnWhite()
{
    QCOMPARE(exportPlot(*makePlot(QStringLiteral("lines")), path(QStringLiteral("size.png")),
                        FigureSize::ofPixels({1234, 567})),
             QString());
    const QImage png(path(QStringLiteral("size.png")));
    QCOMPARE(png.size(), QSize(1234, 567));
    QCOMPARE(png.pixelColor(1, 1), QColor(Qt::white));
}

void TestFigureFile::svgShowsWhatPngShows_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"lines", "heatmap", "histogram"}) {
        QTest::addRow("%s", kind) << QString::fromLatin1(kind);
    }
}

void TestFigureFile::svgShowsWhatPngShows()
{
    QFETCH(const QString, kind);
    const auto plot = makePlot(kind);
    const QString caption = QStringLiteral("Where it comes from");
    QCOMPARE(exportPlot(*plot, path(kind + QStringLiteral(".png")), size, caption), QString());
    QCOMPARE(exportPlot(*plot, path(kind + QStringLiteral(".svg")), size, caption), QString());
    QSvgRenderer svg(path(kind + QStringLiteral(".svg")));
    QVERIFY(svg.isValid());
    QCOMPARE(svg.viewBox(), QRect({0, 0}, pixels));
    QImage drawn(pixels, QImage::Format_RGB32);
    drawn.fill(Qt::white);
    QPainter painter(&drawn);
    painter.setRenderHint(QPainter::Antialiasing);
    svg.render(&painter);
    painter.end();
    // A quarter of the size: lines and letters stand between pixels in one and not in the other. Text of
    // another size (an SVG of 72 dots an inch) gives 9 and more.
    const auto coarse = [](const QImage& image) {
        return image.scaled(pixels / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    };
    const double difference =
        imageDifference(coarse(QImage(path(kind + QStringLiteral(".png")))), coarse(drawn));
    QVERIFY2(difference < 7, qPrintable(QString::number(difference)));
}

void TestFigureFile::textStaysTextInSvg()
{
    const QString file = path(QStringLiteral("text.svg"));
    QCOMPARE(
        exportPlot(*makePlot(QStringLiteral("lines")), file, size, QStringLiteral("From a <run> & more")),
        QString());
    const QByteArray svg = contents(file);
    for (const char* text : {">Density of r<", ">density<", ">r<", ">0.25<", ">\u22120.25<", ">Layer 11<",
                             ">From a &lt;run&gt; &amp; more<"}) {
        QVERIFY2(svg.contains(text), text);
    }
    QVERIFY(!svg.contains("<image")); // nothing has become pixels
}

void TestFigureFile::pdfIsAVectorPageOfTheSize()
{
    const QString file = path(QStringLiteral("page.pdf"));
    QCOMPARE(exportPlot(*makePlot(QStringLiteral("lines")), file, size), QString());
    const QByteArray pdf = contents(file);
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    // Points of 1/72 inch at the screen's 96 pixels an inch.
    QVERIFY2(pdf.contains("/MediaBox [0 0 480.000000 300.000000]"), "page size");
    QVERIFY(pdf.contains("/FontFile")); // letters, not their pictures
    QVERIFY(!pdf.contains("/Subtype /Image"));
}

void TestFigureFile::metadataSayWhereItComesFrom()
{
    const QString provenance = QStringLiteral("Model: <m> & Đo\nSeed: 1");
    const auto plot = makePlot(QStringLiteral("lines"));
    for (const char* name : {"meta.png", "meta.svg", "meta.pdf"}) {
        // Without a caption too: the metadata are what is left.
        QCOMPARE(exportPlot(*plot, path(QString::fromLatin1(name)), size, {}, provenance), QString());
    }
    const QImage image(path(QStringLiteral("meta.png")));
    QCOMPARE(image.text(QStringLiteral("Description")), provenance);
    QCOMPARE(image.text(QStringLiteral("Title")), QStringLiteral("Density of r"));
    const QByteArray escaped = "Model: &lt;m&gt; &amp; Đo\nSeed: 1";
    QVERIFY(contents(path(QStringLiteral("meta.svg")))
                .contains(QByteArray("<metadata>" + escaped + "</metadata>")));
    const QByteArray pdf = contents(path(QStringLiteral("meta.pdf")));
    QVERIFY(pdf.contains(escaped));
    QVERIFY(pdf.contains("/Type /Metadata"));
}

void TestFigureFile::captionDoesNotCoverThePlot()
{
    const auto plot = makePlot(QStringLiteral("heatmap"));
    const QString longCaption =
        QStringLiteral("sample-12, sample.txt, 8,192 tokens in 16 windows. ").repeated(8);
    QCOMPARE(exportPlot(*plot, path(QStringLiteral("caption.png")), size, longCaption), QString());
    QCOMPARE(exportPlot(*plot, path(QStringLiteral("bare.png")), size), QString());
    const auto lastRowWithColour = [](const QImage& image) {
        for (int y = image.height() - 1; y >= 0; --y) {
            if (image.pixelColor(300, y).saturation() > 100) {
                return y;
            }
        }
        return -1;
    };
    const int withCaption = lastRowWithColour(QImage(path(QStringLiteral("caption.png"))));
    const int without = lastRowWithColour(QImage(path(QStringLiteral("bare.png"))));
    QVERIFY(withCaption > 0);
    QVERIFY2(without - withCaption > 3 * 10, qPrintable(QString::number(without - withCaption)));
}

void TestFigureFile::suffixMayBeInCapitals()
{
    const QString file = path(QStringLiteral("figure.1.PNG"));
    QCOMPARE(exportPlot(*makePlot(QStringLiteral("lines")), file, size), QString());
    QCOMPARE(QImage(file).size(), pixels);
}

void TestFigureFile::refusesWhatItCannotWrite_data()
{
    QTest::addColumn<QString>("file");
    QTest::addRow("no such folder") << QStringLiteral("/no/such/folder/a.png");
    QTest::addRow("place of a device") << QStringLiteral("/proc/a.svg");
}

void TestFigureFile::refusesWhatItCannotWrite()
{
    QFETCH(const QString, file);
    const QString problem = exportPlot(*makePlot(QStringLiteral("heatmap")), file, size);
    QVERIFY2(problem.contains(file + QStringLiteral(" cannot be written")), qPrintable(problem));
    QVERIFY(problem.endsWith(QLatin1Char('.')));
    QVERIFY(!QFile::exists(file));
}

void TestFigureFile::knowsFormatsByTheirSuffix()
{
    QCOMPARE(figureFormat(QStringLiteral("/a.b/c.PNG")), std::optional(FigureFormat::Png));
    QCOMPARE(figureFormat(QStringLiteral("a.svg")), std::optional(FigureFormat::Svg));
    QCOMPARE(figureFormat(QStringLiteral("a.png.pdf")), std::optional(FigureFormat::Pdf));
    QCOMPARE(figureFormat(QStringLiteral("a.bmp")), std::nullopt);
    QCOMPARE(figureFormat(QStringLiteral("png")), std::nullopt);
}

void TestFigureFile::saysWhatIsWrongWithASize_data()
{
    QTest::addColumn<QSize>("asked");
    QTest::addColumn<QString>("words");
    QTest::addRow("nothing") << pixels << QString();
    QTest::addRow("no width") << QSize(0, 500) << QStringLiteral("0 × 500");
    QTest::addRow("negative") << QSize(500, -3) << QStringLiteral("500 × -3");
    QTest::addRow("absurd") << QSize(800, 50000) << QStringLiteral("16384");
}

void TestFigureFile::saysWhatIsWrongWithASize()
{
    QFETCH(const QSize, asked);
    QFETCH(const QString, words);
    const QString problem = FigureSize::ofPixels(asked).problem();
    QCOMPARE(problem.isEmpty(), words.isEmpty());
    QVERIFY2(problem.contains(words), qPrintable(problem));
}

void TestFigureFile::pngSaysItsResolution()
{
    const QString file = path(QStringLiteral("column.png"));
    QCOMPARE(exportPlot(*makePlot(QStringLiteral("lines")), file, FigureSize::singleColumn()), QString());
    const QImage column(file);
    QCOMPARE(column.width(), 1004); // 85 mm, 300 dots an inch
    QCOMPARE(column.dotsPerMeterX(), 11811);
    QCOMPARE(column.dotsPerMeterY(), 11811);
    QVERIFY(contents(file).contains("pHYs"));
    QCOMPARE(exportPlot(*makePlot(QStringLiteral("lines")), file, FigureSize::slide()), QString());
    QCOMPARE(QImage(file).size(), QSize(1920, 1080));
    QCOMPARE(QImage(file).dotsPerMeterX(), 5669);
}

void TestFigureFile::vectorsHaveTheirSizeOnPaper()
{
    const FigureSize asked = FigureSize::ofInches(QSizeF(85, 60) / millimetresPerInch);
    const auto plot = makePlot(QStringLiteral("lines"));
    QCOMPARE(exportPlot(*plot, path(QStringLiteral("paper.svg")), asked), QString());
    QVERIFY(contents(path(QStringLiteral("paper.svg"))).contains("width=\"85mm\" height=\"60mm\""));
    QCOMPARE(exportPlot(*plot, path(QStringLiteral("paper.pdf")), asked), QString());
    // Qt's pages are whole points: 240.9 and 170.1 of them.
    QVERIFY(contents(path(QStringLiteral("paper.pdf"))).contains("/MediaBox [0 0 241.000000 170.000000]"));
}

void TestFigureFile::heatmapIsAnImageOfExactCells()
{
    const auto plot = makePlot(QStringLiteral("heatmap"));
    const HeatmapData data = exampleHeatmap(12);
    const FigureSize large = FigureSize::ofPixels({1600, 1000});
    QCOMPARE(exportPlot(*plot, path(QStringLiteral("cells.svg")), large), QString());
    QCOMPARE(exportPlot(*plot, path(QStringLiteral("cells.pdf")), large), QString());
    const QImage fromSvg = heatmapOfSvg(contents(path(QStringLiteral("cells.svg"))));
    const QImage fromPdf = heatmapOfPdf(contents(path(QStringLiteral("cells.pdf"))));
    const int columns = static_cast<int>(data.numColumns);
    const int side = fromSvg.width() / columns;
    QCOMPARE(fromSvg.size(), QSize(side * columns, side * 12));
    QCOMPARE(fromPdf, fromSvg.convertToFormat(fromPdf.format()));
    double top = 0;
    for (const double value : data.values) {
        top = value > top ? value : top;
    }
    for (int y = 0; y < fromSvg.height(); ++y) {
        for (int x = 0; x < fromSvg.width(); ++x) {
            const QColor seen = fromSvg.pixelColor(x, y);
            QCOMPARE(seen, fromSvg.pixelColor(x - x % side, y - y % side)); // a cell has one colour
            const auto cell = static_cast<std::size_t>(y / side) * static_cast<std::size_t>(columns)
                + static_cast<std::size_t>(x / side);
            const double value = data.values[cell];
            // The scale has 350 colours: neighbours differ by 4 at most.
            const QColor wanted = std::isnan(value) ? PlotStyle::paper().missing : viridis(value / top);
            const int difference =
                std::max({std::abs(seen.red() - wanted.red()), std::abs(seen.green() - wanted.green()),
                          std::abs(seen.blue() - wanted.blue())});
            QVERIFY2(difference <= 4, qPrintable(QStringLiteral("%1, %2: %3").arg(x).arg(y).arg(difference)));
        }
    }
}

void TestFigureFile::largestVectorsNeedLittleMemory()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("The address sanitizer takes memory of its own and ends the program where there is none.");
#endif
    const FigureSize largest = FigureSize::ofPixels({16384, 16384});
    const auto plot = makePlot(QStringLiteral("heatmap"));
    for (const char* name : {"large.svg", "large.pdf"}) {
        const QString file = path(QString::fromLatin1(name));
        QCOMPARE(exportPlot(*plot, file, size), QString()); // what is loaded on first use
        QString problem;
        {
            const TightMemory memory(64'000'000);
            problem = exportPlot(*plot, file, largest);
        }
        QCOMPARE(problem, QString());
        QVERIFY2(contents(file).size() < 100'000, qPrintable(QString::number(contents(file).size())));
    }
    QVERIFY(!heatmapOfSvg(contents(path(QStringLiteral("large.svg")))).isNull());
    QVERIFY(!heatmapOfPdf(contents(path(QStringLiteral("large.pdf")))).isNull());
}

void TestFigureFile::saysThatMemoryIsShort()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("The address sanitizer takes memory of its own and ends the program where there is none.");
#endif
    const FigureSize largest = FigureSize::ofPixels({16384, 16384});
    const auto plot = makePlot(QStringLiteral("heatmap"));
    const QString file = path(QStringLiteral("too-large.png"));
    QString problem;
    {
        const TightMemory memory(64'000'000);
        problem = exportPlot(*plot, file, largest);
    }
    QVERIFY2(problem.startsWith(QStringLiteral("There is not enough memory for the picture ") + file),
             qPrintable(problem));
    QVERIFY(!QFile::exists(file));
}

void TestFigureFile::nothingThatIsSelectedIsExported_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addRow("png") << QStringLiteral("png");
    QTest::addRow("svg") << QStringLiteral("svg");
}

void TestFigureFile::nothingThatIsSelectedIsExported()
{
    QFETCH(const QString, suffix);
    const auto exported = [&](PlotWidget& plot) {
        const QString file = path(QStringLiteral("selected.") + suffix);
        const QString problem = exportPlot(plot, file, size);
        return problem.isEmpty() ? contents(file) : problem.toUtf8();
    };
    LinePlot lines;
    LinePlotData data = exampleLines(12);
    lines.setData(data);
    const QByteArray plainLines = exported(lines);
    lines.setHighlighted(3);
    data.markers = {{.x = 0.1, .label = QStringLiteral("here"), .kind = AxisMarker::Kind::Selection}};
    lines.setData(data);
    lines.setCursorX(0.2);
    QCOMPARE(exported(lines), plainLines);

    HeatmapPlot heatmap;
    heatmap.setData(exampleHeatmap(12));
    const QByteArray plainHeatmap = exported(heatmap);
    heatmap.setHighlightedRow(3);
    heatmap.setHighlightedRange(AxisRange {-0.1, 0.1});
    QCOMPARE(exported(heatmap), plainHeatmap);

    HistogramPlot histogram;
    histogram.setData(exampleHistogram());
    const QByteArray plainHistogram = exported(histogram);
    histogram.setSelected(true);
    show(histogram);
    histogram.setFocus();
    QTRY_VERIFY(histogram.hasFocus());
    movePointer(histogram, {300, 200}); // the read-out
    QCOMPARE(exported(histogram), plainHistogram);

    // On screen they are all there again.
    show(heatmap);
    const QImage selected = heatmap.grab().toImage();
    heatmap.setHighlightedRow(std::nullopt);
    QTRY_VERIFY(imageDifference(selected, heatmap.grab().toImage()) > 0.5);
}

/// Not the alias that a desktop has for it: that is another font on another machine.
void TestFigureFile::svgNamesTheFontThatItWasLaidOutWith()
{
    const auto plot = makePlot(QStringLiteral("lines"));
    plot->setFont(QFont(QStringLiteral("Sans Serif"), 9));
    const QString file = path(QStringLiteral("font.svg"));
    QCOMPARE(exportPlot(*plot, file, size), QString());
    const QByteArray svg = contents(file);
    const QString family = QFontInfo(plot->font()).family();
    QVERIFY(family != QStringLiteral("Sans Serif"));
    QVERIFY2(svg.contains(QStringLiteral("font-family=\"%1\"").arg(family).toUtf8()), qPrintable(family));
    QVERIFY(!svg.contains("Sans Serif"));
}

void TestFigureFile::leavesNothingBehindOnAFullDisk_data()
{
    QTest::addColumn<QString>("suffix");
    for (const char* suffix : {"png", "svg", "pdf"}) {
        QTest::addRow("%s", suffix) << QString::fromLatin1(suffix);
    }
}

void TestFigureFile::leavesNothingBehindOnAFullDisk()
{
    QFETCH(const QString, suffix);
    const QTemporaryDir folder;
    const auto plot = makePlot(QStringLiteral("lines"));
    QString problem;
    {
        const FullDisk disk;
        problem = exportPlot(*plot, folder.filePath(QStringLiteral("a.") + suffix), size);
    }
    QVERIFY2(problem.contains(QStringLiteral("cannot be written")), qPrintable(problem));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
             QStringList());
}

void TestFigureFile::replacesAFileOnlyWhenTheNewOneIsWhole()
{
    const QString file = path(QStringLiteral("kept.png"));
    const auto plot = makePlot(QStringLiteral("lines"));
    QCOMPARE(exportPlot(*plot, file, size), QString());
    const QByteArray before = contents(file);
    {
        const FullDisk disk;
        QVERIFY(!exportPlot(*plot, file, FigureSize::ofPixels({800, 600})).isEmpty());
    }
    QCOMPARE(contents(file), before);
    QCOMPARE(exportPlot(*plot, file, FigureSize::ofPixels({800, 600})), QString());
    QCOMPARE(QImage(file).size(), QSize(800, 600));
}

QTEST_MAIN(TestFigureFile)
#include "tst_FigureFile.moc"
