// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/CircularShifts.h"
#include "core/statistics/Distribution.h"
#include "core/statistics/LayerSummary.h"
#include "core/statistics/WindowPermutation.h"
#include "tests/core/statistics/PermutationData.h"

#include <QTest>

#include <limits>
#include <map>
#include <numeric>
#include <omp.h>

using namespace bathyscope;
using test::Series;

namespace {

constexpr std::size_t numWindows = 8;
constexpr std::size_t windowLength = 40;
constexpr std::size_t numNeurons = 150; // two full blocks and a part of one
constexpr std::size_t numPermutations = 60;
constexpr std::size_t constantNeuron = 70;

/// Activations of a layer, of which some follow the length, and what is computed from them.
struct Layer
{
    Series lengths; ///< [tokens], less their mean
    std::vector<Series> activations; ///< [neurons][tokens]
    std::vector<double> scale; ///< [neurons]

    [[nodiscard]] PartialSums table(const std::vector<float>& sums) const
    {
        return {.sums = sums.data(), .rowStride = numNeurons, .scale = scale};
    }
};

Layer drawLayer()
{
    RandomGenerator random(3);
    Layer layer;
    const std::size_t numTokens = numWindows * windowLength;
    for (std::size_t token = 0; token < numTokens; ++token) {
        layer.lengths.push_back(static_cast<double>(1 + random.below(9)));
    }
    const double mean = std::accumulate(layer.lengths.begin(), layer.lengths.end(), 0.0) / numTokens;
    for (double& length : layer.lengths) {
        length -= mean;
    }
    const double lengthSquares =
        std::inner_product(layer.lengths.begin(), layer.lengths.end(), layer.lengths.begin(), 0.0);
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        Series a = test::drawAutocorrelated(numTokens, 0.8, random);
        const double slope = neuron % 10 == 0 ? 0.1 : 0;
        for (std::size_t token = 0; token < numTokens; ++token) {
            a[token] = neuron == constantNeuron ? 0.25 : 0.4 + a[token] + slope * layer.lengths[token];
        }
        const double aMean = std::accumulate(a.begin(), a.end(), 0.0) / numTokens;
        double squares = 0;
        for (const double value : a) {
            squares += (value - aMean) * (value - aMean);
        }
        layer.scale.push_back(neuron == constantNeuron ? std::numeric_limits<double>::infinity()
                                                       : 1 / std::sqrt(squares * lengthSquares));
        layer.activations.push_back(std::move(a));
    }
    return layer;
}

const Layer& layer()
{
    static const Layer drawn = drawLayer();
    return drawn;
}

std::vector<float> windowTable()
{
    std::vector<float> sums(numWindows * numWindows * numNeurons);
    for (std::size_t row = 0; row < numWindows * numWindows; ++row) {
        for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
            double sum = 0;
            for (std::size_t t = 0; t < windowLength; ++t) {
                sum += layer().activations[neuron][row / numWindows * windowLength + t]
                    * layer().lengths[row % numWindows * windowLength + t];
            }
            sums[row * numNeurons + neuron] = static_cast<float>(sum);
        }
    }
    return sums;
}

PermutationTerms someTerms()
{
    return windowPermutationTerms(numWindows, numPermutations, 5);
}

/// The whole length series under permutation k.
Series permutedLengths(const PermutationTerms& terms, std::size_t k)
{
    Series permuted;
    for (std::size_t window = 0; window < numWindows; ++window) {
        const std::size_t from = terms.rows[k * numWindows + window] - window * numWindows;
        const auto begin = layer().lengths.begin() + static_cast<std::ptrdiff_t>(from * windowLength);
        permuted.insert(permuted.end(), begin, begin + windowLength);
    }
    return permuted;
}

/// r of every neuron with every permuted series, [neurons][K]; empty for the constant neuron.
const std::vector<Series>& plainPermuted()
{
    static const auto all = [] {
        std::vector<Series> r(numNeurons);
        for (std::size_t k = 1; k <= numPermutations; ++k) {
            const Series lengths = permutedLengths(someTerms(), k);
            for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
                if (neuron != constantNeuron) {
                    r[neuron].push_back(test::plainCorrelation(layer().activations[neuron], lengths));
                }
            }
        }
        return r;
    }();
    return all;
}

