// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronAccumulators.h"
#include "core/statistics/NeuronStatistic.h"
#include "tests/core/statistics/StatisticsCases.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace bathyscope;

namespace {

/// The accumulators of one neuron with these values, in double where activations are floats: the formulas of
/// the table can then be compared with references beyond float's precision. Products with features stay
/// empty.
NeuronAccumulators accumulate(const std::vector<double>& values)
{
    const auto count = static_cast<long double>(values.size());
    long double mean = 0;
    for (const double x : values) {
        mean += x / count;
    }
    long double m2 = 0;
    long double m3 = 0;
    long double m4 = 0;
    TileMoments moments;
    for (const double x : values) {
        const long double d = x - mean;
        m2 += d * d;
        m3 += d * d * d;
        m4 += d * d * d * d;
        moments.numActive[0] += x > 0 ? 1 : 0;
    }
    moments.count[0] = static_cast<double>(count);
    moments.mean[0] = static_cast<double>(mean);
    moments.m2[0] = static_cast<double>(m2);
    moments.m3[0] = static_cast<double>(m3);
    moments.m4[0] = static_cast<double>(m4);
    if (!values.empty()) {
        moments.min[0] = static_cast<float>(std::ranges::min(values));
        moments.max[0] = static_cast<float>(std::ranges::max(values));
    }
    NeuronAccumulators sums(1, 0);
    sums.moments.merge(0, 1, moments);
    return sums;
}

/// Features of all tokens; where one is empty, all tokens have 0.
struct Features
{
    std::vector<double> length;
    std::vector<double> frequency;
    std::vector<double> position;
};

/// One neuron with float values against features, chunk by chunk as LayerStatistics does it; one stratum.
NeuronAccumulators accumulate(const std::vector<float>& values, const Features& features)
{
    NeuronAccumulators sums(1, 1);
    const std::size_t stride = sums.products.paddedFeatures();
    std::vector<double> rows(values.size() * stride);
    for (std::size_t token = 0; token < values.size(); ++token) {
        const auto put = [&](std::size_t feature, const std::vector<double>& column) {
            rows[token * stride + feature] = column.empty() ? 0 : column[token];
        };
        put(lengthFeature, features.length);
        put(frequencyFeature, features.frequency);
        put(positionFeature, features.position);
    }
    const std::vector<std::uint8_t> strata(values.size());
    const StratumTokens tokens {strata, features.length};
    StratumBlock stratum;
    stratum.begin(1, std::array<double, tileNeurons> {});
    sums.strata.addTokens(tokens);
    for (std::size_t token = 0; token < values.size(); token += tileTokens) {
        ActivationTile tile;
        tile.numTokens = std::min(tileTokens, values.size() - token);
        tile.numNeurons = 1;
        loadTile(tile, values.data() + token, 1);
        TileMoments moments;
        computeMoments(tile, moments);
        const auto chunk = sums.products.beginChunk(rows.data() + token * stride, tile.numTokens);
        std::array<double, tileNeurons> shifts {};
        shifts[0] = moments.mean[0] - sums.moments.means()[0];
        sums.products.merge(chunk, 0, tile, moments.mean, shifts);
        sums.moments.merge(0, 1, moments);
        stratum.add(tile, tokens.part(token, tile.numTokens));
    }
    sums.strata.setBlock(0, 1, stratum);
    return sums;
}

NeuronAccumulators accumulate(const std::vector<float>& values, const std::vector<double>& length)
{
    return accumulate(values, Features {length, {}, {}});
}

double evaluate(std::string_view id, const NeuronAccumulators& sums)
{
    return neuronStatistics()[neuronStatisticIndex(id).value()].evaluate(sums, 0);
}

bool isClose(double found, double expected, double tolerance)
{
    return std::abs(found - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

} // namespace

class TestNeuronStatistic : public QObject
{
    Q_OBJECT

private slots:
    void hasTheColumnsOfTheRunFileInOrder();
    void hasAReferenceCaseForEveryStatistic();
    void skewnessAndKurtosisAreScipys();
    void correlationIsScipys();
    void isUndefinedWhereTooFewValues();
    void isUndefinedForAConstantNeuron();
    void isUndefinedForAConstantFeature();
};

void TestNeuronStatistic::hasTheColumnsOfTheRunFileInOrder()
{
    const std::vector<std::string_view> expected {"mean",
                                                  "sd",
                                                  "skewness",
                                                  "kurtosis",
                                                  "min",
                                                  "max",
                                                  "active_share",
                                                  "r_length",
                                                  "r_frequency",
                                                  "r_position",
                                                  "r_length_given_frequency",
                                                  "r_length_given_frequency_position",
                                                  "r_length_stratified",
                                                  "r_length_even",
                                                  "r_length_odd",
                                                  "p_length",
                                                  "q_length",
                                                  "p_length_beyond_frequency"};
    std::vector<std::string_view> found;
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        QCOMPARE(neuronStatisticIndex(statistic.id).value(), found.size());
        QCOMPARE(statistic.isCorrelation, statistic.id.starts_with("r_"));
        QVERIFY(!std::string_view(statistic.label).empty());
        found.push_back(statistic.id);
    }
    QVERIFY(found == expected);
    QVERIFY(!neuronStatisticIndex("dip").has_value());
}

void TestNeuronStatistic::hasAReferenceCaseForEveryStatistic()
{
    // Case "t3": numpy 1.24 (mean, std(ddof=1), min, max, mean of x > 0) and scipy (skew, kurtosis,
    // bias=False).
    const std::map<std::string_view, double> t3 {
        {"mean", -0.05152488350740794},  {"sd", 1.5903307595152867},  {"skewness", -0.433747766960324},
        {"kurtosis", 4.225462572197047}, {"min", -9.149188571212447}, {"max", 7.199317891552549},
        {"active_share", 0.50875},
    };
    const auto samples = test::statisticsCases("sample");
    const auto sample = std::ranges::find(samples, "t3", [](const auto& one) { return one.at("name"); });
    QVERIFY(sample != samples.end());
    const NeuronAccumulators sums = accumulate(sample->at("x").get<std::vector<double>>());

    // Second correlation case, 50 tokens: scipy.stats.pearsonr and the partial correlation. The length is a
    // feature here; its control stands for frequency, and for position in another object. All tokens are one
    // stratum.
    const auto correlation = test::statisticsCases("correlation").at(1);
    const auto activation = correlation.at("length").get<std::vector<float>>(); // r is symmetric: see below
    const auto length = correlation.at("activation").get<std::vector<double>>();
    const auto control = correlation.at("control").get<std::vector<double>>();
    NeuronAccumulators byFrequency = accumulate(activation, Features {length, control, {}});
    const NeuronAccumulators byPosition = accumulate(activation, Features {length, {}, control});
    const NeuronAccumulators ofControl = accumulate(activation, Features {control, {}, {}});
    byFrequency.halves = {.even = {0.1}, .odd = {-0.2}};
    byFrequency.tests = {.pLength = {0.25}, .pBeyondFrequency = {0.5}};
    const double pearson = correlation.at("pearson_r");
    const double partial = correlation.at("partial_r");
    const double withControl = evaluate("r_length", ofControl);
    struct Reference
    {
        const NeuronAccumulators& sums;
        double value;
    };
    const std::map<std::string_view, Reference> correlations {
        {"r_length", {byFrequency, pearson}},
        {"r_frequency", {byFrequency, withControl}}, // which agrees with scipy in correlationIsScipys()
        {"r_position", {byPosition, withControl}},
        {"r_length_given_frequency", {byFrequency, partial}},
        {"r_length_given_frequency_position", {byPosition, partial}}, // frequency does not vary
        {"r_length_stratified", {byFrequency, pearson}}, // in its one stratum
        {"r_length_even", {byFrequency, 0.1}}, // as the units gave them
        {"r_length_odd", {byFrequency, -0.2}},
        {"p_length", {byFrequency, 0.25}}, // as they were tested; the tests have tests of their own
        {"p_length_beyond_frequency", {byFrequency, 0.5}},
    };
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        if (statistic.id == "q_length") { // of the whole run: setRunWideP() fills it
            QVERIFY(std::isnan(statistic.evaluate(byFrequency, 0)));
            continue;
        }
        const auto moment = t3.find(statistic.id);
        const auto reference = correlations.find(statistic.id);
        QVERIFY2(moment != t3.end() || reference != correlations.end(),
                 "a statistic without a reference case");
        const bool isMoment = moment != t3.end();
        const double expected = isMoment ? moment->second : reference->second.value;
        const double found = statistic.evaluate(isMoment ? sums : reference->second.sums, 0);
        // Extremes are kept as floats; everything else is double arithmetic on a few hundred values.
        const double tolerance = statistic.id == "min" || statistic.id == "max" ? 6e-8 : 1e-9;
        QVERIFY2(isClose(found, expected, tolerance), std::string(statistic.id).c_str());
    }
}

