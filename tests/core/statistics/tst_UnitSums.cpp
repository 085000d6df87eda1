// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/UnitSums.h"
#include "tests/core/statistics/StreamedActivations.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

using Sizes = std::vector<std::size_t>;

/// The sums of neighbouring units of these sizes, each in pieces of at most 50 tokens.
UnitSums unitSums(const Activations& activations, const std::vector<std::int32_t>& lengths,
                  const Sizes& sizes)
{
    UnitSums sums(sizes.size(), activations.numNeurons);
    std::size_t first = 0;
    for (std::size_t unit = 0; unit < sizes.size(); ++unit) {
        for (std::size_t done = 0; done < sizes[unit];) {
            const std::size_t count = std::min<std::size_t>(50, sizes[unit] - done);
            sums.merge(unit, streamedMoments(activations, first + done, count),
                       streamedProducts(activations, lengths, first + done, count));
            done += count;
        }
        first += sizes[unit];
    }
    return sums;
}

/// r of all neurons with length, without the tokens [first, first + count).
std::vector<double> plainCorrelations(const Activations& activations,
                                      const std::vector<std::int32_t>& lengths, std::size_t first,
                                      std::size_t count)
{
    std::vector<double> correlations;
    for (std::size_t neuron = 0; neuron < activations.numNeurons; ++neuron) {
        Series a;
        Series length;
        for (std::size_t token = 0; token < activations.numTokens; ++token) {
            if (token < first || token >= first + count) {
                a.push_back(activations.at(token, neuron));
                length.push_back(lengths[token]);
            }
        }
        correlations.push_back(plainCorrelation(a, length));
    }
    return correlations;
}

QuantileFunction sortedQuantiles(const std::vector<double>& values)
{
    return quantileFunction(sortedWithoutNaN(values));
}

/// 97.5 % quantile of Student's t: its density integrated by Simpson's rule, then bisection.
double studentQuantile(double degrees)
{
    const double scale = 1 / (std::sqrt(degrees) * std::beta(0.5, degrees / 2));
    const auto density = [&](double x) { return scale * std::pow(1 + x * x / degrees, -(degrees + 1) / 2); };
    double low = 1;
    double high = 20;
    for (int step = 0; step < 40; ++step) {
        const double middle = (low + high) / 2;
        const double width = middle / 2000;
        double area = 0;
        for (int i = 0; i < 2000; ++i) {
            const double x = i * width;
            area += width / 6 * (density(x) + 4 * density(x + width / 2) + density(x + width));
        }
        (area < 0.475 ? low : high) = middle;
    }
    return low;
}

} // namespace

class TestUnitSums : public QObject
{
    Q_OBJECT

private slots:
    void leavesOutOneUnitAfterTheOther_data();
    void leavesOutOneUnitAfterTheOther();
    void givesTheTextbookInterval();
    void hasNoIntervalOfOneUnit();
    void leavesOutNeuronsWithoutR();
    void leavesOutNeuronsThatOneUnitAloneMoves();
    void hasNoIntervalWhereOneUnitHasAllLengths();
    void forgetsWhenCleared();
    void splitsTheTextIntoHalves();
};

void TestUnitSums::leavesOutOneUnitAfterTheOther_data()
{
    QTest::addColumn<int>("numNeurons");
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("tolerance");
    // The 5 %, 10 %, … quantiles of 21 neurons are those in the middle, each by itself.
    QTest::newRow("21 neurons") << 21 << 0.0 << 1e-12;
    QTest::newRow("a block that is not full") << 131 << 0.0 << 1e-12;
    QTest::newRow("far from 0") << 21 << 1e3 << 1e-12;
    QTest::newRow("very far from 0") << 21 << 1e6 << 1e-9; // 1e12 · 2^-53 of each square is rounding
}