double plainDeviation(const Series& values)
{
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / (n - 1));
}

PermutationResult testWindows()
{
    const std::vector<float> sums = windowTable();
    return testPermutations(someTerms(), layer().table(sums));
}

bool sameBits(const std::vector<double>& x, const std::vector<double>& y)
{
    return std::ranges::equal(x, y, [](double a, double b) { return a == b || (a != a && b != b); });
}

} // namespace

class TestWindowPermutation : public QObject
{
    Q_OBJECT

private slots:
    void permutationsOfWindowsAreUniform();
    void agreesWithPermutingTheSeries();
    void poolsOverTheLayer();
    void bandHoldsThePermutedCounts();
    void permutedDiscoveriesAreThoseOfBenjaminiAndHochberg();
    void leavesConstantNeuronsOut();
    void doesNotDependOnTheNumberOfThreads();
    void permutationsThatChangeNothingGiveNoDiscovery();
    void leavesNeuronsThatAreNotFiniteOut();
    void hasNothingForNoNeuron();
    void shiftsTurnEachWindow();
    void shiftsAgreeWithShiftingTheSeries();
};

void TestWindowPermutation::permutationsOfWindowsAreUniform()
{
    const PermutationTerms terms = windowPermutationTerms(3, 12000, 1);
    QCOMPARE(terms.numPermutations(), std::size_t {12000});
    QCOMPARE(std::vector(terms.rows.begin(), terms.rows.begin() + 3), (std::vector<std::uint32_t> {0, 4, 8}));
    std::map<std::vector<std::uint32_t>, int> counts;
    for (std::size_t k = 1; k <= 12000; ++k) {
        const auto begin = terms.rows.begin() + static_cast<std::ptrdiff_t>(3 * k);
        ++counts[{begin[0], begin[1] - 3, begin[2] - 6}];
    }
    QCOMPARE(counts.size(), std::size_t {6});
    for (const auto& [order, count] : counts) {
        QVERIFY(std::abs(count - 2000) < 205); // five standard deviations
    }
}

void TestWindowPermutation::agreesWithPermutingTheSeries()
{
    const PermutationResult found = testWindows();
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        if (neuron == constantNeuron) {
            continue;
        }
        const double r = test::plainCorrelation(layer().activations[neuron], layer().lengths);
        // The table holds floats: 6e-8 of sums of a few dozen products.
        QVERIFY(std::abs(found.r[neuron] - r) < 1e-6);
        QVERIFY(std::abs(found.standardDeviation[neuron] - plainDeviation(plainPermuted()[neuron])) < 1e-6);
        QCOMPARE(found.p[neuron], test::plainP(r, plainPermuted()[neuron]));
    }
}

void TestWindowPermutation::poolsOverTheLayer()
{
    Series permutedT;
    for (const Series& permuted : plainPermuted()) {
        for (const double r : permuted) {
            permutedT.push_back(r / plainDeviation(permuted));
        }
    }
    QCOMPARE(permutedT.size(), (numNeurons - 1) * numPermutations);
    const PermutationResult found = testWindows();
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        if (neuron != constantNeuron) {
            const double t = test::plainCorrelation(layer().activations[neuron], layer().lengths)
                / plainDeviation(plainPermuted()[neuron]);
            // |t| is compared in steps; and among 9,000 of them, rounding may swap neighbours.
            const double slack = 1.5 / 9000;
            QVERIFY(found.pPooled[neuron] > test::plainP(t, permutedT) - slack);
            QVERIFY(found.pPooled[neuron] < test::plainP(std::abs(t) - 0x1p-12, permutedT) + slack);
        }
    }
    QVERIFY(std::ranges::count_if(found.pPooled, [](double p) { return p < 0.001; }) > 5);
}