void TestNeuronStatistic::skewnessAndKurtosisAreScipys()
{
    for (const auto& one : test::statisticsCases("sample")) {
        const auto name = one.at("name").get<std::string>();
        const auto values = one.at("x").get<std::vector<double>>();
        const NeuronAccumulators sums = accumulate(values);
        QVERIFY2(isClose(evaluate("skewness", sums), one.at("skewness"), 1e-9), name.c_str());
        QVERIFY2(isClose(evaluate("kurtosis", sums), one.at("excess_kurtosis"), 1e-9), name.c_str());

        // The same through the vectorised path. Its inputs are rounded to float, 6e-8 each, which at a few
        // hundred values moves a fourth moment by less than 1e-6.
        const std::vector<float> rounded(values.begin(), values.end());
        const NeuronAccumulators fast = accumulate(rounded, std::vector<double>(rounded.size()));
        QVERIFY2(isClose(evaluate("skewness", fast), one.at("skewness"), 1e-6), name.c_str());
        QVERIFY2(isClose(evaluate("kurtosis", fast), one.at("excess_kurtosis"), 1e-6), name.c_str());
    }
}

void TestNeuronStatistic::correlationIsScipys()
{
    const auto cases = test::statisticsCases("correlation");
    QVERIFY(cases.size() >= 6);
    for (const auto& one : cases) {
        // r is symmetric. Lengths are small integers, exact as float activations; the other column keeps its
        // doubles as a feature. So no rounding of inputs is in the comparison.
        const NeuronAccumulators sums = accumulate(one.at("length").get<std::vector<float>>(),
                                                   one.at("activation").get<std::vector<double>>());
        QVERIFY(isClose(evaluate("r_length", sums), one.at("pearson_r"), 1e-9));
    }
}