void TestUnitSums::leavesOutOneUnitAfterTheOther()
{
    QFETCH(const int, numNeurons);
    QFETCH(const double, mean);
    QFETCH(const double, tolerance);
    const Sizes sizes {100, 37, 1, 160, 2, 99};
    const auto features = drawFeatures(std::accumulate(sizes.begin(), sizes.end(), std::size_t {0}));
    const std::vector<std::int32_t>& lengths = features->length;
    const Activations activations =
        drawActivations(*features, static_cast<std::size_t>(numNeurons), mean, 1.0, 1.0);
    const std::vector<double> all = plainCorrelations(activations, lengths, 0, 0);
    const WindowJackknife jackknife = unitSums(activations, lengths, sizes).jackknife(all);
    QCOMPARE(jackknife.numUnits, sizes.size());
    QCOMPARE(jackknife.without.size(), sizes.size());
    std::size_t first = 0;
    for (std::size_t unit = 0; unit < sizes.size(); ++unit) {
        const QuantileFunction expected =
            sortedQuantiles(plainCorrelations(activations, lengths, first, sizes[unit]));
        QCOMPARE(jackknife.without[unit].size(), numQuantileLevels);
        for (std::size_t level = 0; level < numQuantileLevels; ++level) {
            QVERIFY(std::abs(jackknife.without[unit][level] - expected[level]) < tolerance);
        }
        first += sizes[unit];
    }
}

void TestUnitSums::givesTheTextbookInterval()
{
    const auto features = drawFeatures(288);
    const Activations activations = drawActivations(*features, 5, 0.0, 1.0, 1.0);
    for (std::size_t numUnits = 2; numUnits <= 32; ++numUnits) {
        const Sizes sizes(numUnits, 9);
        Activations part = activations;
        part.numTokens = numUnits * 9;
        const std::vector<double> all = plainCorrelations(part, features->length, 0, 0);
        const WindowJackknife jackknife = unitSums(part, features->length, sizes).jackknife(all);
        std::vector<double> medians;
        for (std::size_t unit = 0; unit < numUnits; ++unit) {
            medians.push_back(sortedQuantiles(plainCorrelations(part, features->length, unit * 9, 9))[9]);
        }
        const auto n = static_cast<double>(numUnits);
        const double mean = std::accumulate(medians.begin(), medians.end(), 0.0) / n;
        double squares = 0;
        for (const double median : medians) {
            squares += (median - mean) * (median - mean);
        }
        const double standardError = std::sqrt((n - 1) / n * squares);
        const double middle = (jackknife.medianLow + jackknife.medianHigh) / 2;
        QVERIFY(std::abs(middle - sortedQuantiles(all)[9]) < 1e-12);
        const double t = (jackknife.medianHigh - jackknife.medianLow) / 2 / standardError;
        QVERIFY2(std::abs(t - studentQuantile(n - 1)) < 2e-5,
                 qPrintable(QStringLiteral("%1 units: %2").arg(numUnits).arg(t)));
    }
}

void TestUnitSums::hasNoIntervalOfOneUnit()
{
    const auto features = drawFeatures(80);
    const Activations activations = drawActivations(*features, 30, 0.0, 1.0, 1.0);
    const WindowJackknife jackknife = unitSums(activations, features->length, {80})
                                          .jackknife(plainCorrelations(activations, features->length, 0, 0));
    QCOMPARE(jackknife.numUnits, std::size_t {1});
    QVERIFY(std::isnan(jackknife.medianLow) && std::isnan(jackknife.medianHigh));
    QVERIFY(jackknife.without.empty());
}

void TestUnitSums::leavesOutNeuronsWithoutR()
{
    const auto features = drawFeatures(120);
    Activations activations = drawActivations(*features, 22, 0.0, 1.0, 1.0);
    Activations clean = activations;
    clean.numNeurons = 21;
    clean.values.clear();
    for (std::size_t token = 0; token < 120; ++token) {
        for (std::size_t neuron = 0; neuron < 21; ++neuron) {
            clean.values.push_back(activations.at(token, neuron));
        }
    }
    activations.at(60, 21) = notANumber;
    std::vector<double> all = plainCorrelations(clean, features->length, 0, 0);
    const WindowJackknife expected = unitSums(clean, features->length, {40, 40, 40}).jackknife(all);
    all.push_back(std::nan(""));
    const WindowJackknife found = unitSums(activations, features->length, {40, 40, 40}).jackknife(all);
    QCOMPARE(found.without, expected.without);
    QCOMPARE(found.medianLow, expected.medianLow);
}