void TestWindowPermutation::bandHoldsThePermutedCounts()
{
    const PermutationResult found = testWindows();
    QCOMPARE(found.band.low.size(), numDensityBins);
    double sumHigh = 0;
    for (std::size_t bin = 0; bin < numDensityBins; ++bin) {
        Series counts(numPermutations);
        for (const Series& permuted : plainPermuted()) {
            for (std::size_t k = 0; k < permuted.size(); ++k) {
                counts[k] += std::floor((permuted[k] + 1) * 200) == static_cast<double>(bin) ? 1 : 0;
            }
        }
        std::ranges::sort(counts);
        QCOMPARE(found.band.low[bin], quantile(counts, 0.025));
        QCOMPARE(found.band.high[bin], quantile(counts, 0.975));
        sumHigh += found.band.high[bin];
    }
    QVERIFY(sumHigh > numNeurons);
}

void TestWindowPermutation::permutedDiscoveriesAreThoseOfBenjaminiAndHochberg()
{
    // At a high rate, for there to be any.
    constexpr double rate = 0.4;
    std::vector<Series> t(numPermutations);
    Series sizes;
    for (const Series& permuted : plainPermuted()) {
        for (std::size_t k = 0; k < permuted.size(); ++k) {
            t[k].push_back(permuted[k] / plainDeviation(permuted));
            sizes.push_back(std::abs(t[k].back()));
        }
    }
    std::ranges::sort(sizes);
    const auto discoveriesAt = [&](const Series& ofOne, double slack) {
        std::vector<double> p;
        for (const double one : ofOne) {
            const auto numBelow = std::ranges::lower_bound(sizes, std::abs(one)) - sizes.begin();
            const auto numAtLeast = static_cast<std::ptrdiff_t>(sizes.size()) - numBelow;
            p.push_back(slack * static_cast<double>(numAtLeast) / static_cast<double>(sizes.size() + 1));
        }
        return countDiscoveries(benjaminiHochberg(p), rate);
    };
    const std::vector<std::size_t> found = testWindows().permuted.discoveries(rate);
    std::size_t sum = 0;
    for (std::size_t k = 0; k < numPermutations; ++k) {
        QVERIFY(found[k] <= discoveriesAt(t[k], 1));
        QVERIFY(found[k] >= discoveriesAt(t[k], 1.1)); // bins: 4.5 %, and cells of |t|
        sum += found[k];
    }
    QVERIFY(sum > 0);
}

void TestWindowPermutation::leavesConstantNeuronsOut()
{
    const PermutationResult found = testWindows();
    QVERIFY(std::isnan(found.r[constantNeuron]));
    QVERIFY(std::isnan(found.p[constantNeuron]));
    QVERIFY(std::isnan(found.pPooled[constantNeuron]));
    QVERIFY(std::isnan(found.standardDeviation[constantNeuron]));
    QCOMPARE(std::ranges::count_if(found.p, [](double p) { return std::isnan(p); }), 1);
}

void TestWindowPermutation::doesNotDependOnTheNumberOfThreads()
{
    const int before = omp_get_max_threads();
    omp_set_num_threads(1);
    const PermutationResult one = testWindows();
    omp_set_num_threads(3);
    const PermutationResult three = testWindows();
    omp_set_num_threads(before);
    QVERIFY(sameBits(one.r, three.r));
    QVERIFY(sameBits(one.p, three.p));
    QVERIFY(sameBits(one.pPooled, three.pPooled));
    QVERIFY(sameBits(one.standardDeviation, three.standardDeviation));
    QVERIFY(sameBits(one.band.low, three.band.low) && sameBits(one.band.high, three.band.high));
    QVERIFY(one.permuted.discoveries(0.4) == three.permuted.discoveries(0.4));
}

void TestWindowPermutation::permutationsThatChangeNothingGiveNoDiscovery()
{
    // All windows hold the same lengths: rows of a window are equal, and every permutation gives r.
    constexpr std::size_t count = 9;
    const PermutationTerms terms = windowPermutationTerms(count, 50, 1);
    std::vector<float> sums;
    for (std::size_t row = 0; row < terms.numRows; ++row) {
        const std::size_t window = row / count;
        sums.push_back(0.1F * static_cast<float>(1 + window));
    }
    const std::vector<double> scale {0.01};
    const PermutationResult found =
        testPermutations(terms, {.sums = sums.data(), .rowStride = 1, .scale = scale});
    QVERIFY(std::abs(found.r[0] - 0.045) < 1e-6);
    QCOMPARE(found.p[0], 1.0);
    QCOMPARE(found.pPooled[0], 1.0);
}