void TestNeuronStatistic::isUndefinedWhereTooFewValues()
{
    const std::vector<double> values {1.0, 2.0, 4.0, 8.0};
    const std::map<std::string_view, std::size_t> smallest {{"mean", 1},        {"sd", 2},  {"skewness", 3},
                                                            {"kurtosis", 4},    {"min", 1}, {"max", 1},
                                                            {"active_share", 1}};
    for (const auto& [id, numNeeded] : smallest) {
        for (std::size_t count = 0; count <= values.size(); ++count) {
            const double found =
                evaluate(id,
                         accumulate(std::vector<double>(
                             values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count))));
            QCOMPARE(std::isnan(found), count < numNeeded);
        }
    }
    const std::vector<double> feature {1.0, 3.0};
    QVERIFY(std::isnan(evaluate("r_length", accumulate({1.0F}, {1.0}))));
    QCOMPARE(evaluate("r_length", accumulate({1.0F, 2.0F}, feature)), 1.0);
    QCOMPARE(evaluate("r_length", accumulate({2.0F, 1.0F}, feature)), -1.0);
}

void TestNeuronStatistic::isUndefinedForAConstantNeuron()
{
    // 0.1 is no binary fraction: a mean of many of them may be off by rounding, and must not become a spread.
    const std::vector<float> values(1000, 0.1F);
    std::vector<double> feature(values.size());
    std::ranges::generate(feature, [next = 0.0]() mutable { return next += 1; });
    const NeuronAccumulators sums = accumulate(values, feature);
    QCOMPARE(evaluate("mean", sums), static_cast<double>(0.1F));
    QCOMPARE(evaluate("sd", sums), 0.0);
    QVERIFY(std::isnan(evaluate("skewness", sums)));
    QVERIFY(std::isnan(evaluate("kurtosis", sums)));
    QVERIFY(std::isnan(evaluate("r_length", sums)));
}

void TestNeuronStatistic::isUndefinedForAConstantFeature()
{
    const NeuronAccumulators sums = accumulate({1.0F, 2.0F, 5.0F}, std::vector<double>(3, 0.1));
    QVERIFY(std::isnan(evaluate("r_length", sums)));
    QVERIFY(evaluate("sd", sums) > 0);
}

QTEST_GUILESS_MAIN(TestNeuronStatistic)
#include "tst_NeuronStatistic.moc"
