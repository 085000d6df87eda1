// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerStatistics.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Error.h"
#include "tests/core/statistics/PlainStatistics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <omp.h>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

LayerSummary summarize(const Activations& activations, const std::shared_ptr<const TokenFeatures>& features,
                       std::vector<std::pair<std::size_t, std::size_t>> batches = {})
{
    LayerStatistics statistics(statisticsHook, activations.numNeurons, designOf(features));
    if (batches.empty()) {
        batches.emplace_back(0, activations.numTokens);
    }
    for (const auto& [first, count] : batches) {
        statistics.add(activations.view(first, count));
    }
    return statistics.summarize();
}

const GroupHistogram& histogramOf(const LayerSummary& summary, ObservationUnit unit)
{
    return summary.histograms[static_cast<std::size_t>(unit)];
}

std::int64_t total(const GroupHistogram& histogram, std::size_t group)
{
    return std::accumulate(histogram.counts[group].begin(), histogram.counts[group].end(), std::int64_t {0});
}

bool isSame(const GroupHistogram& a, const GroupHistogram& b)
{
    return a.edges == b.edges && a.counts == b.counts;
}

/// The largest difference of two columns relative to the values' size; infinite where only one is NaN.
double largestDifference(const std::vector<double>& a, const std::vector<double>& b)
{
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) != std::isnan(b[i])) {
            return std::numeric_limits<double>::infinity();
        }
        if (!std::isnan(a[i])) {
            largest = std::max(largest, std::abs(a[i] - b[i]) / std::max(1.0, std::abs(a[i])));
        }
    }
    return largest;
}

double largestDifference(const LayerSummary& a, const LayerSummary& b)
{
    double largest = 0;
    for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
        largest = std::max(largest, largestDifference(a.columns[i], b.columns[i]));
    }
    return largest;
}

bool isSame(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool isSame(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return isSame(x, y); });
}

bool isSame(const Modality& a, const Modality& b)
{
    return a.numValues == b.numValues && a.numUsed == b.numUsed && a.isConstant == b.isConstant
        && isSame(a.dip.dip, b.dip.dip) && a.dip.p == b.dip.p
        && isSame(a.bimodalityCoefficient, b.bimodalityCoefficient) && isSame(a.deltaBic(), b.deltaBic())
        && isSame(a.ashmanD(), b.ashmanD());
}

/// All of two runs over the same batches but for the order of the tuning's sums, to the last bit; NaN equals
/// NaN.
bool isBitwiseSame(const LayerSummary& a, const LayerSummary& b)
{
    bool same = largestDifference(a, b) == 0 && a.numTokens == b.numTokens && a.numConstant == b.numConstant
        && a.numNonFinite == b.numNonFinite && a.density.counts == b.density.counts;
    same = same && isSame(a.jackknife.medianLow, b.jackknife.medianLow)
        && a.jackknife.numUnits == b.jackknife.numUnits && a.jackknife.without == b.jackknife.without;
    same = same && a.tuning.length == b.tuning.length && a.tuning.count == b.tuning.count
        && largestDifference(a.tuning.mean, b.tuning.mean) < 1e-12
        && largestDifference(a.tuning.standardError, b.tuning.standardError) < 1e-12;
    same = same && a.significance.has_value() == b.significance.has_value();
    if (same && a.significance) {
        same = isSame(a.significance->pPooled, b.significance->pPooled)
            && a.significance->band.low == b.significance->band.low
            && a.significance->band.high == b.significance->band.high;
    }
    for (std::size_t i = 0; i < numObservationUnits * numLengthGroups; ++i) {
        const std::size_t unit = i / numLengthGroups;
        const std::size_t group = i % numLengthGroups;
        same = same && isSame(a.modality.at(unit).at(group).measured, b.modality.at(unit).at(group).measured);
    }
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        same = same && isSame(a.histograms[unit], b.histograms[unit]);
    }
    return same;
}

} // namespace

class TestLayerStatistics : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void agreesWithThePlainDefinitions_data();
    void agreesWithThePlainDefinitions();
    void countsEveryValueOnce();
    void densityCountsTheCorrelations();
    void doesNotDependOnThreads();
    void doesNotDependOnBatches_data();
    void doesNotDependOnBatches();
    void oneHugeNeuronLeavesTheOthersTheirBins();
    void batchesFromSeveralThreadsEqualThoseOfOne();
    void restartsInTheSameMemory();
    void leavesOutOneWindowAfterTheOther();
    void measuresTheModalityOfEveryGroupAndUnit();
    void equalsARunWithoutTheTokensLeftOut_data();
    void equalsARunWithoutTheTokensLeftOut();
    void permutesTheWindowsThatAreCut();
    void testsLengthByPermutingWindows();
    void testsLengthByShiftsWhereWindowsAreFew();
    void testsLengthBeyondFrequencyByPermutingTypes();
    void hasNoTestsWithoutPermutations();
    void summarizesWhatIsThereSoFar();
    void leavesNonFiniteValuesOut();
    void survivesNeuronsAndTokensThatAreNeverFinite();
    void countsConstantNeurons();
    void hasNoCorrelationWhereAllTokensAreEquallyLong();
    void hasNoMedianOfAnEmptyGroup();
    void worksForAFewTokens_data();
    void worksForAFewTokens();
    void worksBeforeTheFirstToken();
    void refusesWhatDoesNotFit();
};

void TestLayerStatistics::init()
{
    omp_set_num_threads(2);
}

