// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Distance.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace bathyscope;

class TestDistance : public QObject
{
    Q_OBJECT

private slots:
    void distancesAreThoseOfScipy();
    void distanceOfASampleFromItselfIsZero();
    void shiftedSampleIsAsFarAsTheShift();
    void distancesDoNotDependOnTheOrderOfTheSamples();
    void distanceFromAnEmptySampleIsNaN();
};

void TestDistance::distancesAreThoseOfScipy()
{
    const auto cases = test::statisticsCases("distance");
    QVERIFY(cases.size() >= 4);
    for (const auto& one : cases) {
        auto u = one.at("u").get<std::vector<double>>();
        auto v = one.at("v").get<std::vector<double>>();
        std::ranges::sort(u);
        std::ranges::sort(v);
        // One sum over a few hundred stretches: only rounding may differ.
        QVERIFY(std::abs(wassersteinDistance(u, v) - one.at("wasserstein_1").get<double>()) < 1e-12);
        QVERIFY(std::abs(energyDistance(u, v) - one.at("energy").get<double>()) < 1e-12);
        QVERIFY(std::abs(kolmogorovSmirnovDistance(u, v) - one.at("ks").get<double>()) < 1e-12);
    }
}

void TestDistance::distanceOfASampleFromItselfIsZero()
{
    const std::array values {-1.0, 0.0, 0.0, 2.5};
    QCOMPARE(wassersteinDistance(values, values), 0.0);
    QCOMPARE(energyDistance(values, values), 0.0);
    QCOMPARE(kolmogorovSmirnovDistance(values, values), 0.0);
}

void TestDistance::shiftedSampleIsAsFarAsTheShift()
{
    const std::array values {0.0, 1.0, 4.0};
    const std::array shifted {8.0, 9.0, 12.0};
    QCOMPARE(wassersteinDistance(values, shifted), 8.0);
    QCOMPARE(kolmogorovSmirnovDistance(values, shifted), 1.0);
    // 2 ∫ (F − G)²: F − G is 1/3 on [0, 1], 2/3 on [1, 4], 1 on [4, 8], and the same backwards.
    QCOMPARE(energyDistance(values, shifted), std::sqrt(2 * (1.0 / 9 + 3 * 4.0 / 9 + 4 + 4.0 / 9 + 3.0 / 9)));
}

void TestDistance::distancesDoNotDependOnTheOrderOfTheSamples()
{
    const std::array u {0.0, 0.5, 0.5, 3.0, 7.0};
    const std::array v {0.5, 1.0};
    QCOMPARE(wassersteinDistance(u, v), wassersteinDistance(v, u));
    QCOMPARE(energyDistance(u, v), energyDistance(v, u));
    QCOMPARE(kolmogorovSmirnovDistance(u, v), kolmogorovSmirnovDistance(v, u));
}

void TestDistance::distanceFromAnEmptySampleIsNaN()
{
    const std::array values {0.0, 1.0};
    QVERIFY(std::isnan(wassersteinDistance(values, {})));
    QVERIFY(std::isnan(energyDistance({}, values)));
    QVERIFY(std::isnan(kolmogorovSmirnovDistance({}, {})));
}

QTEST_GUILESS_MAIN(TestDistance)
#include "tst_Distance.moc"
