// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/GoToRow.h"

#include <QApplication>
#include <QFontMetrics>
#include <QTest>

using namespace bathyscope::ui;

namespace {

constexpr int gap = 20;

/// A found token between what stands before and after it.
struct Found
{
    QString text;
    KeptPart kept;
};

Found found(int before, int behind)
{
    const QString marked = QStringLiteral("[ lighthouse]");
    const QString left = QStringLiteral("once upon a time ").repeated(20).right(before);
    return {.text = left + marked + QStringLiteral(" there was a keeper").repeated(20).left(behind),
            .kept = {.begin = left.size(), .length = marked.size()}};
}

} // namespace

class TestGoToRow : public QObject
{
    Q_OBJECT

private slots:
    /// To the pixel: what QFontMetrics says a text takes must be enough for it.
    void bothAreWholeWhereThereIsRoom_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("preview");
        QTest::newRow("short") << QStringLiteral("Layer 7") << QStringLiteral("not finished");
        QTest::newRow("long title") << QStringLiteral(
            "Run sample-24 and Compare, of which the name takes most of the line")
                                    << QStringLiteral("Ctrl+Shift+R");
        QTest::newRow("long preview")
            << QStringLiteral("Layer 7")
            << QStringLiteral("median r −0.051 (95 %: −0.062 to −0.041), interquartile range 0.105");
        QTest::newRow("title alone") << QStringLiteral("Previous Neuron") << QString();
        QTest::newRow("token") << QStringLiteral("Token “ the” · 1,234 (of 300)") << found(30, 30).text;
    }

    void bothAreWholeWhereThereIsRoom()
    {
        QFETCH(const QString, title);
        QFETCH(const QString, preview);
        for (int quarters = 4 * 6; quarters < 4 * 16; ++quarters) {
            QFont font;
            font.setPointSizeF(quarters / 4.0);
            const QFontMetrics metrics(font);
            const int between = preview.isEmpty() ? 0 : gap;
            const int width =
                metrics.horizontalAdvance(title) + metrics.horizontalAdvance(preview) + between + 2;
            const GoToRow row = goToRow(title, preview, {}, metrics, width, gap);
            QCOMPARE(row.title, title);
            QCOMPARE(row.preview, preview);
        }
    }

    void theFoundWordStaysInSight_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("behind");
        QTest::newRow("in the middle") << 100 << 100;
        QTest::newRow("at the beginning") << 0 << 200;
        QTest::newRow("at the end") << 200 << 0;
        QTest::newRow("near the end") << 150 << 7;
    }

    void theFoundWordStaysInSight()
    {
        QFETCH(const int, before);
        QFETCH(const int, behind);
        const QFontMetrics metrics {QFont()};
        const Found preview = found(before, behind);
        const int word = metrics.horizontalAdvance(QStringLiteral("…[ lighthouse]…"));
        for (int width = word + 2; width < 700; ++width) {
            const QString shown = elidedAround(preview.text, preview.kept, metrics, width);
            QVERIFY2(shown.contains(QStringLiteral("[ lighthouse]")), qPrintable(shown));
            QVERIFY(metrics.horizontalAdvance(shown) <= width);
        }
        const QString narrow = elidedAround(preview.text, preview.kept, metrics, word + 60);
        QCOMPARE(narrow.startsWith(u'…'), before > 0);
        QCOMPARE(narrow.endsWith(u'…'), behind > 0);
    }

    /// Where there is room for some of it, both sides have as much, unless one has no more.
    void asMuchOfBothSidesIsShown()
    {
        const QFontMetrics metrics {QFont()};
        const Found preview = found(200, 200);
        const QString shown = elidedAround(preview.text, preview.kept, metrics, 400);
        const qsizetype left = shown.indexOf(u'[');
        const qsizetype right = shown.size() - 1 - shown.indexOf(u']');
        QVERIFY2(left > 5 && std::abs(left - right) <= 3, qPrintable(shown));
        const int whole = metrics.horizontalAdvance(preview.text);
        QVERIFY(metrics.horizontalAdvance(shown) > 400 - 2 * metrics.maxWidth() && whole > 400);
        const Found atTheEnd = found(200, 3);
        const QString toTheLeft = elidedAround(atTheEnd.text, atTheEnd.kept, metrics, 400);
        QVERIFY2(toTheLeft.indexOf(u'[') > left + 5, qPrintable(toTheLeft));
    }

    void neitherIsWiderThanItsPlace()
    {
        const QFontMetrics metrics {QFont()};
        const QString title = QStringLiteral("Token “ lighthouse” · 1,234 (of 300)");
        const Found preview = found(100, 100);
        for (int width = 60; width < 2000; width += 7) {
            const GoToRow row = goToRow(title, preview.text, preview.kept, metrics, width, gap);
            const int advance = metrics.horizontalAdvance(row.title) + metrics.horizontalAdvance(row.preview);
            QVERIFY2(advance + gap <= width, qPrintable(row.title + row.preview));
        }
    }

    void noCharacterIsCutInTwo()
    {
        const QFontMetrics metrics {QFont()};
        const QString faces = QStringLiteral("\U0001F600").repeated(60);
        const QString text = faces + QStringLiteral("[x]") + faces;
        for (int width = 40; width < 300; ++width) {
            const QString shown = elidedAround(text, {.begin = faces.size(), .length = 3}, metrics, width);
            QVERIFY(shown.isValidUtf16());
        }
    }
};

QTEST_MAIN(TestGoToRow)
#include "tst_GoToRow.moc"
