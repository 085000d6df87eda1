// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/RandomSample.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

using namespace bathyscope;

class TestRandomSample : public QObject
{
    Q_OBJECT

private slots:
    void indicesAreDistinctAndAscending();
    void takesAllWhereThereAreNoMore();
    void isTheSameForTheSameSeed();
    void everyIndexIsDrawnEquallyOften();
};

void TestRandomSample::indicesAreDistinctAndAscending()
{
    for (const std::uint64_t numValues : {10'001ULL, 20'000ULL, 1ULL << 40}) {
        const auto found = sampleIndices(numValues, 10'000, 1);
        QCOMPARE(found.size(), std::size_t {10'000});
        QVERIFY(std::ranges::is_sorted(found, std::less_equal()) && found.back() < numValues);
    }
}

void TestRandomSample::takesAllWhereThereAreNoMore()
{
    QVERIFY(sampleIndices(0, 5, 1).empty());
    const std::vector<std::uint64_t> three {0, 1, 2};
    QVERIFY(sampleIndices(3, 3, 1) == three);
    QVERIFY(sampleIndices(3, 5, 1) == three);
}

void TestRandomSample::isTheSameForTheSameSeed()
{
    QVERIFY(sampleIndices(1000, 100, 8) == sampleIndices(1000, 100, 8));
    QVERIFY(sampleIndices(1000, 100, 8) != sampleIndices(1000, 100, 9));
}

void TestRandomSample::everyIndexIsDrawnEquallyOften()
{
    constexpr std::uint64_t numValues = 12;
    constexpr std::uint64_t numDrawn = 5;
    constexpr std::uint64_t numSamples = 12'000;
    std::vector<double> numHits(numValues);
    for (std::uint64_t seed = 0; seed < numSamples; ++seed) {
        for (const std::uint64_t index : sampleIndices(numValues, numDrawn, seed)) {
            numHits[index] += 1;
        }
    }
    // 5000 each; binomial with a standard deviation of 54.
    for (const double hits : numHits) {
        QVERIFY(hits > 4750 && hits < 5250);
    }
}

QTEST_GUILESS_MAIN(TestRandomSample)
#include "tst_RandomSample.moc"
