// SPDX-License-Identifier: GPL-3.0-or-later
// A newcomer's way through the program, from the first start to files on disk: the real window, the real
// runs, clicks and keys only.
#include "core/checkpoint/ModelCatalog.h"
#include "core/run/AnalysisRun.h"
#include "core/run/ForecastMeasurement.h"
#include "core/support/Resources.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/TemporarySettings.h"
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"
#include "ui/plots/PlotStyle.h"
#include "ui/report/ExportDialog.h"
#include "ui/runs/SelectionState.h"
#include "ui/views/CompareView.h"
#include "ui/views/LayersView.h"
#include "ui/window/MainWindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>

using namespace bathyscope;
using namespace bathyscope::ui;

namespace {

constexpr int patience = 120'000; // milliseconds, for a run on a busy machine

template <class Control>
Control* named(const QWidget& parent, const char* accessibleName)
{
    for (Control* candidate : parent.findChildren<Control*>()) {
        if (candidate->accessibleName() == QString::fromUtf8(accessibleName)) {
            return candidate;
        }
    }
    return nullptr;
}

void click(QWidget* target, QPoint place = {})
{
    QTest::mouseClick(target, Qt::LeftButton, Qt::NoModifier, place);
}

/// The widget inside a plot that is drawn on.
QWidget* canvas(const PlotWidget& plot)
{
    return plot.findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
}

/// Chooses an entry of a box with the keyboard.
void choose(QComboBox* box, const char* entry)
{
    const int wanted = box->findText(QString::fromUtf8(entry));
    box->setFocus();
    while (box->currentIndex() != wanted && wanted >= 0) {
        QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    }
}

/// Types a number over the one that is there.
void enter(QSpinBox* box, const char* number)
{
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QString::fromLatin1(number));
    QTest::keyClick(box, Qt::Key_Return);
}

/// Colours that differ visibly: in steps of 16 of each channel.
std::size_t numColors(const QImage& image)
{
    std::set<QRgb> colors;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            colors.insert(image.pixel(x, y) & 0xfff0f0f0U);
        }
    }
    return colors.size();
}

/// A colour like this one covers more than a few pixels.
bool hasColor(const QImage& image, const QColor& color)
{
    int numAlike = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const int difference = std::abs(pixel.red() - color.red())
                + std::abs(pixel.green() - color.green()) + std::abs(pixel.blue() - color.blue());
            numAlike += difference < 12 ? 1 : 0;
        }
    }
    return numAlike > 50;
}

/// What an SVG says in text elements; nothing where it is not well-formed or not an SVG.
QString textOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QXmlStreamReader reader(&file);
    QStringList texts;
    bool isSvg = false;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement) {
            isSvg = isSvg || reader.name() == QLatin1String("svg");
            if (reader.name() == QLatin1String("text")) {
                texts += reader.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            }
        }
    }
    return isSvg && !reader.hasError() ? texts.join(QLatin1Char(' ')) : QString();
}

/// width and height of the outermost element.
QSizeF sizeOfSvg(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QXmlStreamReader reader(&file);
    reader.readNextStartElement();
    const QStringList box = reader.attributes().value(QLatin1String("viewBox")).toString().split(u' ');
    return box.size() == 4 ? QSizeF(box.at(2).toDouble(), box.at(3).toDouble()) : QSizeF();
}

} // namespace

class TestWalk : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    // One after another: each goes on where the last one has stopped.
    void theWindowIsReadyToRun();
    void runsTheSampleModel();
    void aClickOnTheHeatmapSelectsItsLayer();
    void exportsTheHeatmapAsPicture();
    void exportsTheHeatmapAsDrawing();
    void oneClickRunsTheOtherModelAndCompares();
    void everyPageOfTheComparisonIsDrawn();
    void aClickInTheComparisonSelectsTheLayerEverywhere();
    void exportsTheComparison();

