// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/RandomGenerator.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <numeric>
#include <vector>

using namespace bathyscope;

class TestRandomGenerator : public QObject
{
    Q_OBJECT

private slots:
    void givesThePublishedSequences();
    void drawsBelowABoundEvenly();
    void uniformLiesBelowOne();
    void shufflesIntoEveryOrderEquallyOften();
};

void TestRandomGenerator::givesThePublishedSequences()
{
    // Test vectors of the Rust crate rand_xoshiro, made with the authors' C programs.
    RandomGenerator random(std::array<std::uint64_t, 4> {1, 2, 3, 4});
    for (const std::uint64_t expected : {std::uint64_t {11520}, std::uint64_t {0}, std::uint64_t {1509978240},
                                         std::uint64_t {1215971899390074240}}) {
        QCOMPARE(random(), expected);
    }
    std::uint64_t state = 1477776061723855037;
    for (const std::uint64_t expected :
         {std::uint64_t {1985237415132408290}, std::uint64_t {2979275885539914483},
          std::uint64_t {13511426838097143398U}, std::uint64_t {8488337342461049707}}) {
        QCOMPARE(RandomGenerator::splitMix(state), expected);
    }
}

void TestRandomGenerator::drawsBelowABoundEvenly()
{
    RandomGenerator random(7);
    std::array<int, 6> counts {};
    for (int i = 0; i < 60000; ++i) {
        ++counts.at(random.below(counts.size()));
    }
    for (const int count : counts) {
        QVERIFY(std::abs(count - 10000) < 500); // five standard deviations of a fair die are 456
    }
    QCOMPARE(random.below(1), std::uint64_t {0});
}

void TestRandomGenerator::uniformLiesBelowOne()
{
    RandomGenerator random(8);
    double sum = 0;
    for (int i = 0; i < 10000; ++i) {
        const double drawn = random.uniform();
        QVERIFY(drawn >= 0 && drawn < 1);
        sum += drawn;
    }
    QVERIFY(std::abs(sum / 10000 - 0.5) < 0.015); // five standard errors
}

void TestRandomGenerator::shufflesIntoEveryOrderEquallyOften()
{
    RandomGenerator random(9);
    std::map<std::vector<int>, int> counts;
    for (int i = 0; i < 24000; ++i) {
        std::vector<int> values(4);
        std::iota(values.begin(), values.end(), 0);
        random.shuffle(std::span(values));
        ++counts[values];
    }
    QCOMPARE(counts.size(), std::size_t {24});
    for (const auto& [order, count] : counts) {
        QVERIFY(std::abs(count - 1000) < 160); // five standard deviations
    }
}

QTEST_GUILESS_MAIN(TestRandomGenerator)
#include "tst_RandomGenerator.moc"
