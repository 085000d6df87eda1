// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/DipTable.h"
#include "core/statistics/DipTest.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

using namespace bathyscope;

class TestDipTest : public QObject
{
    Q_OBJECT

private slots:
    void dipAndPAreThoseOfR();
    void dipOfTiedValuesIsTheNearestUnimodalDistribution_data();
    void dipOfTiedValuesIsTheNearestUnimodalDistribution();
    void dipIgnoresOrderShiftScaleAndDirection();
    void dipOfTwoPointsIsAQuarter();
    void dipOfConstantValuesIsTheSmallest();
    void dipOfNoValuesIsNaN();
    void threeValuesAreNeverRejected();
    void pOfTheSmallestDipIsOne();
    void pIsTheTablesAtItsSizes();
    void pFallsWithTheDip();
    void pIsNeverBelowWhatTheTableKnows();
    void pBeyondTheTableIsThatOfItsLastSize();
};

void TestDipTest::dipAndPAreThoseOfR()
{
    const auto cases = test::statisticsCases("sample");
    QVERIFY(cases.size() >= 10);
    for (const auto& one : cases) {
        const auto name = one.at("name").get<std::string>();
        const DipTest found = dipTest(one.at("x").get<std::vector<double>>());
        // R's answers were printed with ten digits.
        QVERIFY2(std::abs(found.dip - one.at("dip").get<double>()) < 1e-10, name.c_str());
        // Two tables of different simulations with different steps of n and p.
        QVERIFY2(std::abs(found.p - one.at("dip_p").get<double>()) < 0.02, name.c_str());
    }
}

void TestDipTest::dipOfTiedValuesIsTheNearestUnimodalDistribution_data()
{
    // The answers minimise the distance over all unimodal distributions with each value as mode: linear
    // programs, solved by scipy.optimize.linprog. They are dip · 2n.
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<double>("dipTimes2n");
    QTest::newRow("evenly spaced") << QList<double> {1, 2, 3, 4, 5, 6, 7, 8} << 1.0;
    QTest::newRow("two points") << QList<double> {1, 1, 2, 2} << 2.0;
    QTest::newRow("three points") << QList<double> {0, 0, 0, 0, 5, 5, 5, 5, 5, 9} << 4.0;
    QTest::newRow("two heavy ends") << QList<double> {1, 1, 1, 2, 3, 3, 3} << 3.0;
    QTest::newRow("a chord inside") << QList<double> {0, 0, 1, 5, 5, 6, 6, 6, 9, 10} << 2.4;
    QTest::newRow("two heaps") << QList<double> {2, 3, 3, 3, 4, 4, 7, 8, 8, 8, 8, 9} << 3.8;
    QTest::newRow("three heaps") << QList<double> {0, 1, 1, 1, 2, 3, 4, 6, 6, 6, 7, 7, 7} << 3.0;
}

void TestDipTest::dipOfTiedValuesIsTheNearestUnimodalDistribution()
{
    QFETCH(const QList<double>, values);
    QFETCH(const double, dipTimes2n);
    const std::vector<double> sorted(values.begin(), values.end());
    QVERIFY(std::abs(dip(sorted) * 2 * static_cast<double>(sorted.size()) - dipTimes2n) < 1e-12);
}

void TestDipTest::dipIgnoresOrderShiftScaleAndDirection()
{
    for (const auto& one : test::statisticsCases("sample")) {
        auto values = one.at("x").get<std::vector<double>>();
        std::ranges::sort(values);
        const double expected = dip(values);
        for (double& value : values) { // descending now
            value = 5 - 0.25 * value;
        }
        // Shifting rounds the values.
        QVERIFY(std::abs(dipTest(values).dip - expected) < 1e-12);
    }
}

void TestDipTest::dipOfTwoPointsIsAQuarter()
{
    std::vector<double> values(1000, -1.0);
    std::fill(values.begin() + 500, values.end(), 1.0);
    QCOMPARE(dip(values), 0.25);
    QVERIFY(dipTest(values).p < 0.001);
}

void TestDipTest::dipOfConstantValuesIsTheSmallest()
{
    for (const std::size_t count : {1, 2, 7, 1000}) {
        const DipTest found = dipTest(std::vector<double>(count, 0.1));
        QCOMPARE(found.dip, 0.5 / static_cast<double>(count));
        QCOMPARE(found.p, 1.0);
    }
}

void TestDipTest::dipOfNoValuesIsNaN()
{
    QVERIFY(std::isnan(dip({})));
    QCOMPARE(dipTest({}).p, 1.0);
}

void TestDipTest::threeValuesAreNeverRejected()
{
    QCOMPARE(dip(std::vector {0.0, 0.0, 100.0}), 1.0 / 6);
    QCOMPARE(dipTest({0, 0, 100}).p, 1.0);
    QCOMPARE(dipTest({0, 100}).p, 1.0);
}

void TestDipTest::pOfTheSmallestDipIsOne()
{
    for (std::size_t count = minDipValues; count < 100'000; count += 1 + count / 10) {
        QCOMPARE(dipPValue(0.5 / static_cast<double>(count), count), 1.0);
    }
}

void TestDipTest::pIsTheTablesAtItsSizes()
{
    for (std::size_t row = 0; row < dipTableSizes.size(); ++row) {
        const DipTableRow& quantiles = dipTableQuantiles[row];
        for (std::size_t i = 1; i < quantiles.size(); ++i) {
            if (quantiles[i] > quantiles[0] && quantiles[i] > quantiles[i - 1]) {
                const double found = dipPValue(
                    quantiles[i] / std::sqrt(static_cast<double>(dipTableSizes[row])), dipTableSizes[row]);
                // The table's rounding, 1e-6, against its smallest steps.
                QVERIFY(std::abs(found - (1 - dipTableProbabilities[i])) < 1e-3);
            }
        }
    }
}

void TestDipTest::pFallsWithTheDip()
{
    for (const std::size_t count : {4, 5, 11, 40, 150, 700, 3000, 15'000, 50'000, 200'000}) {
        double last = 1;
        for (int thousandths = 200; thousandths < 1000; ++thousandths) {
            const double found =
                dipPValue(thousandths / 1000.0 / std::sqrt(static_cast<double>(count)), count);
            QVERIFY(found <= last);
            last = found;
        }
        QVERIFY(last < 0.0002);
    }
}

void TestDipTest::pIsNeverBelowWhatTheTableKnows()
{
    for (const std::size_t count : {4, 12, 100, 72'000, 1'000'000}) {
        QVERIFY(std::abs(dipPValue(0.25, count) - 0.0001) < 1e-12);
    }
}

void TestDipTest::pBeyondTheTableIsThatOfItsLastSize()
{
    QVERIFY(std::abs(dipPValue(0.5 / 1000, 1'000'000) - dipPValue(0.5 / std::sqrt(72'000), 72'000)) < 1e-12);
}

QTEST_GUILESS_MAIN(TestDipTest)
#include "tst_DipTest.moc"