void TestLayerStatistics::agreesWithThePlainDefinitions_data()
{
    QTest::addColumn<int>("numTokens");
    QTest::addColumn<int>("numNeurons");
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("sd");
    QTest::addColumn<double>("power");
    QTest::newRow("standard normal") << 1000 << 192 << 0.0 << 1.0 << 1.0;
    QTest::newRow("mean 1e4, sd 1") << 1000 << 64 << 1e4 << 1.0 << 1.0;
    QTest::newRow("heavy tails") << 1000 << 128 << 0.0 << 1.0 << 4.0;
    QTest::newRow("tiny") << 500 << 64 << 0.0 << 1e-9 << 1.0;
    QTest::newRow("huge") << 500 << 64 << 0.0 << 1e30 << 1.0;
    QTest::newRow("a block that is not full") << 500 << 100 << 0.0 << 1.0 << 1.0;
    QTest::newRow("one neuron") << 500 << 1 << 0.0 << 1.0 << 1.0;
    QTest::newRow("whole chunks") << 512 << 64 << 0.0 << 1.0 << 1.0;
}

void TestLayerStatistics::agreesWithThePlainDefinitions()
{
    QFETCH(int, numTokens);
    QFETCH(int, numNeurons);
    QFETCH(double, mean);
    QFETCH(double, sd);
    QFETCH(double, power);
    const auto features = drawFeatures(static_cast<std::size_t>(numTokens));
    const Activations activations =
        drawActivations(*features, static_cast<std::size_t>(numNeurons), mean, sd, power);
    const LayerSummary summary = summarize(activations, features);

    for (std::size_t neuron = 0; neuron < activations.numNeurons; ++neuron) {
        for (const auto& [id, expected] : plainStatistics(activations, *features, neuron)) {
            // Double sums over a thousand values: 1e-9 leaves room for rounding, not for cancellation (naive
            // sums of squares at mean 1e4 and sd 1 lose eight digits).
            const double scale = id == "mean" || id == "sd" ? std::max(sd, std::abs(expected))
                                                            : std::max(1.0, std::abs(expected));
            const double found = summary.column(id)[neuron];
            QVERIFY2(std::abs(found - expected) <= 1e-9 * scale,
                     qPrintable(QStringLiteral("%1 of neuron %2: %3, expected %4")
                                    .arg(QString::fromStdString(id))
                                    .arg(neuron)
                                    .arg(found, 0, 'g', 17)
                                    .arg(expected, 0, 'g', 17)));
        }
        for (const auto& [id, expected] : plainCorrelations(activations, *designOf(features), neuron)) {
            QVERIFY2(std::abs(summary.column(id)[neuron] - expected) <= 1e-9, id.c_str());
        }
    }
    for (const auto unit :
         {ObservationUnit::Pooled, ObservationUnit::TokenMean, ObservationUnit::NeuronMean}) {
        QVERIFY(countsAgree(histogramOf(summary, unit), plainValues(activations, *features, unit)));
    }
    const GroupHistogram& z = histogramOf(summary, ObservationUnit::PooledZ);
    const TokenSample sample = designOf(features)->sample;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        QVERIFY(countsNearlyAgree(z.edges, z.counts.at(group),
                                  plainSample(activations, *features, sample, group, true), 1e-5));
    }
    const PlainTuning tuning = plainTuning(activations, features->length);
    QCOMPARE(summary.tuning.length, tuning.length);
    QCOMPARE(summary.tuning.count, tuning.count);
    for (std::size_t i = 0; i < tuning.length.size(); ++i) {
        QVERIFY(std::abs(summary.tuning.mean[i] - tuning.mean[i]) < 1e-9);
        QVERIFY(std::isnan(tuning.standardError[i]) // of one neuron
                || std::abs(summary.tuning.standardError[i] - tuning.standardError[i]) < 1e-9);
    }
}

void TestLayerStatistics::countsEveryValueOnce()
{
    const auto features = drawFeatures(777);
    const Activations activations = drawActivations(*features, 130, 0.0, 1.0, 3.0);
    const LayerSummary summary = summarize(activations, features);
    QCOMPARE(summary.numTokens, std::size_t {777});
    QCOMPARE(summary.numNeurons, std::size_t {130});
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const auto numTokens = static_cast<std::int64_t>(features->groupSizes[group]);
        QVERIFY(numTokens > 0);
        QCOMPARE(total(histogramOf(summary, ObservationUnit::Pooled), group), numTokens * 130);
        QCOMPARE(total(histogramOf(summary, ObservationUnit::TokenMean), group), numTokens);
        QCOMPARE(total(histogramOf(summary, ObservationUnit::NeuronMean), group), std::int64_t {130});
    }
    for (const GroupHistogram& histogram : summary.histograms) {
        QVERIFY(histogram.edges.size() <= 4097);
        const double width = histogram.edges[1] - histogram.edges[0];
        QCOMPARE(std::ldexp(1.0, std::ilogb(width)), width);
        QCOMPARE(std::fmod(histogram.edges[0], width), 0.0);
        const auto last = histogram.counts[0].size() - 1;
        QVERIFY(histogram.counts[0][0] + histogram.counts[1][0] + histogram.counts[2][0] > 0);
        QVERIFY(histogram.counts[0][last] + histogram.counts[1][last] + histogram.counts[2][last] > 0);
    }
}

