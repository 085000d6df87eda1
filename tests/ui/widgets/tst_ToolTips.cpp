// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Resources.h"
#include "tests/support/Contrast.h"
#include "tests/support/FailOnWarning.h"
#include "tests/support/FakeRun.h"
#include "tests/support/TemporarySettings.h"
#include "ui/look/Theme.h"
#include "ui/widgets/ToolTips.h"
#include "ui/window/MainWindow.h"

#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>
#include <QTextDocumentFragment>
#include <QToolTip>

#include <algorithm>
#include <map>

using namespace bathyscope;
using namespace bathyscope::ui;
using bathyscope::test::contrast;
using bathyscope::test::FakeRun;

namespace {

/// The tooltip on the screen, which Qt keeps to itself; null where there is none.
QLabel* shownTip()
{
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (window->inherits("QTipLabel") && window->isVisible()) {
            return qobject_cast<QLabel*>(window);
        }
    }
    return nullptr;
}

/// What the tooltip says when the pointer has rested on a place of a widget, without the ends of its lines.
QString tipAt(QWidget& widget, QPoint place)
{
    QHelpEvent event(QEvent::ToolTip, place, widget.mapToGlobal(place));
    QApplication::sendEvent(&widget, &event);
    const QLabel* tip = shownTip();
    return tip ? QTextDocumentFragment::fromHtml(tip->text()).toPlainText().remove(u'\n') : QString();
}

/// The most frequent colour of a picture.
QColor backgroundOf(const QImage& image)
{
    std::map<QRgb, int> numPixels;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            ++numPixels[image.pixel(x, y)];
        }
    }
    const auto most = std::ranges::max_element(
        numPixels, [](const auto& one, const auto& other) { return one.second < other.second; });
    return {most->first};
}

/// Pixels of a picture that can be told from its background as text must be (WCAG 2.1, AA).
int numReadable(const QImage& image)
{
    const QColor background = backgroundOf(image);
    int number = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            number += contrast(image.pixelColor(x, y), background) >= 4.5 ? 1 : 0;
        }
    }
    return number;
}

/// The widest that a tooltip should be, in pixels: a comfortable line of text.
int widestTip()
{
    return 85 * QFontMetrics(QToolTip::font()).horizontalAdvance(u'x');
}

const QString explanation =
    QStringLiteral("Bimodal: the dip rejects one peak, and two Gaussians stand apart (D over 2, ΔBIC over "
                   "10). Multimodal: the dip "
                   "rejects one peak otherwise. Not rejecting one peak does not show that there is one.");

} // namespace