void TestWindowPermutation::leavesNeuronsThatAreNotFiniteOut()
{
    std::vector<float> sums = windowTable();
    constexpr std::size_t window = 3;
    for (std::size_t other = 0; other < numWindows; ++other) {
        sums[(window * numWindows + other) * numNeurons + 1] = std::numeric_limits<float>::quiet_NaN();
        sums[(window * numWindows + other) * numNeurons + 2] = std::numeric_limits<float>::infinity();
    }
    const PermutationResult found = testPermutations(someTerms(), layer().table(sums));
    QVERIFY(std::isnan(found.p[1]) && std::isnan(found.pPooled[1]));
    QVERIFY(std::isnan(found.p[2]) && std::isnan(found.pPooled[2]));
    QCOMPARE(found.p[0], testWindows().p[0]);
    QCOMPARE(found.p[3], testWindows().p[3]);
}

void TestWindowPermutation::hasNothingForNoNeuron()
{
    const std::vector<float> sums(someTerms().numRows);
    const std::vector<double> scale {0};
    const PermutationResult found =
        testPermutations(someTerms(), {.sums = sums.data(), .rowStride = 1, .scale = scale});
    QVERIFY(std::isnan(found.pPooled[0]));
    QCOMPARE(std::ranges::max(found.band.high), 0.0);
    QCOMPARE(found.permuted.discoveries(), std::vector<std::size_t>(numPermutations));
}

void TestWindowPermutation::shiftsTurnEachWindow()
{
    const TokenWindows windows = TokenWindows::cut(std::vector<TokenId>(25), 10);
    std::vector<float> series(25);
    std::iota(series.begin(), series.end(), 0.0F);
    const CircularShifts shifts(windows.windows(), 400, 2);
    std::vector<float> out(25);
    shifts.shift(0, series, out);
    QCOMPARE(out, series);
    std::map<float, int> firsts; // of the last window, 20 … 24
    for (std::size_t k = 1; k <= 400; ++k) {
        shifts.shift(k, series, out);
        for (const TokenWindow& window : windows.windows()) {
            for (std::size_t t = 0; t < window.numTokens; ++t) {
                const std::size_t next = window.firstToken + (t + 1) % window.numTokens;
                const float step = out[next] - out[window.firstToken + t];
                QVERIFY(step == 1 || step == 1 - static_cast<float>(window.numTokens));
            }
        }
        ++firsts[out[20]];
    }
    QCOMPARE(firsts.size(), std::size_t {5});
    QCOMPARE(firsts.begin()->first, 20.0F);
    for (const auto& [first, count] : firsts) {
        QVERIFY(std::abs(count - 80) < 40); // five standard deviations
    }
}

void TestWindowPermutation::shiftsAgreeWithShiftingTheSeries()
{
    const std::size_t numTokens = layer().lengths.size();
    const TokenWindows windows = TokenWindows::cut(std::vector<TokenId>(numTokens), 70);
    const CircularShifts shifts(windows.windows(), numPermutations, 4);
    const std::vector<float> lengths(layer().lengths.begin(), layer().lengths.end());
    std::vector<float> sums;
    std::vector<Series> permuted(numNeurons);
    for (std::size_t k = 0; k <= numPermutations; ++k) {
        std::vector<float> column(numTokens);
        shifts.shift(k, lengths, column);
        const Series series(column.begin(), column.end());
        for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
            const Series& a = layer().activations[neuron];
            sums.push_back(static_cast<float>(std::inner_product(a.begin(), a.end(), series.begin(), 0.0)));
            permuted[neuron].push_back(test::plainCorrelation(a, series));
        }
    }
    const PermutationResult found = testPermutations(plainTerms(numPermutations), layer().table(sums));
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        if (neuron != constantNeuron) {
            const Series null(permuted[neuron].begin() + 1, permuted[neuron].end());
            QVERIFY(std::abs(found.r[neuron] - permuted[neuron][0]) < 1e-6);
            QCOMPARE(found.p[neuron], test::plainP(permuted[neuron][0], null));
        }
    }
}

QTEST_GUILESS_MAIN(TestWindowPermutation)
#include "tst_WindowPermutation.moc"