void TestLayerStatistics::densityCountsTheCorrelations()
{
    LayerSummary summary;
    summary.columns.resize(neuronStatistics().size());
    std::vector<double>& r = summary.columns[neuronStatisticIndex("r_length").value()];
    r = {-1.0, 1.0, 0.0, -0.0, 0.005, -0.005, 0.0049, 0.3, std::nan("")};
    summarizeCorrelation(summary);
    QCOMPARE(summary.density.edges.size(), std::size_t {401});
    for (std::size_t i = 0; i < 401; ++i) {
        QCOMPARE(summary.density.edges[i], -summary.density.edges[400 - i]);
    }
    std::map<std::size_t, std::int64_t> counts;
    for (std::size_t bin = 0; bin < 400; ++bin) {
        if (summary.density.counts[bin] > 0) {
            counts[bin] = summary.density.counts[bin];
        }
    }
    // The lower edge belongs to its bin, 1 to the last one.
    const std::map<std::size_t, std::int64_t> expected {{0, 1},   {199, 1}, {200, 3},
                                                        {201, 1}, {260, 1}, {399, 1}};
    QVERIFY(counts == expected);
    QCOMPARE(summary.rMedian, (0.0 + 0.0049) / 2); // of eight: −1, −0.005, 0, 0, 0.0049, 0.005, 0.3, 1
    QCOMPARE(summary.rLowerQuartile, -0.00125);
    QCOMPARE(summary.rUpperQuartile, 0.005 + 0.25 * 0.295);
    QCOMPARE(summary.rPositiveShare, 0.5);
    QVERIFY_THROWS_EXCEPTION(Error, (void)summary.column("dip"));
}

void TestLayerStatistics::doesNotDependOnThreads()
{
    const auto features = drawFeatures(900);
    Activations activations = drawActivations(*features, 500, 0.0, 1.0, 3.0);
    activations.at(70, 7) = notANumber;
    const std::vector<std::pair<std::size_t, std::size_t>> batches {{0, 300}, {300, 300}, {600, 300}};
    omp_set_num_threads(1);
    const LayerSummary one = summarize(activations, features, batches);
    for (const int numThreads : {2, 3, 8}) {
        omp_set_num_threads(numThreads);
        QVERIFY(isBitwiseSame(summarize(activations, features, batches), one));
    }
}

void TestLayerStatistics::doesNotDependOnBatches_data()
{
    using Batches = std::vector<std::pair<std::size_t, std::size_t>>;
    QTest::addColumn<Batches>("batches");
    QTest::newRow("chunks") << Batches {{0, 128}, {128, 128}, {256, 44}};
    QTest::newRow("backwards") << Batches {{256, 44}, {128, 128}, {0, 128}};
    QTest::newRow("across chunks") << Batches {{0, 100}, {100, 100}, {200, 100}};
    QTest::newRow("shuffled and uneven") << Batches {{299, 1}, {37, 200}, {0, 37}, {237, 62}};
    Batches single;
    for (std::size_t token = 0; token < 300; ++token) {
        single.emplace_back((token * 7) % 300, 1);
    }
    QTest::newRow("one token at a time") << single;
}

void TestLayerStatistics::doesNotDependOnBatches()
{
    using Batches = std::vector<std::pair<std::size_t, std::size_t>>;
    QFETCH(Batches, batches);
    const auto features = drawFeatures(300);
    const Activations activations = drawActivations(*features, 70, 1e3, 1.0, 4.0);
    const LayerSummary once = summarize(activations, features);
    const LayerSummary split = summarize(activations, features, batches);
    QVERIFY(largestDifference(split, once) < 1e-10); // rounding of another order of merging
    QVERIFY(isSame(histogramOf(split, ObservationUnit::Pooled), histogramOf(once, ObservationUnit::Pooled)));
    QVERIFY(isSame(histogramOf(split, ObservationUnit::TokenMean),
                   histogramOf(once, ObservationUnit::TokenMean)));
    QVERIFY(isSame(histogramOf(split, ObservationUnit::NeuronMean),
                   histogramOf(once, ObservationUnit::NeuronMean)));
}

void TestLayerStatistics::oneHugeNeuronLeavesTheOthersTheirBins()
{
    const auto features = drawFeatures(600);
    Activations activations = drawActivations(*features, 130, 0.0, 1.0, 1.0);
    for (std::size_t token = 0; token < 600; ++token) {
        activations.at(token, 70) *= 2000;
    }
    const LayerSummary once = summarize(activations, features);
    for (const auto unit :
         {ObservationUnit::Pooled, ObservationUnit::TokenMean, ObservationUnit::NeuronMean}) {
        QVERIFY(countsAgree(histogramOf(once, unit), plainValues(activations, *features, unit)));
    }
    const std::vector<double>& edges = histogramOf(once, ObservationUnit::Pooled).edges;
    QVERIFY(edges.back() > 2000);
    const auto numWithin = std::ranges::count_if(edges, [](double edge) { return std::abs(edge) < 1; });
    QCOMPARE(numWithin, 63); // one, in bins that are as wide as the whole range asks
    for (const auto& batches : {std::vector<std::pair<std::size_t, std::size_t>> {{100, 500}, {0, 100}},
                                {{0, 7}, {300, 300}, {7, 293}}}) {
        const LayerSummary split = summarize(activations, features, batches);
        QVERIFY(
            isSame(histogramOf(split, ObservationUnit::Pooled), histogramOf(once, ObservationUnit::Pooled)));
    }
}

void TestLayerStatistics::batchesFromSeveralThreadsEqualThoseOfOne()
{
    const auto features = drawFeatures(1000);
    Activations activations = drawActivations(*features, 70, 5.0, 1.0, 2.0);
    activations.at(17, 3) = notANumber;
    activations.at(990, 60) = infinity;
    std::vector<std::pair<std::size_t, std::size_t>> batches;
    for (std::size_t first = 0; first < 1000; first += 50) {
        batches.emplace_back(first, 50);
    }
    const LayerSummary one = summarize(activations, features, batches);
    for (int repetition = 0; repetition < 20; ++repetition) {
        LayerStatistics statistics(statisticsHook, 70, designOf(features));
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                for (std::size_t i = thread; i < batches.size(); i += 4) {
                    statistics.add(activations.view(batches[i].first, batches[i].second));
                }
            });
        }
        threads.clear();
        QVERIFY(isBitwiseSame(statistics.summarize(), one));
    }
}

