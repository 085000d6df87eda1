// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/PermutedDiscoveries.h"

#include <QTest>

using namespace bathyscope;

namespace {

/// Counts of p values of one permutation.
std::vector<std::uint32_t> countsOf(const std::vector<double>& p)
{
    std::vector<std::uint32_t> counts(PermutedDiscoveries::numBins);
    for (const double one : p) {
        ++counts.at(PermutedDiscoveries::binOf(one));
    }
    return counts;
}

} // namespace

class TestPermutedDiscoveries : public QObject
{
    Q_OBJECT

private slots:
    void binsHoldSmallAndSmallestP();
    void countsLikeBenjaminiAndHochberg();
    void mergesLayers();
    void findsNothingAmongNothing();
};

void TestPermutedDiscoveries::binsHoldSmallAndSmallestP()
{
    QCOMPARE(PermutedDiscoveries::binOf(PermutedDiscoveries::largestP), std::size_t {0});
    QVERIFY(PermutedDiscoveries::binOf(0.2) > 0);
    QVERIFY(PermutedDiscoveries::binOf(1e-6) < PermutedDiscoveries::numBins - 1);
    QCOMPARE(PermutedDiscoveries::binOf(1e-30), PermutedDiscoveries::numBins - 1);
}

void TestPermutedDiscoveries::countsLikeBenjaminiAndHochberg()
{
    // Of 100 tests three have p below 0.05 · 3 / 100 and the fourth lies above 0.05 · 4 / 100; the first
    // alone would not be found (0.0009 > 0.05 / 100).
    PermutedDiscoveries permuted(2);
    std::vector<std::uint32_t> counts = countsOf({0.0009, 0.001, 0.0013, 0.0022});
    const std::vector<std::uint32_t> none = countsOf({0.0009, 0.04, 0.1});
    counts.insert(counts.end(), none.begin(), none.end());
    permuted.add(counts, 100);
    QCOMPARE(permuted.discoveries(), (std::vector<std::size_t> {3, 0}));
}

void TestPermutedDiscoveries::mergesLayers()
{
    PermutedDiscoveries first(1);
    first.add(countsOf({0.0001, 0.0007}), 100);
    PermutedDiscoveries second(1);
    second.add(countsOf({0.0006, 0.0008}), 100);
    QCOMPARE(first.discoveries(), (std::vector<std::size_t> {2}));
    QCOMPARE(second.discoveries(), (std::vector<std::size_t> {2}));
    first.merge(second); // 0.0008 < 0.05 · 4 / 200
    QCOMPARE(first.discoveries(), (std::vector<std::size_t> {4}));
    first.merge(PermutedDiscoveries(1));
    QCOMPARE(first.discoveries(), (std::vector<std::size_t> {4}));
}

void TestPermutedDiscoveries::findsNothingAmongNothing()
{
    QCOMPARE(PermutedDiscoveries(3).discoveries(), std::vector<std::size_t>(3));
}

QTEST_GUILESS_MAIN(TestPermutedDiscoveries)
#include "tst_PermutedDiscoveries.moc"