void TestUnitSums::leavesOutNeuronsThatOneUnitAloneMoves()
{
    const auto features = drawFeatures(120);
    Activations activations = drawActivations(*features, 22, 3.0, 1.0, 1.0);
    for (std::size_t token = 40; token < 120; ++token) {
        activations.at(token, 21) = 0.1F; // constant but for the first unit
    }
    const std::vector<double> all = plainCorrelations(activations, features->length, 0, 0);
    const WindowJackknife jackknife = unitSums(activations, features->length, {40, 40, 40}).jackknife(all);
    std::vector<double> expected = plainCorrelations(activations, features->length, 0, 40);
    expected.pop_back();
    const QuantileFunction quantiles = sortedQuantiles(expected);
    for (std::size_t level = 0; level < numQuantileLevels; ++level) {
        QVERIFY(std::abs(jackknife.without[0][level] - quantiles[level]) < 1e-12);
    }
    QVERIFY(jackknife.medianLow < jackknife.medianHigh);
}

void TestUnitSums::hasNoIntervalWhereOneUnitHasAllLengths()
{
    std::vector<std::int32_t> lengths(90, 4);
    lengths[3] = 9;
    const Activations activations = drawActivations(*featuresOf(lengths), 22, 0.0, 1.0, 1.0);
    const WindowJackknife jackknife =
        unitSums(activations, lengths, {30, 30, 30}).jackknife(plainCorrelations(activations, lengths, 0, 0));
    QVERIFY(jackknife.without[0].empty());
    QCOMPARE(jackknife.without[1].size(), numQuantileLevels);
    QVERIFY(std::isnan(jackknife.medianLow) && std::isnan(jackknife.medianHigh));
}

void TestUnitSums::forgetsWhenCleared()
{
    const auto features = drawFeatures(60);
    const Activations activations = drawActivations(*features, 22, 0.0, 1.0, 1.0);
    const std::vector<double> all = plainCorrelations(activations, features->length, 0, 0);
    UnitSums used = unitSums(drawActivations(*features, 22, 1e9, 7.0, 1.0), features->length, {20, 40});
    used.clear();
    used.merge(0, streamedMoments(activations, 0, 20),
               streamedProducts(activations, features->length, 0, 20));
    used.merge(1, streamedMoments(activations, 20, 40),
               streamedProducts(activations, features->length, 20, 40));
    QCOMPARE(used.jackknife(all).without,
             unitSums(activations, features->length, {20, 40}).jackknife(all).without);
}

void TestUnitSums::splitsTheTextIntoHalves()
{
    const auto features = drawFeatures(270);
    const Activations activations = drawActivations(*features, 21, 5.0, 1.0, 1.0);
    const std::vector<std::int32_t>& lengths = features->length;
    const auto isSame = [](const std::vector<double>& a, const std::vector<double>& b) {
        return std::ranges::equal(a, b, [](double x, double y) { return std::abs(x - y) < 1e-12; });
    };
    const NeuronHalves two = unitSums(activations, lengths, {150, 120}).halves();
    QVERIFY(isSame(two.even, plainCorrelations(activations, lengths, 150, 120)));
    QVERIFY(isSame(two.odd, plainCorrelations(activations, lengths, 0, 150)));
    // Units 0 and 2 against 1: what is not the second unit is the even half.
    const NeuronHalves three = unitSums(activations, lengths, {60, 90, 120}).halves();
    QVERIFY(isSame(three.even, plainCorrelations(activations, lengths, 60, 90)));
    QVERIFY(!isSame(three.odd, three.even));
    const NeuronHalves one = unitSums(activations, lengths, {270}).halves();
    QVERIFY(isSame(one.even, plainCorrelations(activations, lengths, 0, 0)));
    QVERIFY(std::ranges::all_of(one.odd, [](double r) { return std::isnan(r); }));
}

QTEST_GUILESS_MAIN(TestUnitSums)
#include "tst_UnitSums.moc"