void TestLayerStatistics::restartsInTheSameMemory()
{
    const auto features = drawFeatures(500);
    const auto design = designOf(features, {.numPermutations = 20, .seed = 4});
    const Activations first = drawActivations(*features, 70, 1e6, 1e3, 2.0);
    const Activations second = drawActivations(*features, 70, 0.0, 1.0, 1.0);
    LayerStatistics used(statisticsHook, 70, design);
    used.add(first.view(0, 500));
    static_cast<void>(used.summarize());
    used.restart(statisticsHook);
    used.add(second.view(0, 500));
    LayerStatistics fresh(statisticsHook, 70, design);
    fresh.add(second.view(0, 500));
    const LayerSummary expected = fresh.summarize();
    QVERIFY(isBitwiseSame(used.summarize(), expected));
    QVERIFY(!std::isnan(expected.column("p_length")[0]));
}

void TestLayerStatistics::leavesOutOneWindowAfterTheOther()
{
    const auto features = drawFeatures(320); // six windows of 50, and one of 20
    const Activations activations = drawActivations(*features, 70, 10.0, 1.0, 1.0);
    const LayerSummary summary = summarize(activations, features, {{170, 150}, {0, 170}});
    QCOMPARE(summary.jackknife.numUnits, std::size_t {7});
    double mean = 0;
    std::vector<double> medians;
    for (std::size_t window = 0; window < 7; ++window) {
        std::vector<double> correlations;
        for (std::size_t neuron = 0; neuron < 70; ++neuron) {
            Series a;
            Series length;
            for (std::size_t token = 0; token < 320; ++token) {
                if (token / 50 != window) {
                    a.push_back(activations.at(token, neuron));
                    length.push_back(features->length[token]);
                }
            }
            correlations.push_back(plainCorrelation(a, length));
        }
        const QuantileFunction expected = quantileFunction(sortedWithoutNaN(correlations));
        for (std::size_t level = 0; level < numQuantileLevels; ++level) {
            QVERIFY(std::abs(summary.jackknife.without[window][level] - expected[level]) < 1e-12);
        }
        medians.push_back(expected[numQuantileLevels / 2]);
        mean += medians.back() / 7;
    }
    double squares = 0;
    for (const double median : medians) {
        squares += (median - mean) * (median - mean);
    }
    const double half = 2.446911851 * std::sqrt(squares * 6 / 7); // t for six degrees of freedom
    QVERIFY(std::abs(summary.jackknife.medianLow - (summary.rMedian - half)) < 1e-12);
    QVERIFY(std::abs(summary.jackknife.medianHigh - (summary.rMedian + half)) < 1e-12);
}

void TestLayerStatistics::measuresTheModalityOfEveryGroupAndUnit()
{
    const auto features = drawFeatures(120); // all tokens are sampled, fewer values than would be drawn from
    const Activations activations = drawActivations(*features, 70, 1.0, 2.0, 1.0);
    const LayerSummary summary = summarize(activations, features);
    for (const auto unit :
         {ObservationUnit::Pooled, ObservationUnit::TokenMean, ObservationUnit::NeuronMean}) {
        const GroupValues values = plainValues(activations, *features, unit);
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            const Modality expected = measureModality(values.at(group), 1);
            const Modality& found = summary.modality.at(static_cast<std::size_t>(unit)).at(group).measured;
            QCOMPARE(found.numValues, expected.numValues);
            QCOMPARE(found.numUsed, expected.numUsed);
            QVERIFY(std::abs(found.dip.dip - expected.dip.dip) < 1e-9);
            QVERIFY(std::abs(found.bimodalityCoefficient - expected.bimodalityCoefficient) < 1e-9);
            QVERIFY(std::abs(found.single.bic - expected.single.bic) < 1e-6);
        }
    }
}

namespace {

/// Marks tokens at irregular places in windows of 50: `perWindow` in each, or fewer in every other one.
std::vector<std::uint8_t> drawExclusions(std::size_t numTokens, std::size_t perWindow, bool isEven)
{
    std::mt19937 random(13);
    std::vector<std::uint8_t> isExcluded(numTokens);
    for (std::size_t first = 0; first < numTokens; first += 50) {
        std::vector<std::size_t> places(std::min<std::size_t>(50, numTokens - first));
        std::iota(places.begin(), places.end(), first);
        std::ranges::shuffle(places, random);
        const std::size_t count = isEven || first % 100 == 0 ? perWindow : perWindow / 2;
        for (std::size_t i = 0; i < count; ++i) {
            isExcluded[places[i]] = 1;
        }
    }
    return isExcluded;
}

/// A run with exclusions, and the same with these tokens taken out beforehand.
struct ExcludingRun
{
    ExcludingRun(std::size_t numTokens, std::size_t perWindow, bool isEven)
    {
        std::vector<TokenId> ids;
        const auto all = drawFeatures(numTokens);
        for (std::size_t token = 0; token < numTokens; ++token) {
            ids.push_back(all->length[token] * 10 + static_cast<TokenId>(token * token % 7 % 4));
        }
        isExcluded = drawExclusions(numTokens, perWindow, isEven);
        activations = drawActivations(*all, 70, 2.0, 1.0, 2.0);
        const TokenWindows windows = TokenWindows::cut(ids, 50);
        const PermutationSettings permutations {.numPermutations = 30, .seed = 9};
        design = makeRunDesign(
            std::make_shared<const TokenFeatures>(makeTokenFeatures(windows, all->length, isExcluded)), ids,
            windows.windows(), permutations);

        std::vector<std::vector<TokenId>> lists(windows.windows().size());
        std::vector<std::int32_t> lengths;
        std::vector<std::int32_t> positions;
        rest.numNeurons = activations.numNeurons;
        for (std::size_t token = 0; token < numTokens; ++token) {
            if (isExcluded[token] == 0) {
                lists[token / 50].push_back(ids[token]);
                lengths.push_back(all->length[token]);
                positions.push_back(static_cast<std::int32_t>(token % 50));
                const auto row = activations.view(token, 1).row(0);
                rest.values.insert(rest.values.end(), row.begin(), row.end());
                ++rest.numTokens;
            }
        }
        const TokenWindows left = TokenWindows::fromLists(lists);
        TokenFeatures features = makeTokenFeatures(left, lengths);
        features.position = positions; // where the model has read them
        restDesign = makeRunDesign(std::make_shared<const TokenFeatures>(std::move(features)), left.ids(),
                                   left.windows(), permutations);
    }

