// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/DipTest.h"
#include "core/support/RandomGenerator.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace bathyscope;

class TestDipCalibration : public QObject
{
    Q_OBJECT

private slots:
    void pIsUniformOnUniformSamples_data();
    void pIsUniformOnUniformSamples();
    void fewNormalSamplesAreRejected();
};

void TestDipCalibration::pIsUniformOnUniformSamples_data()
{
    // Most sizes lie between those of the table; from 9 on the smallest dip, where p is 1, is rare.
    QTest::addColumn<int>("numValues");
    for (const int numValues : {9, 11, 17, 60, 130, 350, 1500, 3000, 15'000, 40'000}) {
        QTest::addRow("%d values", numValues) << numValues;
    }
}

void TestDipCalibration::pIsUniformOnUniformSamples()
{
    QFETCH(const int, numValues);
    constexpr std::size_t numSamples = 2000;
    RandomGenerator random(static_cast<std::uint64_t>(numValues) + 1'000'003);
    std::vector<double> p;
    std::vector<double> values(static_cast<std::size_t>(numValues));
    for (std::size_t sample = 0; sample < numSamples; ++sample) {
        std::ranges::generate(values, [&] { return random.uniform(); });
        p.push_back(dipTest(values).p);
    }
    std::ranges::sort(p);
    double distance = 0; // Kolmogorov–Smirnov
    for (std::size_t i = 0; i < numSamples; ++i) {
        const double below = static_cast<double>(i) / numSamples;
        distance = std::max({distance, p[i] - below, below + 1.0 / numSamples - p[i]});
    }
    // Exceeded by chance once in a thousand series of samples.
    QVERIFY2(distance < 1.95 / std::sqrt(numSamples), qPrintable(QString::number(distance)));
}

void TestDipCalibration::fewNormalSamplesAreRejected()
{
    // The uniform distribution is the hardest unimodal one: any other is rejected less often than p says.
    constexpr int numSamples = 2000;
    RandomGenerator random(7);
    int numRejected = 0;
    std::vector<double> values(200);
    for (int sample = 0; sample < numSamples; ++sample) {
        std::ranges::generate(values, [&] {
            double sum = 0; // of twelve: nearly normal
            for (int i = 0; i < 12; ++i) {
                sum += random.uniform();
            }
            return sum;
        });
        numRejected += dipTest(values).p < 0.05 ? 1 : 0;
    }
    QVERIFY(numRejected < numSamples / 100);
}

QTEST_GUILESS_MAIN(TestDipCalibration)
#include "tst_DipCalibration.moc"
