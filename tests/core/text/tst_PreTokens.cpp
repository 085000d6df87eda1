// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/text/PreTokens.h"

#include <QTest>

#include <initializer_list>
#include <string>

namespace bathyscope {
namespace {

const PreTokenPattern& pattern()
{
    static const PreTokenPattern compiled;
    return compiled;
}

QStringList listOf(std::initializer_list<const char*> words)
{
    QStringList list;
    for (const char* word : words) {
        list << QString::fromUtf8(word);
    }
    return list;
}

QStringList preTokensOf(const std::string& text, bool splitsAtEndOfText = true)
{
    PreTokenCursor cursor(pattern(), text, splitsAtEndOfText);
    QStringList preTokens;
    while (const auto preToken = cursor.next()) {
        preTokens << QString::fromStdString(std::string(preToken->text));
    }
    return preTokens;
}

} // namespace

class TestPreTokens : public QObject
{
    Q_OBJECT

private slots:
    void splitsAsThePatternSays_data();
    void splitsAsThePatternSays();
    void whiteSpaceIsUnicodes();
    void marksTheEndOfTextWhereItIsASpecialToken();
    void looksNoFurtherAheadThanItMust();
};

void TestPreTokens::splitsAsThePatternSays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("preTokens");
    const auto row = [](const char* name, const char* text, std::initializer_list<const char*> preTokens) {
        QTest::newRow(name) << QString::fromUtf8(text) << listOf(preTokens);
    };
    row("nothing", "", {});
    row("a space belongs to the word behind it", "deep  blue sea", {"deep", " ", " blue", " sea"});
    row("contractions in lower case", "they'll I'D", {"they", "'ll", " I", "'", "D"});
    row("apostrophe before no contraction", "'lake", {"'", "lake"});
    row("letters, numbers and signs part", "x12%!y", {"x", "12", "%!", "y"});
    row("letters and numbers of any script", "\u6df1\u30a2\u0661\u00b2", {"\u6df1\u30a2", "\u0661\u00b2"});
    row("marks are neither", "e\u0301", {"e", "\u0301"});
    row("spaces at the end stay together", "sea \n ", {"sea", " \n "});
    row("only a space joins a word", "a\tb\u00a0c", {"a", "\t", "b", "\u00a0", "c"});
    row("emoji with joiner", " \U0001f468\u200d\U0001f469", {" \U0001f468\u200d\U0001f469"});
}

void TestPreTokens::splitsAsThePatternSays()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, preTokens);
    QCOMPARE(preTokensOf(text.toStdString()), preTokens);
}

/// The 25 characters with the property White_Space (Unicode 15, PropList.txt), no more: not U+001C … U+001F,
/// U+180E, U+200B, U+2060, U+FEFF, which some programs count in.
void TestPreTokens::whiteSpaceIsUnicodes()
{
    int numWhite = 0;
    for (char32_t codePoint = 0; codePoint < 0x10000; ++codePoint) {
        if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
            continue;
        }
        // A space parts from white space behind it if a word follows, and joins anything else.
        const QString text = QLatin1Char(' ') + QString::fromUcs4(&codePoint, 1) + QLatin1Char('x');
        const QStringList preTokens = preTokensOf(text.toStdString());
        if (preTokens.front() == QStringLiteral(" ")) {
            ++numWhite;
            const bool expected = (codePoint >= 0x09 && codePoint <= 0x0D) || codePoint == 0x20
                || codePoint == 0x85 || codePoint == 0xA0 || codePoint == 0x1680
                || (codePoint >= 0x2000 && codePoint <= 0x200A) || codePoint == 0x2028 || codePoint == 0x2029
                || codePoint == 0x202F || codePoint == 0x205F || codePoint == 0x3000;
            QVERIFY2(expected, qPrintable(QString::number(codePoint, 16)));
        }
    }
    QCOMPARE(numWhite, 25);
}

void TestPreTokens::marksTheEndOfTextWhereItIsASpecialToken()
{
    const std::string text = "sea \n<|endoftext|> <|endoftext|>";
    QCOMPARE(preTokensOf(text), listOf({"sea", " \n", "<|endoftext|>", " ", "<|endoftext|>"}));
    QCOMPARE(preTokensOf(text, false),
             listOf({"sea", " ", "\n", "<|", "endoftext", "|>", " <|", "endoftext", "|>"}));

    PreTokenCursor cursor(pattern(), "a<|endoftext|>", true);
    QVERIFY(!cursor.next().value().isEndOfText);
    QVERIFY(cursor.next().value().isEndOfText);
    QVERIFY(!cursor.next().has_value());
    QVERIFY(!cursor.next().has_value());
}

/// Bad bytes a megabyte away are met only by those who go there.
void TestPreTokens::looksNoFurtherAheadThanItMust()
{
    std::string text;
    while (text.size() < 1'000'000) {
        text += " deep";
    }
    text += '\xff';
    PreTokenCursor cursor(pattern(), text, true);
    std::size_t numRead = 0;
    try {
        while (cursor.next()) {
            ++numRead;
        }
        QFAIL("ill-formed UTF-8 was accepted");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY2(QString::fromUtf8(error.what()).contains(QStringLiteral("byte 1000000")), error.what());
    }
    QVERIFY(numRead >= (text.size() - std::size_t {2} * 65'536) / 5);
}

} // namespace bathyscope

QTEST_GUILESS_MAIN(bathyscope::TestPreTokens)
#include "tst_PreTokens.moc"
