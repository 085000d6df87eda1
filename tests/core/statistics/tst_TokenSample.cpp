// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/TokenSample.h"
#include "tests/core/statistics/PlainStatistics.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

/// Tokens of rows 0, 1, … of a group.
std::vector<std::size_t> tokensOf(const TokenSample& sample, std::size_t group)
{
    std::vector<std::size_t> tokens(sample.firstRow.at(group + 1) - sample.firstRow.at(group));
    for (std::size_t token = 0; token < sample.rowOf.size(); ++token) {
        const std::int32_t row = sample.rowOf[token];
        if (row >= static_cast<std::int32_t>(sample.firstRow.at(group))
            && row < static_cast<std::int32_t>(sample.firstRow.at(group + 1))) {
            tokens[static_cast<std::size_t>(row) - sample.firstRow.at(group)] = token;
        }
    }
    return tokens;
}

} // namespace

class TestTokenSample : public QObject
{
    Q_OBJECT

private slots:
    void holdsAsManyOfEachGroupAsThereMayBe();
    void hasEveryTokenOfASmallGroup();
    void rowsAreInOrderOfGroupsAndTokens();
    void theSeedDecides();
    void drawsEveryTokenAlikeOften();
    void neverDrawsWhatIsLeftOut();
    void isEmptyForNoTokens();
};

void TestTokenSample::holdsAsManyOfEachGroupAsThereMayBe()
{
    const auto features = drawFeatures(6000);
    const TokenSample sample = drawTokenSample(*features, 1);
    QCOMPARE(sample.rowOf.size(), std::size_t {6000});
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        QVERIFY(features->groupSizes.at(group) > maxSampledTokens);
        QCOMPARE(sample.firstRow.at(group), group * maxSampledTokens);
    }
    QCOMPARE(sample.numRows(), 3 * maxSampledTokens);
    QCOMPARE(6000 - std::ranges::count(sample.rowOf, TokenSample::notSampled), std::ptrdiff_t {1536});
}

void TestTokenSample::hasEveryTokenOfASmallGroup()
{
    std::vector<std::int32_t> lengths(700, 4); // the equal group alone is larger than the sample
    for (std::size_t token = 0; token < 700; token += 10) {
        lengths[token] = token % 20 == 0 ? 1 : 9;
    }
    const TokenSample sample = drawTokenSample(*featuresOf(lengths), 3);
    QCOMPARE(sample.firstRow, (std::array<std::size_t, 4> {0, 35, 35 + 512, 35 + 512 + 35}));
    for (std::size_t token = 0; token < 700; token += 10) {
        QVERIFY(sample.rowOf[token] != TokenSample::notSampled);
    }
}

void TestTokenSample::rowsAreInOrderOfGroupsAndTokens()
{
    const auto features = drawFeatures(5000);
    const TokenSample sample = drawTokenSample(*features, 7);
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const std::vector<std::size_t> tokens = tokensOf(sample, group);
        QVERIFY(std::ranges::adjacent_find(tokens, std::greater_equal {}) == tokens.end());
        for (const std::size_t token : tokens) {
            QCOMPARE(static_cast<std::size_t>(features->group[token]), group);
        }
    }
}

void TestTokenSample::theSeedDecides()
{
    const auto features = drawFeatures(5000);
    QCOMPARE(drawTokenSample(*features, 5).rowOf, drawTokenSample(*features, 5).rowOf);
    QVERIFY(drawTokenSample(*features, 5).rowOf != drawTokenSample(*features, 6).rowOf);
}

void TestTokenSample::drawsEveryTokenAlikeOften()
{
    const auto features = featuresOf(std::vector<std::int32_t>(1024, 3));
    std::vector<int> drawn(1024);
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const TokenSample sample = drawTokenSample(*features, seed);
        for (std::size_t token = 0; token < 1024; ++token) {
            drawn[token] += sample.rowOf[token] != TokenSample::notSampled ? 1 : 0;
        }
    }
    // Each count is binomial, 400 times 1/2: sd 10. Five of them for the farthest of 1,024.
    QVERIFY(*std::ranges::min_element(drawn) > 150);
    QVERIFY(*std::ranges::max_element(drawn) < 250);
}

void TestTokenSample::neverDrawsWhatIsLeftOut()
{
    TokenFeatures features = *drawFeatures(3000);
    features.isExcluded.resize(3000);
    for (std::size_t token = 0; token < 3000; token += 3) {
        features.isExcluded[token] = 1;
    }
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const TokenSample sample = drawTokenSample(features, seed);
        for (std::size_t token = 0; token < 3000; token += 3) {
            QCOMPARE(sample.rowOf[token], TokenSample::notSampled);
        }
        QVERIFY(sample.numRows() > 1000);
    }
}

void TestTokenSample::isEmptyForNoTokens()
{
    const TokenSample sample = drawTokenSample(TokenFeatures(), 1);
    QVERIFY(sample.rowOf.empty());
    QCOMPARE(sample.numRows(), std::size_t {0});
}

QTEST_GUILESS_MAIN(TestTokenSample)
#include "tst_TokenSample.moc"
