// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/BytePairMerger.h"

#include <QTest>

#include <cstdint>
#include <vector>

using namespace bathyscope;

class TestBytePairMerger : public QObject
{
    Q_OBJECT

private slots:
    /// Pairs that fall into one slot of a table by multiplication, as anybody could compute them from this
    /// program's source: 20,000 of them would be looked at one by one for every pair of a text.
    void pairsOfAHostileFileDoNotFallTogether()
    {
        constexpr std::size_t numPairs = 20'000;
        constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15U; // the golden ratio's
        std::uint64_t inverse = multiplier; // modulo 2^64, by Newton's iteration
        for (int i = 0; i < 5; ++i) {
            inverse *= 2 - multiplier * inverse;
        }
        BytePairMerger merger(numPairs);
        std::vector<TokenId> pair;
        for (std::uint64_t product = 0; merger.numMerges() < numPairs; ++product) {
            // The 17 bits from the 33rd on are the slot: all the same.
            const std::uint64_t key = (product & 0xFFFFU) * inverse + (product >> 16U << 49U) * inverse;
            const auto left = static_cast<TokenId>(key >> 32U);
            const auto right = static_cast<TokenId>(key);
            if (left >= 0 && right >= 0) {
                merger.add(left, right, 1);
                pair = {left, right};
            }
        }
        QVERIFY2(merger.longestSearch() < 100, qPrintable(QString::number(merger.longestSearch())));

        BytePairMerger::Workspace workspace;
        QVERIFY(merger.merge(pair, workspace, {}));
        QCOMPARE(pair, std::vector<TokenId> {1});
    }

    void appliesTheEarliestMergeFirst()
    {
        BytePairMerger merger(3);
        merger.add(2, 3, 10);
        merger.add(1, 2, 11);
        merger.add(1, 10, 12);
        std::vector<TokenId> tokens {1, 2, 3, 1, 2};
        BytePairMerger::Workspace workspace;
        QVERIFY(merger.merge(tokens, workspace, {}));
        QCOMPARE(tokens, (std::vector<TokenId> {12, 11}));
    }
};

QTEST_GUILESS_MAIN(TestBytePairMerger)
#include "tst_BytePairMerger.moc"
