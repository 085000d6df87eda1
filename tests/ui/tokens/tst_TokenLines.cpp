// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TokenTextsOf.h"
#include "ui/tokens/ShownCharacters.h"
#include "ui/tokens/TokenLines.h"

#include <QGuiApplication>
#include <QStringList>
#include <QTest>

#include <chrono>

using namespace bathyscope;
using namespace bathyscope::ui;
using namespace std::chrono_literals;

namespace {

TokenLines allLines(const std::shared_ptr<const TokenTexts>& tokens, double width)
{
    TokenLines lines;
    lines.restart(tokens, QFont(), width);
    while (!lines.advance(1s)) { }
    return lines;
}

QStringList textsOf(const TokenLines& lines, const TokenTexts& tokens)
{
    QStringList texts;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        const std::size_t first = lines.firstByte(line);
        texts += shownText(tokens.text().substr(first, lines.endByte(line) - first));
    }
    return texts;
}

double widthOf(const QString& text)
{
    return QFontMetricsF(QFont()).horizontalAdvance(text);
}

} // namespace

class TestTokenLines : public QObject
{
    Q_OBJECT

private slots:
    void breaksBeforeWords()
    {
        // "b" "athy" "scope" or the like: a word of several tokens stays together.
        const auto tokens = test::tokenTextsOf("Look into the depth of bathyscopes and gastropods");
        const TokenLines lines = allLines(tokens, widthOf(QStringLiteral("Look into the depth of ")));
        const QStringList texts = textsOf(lines, *tokens);
        QCOMPARE(texts.join(QString()), shownText(tokens->text()));
        QVERIFY(texts.size() >= 3);
        for (qsizetype line = 1; line < texts.size(); ++line) {
            QVERIFY2(texts[line].startsWith(u' '), qPrintable(texts[line]));
        }
    }

    void linesFitTheirWidth_data()
    {
        QTest::addColumn<double>("width");
        for (const double width : {40.0, 90.0, 200.0, 1000.0}) {
            QTest::addRow("%g", width) << width;
        }
    }

    void linesFitTheirWidth()
    {
        QFETCH(const double, width);
        const auto tokens =
            test::tokenTextsOf("Nước biển sâu. supercalifragilisticexpialidocious "
                               "-------------------------------- 漢字漢字漢字漢字 \U0001f419 deep");
        const TokenLines lines = allLines(tokens, width);
        const QStringList texts = textsOf(lines, *tokens);
        QCOMPARE(texts.join(QString()), shownText(tokens->text())); // no character is cut in two
        for (const QString& text : texts) {
            QVERIFY2(widthOf(text) <= width + 1, qPrintable(text)); // tokens alone and together: kerning
        }
    }

    void lineFeedsAndWindowsEndALine()
    {
        const auto tokens = test::tokenTextsOf("one two\n\nthree four five", 5);
        const TokenLines lines = allLines(tokens, 10'000);
        QCOMPARE(textsOf(lines, *tokens),
                 (QStringList {QStringLiteral("one two↵"), QStringLiteral("↵"), QStringLiteral("three"),
                               QStringLiteral(" four five")}));
    }

    void findsTheLineOfAByte()
    {
        const auto tokens = test::tokenTextsOf("one two\nthree\nfour");
        const TokenLines lines = allLines(tokens, 10'000);
        QCOMPARE(lines.lineAt(0), 0U);
        QCOMPARE(lines.lineAt(7), 0U);
        QCOMPARE(lines.lineAt(8), 1U);
        QCOMPARE(lines.lineAt(tokens->text().size()), 2U);
    }

    void aSliceEndsInTimeWhateverTheText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("one word of a megabyte") << QByteArray(1'000'000, 'x');
        QTest::newRow("only line feeds") << QByteArray(1'000'000, '\n');
    }

    void aSliceEndsInTimeWhateverTheText()
    {
        QFETCH(const QByteArray, text);
        const auto tokens = test::tokenTextsOf(text.toStdString(), 1'000'000);
        TokenLines lines;
        lines.restart(tokens, QFont(), 300);
        std::size_t numSlices = 0;
        std::size_t expected = 0;
        while (!lines.advance(1ms)) {
            ++numSlices;
            QVERIFY(lines.expectedSize() >= lines.size());
            expected = lines.expectedSize();
        }
        QVERIFY(numSlices > 0); // there was something to stop
        QVERIFY(expected > lines.size() / 2 && expected < lines.size() * 2);
        QCOMPARE(lines.endByte(lines.size() - 1), tokens->text().size());
    }

    void hasNoLinesWithoutText()
    {
        TokenLines lines;
        lines.restart(nullptr, QFont(), 100);
        QVERIFY(lines.isComplete());
        QCOMPARE(lines.size(), 0U);
        lines.restart(test::tokenTextsOf(""), QFont(), 100);
        QVERIFY(lines.advance(1ms));
        QCOMPARE(lines.size(), 0U);
    }
};

QTEST_MAIN(TestTokenLines)
#include "tst_TokenLines.moc"
