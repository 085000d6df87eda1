// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Distribution.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace bathyscope;

class TestDistribution : public QObject
{
    Q_OBJECT

private slots:
    void quantilesAreThoseOfNumpy();
    void quantileOfOneValueIsTheValue();
    void quantileWithoutValuesIsNaN();
    void medianOfCountsIsInterpolatedInItsBin();
    void medianBetweenTwoBinsLiesInTheMiddle();
    void medianWithoutValuesIsNaN();
    void medianOfValuesInAnyOrder();
};

void TestDistribution::quantilesAreThoseOfNumpy()
{
    const auto cases = test::statisticsCases("sample");
    QVERIFY(cases.size() >= 10);
    constexpr std::array shares {0.05, 0.25, 0.5, 0.75, 0.95};
    for (const auto& one : cases) {
        auto values = one.at("x").get<std::vector<double>>();
        const auto expected = one.at("quantiles_type7").get<std::vector<double>>();
        std::ranges::sort(values);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const double found = quantile(values, shares[i]);
            // The formula is one interpolation: only rounding may differ.
            QVERIFY2(std::abs(found - expected[i]) < 1e-12, one.at("name").get<std::string>().c_str());
        }
    }
}

void TestDistribution::quantileOfOneValueIsTheValue()
{
    const std::array values {3.5};
    QCOMPARE(quantile(values, 0.0), 3.5);
    QCOMPARE(quantile(values, 0.3), 3.5);
    QCOMPARE(quantile(values, 1.0), 3.5);
}

void TestDistribution::quantileWithoutValuesIsNaN()
{
    QVERIFY(std::isnan(quantile({}, 0.5)));
}

void TestDistribution::medianOfCountsIsInterpolatedInItsBin()
{
    const std::array edges {0.0, 1.0, 2.0, 3.0};
    const std::array<std::int64_t, 3> counts {1, 4, 1};
    QCOMPARE(histogramMedian(edges, counts), 1.5);
    const std::array<std::int64_t, 3> skewed {4, 1, 0}; // 2.5 of the 4 values of the first bin
    QCOMPARE(histogramMedian(edges, skewed), 0.625);
}

void TestDistribution::medianBetweenTwoBinsLiesInTheMiddle()
{
    const std::array edges {0.0, 1.0, 2.0, 3.0, 4.0};
    const std::array<std::int64_t, 4> counts {5, 0, 0, 5}; // half of them end at 1, the others begin at 3
    QCOMPARE(histogramMedian(edges, counts), 2.0);
    const std::array<std::int64_t, 4> mirrored {0, 5, 5, 0};
    QCOMPARE(histogramMedian(edges, mirrored), 2.0);
}

void TestDistribution::medianWithoutValuesIsNaN()
{
    const std::array edges {0.0, 1.0};
    const std::array<std::int64_t, 1> counts {0};
    QVERIFY(std::isnan(histogramMedian(edges, counts)));
    QVERIFY(std::isnan(histogramMedian({}, {})));
}

void TestDistribution::medianOfValuesInAnyOrder()
{
    constexpr double absent = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(medianOf(std::vector<double> {3, 1, 2}), 2.0);
    QCOMPARE(medianOf(std::vector<double> {4, 1, 3, 2}), 2.5);
    QCOMPARE(medianOf(std::vector<double> {absent, 7, absent, 5}), 6.0);
    QCOMPARE(medianOf(std::vector<double> {9}), 9.0);
    QVERIFY(std::isnan(medianOf(std::vector<double> {absent})));
    QVERIFY(std::isnan(medianOf({})));
}

QTEST_GUILESS_MAIN(TestDistribution)
#include "tst_Distribution.moc"
