// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/MeanInterval.h"

#include <QTest>

#include <cmath>

using namespace bathyscope;

class TestMeanInterval : public QObject
{
    Q_OBJECT

private slots:
    void quantilesAreThoseOfTheTables_data();
    void quantilesAreThoseOfTheTables();
    void intervalIsThatOfScipy();
    void losesNothingFarFromZero();
    void isUndefinedForFewValues();
};

void TestMeanInterval::quantilesAreThoseOfTheTables_data()
{
    QTest::addColumn<int>("degrees");
    QTest::addColumn<double>("expected"); // scipy.stats.t.ppf(0.975, degrees)

    QTest::newRow("1") << 1 << 12.706204736;
    QTest::newRow("2") << 2 << 4.302652730;
    QTest::newRow("3") << 3 << 3.182446305;
    QTest::newRow("5") << 5 << 2.570581836;
    QTest::newRow("9") << 9 << 2.262157163; // the first of the expansion, which is least exact here
    QTest::newRow("10") << 10 << 2.228138852;
    QTest::newRow("30") << 30 << 2.042272456;
    QTest::newRow("100") << 100 << 1.983971519;
}

void TestMeanInterval::quantilesAreThoseOfTheTables()
{
    QFETCH(int, degrees);
    QFETCH(double, expected);
    const double found = studentQuantile975(static_cast<std::size_t>(degrees));
    QVERIFY2(std::abs(found / expected - 1) < 6.5e-6, qPrintable(QString::number(found, 'g', 9)));
}

void TestMeanInterval::intervalIsThatOfScipy()
{
    RunningMean mean;
    for (const double value : {2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) {
        mean.add(value);
    }
    QCOMPARE(mean.count(), std::size_t {8});
    QCOMPARE(mean.mean(), 5.0);
    // t.interval(0.95, 7, 5, sem(values)): sd = sqrt(32 / 7), t = 2.364624252
    QVERIFY(std::abs(mean.halfInterval() - 2.364624252 * std::sqrt(32.0 / 7 / 8)) < 1e-8);
}

void TestMeanInterval::losesNothingFarFromZero()
{
    RunningMean near;
    RunningMean far;
    for (int i = 0; i < 1000; ++i) {
        near.add(i % 7);
        far.add(1e9 + i % 7);
    }
    QVERIFY(std::abs(far.halfInterval() / near.halfInterval() - 1) < 1e-6);
}

void TestMeanInterval::isUndefinedForFewValues()
{
    RunningMean mean;
    QVERIFY(std::isnan(mean.mean()) && std::isnan(mean.halfInterval()));
    mean.add(3);
    QCOMPARE(mean.mean(), 3.0);
    QVERIFY(std::isnan(mean.halfInterval()));
}

QTEST_GUILESS_MAIN(TestMeanInterval)
#include "tst_MeanInterval.moc"