    /// Tokens before this one that are not left out.
    [[nodiscard]] std::size_t numLeftBefore(std::size_t token) const
    {
        return static_cast<std::size_t>(
            std::count(isExcluded.begin(), isExcluded.begin() + static_cast<std::ptrdiff_t>(token), 0));
    }

    std::vector<std::uint8_t> isExcluded;
    Activations activations;
    Activations rest;
    std::shared_ptr<const RunDesign> design;
    std::shared_ptr<const RunDesign> restDesign;
};

} // namespace

void TestLayerStatistics::equalsARunWithoutTheTokensLeftOut_data()
{
    using Batches = std::vector<std::pair<std::size_t, std::size_t>>;
    QTest::addColumn<int>("numTokens");
    QTest::addColumn<int>("perWindow");
    QTest::addColumn<bool>("isEven");
    QTest::addColumn<Batches>("batches");
    QTest::newRow("ten windows") << 500 << 7 << true << Batches {{0, 500}};
    QTest::newRow("ten windows, uneven batches")
        << 500 << 7 << true << Batches {{0, 33}, {33, 1}, {34, 300}, {334, 166}};
    QTest::newRow("ten windows, backwards") << 500 << 7 << true << Batches {{400, 100}, {150, 250}, {0, 150}};
    QTest::newRow("nearly all left out") << 500 << 45 << true << Batches {{0, 333}, {333, 167}};
    QTest::newRow("four windows, shifted") << 200 << 7 << true << Batches {{0, 60}, {60, 140}};
    QTest::newRow("four windows, unequal and shifted") << 200 << 8 << false << Batches {{100, 100}, {0, 100}};
    QTest::newRow("a last window that is shorter") << 470 << 6 << true << Batches {{0, 470}};
    Batches single;
    for (std::size_t token = 0; token < 200; ++token) {
        single.emplace_back(token, 1); // some of them are left out whole
    }
    QTest::newRow("one token at a time") << 200 << 20 << true << single;
}

void TestLayerStatistics::equalsARunWithoutTheTokensLeftOut()
{
    using Batches = std::vector<std::pair<std::size_t, std::size_t>>;
    QFETCH(const int, numTokens);
    QFETCH(const int, perWindow);
    QFETCH(const bool, isEven);
    QFETCH(const Batches, batches);
    const ExcludingRun run(static_cast<std::size_t>(numTokens), static_cast<std::size_t>(perWindow), isEven);
    QCOMPARE(run.design->lengthSeries->isShifted(), numTokens == 200);
    LayerStatistics excluding(statisticsHook, 70, run.design);
    LayerStatistics plain(statisticsHook, 70, run.restDesign);
    for (const auto& [first, count] : batches) {
        excluding.add(run.activations.view(first, count));
        const std::size_t restFirst = run.numLeftBefore(first);
        const std::size_t restCount = run.numLeftBefore(first + count) - restFirst;
        if (restCount > 0) {
            plain.add(run.rest.view(restFirst, restCount));
        }
    }
    const LayerSummary found = excluding.summarize();
    QCOMPARE(found.numTokens, run.rest.numTokens);
    QVERIFY(isBitwiseSame(found, plain.summarize()));
    QVERIFY(std::isfinite(found.column("p_length")[0]));
    const std::map<std::string, double> expected = plainStatistics(run.rest, *run.restDesign->features, 9);
    QVERIFY(std::abs(found.column("r_length")[9] - expected.at("r_length")) < 1e-12);
}