class TestToolTips : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings.clear();
    }

    void canBeReadInBothThemes_data()
    {
        QTest::addColumn<ThemeChoice>("choice");
        QTest::newRow("light") << ThemeChoice::Light;
        QTest::newRow("dark") << ThemeChoice::Dark;
    }

    void canBeReadInBothThemes()
    {
        QFETCH(const ThemeChoice, choice);
        const test::FailOnWarning failOnWarning;
        Theme theme;
        theme.choose(choice);
        const ToolTips toolTips;
        QWidget widget;
        widget.setToolTip(explanation);
        widget.show();
        QCOMPARE(tipAt(widget, {5, 5}), explanation);
        const QImage picture = shownTip()->grab().toImage();
        const int ofText = numReadable(picture);
        QVERIFY2(ofText > 500,
                 qPrintable(QString::number(ofText))); // 180 letters have some ten strong pixels each
        QVERIFY(ofText < picture.width() * picture.height() / 3);
    }

    void areWrapped()
    {
        const ToolTips toolTips;
        QWidget widget;
        widget.show();
        widget.setToolTip(QStringLiteral("Short."));
        QCOMPARE(tipAt(widget, {5, 5}), widget.toolTip());
        const QSize ofShort = shownTip()->size();
        widget.setToolTip(explanation);
        QCOMPARE(tipAt(widget, {6, 6}), explanation);
        const QSize ofLong = shownTip()->size();
        QVERIFY(ofLong.width() <= widestTip());
        QVERIFY(ofLong.height() > 2 * ofShort.height());
        widget.setToolTip(QStringLiteral("/a/folder/") + QString(300, u'x')
                          + QStringLiteral("/run.safetensors"));
        QCOMPARE(tipAt(widget, {7, 7}), widget.toolTip());
        QVERIFY(shownTip()->width() <= widestTip());
        widget.setToolTip(QStringLiteral("One line\nand another"));
        QCOMPARE(tipAt(widget, {8, 8}), widget.toolTip().remove(u'\n'));
        QVERIFY(shownTip()->height() > ofShort.height());
    }

    void sayWhatIsWrittenThere()
    {
        const ToolTips toolTips;
        QWidget widget;
        widget.show();
        widget.setToolTip(QStringLiteral("<b>bold</b> & <|endoftext|>  two spaces"));
        QCOMPARE(tipAt(widget, {5, 5}), widget.toolTip());
    }

    void areThoseOfThePlaceUnderThePointer()
    {
        const ToolTips toolTips;
        QTableWidget table(1, 2);
        table.setToolTip(QStringLiteral("of the table"));
        for (const auto& [column, name] : {std::pair {0, "first"}, std::pair {1, "second"}}) {
            auto* head = new QTableWidgetItem(QString::fromLatin1(name));
            head->setToolTip(QStringLiteral("heading ") + QString::fromLatin1(name));
            table.setHorizontalHeaderItem(column, head);
        }
        auto* cell = new QTableWidgetItem(QStringLiteral("cell"));
        cell->setToolTip(QStringLiteral("of the cell"));
        table.setItem(0, 0, cell);
        table.setItem(0, 1, new QTableWidgetItem(QStringLiteral("another")));
        table.resize(400, 200);
        table.show();
        QHeaderView& header = *table.horizontalHeader();
        QCOMPARE(tipAt(*header.viewport(), {header.sectionViewportPosition(0) + 5, 5}),
                 QStringLiteral("heading first"));
        QCOMPARE(tipAt(*header.viewport(), {header.sectionViewportPosition(1) + 5, 5}),
                 QStringLiteral("heading second"));
        QCOMPARE(tipAt(*table.viewport(), table.visualItemRect(cell).center()),
                 QStringLiteral("of the cell"));
        QCOMPARE(tipAt(*table.viewport(), table.visualItemRect(table.item(0, 1)).center()),
                 QStringLiteral("of the table"));

        QTabBar tabs;
        tabs.setTabToolTip(tabs.addTab(QStringLiteral("one")), QStringLiteral("the first tab"));
        tabs.setTabToolTip(tabs.addTab(QStringLiteral("two")), QStringLiteral("the second tab"));
        tabs.show();
        QCOMPARE(tipAt(tabs, tabs.tabRect(1).center()), QStringLiteral("the second tab"));
    }

    void allOfTheWindowAreWrapped()
    {
        const test::FailOnWarning failOnWarning;
        const FakeRun fake;
        MainWindow window(fake.function(), locateModels(resourcesFolder()), resourcesFolder());
        window.resize(1024, 700);
        window.show();
        int numLong = 0;
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            if (widget->toolTip().isEmpty()) {
                continue;
            }
            QCOMPARE(tipAt(*widget, {2, 2}), widget->toolTip().remove(u'\n'));
            QVERIFY2(shownTip()->width() <= widestTip(), qPrintable(widget->toolTip()));
            numLong +=
                QFontMetrics(QToolTip::font()).horizontalAdvance(widget->toolTip()) > widestTip() ? 1 : 0;
        }
        QVERIFY(numLong > 10);
    }

private:
    test::TemporarySettings m_settings;
};

QTEST_MAIN(TestToolTips)
#include "tst_ToolTips.moc"
