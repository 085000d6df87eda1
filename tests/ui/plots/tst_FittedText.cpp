// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/PlotActions.h"
#include "ui/plots/FittedText.h"

#include <QFontMetrics>
#include <QTest>

using namespace bathyscope::test;
using namespace bathyscope::ui;

class TestFittedText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void isBrokenBetweenWordsAndKeepsThem();
    void breaksAWordThatIsTooWideAlone();
    void isElidedAfterItsLastLine();
    void keepsDotsAtTheEndOfLinesAndNamesWhole();
    void keepsLineFeeds();
};

namespace {

QFont font()
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(12);
    return font;
}

int widthOf(const QString& text)
{
    return QFontMetrics(font()).horizontalAdvance(text);
}

} // namespace

void TestFittedText::initTestCase()
{
    useFigureFont();
}

void TestFittedText::isBrokenBetweenWordsAndKeepsThem()
{
    const QString text = QStringLiteral("Correlation r of activation at mlp.hook_pre with token length");
    QCOMPARE(fittedText(text, font(), widthOf(text), 1), text);
    const QString fitted = fittedText(text, font(), 150, 9);
    const QStringList lines = fitted.split(QLatin1Char('\n'));
    QVERIFY(lines.size() > 2);
    QCOMPARE(lines.join(QLatin1Char(' ')), text);
    for (const QString& line : lines) {
        QVERIFY2(widthOf(line) <= 150, qPrintable(line));
    }
}

void TestFittedText::breaksAWordThatIsTooWideAlone()
{
    const QString word = QStringLiteral("0123456789").repeated(10);
    const QStringList lines = fittedText(word, font(), 100, 99).split(QLatin1Char('\n'));
    QCOMPARE(lines.join(QString()), word);
    for (const QString& line : lines) {
        QVERIFY2(widthOf(line) <= 100, qPrintable(line));
    }
}

void TestFittedText::isElidedAfterItsLastLine()
{
    const QString text = QStringLiteral("word ").repeated(100);
    const QStringList lines = fittedText(text, font(), 100, 2).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.back().endsWith(QChar(0x2026)));
    QVERIFY(widthOf(lines.back()) <= 100);
    QCOMPARE(fittedText(QStringLiteral("word"), font(), 0, 0), QString()); // not even the dots have room
}

void TestFittedText::keepsDotsAtTheEndOfLinesAndNamesWhole()
{
    const QString text = QStringLiteral("model sample-12 \u00b7 text sample-text.txt \u00b7 seed 1");
    for (int width = widthOf(QStringLiteral("sample-text.txt \u00b7")) + 2; width < widthOf(text);
         width += 7) {
        const QString fitted = fittedText(text, font(), width, 9);
        QVERIFY2(!fitted.contains(QStringLiteral("\n\u00b7")), qPrintable(fitted));
        QVERIFY2(!fitted.contains(QStringLiteral("-\n")), qPrintable(fitted));
    }
}

void TestFittedText::keepsLineFeeds()
{
    QCOMPARE(fittedText(QStringLiteral("a\nb"), font(), 100, 2), QStringLiteral("a\nb"));
    QCOMPARE(fittedText(QStringLiteral("a\nb"), font(), 100, 1), QStringLiteral("a b"));
}

QTEST_MAIN(TestFittedText)
#include "tst_FittedText.moc"