/// Where windows lost different numbers of tokens, p is that of the windows cut to one length.
void TestLayerStatistics::permutesTheWindowsThatAreCut()
{
    const ExcludingRun run(500, 8, false); // ten windows of 42 or 46
    const LengthSeries& series = *run.design->lengthSeries;
    QVERIFY(!series.isShifted());
    QCOMPARE(series.numTokens(), std::size_t {420});
    LayerStatistics statistics(statisticsHook, 70, run.design);
    statistics.add(run.activations.view(0, 270));
    statistics.add(run.activations.view(270, 230));
    const LayerSummary summary = statistics.summarize();
    std::vector<std::size_t> firsts;
    for (std::size_t window = 0; window < 10; ++window) {
        firsts.push_back(run.numLeftBefore(window * 50));
    }
    const std::vector<std::int32_t>& lengths = run.restDesign->features->length;
    double meanLength = 0;
    for (const std::size_t first : firsts) {
        for (std::size_t t = 0; t < 42; ++t) {
            meanLength += lengths[first + t] / 420.0;
        }
    }
    const PermutationTerms& terms = series.terms();
    for (std::size_t neuron = 0; neuron < 70; ++neuron) {
        std::vector<double> permuted;
        for (std::size_t k = 0; k <= 30; ++k) {
            double sum = 0;
            for (std::size_t window = 0; window < 10; ++window) {
                const std::size_t other = terms.rows[k * 10 + window] % 10;
                for (std::size_t t = 0; t < 42; ++t) {
                    sum += static_cast<double>(run.rest.at(firsts[window] + t, neuron))
                        * (lengths[firsts[other] + t] - meanLength);
                }
            }
            permuted.push_back(std::abs(sum));
        }
        const auto reached = std::count_if(permuted.begin() + 1, permuted.end(),
                                           [&](double one) { return one >= permuted.front() * (1 - 1e-5); });
        QCOMPARE(summary.column("p_length")[neuron], (1 + static_cast<double>(reached)) / 31);
    }
}

/// The same p from the raw activations: |r_perm| of every permutation, put together from the design's own
/// terms in double precision.
void TestLayerStatistics::testsLengthByPermutingWindows()
{
    const auto features = drawFeatures(520); // ten windows of 50, and a shorter one that takes no part
    const auto design = designOf(features, {.numPermutations = 40, .seed = 7});
    QVERIFY(!design->lengthSeries->isShifted());
    const Activations activations = drawActivations(*features, 100, 2.0, 1.0, 1.0);
    LayerStatistics statistics(statisticsHook, 100, design);
    for (const auto& [first, count] :
         std::vector<std::pair<std::size_t, std::size_t>> {{300, 220}, {0, 300}}) {
        statistics.add(activations.view(first, count));
    }
    const LayerSummary summary = statistics.summarize();
    const PermutationTerms& terms = design->lengthSeries->terms();
    const auto meanLength =
        std::accumulate(features->length.begin(), features->length.begin() + 500, 0.0) / 500;
    for (std::size_t neuron = 0; neuron < 100; ++neuron) {
        std::vector<double> permuted;
        for (std::size_t k = 0; k <= 40; ++k) {
            double sum = 0;
            for (std::size_t window = 0; window < 10; ++window) {
                const std::size_t other = terms.rows[k * 10 + window] % 10;
                QCOMPARE(terms.rows[k * 10 + window] / 10, static_cast<std::uint32_t>(window));
                for (std::size_t t = 0; t < 50; ++t) {
                    sum += static_cast<double>(activations.at(window * 50 + t, neuron))
                        * (features->length[other * 50 + t] - meanLength);
                }
            }
            permuted.push_back(std::abs(sum));
        }
        const auto reached = std::count_if(permuted.begin() + 1, permuted.end(),
                                           [&](double one) { return one >= permuted.front() * (1 - 1e-5); });
        QCOMPARE(summary.column("p_length")[neuron], (1 + static_cast<double>(reached)) / 41);
    }
}

void TestLayerStatistics::testsLengthByShiftsWhereWindowsAreFew()
{
    const auto features = drawFeatures(300); // six windows
    const auto design = designOf(features, {.numPermutations = 40, .seed = 7});
    QVERIFY(design->lengthSeries->isShifted());
    Activations activations = drawActivations(*features, 70, 0.0, 1.0, 1.0);
    for (std::size_t token = 0; token < 300; ++token) {
        activations.at(token, 5) = static_cast<float>(features->length[token]); // length itself
    }
    LayerStatistics statistics(statisticsHook, 70, design);
    statistics.add(activations.view(130, 170)); // from the middle of a window on
    statistics.add(activations.view(0, 130));
    const LayerSummary summary = statistics.summarize();
    QCOMPARE(summary.column("p_length")[5], 1.0 / 41);
    const std::vector<double>& p = summary.column("p_length");
    QVERIFY(std::ranges::all_of(p, [](double one) { return one > 0 && one <= 1; }));
    QVERIFY(std::ranges::any_of(p, [](double one) { return one > 0.3; }));
}

void TestLayerStatistics::testsLengthBeyondFrequencyByPermutingTypes()
{
    const auto features = drawFeatures(600);
    const auto design = designOf(features, {.numPermutations = 40, .seed = 7});
    const Activations activations = drawActivations(*features, 70, 1.0, 1.0, 1.0);
    const LayerSummary summary = [&] {
        LayerStatistics statistics(statisticsHook, 70, design);
        statistics.add(activations.view(0, 600));
        return statistics.summarize();
    }();
    // The sums by type, written down as a plain matrix.
    const TypePermutation& types = *design->typePermutation;
    std::vector<float> sums(types.numRows() * 70);
    std::vector<double> squares(70);
    for (std::size_t neuron = 0; neuron < 70; ++neuron) {
        const double sd = summary.column("sd")[neuron];
        squares[neuron] = sd * sd * 599;
        for (std::size_t token = 0; token < 600; ++token) {
            sums[static_cast<std::size_t>(types.rowOfToken()[token]) * 70 + neuron] +=
                activations.at(token, neuron);
        }
    }
    const BeyondFrequency expected = types.test(
        {.sums = sums.data(), .rowStride = 70, .blockStride = permutationBlock, .squares = squares});
    QCOMPARE(summary.column("p_length_beyond_frequency"), expected.p);
}