private:
    template <class View>
    [[nodiscard]] View& view() const
    {
        return *m_window->findChild<View*>();
    }

    /// Ctrl+E, the file's name, Enter; the dialog's size in pixels.
    QSize exportTo(const QString& path);

    [[nodiscard]] QString inFolder(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name));
    }

    /// The state of the n-th run in the list, from its second line.
    [[nodiscard]] QString runInList(int row) const
    {
        const auto* list = m_window->findChild<QListWidget*>(QStringLiteral("runs"));
        return row < list->count() ? list->item(row)->text() : QString();
    }

    std::unique_ptr<test::TemporarySettings> m_settings;
    std::optional<test::FailOnWarning> m_failOnWarning; // QTest installs its own handler later than members
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void TestWalk::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_settings = std::make_unique<test::TemporarySettings>();
    m_failOnWarning.emplace();
    m_window = std::make_unique<MainWindow>(&runAnalysis, locateModels(resourcesFolder()), resourcesFolder());
    m_window->setForecastFunction(&forecastRequest);
    m_window->resize(1440, 900);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestWalk::cleanupTestCase()
{
    m_window.reset();
    m_failOnWarning.reset();
}

void TestWalk::theWindowIsReadyToRun()
{
    auto* run = m_window->findChild<QPushButton*>(QStringLiteral("runButton"));
    QTRY_VERIFY_WITH_TIMEOUT(run->isEnabled(), patience);
    QVERIFY(runInList(0).isEmpty());
    // What the newcomer need not do, so that this does not take long: fewer tokens.
    auto* tokens = named<QSpinBox>(*m_window, "Tokens");
    auto* window = named<QSpinBox>(*m_window, "Window");
    QVERIFY(tokens && window);
    for (QAbstractButton* fold : m_window->findChildren<QAbstractButton*>(QStringLiteral("fold"))) {
        if (!tokens->isVisible()) {
            click(fold);
        }
    }
    QVERIFY(tokens->isVisible());
    enter(tokens, "1024");
    enter(window, "64");
    QCOMPARE(tokens->value(), 1024);
    QTRY_VERIFY(run->isEnabled());
}

void TestWalk::runsTheSampleModel()
{
    click(m_window->findChild<QPushButton*>(QStringLiteral("runButton")));
    QTRY_VERIFY(runInList(0).startsWith(QStringLiteral("sample-12 · sample-text.txt")));
    QTRY_VERIFY_WITH_TIMEOUT(runInList(0).contains(QStringLiteral("1,024 tokens · finished")), patience);
    const auto& layers = view<LayersView>();
    QVERIFY(layers.isVisible());
    const auto* heatmap = layers.findChild<HeatmapPlot*>();
    QTRY_COMPARE(heatmap->data().rowNames.size(), std::size_t {12});
    QVERIFY(std::ranges::none_of(heatmap->data().values, [](double value) { return std::isnan(value); }));
    QCOMPARE(layers.findChild<LinePlot*>()->data().series.size(), std::size_t {12});
}

void TestWalk::aClickOnTheHeatmapSelectsItsLayer()
{
    const auto* heatmap = view<LayersView>().findChild<HeatmapPlot*>();
    QWidget* drawn = canvas(*heatmap);
    // The sixth of twelve rows begins below the middle.
    int row = -1;
    const auto heard =
        connect(heatmap, &HeatmapPlot::cellClicked, this, [&row](int clicked, int) { row = clicked; });
    click(drawn, {drawn->width() / 2, drawn->height() / 2});
    disconnect(heard);
    QVERIFY(row >= 4 && row <= 7);
    auto& selection = *m_window->findChild<SelectionState*>();
    QCOMPARE(selection.layer(), std::optional(row));
    QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(selection.layer(), std::optional(row + 1));
    click(drawn, {drawn->width() / 2, drawn->height() / 2});
    QCOMPARE(selection.layer(), std::optional(row));
}

QSize TestWalk::exportTo(const QString& path)
{
    m_window->activateWindow(); // what a window manager does when a dialog closes
    if (!QTest::qWaitForWindowActive(m_window.get())) {
        return {};
    }
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    auto* dialog = m_window->findChild<ExportDialog*>();
    if (!dialog || !dialog->isVisible()) {
        return {};
    }
    auto* name = named<QLineEdit>(*dialog, "Save as");
    name->selectAll();
    QTest::keyClicks(name, path);
    const QSize size = dialog->figureSize().pixels();
    click(dialog->findChild<QPushButton*>(QStringLiteral("export")));
    const bool isClosed = QTest::qWaitFor([this] { return !m_window->findChild<ExportDialog*>(); });
    if (!isClosed) {
        qWarning("%s",
                 qPrintable(dialog->findChild<QLabel*>(QStringLiteral("message"))->text() + dialog->path()));
    }
    return isClosed ? size : QSize();
}

