// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/FalseDiscovery.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace bathyscope;

class TestFalseDiscovery : public QObject
{
    Q_OBJECT

private slots:
    void qIsScipys();
    void leavesNaNOut();
    void givesEqualPTheSameQ();
    void hasNothingForNothing();
    void countsWhatLiesBelowTheRate();
};

void TestFalseDiscovery::qIsScipys()
{
    const auto cases = test::statisticsCases("fdr_bh");
    QVERIFY(cases.size() >= 2);
    for (const auto& one : cases) {
        const auto expected = one.at("q").get<std::vector<double>>();
        const std::vector<double> found = benjaminiHochberg(one.at("p").get<std::vector<double>>());
        QCOMPARE(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            QVERIFY(std::abs(found[i] - expected[i]) < 1e-9);
        }
    }
}

void TestFalseDiscovery::leavesNaNOut()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> q = benjaminiHochberg(std::vector<double> {nan, 0.04, 0.01, nan, 0.5});
    QVERIFY(std::isnan(q[0]) && std::isnan(q[3]));
    QCOMPARE(q[1], 0.06); // 0.04 · 3 / 2
    QCOMPARE(q[2], 0.03); // 0.01 · 3 / 1
    QCOMPARE(q[4], 0.5);
}

void TestFalseDiscovery::givesEqualPTheSameQ()
{
    const std::vector<double> q = benjaminiHochberg(std::vector<double> {0.02, 0.9, 0.02, 0.02});
    QCOMPARE(q[0], 0.02 * 4 / 3);
    QCOMPARE(q[2], q[0]);
    QCOMPARE(q[3], q[0]);
}

void TestFalseDiscovery::hasNothingForNothing()
{
    QVERIFY(benjaminiHochberg({}).empty());
}

void TestFalseDiscovery::countsWhatLiesBelowTheRate()
{
    const std::vector<double> q {0.05, 0.0499, std::numeric_limits<double>::quiet_NaN(), 0.001, 1};
    QCOMPARE(countDiscoveries(q), std::size_t {2});
    QCOMPARE(countDiscoveries(q, 0.01), std::size_t {1});
}

QTEST_GUILESS_MAIN(TestFalseDiscovery)
#include "tst_FalseDiscovery.moc"
