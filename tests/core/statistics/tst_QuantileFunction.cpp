// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Distribution.h"
#include "core/statistics/QuantileFunction.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

using namespace bathyscope;

class TestQuantileFunction : public QObject
{
    Q_OBJECT

private slots:
    void quantilesAreThoseOfNumpy();
    void resamplingEqualsDrawingAndSorting_data();
    void resamplingEqualsDrawingAndSorting();
    void resampledMediansScatterAsTheoryAsks();
    void fewerThanTwoValuesHaveNone();
    void sortingLeavesNaNOut();
};

void TestQuantileFunction::quantilesAreThoseOfNumpy()
{
    for (const auto& one : test::statisticsCases("sample")) {
        const auto found = quantileFunction(sortedWithoutNaN(one.at("x").get<std::vector<double>>()));
        const auto expected = one.at("quantiles_type7").get<std::vector<double>>();
        QCOMPARE(found.size(), numQuantileLevels);
        QVERIFY(std::abs(found[0] - expected[0]) < 1e-12); // 5 %
        QVERIFY(std::abs(found[4] - expected[1]) < 1e-12); // 25 %
        QVERIFY(std::abs(found[9] - expected[2]) < 1e-12); // 50 %
        QVERIFY(std::abs(found[18] - expected[4]) < 1e-12); // 95 %
    }
}

void TestQuantileFunction::resamplingEqualsDrawingAndSorting_data()
{
    QTest::addColumn<std::size_t>("numValues");
    for (const std::size_t numValues : {2, 3, 7, 20, 21, 500, 1001}) {
        QTest::addRow("%zu values", numValues) << numValues;
    }
}

void TestQuantileFunction::resamplingEqualsDrawingAndSorting()
{
    QFETCH(const std::size_t, numValues);
    std::vector<double> values;
    values.reserve(numValues);
    for (std::size_t i = 0; i < numValues; ++i) {
        values.push_back(std::sqrt(static_cast<double>(i)));
    }
    RandomGenerator generator(3);
    RandomGenerator sameGenerator(3);
    for (int repetition = 0; repetition < 20; ++repetition) {
        const QuantileFunction found = resampledQuantileFunction(values, generator);
        std::vector<double> drawn;
        while (drawn.size() < numValues) {
            const std::uint64_t bits = sameGenerator();
            drawn.push_back(values[((bits >> 32) * numValues) >> 32]);
            if (drawn.size() < numValues) {
                drawn.push_back(values[((bits & 0xffffffff) * numValues) >> 32]);
            }
        }
        std::ranges::sort(drawn);
        QCOMPARE(found, quantileFunction(drawn));
    }
}

void TestQuantileFunction::resampledMediansScatterAsTheoryAsks()
{
    std::vector<double> values;
    constexpr std::size_t numValues = 2000;
    values.reserve(numValues);
    for (std::size_t i = 0; i < numValues; ++i) {
        values.push_back((static_cast<double>(i) + 0.5) / numValues);
    }
    RandomGenerator generator(5);
    constexpr int numBootstraps = 4000;
    double squares = 0;
    for (int i = 0; i < numBootstraps; ++i) {
        const double deviation = resampledQuantileFunction(values, generator)[9] - 0.5;
        squares += deviation * deviation;
    }
    // The median of n uniform values has variance 1 / (4n) for large n; its estimate from 4,000 is 2.2 %
    // wide.
    QVERIFY(std::abs(squares / numBootstraps * 4 * numValues - 1) < 0.1);
}

void TestQuantileFunction::fewerThanTwoValuesHaveNone()
{
    RandomGenerator generator(1);
    const std::vector<double> single {0.5};
    QVERIFY(quantileFunction(single).empty());
    QVERIFY(quantileFunction({}).empty());
    QVERIFY(resampledQuantileFunction(single, generator).empty());
}

void TestQuantileFunction::sortingLeavesNaNOut()
{
    constexpr double absent = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> values {absent, 2, -1, absent, 0.5};
    QCOMPARE(sortedWithoutNaN(values), (std::vector<double> {-1, 0.5, 2}));
}

QTEST_GUILESS_MAIN(TestQuantileFunction)
#include "tst_QuantileFunction.moc"
