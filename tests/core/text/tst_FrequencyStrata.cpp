// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/FrequencyStrata.h"
#include "core/text/TokenFrequency.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace bathyscope;

namespace {

/// Types of these counts and lengths.
TokenTypes typesOf(const std::vector<std::int64_t>& counts, const std::vector<std::int32_t>& lengths)
{
    std::vector<TokenId> ids;
    std::vector<std::int32_t> tokenLengths;
    for (std::size_t type = 0; type < counts.size(); ++type) {
        ids.insert(ids.end(), static_cast<std::size_t>(counts[type]), static_cast<TokenId>(type));
        tokenLengths.insert(tokenLengths.end(), static_cast<std::size_t>(counts[type]), lengths[type]);
    }
    return makeTokenTypes(ids, tokenLengths);
}

FrequencyStrata strataOf(const std::vector<std::int64_t>& counts)
{
    const TokenTypes types = typesOf(counts, std::vector<std::int32_t>(counts.size(), 1));
    return makeFrequencyStrata(types, textFrequency(types));
}

} // namespace

class TestFrequencyStrata : public QObject
{
    Q_OBJECT

private slots:
    void holdEquallyManyTokensWhereTheyCan();
    void neverSplitEqualCounts();
    void vanishWhereNoTypeFalls();
    void followAnAscendingFrequency();
    void hasNothingForNoTypes();
    void effectiveTypesAreAllWhereCountsAreEqual();
    void effectiveTypesFallWithUnevenCounts();
    void strataOfOneLengthTellNothing();
};

void TestFrequencyStrata::holdEquallyManyTokensWhereTheyCan()
{
    // 101 … 200, each once: 15050 tokens, no ties, no type above 1.4 % of the tokens.
    std::vector<std::int64_t> counts;
    for (std::int64_t count = 101; count <= 200; ++count) {
        counts.push_back(count);
    }
    const FrequencyStrata strata = strataOf(counts);
    QCOMPARE(strata.numStrata, maxFrequencyStrata);
    std::map<int, std::int64_t> mass;
    for (std::size_t type = 0; type < counts.size(); ++type) {
        mass[strata.stratumOf[type]] += counts[type];
    }
    for (const auto& [stratum, tokens] : mass) {
        QVERIFY(std::abs(tokens - 1505) <= 200); // off by one type at most
    }
}

void TestFrequencyStrata::neverSplitEqualCounts()
{
    // Half of the tokens occur once: one stratum. 40 types twice hold 0.5 … 0.9, the rest is one type.
    std::vector<std::int64_t> counts(100, 1);
    counts.insert(counts.end(), 40, 2);
    counts.push_back(20);
    const FrequencyStrata strata = strataOf(counts);
    QCOMPARE(strata.numStrata, std::size_t {3});
    for (std::size_t type = 0; type < counts.size(); ++type) {
        QCOMPARE(static_cast<int>(strata.stratumOf[type]), counts[type] == 1 ? 0 : counts[type] == 2 ? 1 : 2);
    }
}

void TestFrequencyStrata::vanishWhereNoTypeFalls()
{
    QCOMPARE(strataOf({1, 1, 1, 1}).numStrata, std::size_t {1});
    QCOMPARE(strataOf({1, 999}).numStrata, std::size_t {2});
    // Middles at 0.5 %, 2 % and 51.5 %: the first two share a tenth although their counts differ.
    QCOMPARE(strataOf({1, 2, 97}).stratumOf, (std::vector<std::uint8_t> {0, 0, 1}));
}

void TestFrequencyStrata::followAnAscendingFrequency()
{
    const TokenTypes types = typesOf({5, 5, 5}, {1, 1, 1});
    const FrequencyStrata strata = makeFrequencyStrata(types, std::vector<double> {2.5, -1.0, 0.3});
    QCOMPARE(strata.stratumOf, (std::vector<std::uint8_t> {2, 0, 1}));
}

void TestFrequencyStrata::hasNothingForNoTypes()
{
    const FrequencyStrata strata = makeFrequencyStrata({}, {});
    QCOMPARE(strata.numStrata, std::size_t {0});
    QCOMPARE(effectiveNumTypes({}, strata), 0.0);
}

void TestFrequencyStrata::effectiveTypesAreAllWhereCountsAreEqual()
{
    const TokenTypes types = typesOf({4, 4, 4, 4}, {1, 2, 3, 4});
    QCOMPARE(effectiveNumTypes(types, makeFrequencyStrata(types, textFrequency(types))), 4.0);
}

void TestFrequencyStrata::effectiveTypesFallWithUnevenCounts()
{
    const TokenTypes types = typesOf({1, 1, 2}, {1, 2, 3});
    const FrequencyStrata one {.stratumOf = {0, 0, 0}, .numStrata = 1};
    QCOMPARE(effectiveNumTypes(types, one), 16.0 / 6); // (1 + 1 + 2)² / (1 + 1 + 4)
}

void TestFrequencyStrata::strataOfOneLengthTellNothing()
{
    const TokenTypes types = typesOf({1, 1, 9, 9}, {1, 2, 3, 3});
    const FrequencyStrata strata {.stratumOf = {0, 0, 1, 1}, .numStrata = 2};
    QCOMPARE(effectiveNumTypes(types, strata), 2.0);
}

QTEST_GUILESS_MAIN(TestFrequencyStrata)
#include "tst_FrequencyStrata.moc"
