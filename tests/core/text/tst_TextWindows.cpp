// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/text/TextWindows.h"
#include "tests/support/Refusal.h"
#include "tests/support/TokenTextsOf.h"

#include <QTest>

#include <algorithm>
#include <string>

namespace bathyscope {
namespace {

const std::string texts = "<|endoftext|>The deep sea is dark and cold.<|endoftext|><|endoftext|>Two words"
                          "<|endoftext|>A third document without an end";

/// Texts of the windows, each between bars.
std::string shown(const TextWindows& text)
{
    std::string result;
    for (const TokenWindow& window : text.windows.windows()) {
        result += '|'
            + test::gpt2Tokenizer().decode(text.windows.ids().subspan(window.firstToken, window.numTokens));
    }
    return result + '|';
}

TextWindows windowsOf(std::string_view text, const WindowPlan& plan)
{
    return makeTextWindows(text, test::gpt2Tokenizer(), plan);
}

} // namespace

class TestTextWindows : public QObject
{
    Q_OBJECT

private slots:
    void readsOnOverSeparatorsUnlessAsked();
    void windowsEndWithDocuments();
    void longDocumentsHaveSeveralWindows();
    void countsTokensWithoutSeparators_data();
    void countsTokensWithoutSeparators();
    void saysHowMuchOfTheTextItTook_data();
    void saysHowMuchOfTheTextItTook();
    void documentsAreEncodedAsIfAlone();
    void stops();
    void refusesAWindowOfNothing();
};

void TestTextWindows::readsOnOverSeparatorsUnlessAsked()
{
    const TextWindows text = windowsOf(texts, {.windowLength = 100});
    QCOMPARE(shown(text), '|' + texts + '|');
    const auto separators = std::ranges::count(text.windows.ids(), test::gpt2Tokenizer().endOfText());
    QCOMPARE(separators, 4);
}

void TestTextWindows::windowsEndWithDocuments()
{
    const TextWindows text = windowsOf(texts, {.windowLength = 100, .splitsDocuments = true});
    QCOMPARE(shown(text),
             std::string("|The deep sea is dark and cold.|Two words|A third document without an end|"));
}

void TestTextWindows::longDocumentsHaveSeveralWindows()
{
    const TextWindows text = windowsOf(texts, {.windowLength = 4, .splitsDocuments = true});
    QCOMPARE(shown(text),
             std::string("|The deep sea is| dark and cold.|Two words|A third document without| an end|"));
}

void TestTextWindows::countsTokensWithoutSeparators_data()
{
    QTest::addColumn<int>("maxTokens");
    for (const int maxTokens : {0, 1, 7, 8, 9, 10, 11, 1000}) {
        QTest::addRow("%d", maxTokens) << maxTokens;
    }
}

void TestTextWindows::countsTokensWithoutSeparators()
{
    QFETCH(const int, maxTokens);
    const TextWindows all = windowsOf(texts, {.windowLength = 3, .splitsDocuments = true});
    const auto limit = static_cast<std::size_t>(maxTokens);
    const TextWindows some =
        windowsOf(texts, {.maxTokens = limit, .windowLength = 3, .splitsDocuments = true});
    QCOMPARE(some.windows.numTokens(), std::min(limit, all.windows.numTokens()));
    QVERIFY(std::ranges::equal(some.windows.ids(), all.windows.ids().first(some.windows.numTokens())));
    QVERIFY(std::ranges::equal(some.windows.windows(), all.windows.first(limit).windows()));
}

void TestTextWindows::saysHowMuchOfTheTextItTook_data()
{
    QTest::addColumn<int>("maxTokens");
    QTest::addColumn<bool>("splits");
    QTest::addColumn<QString>("taken");
    QTest::newRow("nothing") << 0 << false << "";
    QTest::newRow("some") << 3 << false << "<|endoftext|>The deep";
    QTest::newRow("some, split") << 3 << true << "<|endoftext|>The deep sea";
    QTest::newRow("into the next document") << 9 << true
                                            << "<|endoftext|>The deep sea is dark and cold.<|endoftext|>"
                                               "<|endoftext|>Two";
    QTest::newRow("all") << 1000 << false << QString::fromStdString(texts);
    QTest::newRow("all, split") << 1000 << true << QString::fromStdString(texts);
}

void TestTextWindows::saysHowMuchOfTheTextItTook()
{
    QFETCH(const int, maxTokens);
    QFETCH(const bool, splits);
    QFETCH(const QString, taken);
    const TextWindows text = windowsOf(
        texts,
        {.maxTokens = static_cast<std::size_t>(maxTokens), .windowLength = 512, .splitsDocuments = splits});
    QCOMPARE(QString::fromStdString(texts.substr(0, text.numBytes)), taken);
}

void TestTextWindows::documentsAreEncodedAsIfAlone()
{
    const TextWindows text = windowsOf("sea <|endoftext|> sea", {.windowLength = 8, .splitsDocuments = true});
    const TokenWindows alone = TokenWindows::cutEach(
        {test::gpt2Tokenizer().encode("sea "), test::gpt2Tokenizer().encode(" sea")}, 8);
    QVERIFY(std::ranges::equal(text.windows.ids(), alone.ids()));
    QVERIFY(std::ranges::equal(text.windows.windows(), alone.windows()));
}

void TestTextWindows::stops()
{
    std::stop_source stop;
    stop.request_stop();
    for (const bool splits : {false, true}) {
        const TextWindows text =
            makeTextWindows(texts, test::gpt2Tokenizer(), {.splitsDocuments = splits}, stop.get_token());
        QCOMPARE(text.windows.numTokens(), 0U);
    }
}

void TestTextWindows::refusesAWindowOfNothing()
{
    BATHYSCOPE_VERIFY_REFUSED(
        static_cast<void>(windowsOf(texts, {.windowLength = 0, .splitsDocuments = true})),
        ErrorKind::InvalidRequest, "at least one token");
}

} // namespace bathyscope

QTEST_GUILESS_MAIN(bathyscope::TestTextWindows)
#include "tst_TextWindows.moc"