void TestLayerStatistics::hasNoTestsWithoutPermutations()
{
    const auto features = drawFeatures(500);
    const LayerSummary summary = summarize(drawActivations(*features, 64, 0.0, 1.0, 1.0), features);
    QVERIFY(!summary.significance);
    for (const char* id : {"p_length", "q_length", "p_length_beyond_frequency"}) {
        QVERIFY(std::ranges::all_of(summary.column(id), [](double p) { return std::isnan(p); }));
    }
    QVERIFY(std::isfinite(summary.column("r_length_stratified")[0]));
}

void TestLayerStatistics::summarizesWhatIsThereSoFar()
{
    const auto features = drawFeatures(300);
    const Activations activations = drawActivations(*features, 64, 0.0, 1.0, 1.0);
    const LayerSummary part = summarize(activations, features, {{0, 200}});
    Activations shorter = activations;
    shorter.numTokens = 200;
    QCOMPARE(part.numTokens, std::size_t {200});
    const std::map<std::string, double> expected = plainStatistics(shorter, *features, 9);
    QVERIFY(std::abs(part.column("r_length")[9] - expected.at("r_length")) < 1e-12);
    const GroupHistogram& means = histogramOf(part, ObservationUnit::TokenMean);
    QCOMPARE(total(means, 0) + total(means, 1) + total(means, 2), std::int64_t {200});
}

void TestLayerStatistics::leavesNonFiniteValuesOut()
{
    const auto features = drawFeatures(400);
    const Activations clean = drawActivations(*features, 70, 0.0, 1.0, 1.0);
    Activations broken = clean;
    broken.at(5, 2) = notANumber;
    broken.at(200, 2) = infinity;
    broken.at(399, 69) = -infinity;
    const LayerSummary expected = summarize(clean, features);
    const LayerSummary found = summarize(broken, features);

    QCOMPARE(found.numNonFinite, std::size_t {2});
    QCOMPARE(found.numConstant, std::size_t {0});
    QVERIFY(std::isnan(found.column("r_length")[2]));
    QVERIFY(std::isnan(found.column("r_length")[69]));
    const auto numCorrelations =
        std::accumulate(found.density.counts.begin(), found.density.counts.end(), std::int64_t {0});
    QCOMPARE(numCorrelations, std::int64_t {68});
    // Neurons beside them are as they were, up to the rounding of another order of sums.
    QVERIFY(std::abs(found.column("kurtosis")[3] - expected.column("kurtosis")[3]) < 1e-12);
    QVERIFY(std::abs(found.column("r_length")[68] - expected.column("r_length")[68]) < 1e-12);
    // Theirs are those of the tokens that remain.
    long double sum = 0;
    for (std::size_t token = 0; token < 399; ++token) {
        sum += clean.at(token, 69);
    }
    QVERIFY(std::abs(found.column("mean")[69] - static_cast<double>(sum / 399)) < 1e-12);
    QVERIFY(std::isfinite(found.column("sd")[2]) && std::isfinite(found.column("max")[2]));

    std::int64_t numPooled = 0;
    std::int64_t numTokenMeans = 0;
    std::int64_t numNeuronMeans = 0;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        numPooled += total(histogramOf(found, ObservationUnit::Pooled), group);
        numTokenMeans += total(histogramOf(found, ObservationUnit::TokenMean), group);
        numNeuronMeans += total(histogramOf(found, ObservationUnit::NeuronMean), group);
    }
    QCOMPARE(numPooled, std::int64_t {400} * 70 - 3);
    QCOMPARE(numTokenMeans, std::int64_t {400});
    QCOMPARE(numNeuronMeans, std::int64_t {3} * 68); // a neuron that broke down has no means of groups
}

void TestLayerStatistics::survivesNeuronsAndTokensThatAreNeverFinite()
{
    const auto features = drawFeatures(200);
    Activations activations = drawActivations(*features, 64, 0.0, 1.0, 1.0);
    for (std::size_t token = 0; token < 200; ++token) {
        activations.at(token, 8) = notANumber;
    }
    for (std::size_t neuron = 0; neuron < 64; ++neuron) {
        activations.at(150, neuron) = infinity;
    }
    const LayerSummary summary = summarize(activations, features);
    QCOMPARE(summary.numNonFinite, std::size_t {64});
    for (const std::vector<double>& column : summary.columns) {
        QVERIFY(std::isnan(column[8]));
    }
    QVERIFY(std::isfinite(summary.column("mean")[9]));
    QVERIFY(std::isnan(summary.rMedian));
    const GroupHistogram& means = histogramOf(summary, ObservationUnit::TokenMean);
    QCOMPARE(total(means, 0) + total(means, 1) + total(means, 2), std::int64_t {199});
    QVERIFY(histogramOf(summary, ObservationUnit::NeuronMean).edges.empty());

    activations.values.assign(activations.values.size(), notANumber);
    QVERIFY(histogramOf(summarize(activations, features), ObservationUnit::Pooled).edges.empty());
}

void TestLayerStatistics::countsConstantNeurons()
{
    const auto features = drawFeatures(300);
    Activations activations = drawActivations(*features, 66, 0.0, 1.0, 1.0);
    for (std::size_t token = 0; token < 300; ++token) {
        activations.at(token, 4) = 0.1F;
        activations.at(token, 65) = 0.0F;
        activations.at(token, 5) = token == 299 ? std::nextafter(0.1F, 1.0F) : 0.1F; // not quite
    }
    const LayerSummary summary = summarize(activations, features, {{0, 77}, {77, 223}});
    QCOMPARE(summary.numConstant, std::size_t {2});
    for (const std::size_t neuron : {std::size_t {4}, std::size_t {65}}) {
        QVERIFY(std::isnan(summary.column("r_length")[neuron]));
        QVERIFY(std::isnan(summary.column("skewness")[neuron]));
        QVERIFY(std::isnan(summary.column("kurtosis")[neuron]));
        QCOMPARE(summary.column("sd")[neuron], 0.0);
    }
    QCOMPARE(summary.column("mean")[4], static_cast<double>(0.1F));
    QVERIFY(std::abs(summary.column("r_length")[5]) <= 1);
    const auto numCorrelations =
        std::accumulate(summary.density.counts.begin(), summary.density.counts.end(), std::int64_t {0});
    QCOMPARE(numCorrelations, std::int64_t {64});
}

