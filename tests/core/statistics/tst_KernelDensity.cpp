// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/KernelDensity.h"
#include "core/support/RandomGenerator.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <span>
#include <vector>

using namespace bathyscope;

class TestKernelDensity : public QObject
{
    Q_OBJECT

private slots:
    void densityIsThatOfScipy();
    void silvermansBandwidthIsScottsForThreeQuartersOfTheValues();
    void binnedDensityStaysWithinItsBound();
    void densityOfCorrelationsIsTheExactSumInZ();
    void densityOfCorrelationsIntegratesToOne();
    void correlationOfOneIsClippedAndNaNLeftOut();
    void densityWithoutABandwidthIsNaN();
};

namespace {

/// Centres of equal bins on [−1, 1].
std::vector<double> binCentres(std::size_t numBins)
{
    std::vector<double> centres;
    centres.reserve(numBins);
    for (std::size_t i = 0; i < numBins; ++i) {
        centres.push_back((2.0 * static_cast<double>(i) + 1) / static_cast<double>(numBins) - 1);
    }
    return centres;
}

/// Two clumps with a long tail between them, as layers show.
std::vector<double> sampleCorrelations(std::size_t numNeurons)
{
    RandomGenerator generator(7);
    std::vector<double> correlations;
    correlations.reserve(numNeurons);
    for (std::size_t i = 0; i < numNeurons; ++i) {
        const double spread = generator.uniform() + generator.uniform() + generator.uniform() - 1.5;
        correlations.push_back(std::tanh(i % 3 == 0 ? 0.4 + 0.3 * spread : -0.1 + 0.1 * spread));
    }
    return correlations;
}

std::vector<double> transformed(const std::vector<double>& correlations)
{
    std::vector<double> z(correlations.size());
    std::ranges::transform(correlations, z.begin(), [](double r) { return std::atanh(r); });
    return z;
}

} // namespace

void TestKernelDensity::densityIsThatOfScipy()
{
    std::size_t numPoints = 0;
    for (const auto& one : test::statisticsCases("sample")) {
        const auto values = one.at("x").get<std::vector<double>>();
        const auto points = one.at("kde_scott_grid").get<std::vector<double>>();
        const auto expected = one.at("kde_scott").get<std::vector<double>>();
        const auto found = kernelDensity(values, points, kernelBandwidth(values, BandwidthRule::Scott));
        for (std::size_t i = 0; i < points.size(); ++i) {
            // scipy works with the inverse of the covariance: only rounding may differ.
            QVERIFY2(std::abs(found[i] - expected[i]) < 1e-12 * std::max(1.0, expected[i]),
                     one.at("name").get<std::string>().c_str());
            ++numPoints;
        }
    }
    QVERIFY(numPoints >= 80);
}

void TestKernelDensity::silvermansBandwidthIsScottsForThreeQuartersOfTheValues()
{
    const std::array values {1.0, 2.0, 3.0, 4.0}; // s² = 5/3
    QCOMPARE(kernelBandwidth(values, BandwidthRule::Scott), std::sqrt(5.0 / 3) * std::pow(4.0, -0.2));
    QCOMPARE(kernelBandwidth(values, BandwidthRule::Silverman), std::sqrt(5.0 / 3) * std::pow(3.0, -0.2));
}

void TestKernelDensity::binnedDensityStaysWithinItsBound()
{
    const std::array few {-0.31, 0.0, 0.017, 2.0}; // single kernels: the worst that can happen
    const std::vector<double> many = sampleCorrelations(1000);
    const std::vector<double> points = binCentres(400);
    for (const double bandwidth : {0.3, 0.05, 0.01}) {
        const double bound = 1.3e-4 / (bandwidth * std::sqrt(2 * std::numbers::pi));
        for (const std::span<const double> values :
             {std::span<const double>(few), std::span<const double>(many)}) {
            const auto exact = kernelDensity(values, points, bandwidth);
            const auto binned = binnedKernelDensity(values, points, bandwidth);
            for (std::size_t i = 0; i < points.size(); ++i) {
                QVERIFY(std::abs(binned[i] - exact[i]) < bound);
            }
        }
    }
}

void TestKernelDensity::densityOfCorrelationsIsTheExactSumInZ()
{
    const std::vector<double> correlations = sampleCorrelations(10'000);
    const std::vector<double> points = binCentres(400);
    const std::vector<double> z = transformed(correlations);
    const std::vector<double> zPoints = transformed(points);
    const auto exact = kernelDensity(z, zPoints, kernelBandwidth(z, BandwidthRule::Silverman));
    const auto found = correlationKernelDensity(correlations, points);
    double highest = 0;
    double worst = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double expected = exact[i] / (1 - points[i] * points[i]);
        highest = std::max(highest, expected);
        worst = std::max(worst, std::abs(found[i] - expected));
    }
    // Where many kernels overlap, their errors cancel: about h² / 12,288 of the curvature is left.
    QVERIFY2(worst < 2e-4 * highest, qPrintable(QString::number(worst / highest)));
}

void TestKernelDensity::densityOfCorrelationsIntegratesToOne()
{
    const auto density = correlationKernelDensity(sampleCorrelations(3000), binCentres(400));
    double area = 0;
    for (const double value : density) {
        area += value * 2 / 400;
    }
    QVERIFY(std::abs(area - 1) < 1e-4); // the midpoint rule and the binning err by less
}

void TestKernelDensity::correlationOfOneIsClippedAndNaNLeftOut()
{
    std::vector<double> correlations = sampleCorrelations(500);
    const std::vector<double> points = binCentres(50);
    const auto without = correlationKernelDensity(correlations, points);
    correlations.push_back(std::numeric_limits<double>::quiet_NaN());
    QCOMPARE(correlationKernelDensity(correlations, points), without);
    correlations.push_back(1);
    const auto withOne = correlationKernelDensity(correlations, points);
    correlations.back() = 1 - 1e-6;
    QCOMPARE(correlationKernelDensity(correlations, points), withOne);
    QVERIFY(std::ranges::all_of(withOne, [](double value) { return std::isfinite(value); }));
}

void TestKernelDensity::densityWithoutABandwidthIsNaN()
{
    const std::array points {-0.5, 0.5};
    const std::array alike {0.1, 0.1, 0.1};
    const std::array single {0.1};
    QCOMPARE(kernelBandwidth(alike, BandwidthRule::Scott), 0.0);
    for (const std::span<const double> values :
         {std::span<const double>(alike), std::span<const double>(single), std::span<const double>()}) {
        const auto density = correlationKernelDensity(values, points);
        QCOMPARE(density.size(), points.size());
        QVERIFY(std::ranges::all_of(density, [](double value) { return std::isnan(value); }));
    }
}

QTEST_GUILESS_MAIN(TestKernelDensity)
#include "tst_KernelDensity.moc"
