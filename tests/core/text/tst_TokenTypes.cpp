// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Error.h"
#include "core/text/TokenTypes.h"

#include <QTest>

#include <array>

using namespace bathyscope;

class TestTokenTypes : public QObject
{
    Q_OBJECT

private slots:
    void numbersDistinctIdsInAscendingOrder();
    void leavesExcludedTokensOut();
    void hasNothingForNoTokens();
    void refusesTwoLengthsOfOneId();
    void refusesSizesThatDiffer();
};

void TestTokenTypes::numbersDistinctIdsInAscendingOrder()
{
    const std::vector<TokenId> ids {50256, 7, 9, 7, 7};
    const std::vector<std::int32_t> lengths {13, 2, 4, 2, 2};
    const TokenTypes types = makeTokenTypes(ids, lengths);
    QCOMPARE(types.id, (std::vector<TokenId> {7, 9, 50256}));
    QCOMPARE(types.count, (std::vector<std::int64_t> {3, 1, 1}));
    QCOMPARE(types.length, (std::vector<std::int32_t> {2, 4, 13}));
    QCOMPARE(types.typeOf, (std::vector<std::int32_t> {2, 0, 1, 0, 0}));
}

void TestTokenTypes::leavesExcludedTokensOut()
{
    const std::vector<TokenId> ids {3, 1, 3, 2};
    const std::vector<std::int32_t> lengths {5, 6, 5, 7};
    const TokenTypes types = makeTokenTypes(ids, lengths, std::array<std::uint8_t, 4> {1, 1, 0, 0});
    QCOMPARE(types.id, (std::vector<TokenId> {2, 3}));
    QCOMPARE(types.count, (std::vector<std::int64_t> {1, 1}));
    QCOMPARE(types.typeOf, (std::vector<std::int32_t> {-1, -1, 1, 0}));
}

void TestTokenTypes::hasNothingForNoTokens()
{
    QCOMPARE(makeTokenTypes({}, {}).size(), std::size_t {0});
}

void TestTokenTypes::refusesTwoLengthsOfOneId()
{
    const std::vector<TokenId> ids {8, 8};
    const std::vector<std::int32_t> lengths {5, 6};
    try {
        static_cast<void>(makeTokenTypes(ids, lengths));
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::InvalidRequest);
        QVERIFY(std::string(error.what()).find("Token id 8 has length 6 at token 1 and length 5")
                != std::string::npos);
    }
}

void TestTokenTypes::refusesSizesThatDiffer()
{
    const std::vector<TokenId> ids {8, 8};
    const std::vector<std::int32_t> lengths {5, 5};
    const std::array<std::uint8_t, 1> isExcluded {0};
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(makeTokenTypes(ids, {})));
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(makeTokenTypes(ids, lengths, isExcluded)));
}

QTEST_GUILESS_MAIN(TestTokenTypes)
#include "tst_TokenTypes.moc"