void TestWalk::exportsTheHeatmapAsPicture()
{
    const QString path = inFolder("heatmap.png");
    const QSize size = exportTo(path);
    QVERIFY(size.width() > 300);
    const QImage image(path);
    QCOMPARE(image.size() / image.devicePixelRatio(), size);
    QVERIFY2(numColors(image) > 40, qPrintable(QString::number(numColors(image))));
    QVERIFY(hasColor(image, Qt::white)); // paper
    QVERIFY(hasColor(image, viridis(0))); // bins without neurons
    QVERIFY(hasColor(image, viridis(1))); // the end of the scale
}

void TestWalk::exportsTheHeatmapAsDrawing()
{
    const QString path = inFolder("heatmap.svg");
    const QSize size = exportTo(path);
    QVERIFY(size.width() > 300);
    const QSizeF drawn = sizeOfSvg(path); // in units of the text's size
    QVERIFY(std::abs(drawn.width() / drawn.height() - 1.0 * size.width() / size.height()) < 0.01);
    const QString text = textOf(path);
    for (const char* words : {"sample-12", "Layer", "Correlation r", "11", "model sample-12",
                              "text sample-text.txt", "1,024 tokens in 16 windows", "seed 1"}) {
        QVERIFY2(text.contains(QString::fromLatin1(words)), words);
    }
}

void TestWalk::oneClickRunsTheOtherModelAndCompares()
{
    auto* offer = m_window->findChild<QPushButton*>(QStringLiteral("offer"));
    QVERIFY(offer->isVisible());
    QVERIFY(offer->text().contains(QStringLiteral("sample-24")));
    click(offer);
    const auto& compare = view<CompareView>();
    QTRY_VERIFY(compare.isVisible());
    // The second run comes in while both are shown.
    const auto* second = compare.findChild<HeatmapPlot*>(QStringLiteral("heatmap-second"));
    QTRY_VERIFY_WITH_TIMEOUT(second->data().rowNames.size() == 24, patience);
    QTRY_VERIFY_WITH_TIMEOUT(runInList(1).contains(QStringLiteral("1,024 tokens · finished")), patience);
    QCOMPARE(compare.findChild<HeatmapPlot*>(QStringLiteral("heatmap-first"))->data().rowNames.size(),
             std::size_t {12});
    QTRY_VERIFY(std::ranges::none_of(second->data().values, [](double value) { return std::isnan(value); }));
    const auto* words = compare.findChild<QLabel*>(QStringLiteral("words"));
    const auto* warnings = compare.findChild<QLabel*>(QStringLiteral("warnings"));
    QTRY_VERIFY_WITH_TIMEOUT(words->text().contains(QStringLiteral("of 12 depths")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!warnings->isVisible(), patience); // nothing differs but the model
}

void TestWalk::everyPageOfTheComparisonIsDrawn()
{
    auto& compare = view<CompareView>();
    auto* show = named<QComboBox>(compare, "Show");
    for (int page = 0; page < show->count(); ++page) {
        choose(show, qPrintable(show->itemText(page)));
        QCOMPARE(show->currentIndex(), page);
        if (const PlotWidget* plot = compare.currentPlot()) {
            QTRY_VERIFY2(!plot->csv().trimmed().isEmpty() && plot->csv().count(QLatin1Char('\n')) > 12,
                         qPrintable(show->currentText()));
        }
        QTRY_VERIFY2(numColors(compare.grab().toImage()) > 10, qPrintable(show->currentText()));
    }
    choose(show, "Heatmaps");
}

void TestWalk::aClickInTheComparisonSelectsTheLayerEverywhere()
{
    const auto* second = view<CompareView>().findChild<HeatmapPlot*>(QStringLiteral("heatmap-second"));
    QWidget* drawn = canvas(*second);
    click(drawn, {drawn->width() / 2, drawn->height() / 2});
    const std::optional<int> layer = m_window->findChild<SelectionState*>()->layer();
    QVERIFY(layer && *layer > 4 && *layer < 18); // of 24, which all views show
}

void TestWalk::exportsTheComparison()
{
    const QString path = inFolder("comparison.svg");
    QVERIFY(exportTo(path).width() > 300);
    const QString text = textOf(path);
    for (const char* words : {"sample-24", "Correlation r", "23", "model sample-12", "model sample-24"}) {
        QVERIFY2(text.contains(QString::fromLatin1(words)), words);
    }
}

QTEST_MAIN(TestWalk)
#include "tst_Walk.moc"