void TestLayerStatistics::hasNoCorrelationWhereAllTokensAreEquallyLong()
{
    const auto features = featuresOf(std::vector<std::int32_t>(300, 5));
    const Activations activations = drawActivations(*features, 64, 0.0, 1.0, 1.0);
    const LayerSummary summary = summarize(activations, features);
    QVERIFY(std::ranges::all_of(summary.column("r_length"), [](double r) { return std::isnan(r); }));
    QCOMPARE(summary.numConstant, std::size_t {0});
    QVERIFY(std::isnan(summary.rMedian) && std::isnan(summary.rLowerQuartile)
            && std::isnan(summary.rUpperQuartile));
    QVERIFY(std::isnan(summary.rPositiveShare));
    QCOMPARE(std::ranges::count(summary.density.counts, 0), std::ptrdiff_t {400});
}

void TestLayerStatistics::hasNoMedianOfAnEmptyGroup()
{
    const auto features = featuresOf({2, 2, 2, 9}); // m = 2: nothing is shorter
    const Activations activations = drawActivations(*features, 64, 0.0, 1.0, 1.0);
    const LayerSummary summary = summarize(activations, features);
    for (const GroupHistogram& histogram : summary.histograms) {
        QVERIFY(std::isnan(histogram.medians[static_cast<std::size_t>(LengthGroup::Shorter)]));
        QCOMPARE(total(histogram, static_cast<std::size_t>(LengthGroup::Shorter)), std::int64_t {0});
        QVERIFY(std::isfinite(histogram.medians[static_cast<std::size_t>(LengthGroup::Equal)]));
        const double longer = histogram.medians[static_cast<std::size_t>(LengthGroup::Longer)];
        QVERIFY(longer >= histogram.edges.front() && longer <= histogram.edges.back());
    }
}

void TestLayerStatistics::worksForAFewTokens_data()
{
    QTest::addColumn<int>("numTokens");
    QTest::newRow("one") << 1;
    QTest::newRow("two") << 2;
    QTest::newRow("three") << 3;
    QTest::newRow("four") << 4;
}

void TestLayerStatistics::worksForAFewTokens()
{
    QFETCH(int, numTokens);
    const std::vector<std::int32_t> lengths {3, 1, 4, 1};
    const auto features = featuresOf({lengths.begin(), lengths.begin() + numTokens});
    const Activations activations = drawActivations(*features, 64, 0.0, 1.0, 1.0);
    const LayerSummary summary = summarize(activations, features);
    QCOMPARE(summary.numTokens, static_cast<std::size_t>(numTokens));
    QCOMPARE(summary.numConstant, numTokens == 1 ? std::size_t {64} : std::size_t {0});
    QCOMPARE(std::isnan(summary.column("sd")[1]), numTokens < 2);
    QCOMPARE(std::isnan(summary.column("r_length")[1]), numTokens < 2);
    QCOMPARE(std::isnan(summary.column("skewness")[1]), numTokens < 3);
    QCOMPARE(std::isnan(summary.column("kurtosis")[1]), numTokens < 4);
    if (numTokens == 2) {
        QVERIFY(std::abs(std::abs(summary.column("r_length")[1]) - 1) < 1e-15);
    }
}

void TestLayerStatistics::worksBeforeTheFirstToken()
{
    const LayerSummary summary = LayerStatistics(statisticsHook, 64, designOf(drawFeatures(10))).summarize();
    QCOMPARE(summary.numTokens, std::size_t {0});
    QCOMPARE(summary.numConstant, std::size_t {0});
    QVERIFY(std::isnan(summary.column("mean")[0]) && std::isnan(summary.rMedian));
    for (const GroupHistogram& histogram : summary.histograms) {
        QVERIFY(histogram.edges.empty() && std::isnan(histogram.medians[0]));
    }
}

void TestLayerStatistics::refusesWhatDoesNotFit()
{
    const auto features = drawFeatures(100);
    const Activations activations = drawActivations(*features, 64, 0.0, 1.0, 1.0);
    LayerStatistics statistics(statisticsHook, 64, designOf(features));
    ActivationView otherHook = activations.view(0, 10);
    otherHook.hook.layer = 4;
    QVERIFY_THROWS_EXCEPTION(Error, statistics.add(otherHook));
    ActivationView otherWidth = activations.view(0, 10);
    otherWidth.width = 32;
    QVERIFY_THROWS_EXCEPTION(Error, statistics.add(otherWidth));
    ActivationView beyond = activations.view(0, 100);
    beyond.firstToken = 1;
    QVERIFY_THROWS_EXCEPTION(Error, statistics.add(beyond));
    statistics.add(activations.view(0, 60));
    QVERIFY_THROWS_EXCEPTION(Error, statistics.add(activations.view(59, 10)));
    statistics.add(activations.view(60, 40));
    QCOMPARE(statistics.summarize().numTokens, std::size_t {100});
}

QTEST_GUILESS_MAIN(TestLayerStatistics)
#include "tst_LayerStatistics.moc"
