// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/text/TokenFeatures.h"
#include "tests/support/Refusal.h"
#include "tests/support/TestData.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <string_view>

namespace bathyscope {
namespace {

const Tokenizer& gpt2()
{
    static const auto tokenizer =
        Tokenizer::load(test::testData("gpt2-vocab/vocab.json"), test::testData("gpt2-vocab/merges.txt"));
    return *tokenizer;
}

} // namespace

class TestTokenFeatures : public QObject
{
    Q_OBJECT

private slots:
    void countsCodePointsOfEachTokenAlone();
    void dividesTokensAtTheLowerMedian_data();
    void dividesTokensAtTheLowerMedian();
    void countsEachTokenAmongAll();
    void positionsStartAnewInEachWindow();
    void hasNothingForNoTokens();
    void refusesLengthsThatDoNotFit();
    void refusesIdsOutsideTheVocabulary();
    void countsTheLeadingSpaceOrNot();
    void leavesOutTheFirstTokenOfEachWindow();
    void leavesOutNewlines();
    void leavesOutWhatBothOptionsName();
    void knowsOnlyTheTokensThatAreLeft();
    void refusesToLeaveTooFewTokens_data();
    void refusesToLeaveTooFewTokens();
    void refusesExclusionsThatDoNotFit();
};

void TestTokenFeatures::countsCodePointsOfEachTokenAlone()
{
    // Ids and lengths as Python gives them: len(bytes.decode("utf-8", errors="replace")) of each token.
    //   "The" " depth" " of" " the" "\xf0\x9f" "\x90" "\x99" "," "\n\n" " \xe6" "\xb7" "\xb1"
    const std::string text = "The depth of the\U0001f419,\n\n \u6df1<|endoftext|>";
    const std::vector<TokenId> ids = gpt2().encode(text);
    const TokenFeatures features = makeTokenFeatures(TokenWindows::cut(ids, 512), gpt2());
    QCOMPARE(features.length, (std::vector<std::int32_t> {3, 6, 3, 4, 1, 1, 1, 1, 2, 2, 1, 1, 13}));
}

void TestTokenFeatures::dividesTokensAtTheLowerMedian_data()
{
    using Lengths = QList<int>;
    QTest::addColumn<Lengths>("lengths");
    QTest::addColumn<int>("median");
    QTest::addColumn<Lengths>("groupSizes");
    QTest::newRow("odd number") << Lengths {9, 1, 4, 4, 7} << 4 << Lengths {1, 2, 2};
    QTest::newRow("even number takes the lower") << Lengths {1, 2, 3, 4} << 2 << Lengths {1, 1, 2};
    QTest::newRow("all equal") << Lengths {5, 5, 5, 5} << 5 << Lengths {0, 4, 0};
    QTest::newRow("one token") << Lengths {3} << 3 << Lengths {0, 1, 0};
    QTest::newRow("many ties") << Lengths {4, 4, 1, 4, 16, 4, 1, 4} << 4 << Lengths {2, 5, 1};
}

void TestTokenFeatures::dividesTokensAtTheLowerMedian()
{
    QFETCH(const QList<int>, lengths);
    QFETCH(const int, median);
    QFETCH(const QList<int>, groupSizes);
    const auto numTokens = static_cast<std::size_t>(lengths.size());
    const TokenFeatures features = makeTokenFeatures(TokenWindows::cut(std::vector<TokenId>(numTokens, 7), 2),
                                                     {lengths.begin(), lengths.end()});
    QCOMPARE(features.medianLength, median);
    for (qsizetype group = 0; group < groupSizes.size(); ++group) {
        QCOMPARE(features.groupSizes.at(static_cast<std::size_t>(group)),
                 static_cast<std::size_t>(groupSizes[group]));
    }
    for (std::size_t token = 0; token < numTokens; ++token) {
        const std::int32_t length = features.length[token];
        QCOMPARE(features.group[token] == LengthGroup::Shorter, length < median);
        QCOMPARE(features.group[token] == LengthGroup::Equal, length == median);
        QCOMPARE(features.group[token] == LengthGroup::Longer, length > median);
    }
}

void TestTokenFeatures::countsEachTokenAmongAll()
{
    // Ids need not belong to a vocabulary where the lengths are known.
    const TokenWindows windows = TokenWindows::fromLists({{7, 2000000000, 7}, {-1, 7}, {-1}});
    const TokenFeatures features = makeTokenFeatures(windows, std::vector<std::int32_t>(6, 1));
    QCOMPARE(features.count, (std::vector<std::int64_t> {3, 1, 3, 2, 3, 2}));
}

void TestTokenFeatures::positionsStartAnewInEachWindow()
{
    const TokenWindows windows = TokenWindows::fromLists({{1, 2, 3}, {4}, {5, 6}});
    const TokenFeatures features = makeTokenFeatures(windows, std::vector<std::int32_t>(6, 1));
    QCOMPARE(features.position, (std::vector<std::int32_t> {0, 1, 2, 0, 0, 1}));
    QCOMPARE(features.window, (std::vector<std::int32_t> {0, 0, 0, 1, 2, 2}));
}

void TestTokenFeatures::hasNothingForNoTokens()
{
    const TokenFeatures features = makeTokenFeatures(TokenWindows(), gpt2());
    QVERIFY(features.length.empty() && features.position.empty() && features.group.empty());
    QVERIFY(features.count.empty() && features.window.empty());
    QCOMPARE(features.medianLength, 0);
    QCOMPARE(features.groupSizes, (std::array<std::size_t, numLengthGroups> {0, 0, 0}));
}

void TestTokenFeatures::refusesLengthsThatDoNotFit()
{
    try {
        static_cast<void>(makeTokenFeatures(TokenWindows::cut({1, 2, 3}, 2), {1, 2}));
        QFAIL("two lengths for three tokens were accepted");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY2(QString::fromUtf8(error.what()).contains(QStringLiteral("3 tokens, but 2 lengths")),
                 error.what());
    }
}

void TestTokenFeatures::refusesIdsOutsideTheVocabulary()
{
    try {
        static_cast<void>(makeTokenFeatures(TokenWindows::cut({1, 50257}, 2), gpt2()));
        QFAIL("an id outside the vocabulary was accepted");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY2(QString::fromUtf8(error.what()).contains(QStringLiteral("50257")), error.what());
    }
}

void TestTokenFeatures::countsTheLeadingSpaceOrNot()
{
    // "The" " depth" " of" " the" "," "\n\n" " " " a" — of two spaces in a row, each is a token here.
    const std::vector<TokenId> ids = gpt2().encode("The depth of the,\n\n  a");
    const TokenWindows windows = TokenWindows::cut(ids, 512);
    QCOMPARE(makeTokenFeatures(windows, gpt2()).length, (std::vector<std::int32_t> {3, 6, 3, 4, 1, 2, 1, 2}));
    const TokenFeatures without = makeTokenFeatures(windows, gpt2(), {.countsLeadingSpace = false});
    QCOMPARE(without.length, (std::vector<std::int32_t> {3, 5, 2, 3, 1, 2, 0, 1}));
    QCOMPARE(without.medianLength, 2); // of 0 1 1 2 2 3 3 5
    QVERIFY(without.isExcluded.empty());
    QCOMPARE(without.numAnalysed(), ids.size());
}

void TestTokenFeatures::leavesOutTheFirstTokenOfEachWindow()
{
    const TokenFeatures features =
        makeTokenFeatures(TokenWindows::fromLists({{5, 6, 7}, {8}, {9, 10}}), gpt2(), {.skipsFirst = true});
    QCOMPARE(features.isExcluded, (std::vector<std::uint8_t> {1, 0, 0, 1, 1, 0}));
    QCOMPARE(features.numAnalysed(), std::size_t {3});
    QVERIFY(features.isLeftOut(3) && !features.isLeftOut(5));
}

void TestTokenFeatures::leavesOutNewlines()
{
    // "a" "\n" "b" "\n\n" "c" "\r" "\n" "d" "\r" "e": line ends of any system.
    const std::vector<TokenId> ids = gpt2().encode("a\nb\n\nc\r\nd\re");
    const TokenFeatures features =
        makeTokenFeatures(TokenWindows::cut(ids, 512), gpt2(), {.skipsNewlines = true});
    for (std::size_t token = 0; token < ids.size(); ++token) {
        const std::string_view bytes = gpt2().tokenBytes(ids[token]);
        QCOMPARE(features.isLeftOut(token), bytes.starts_with('\n') || bytes == "\r" || bytes == "\r\n");
    }
    QCOMPARE(std::ranges::count(features.isExcluded, 0), std::ptrdiff_t {5}); // a b c d e
    QCOMPARE(features.length.size(), ids.size()); // the model reads them all
}

void TestTokenFeatures::leavesOutWhatBothOptionsName()
{
    std::vector<TokenId> ids = gpt2().encode("\none\n two three");
    QCOMPARE(ids.size(), std::size_t {5}); // "\n" "one" "\n" " two" " three"
    const TokenFeatures features =
        makeTokenFeatures(TokenWindows::cut(ids, 3), gpt2(), {.skipsFirst = true, .skipsNewlines = true});
    QCOMPARE(features.isExcluded, (std::vector<std::uint8_t> {1, 0, 1, 1, 0}));
}

void TestTokenFeatures::knowsOnlyTheTokensThatAreLeft()
{
    const TokenWindows windows = TokenWindows::fromLists({{1, 2, 2, 3}, {1, 4, 4, 2}});
    const TokenFeatures all = makeTokenFeatures(windows, {9, 2, 2, 5, 9, 7, 7, 2});
    QCOMPARE(all.medianLength, 5);
    const TokenFeatures rest = makeTokenFeatures(windows, {9, 2, 2, 5, 9, 7, 7, 2}, {1, 0, 0, 0, 1, 1, 0, 0});
    // Left: 2 2 5 7 2.
    QCOMPARE(rest.medianLength, 2);
    QCOMPARE(rest.groupSizes, (std::array<std::size_t, numLengthGroups> {0, 3, 2}));
    QCOMPARE(rest.count, (std::vector<std::int64_t> {0, 3, 3, 1, 0, 1, 1, 3}));
    QCOMPARE(rest.numAnalysed(), std::size_t {5});
    QCOMPARE(rest.position, all.position); // the model has read the others, too
    QCOMPARE(rest.window, all.window);
    QCOMPARE(rest.length, all.length);
    const TokenFeatures noneLeft =
        makeTokenFeatures(windows, std::vector<std::int32_t>(8, 4), std::vector<std::uint8_t>(8, 1));
    QCOMPARE(noneLeft.medianLength, 0);
    QCOMPARE(noneLeft.numAnalysed(), std::size_t {0});
}

void TestTokenFeatures::refusesToLeaveTooFewTokens_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("windowLength");
    QTest::addColumn<std::string>("words");
    QTest::newRow("nothing but first tokens") << std::string("a b c") << 1 << std::string("0 of 3 tokens");
    QTest::newRow("one is left") << std::string("a b\n") << 8 << std::string("1 of 3 tokens");
}

void TestTokenFeatures::refusesToLeaveTooFewTokens()
{
    QFETCH(const std::string, text);
    QFETCH(const int, windowLength);
    QFETCH(const std::string, words);
    const TokenWindows windows =
        TokenWindows::cut(gpt2().encode(text), static_cast<std::size_t>(windowLength));
    BATHYSCOPE_VERIFY_REFUSED(
        (void)makeTokenFeatures(windows, gpt2(), {.skipsFirst = true, .skipsNewlines = true}),
        ErrorKind::InvalidRequest, words + "|read a longer text");
}

void TestTokenFeatures::refusesExclusionsThatDoNotFit()
{
    BATHYSCOPE_VERIFY_REFUSED((void)makeTokenFeatures(TokenWindows::cut({1, 2, 3}, 2), {1, 2, 3}, {0, 1}),
                              ErrorKind::InvalidRequest, "3 tokens|2 marks of exclusion");
}

} // namespace bathyscope

QTEST_GUILESS_MAIN(bathyscope::TestTokenFeatures)
#include "tst_TokenFeatures.moc"
