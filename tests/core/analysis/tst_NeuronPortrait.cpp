// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/NeuronPortrait.h"
#include "core/support/RandomGenerator.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <omp.h>

using namespace bathyscope;

namespace {

/// Tokens of the given lengths, all of different types unless ids are given, in windows of `windowLength`.
RunInfo infoOf(std::vector<std::int32_t> lengths, std::size_t windowLength, std::vector<TokenId> ids = {},
               std::vector<std::uint8_t> isExcluded = {})
{
    if (ids.empty()) {
        ids.resize(lengths.size());
        std::iota(ids.begin(), ids.end(), 0);
    }
    RunInfo info;
    info.seed = 1;
    info.windows = TokenWindows::cut(std::move(ids), windowLength);
    info.features = std::make_shared<const TokenFeatures>(
        makeTokenFeatures(info.windows, std::move(lengths), std::move(isExcluded)));
    return info;
}

/// A text of 4,000 tokens and a neuron that likes short ones and has two peaks for them.
struct Example
{
    Example()
    {
        RandomGenerator random(11);
        std::vector<std::int32_t> lengths;
        std::vector<TokenId> ids;
        for (std::size_t i = 0; i < 4000; ++i) {
            ids.push_back(static_cast<TokenId>(random.below(300)));
            lengths.push_back(1 + ids.back() % 20);
            const double bell = random.uniform() + random.uniform() + random.uniform() - 1.5;
            const bool isShort = lengths.back() < 10;
            const double peak = isShort && random.below(2) == 0 ? 4 : 0;
            values.push_back(static_cast<float>(bell + peak - 0.1 * lengths.back()));
        }
        info = infoOf(lengths, 100, ids);
    }

    RunInfo info;
    std::vector<float> values;
};

} // namespace

class TestNeuronPortrait : public QObject
{
    Q_OBJECT

private slots:
    void meansAreThoseOfTheTokensOfALength();
    void joinsVeryLongTokens();
    void firstPositionStandsAlone();
    void positionsOfShortWindowsAreNotJoined();
    void histogramHoldsEveryTokenOfItsGroup();
    void findsThePeaksOfAGroup();
    void dipIsThatOfAllTokens();
    void listsExtremesInOrder();
    void listsFewTokensOfOneType();
    void leavesOutWhatTheRunLeavesOut();
    void countsWhatIsNotFinite();
    void constantNeuronHasAPortrait();
    void isTheSameForAnyNumberOfThreads();
};

void TestNeuronPortrait::meansAreThoseOfTheTokensOfALength()
{
    const NeuronPortrait portrait = portrayNeuron({1, 2, 10, 3, 20, 30}, infoOf({2, 2, 5, 2, 5, 5}, 6));
    QCOMPARE(portrait.byLength.x, (std::vector<double> {2, 5}));
    QCOMPARE(portrait.byLength.mean, (std::vector<double> {2, 20}));
    QCOMPARE(portrait.byLength.count, (std::vector<std::size_t> {3, 3}));
    // t(0.975, 2) · sd / √3, sd = 1 and 10
    QVERIFY(std::abs(portrait.byLength.high[0] - 2 - 4.302652730 / std::sqrt(3.0)) < 1e-9);
    QVERIFY(std::abs(20 - portrait.byLength.low[1] - 43.02652730 / std::sqrt(3.0)) < 1e-8);
}

void TestNeuronPortrait::joinsVeryLongTokens()
{
    const NeuronPortrait portrait = portrayNeuron({1, 2, 3}, infoOf({4, longestTunedLength, 90}, 3));
    QCOMPARE(portrait.byLength.x, (std::vector<double> {4, longestTunedLength}));
    QCOMPARE(portrait.byLength.mean, (std::vector<double> {1, 2.5}));
    QVERIFY(std::isnan(portrait.byLength.low[0]));
}

void TestNeuronPortrait::firstPositionStandsAlone()
{
    const std::size_t numTokens = 1024;
    std::vector<float> values(numTokens);
    for (std::size_t i = 0; i < numTokens; ++i) {
        values[i] = i % 512 == 0 ? 100 : static_cast<float>(i % 512);
    }
    const NeuronPortrait portrait =
        portrayNeuron(values, infoOf(std::vector<std::int32_t>(numTokens, 3), 512));
    const ActivationProfile& profile = portrait.byPosition;
    QCOMPARE(profile.x.size(), std::size_t {33});
    QCOMPARE(profile.x.front(), 0.0);
    QCOMPARE(profile.mean.front(), 100.0);
    QCOMPARE(profile.count.front(), std::size_t {2});
    for (std::size_t i = 1; i < profile.x.size(); ++i) {
        QVERIFY(std::abs(profile.mean[i] - profile.x[i]) < 1e-9);
    }
    QCOMPARE(std::accumulate(profile.count.begin(), profile.count.end(), std::size_t {0}), numTokens);
}

void TestNeuronPortrait::positionsOfShortWindowsAreNotJoined()
{
    const NeuronPortrait portrait = portrayNeuron({1, 2, 3, 4, 5}, infoOf({1, 2, 3, 4, 5}, 3));
    QCOMPARE(portrait.byPosition.x, (std::vector<double> {0, 1, 2}));
    QCOMPARE(portrait.byPosition.mean, (std::vector<double> {2.5, 3.5, 3}));
}

void TestNeuronPortrait::histogramHoldsEveryTokenOfItsGroup()
{
    const Example example;
    const NeuronPortrait portrait = portrayNeuron(example.values, example.info);
    QCOMPARE(portrait.numUsed, std::size_t {4000});
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const auto& counts = portrait.histogram.counts.at(group);
        QCOMPARE(std::accumulate(counts.begin(), counts.end(), std::int64_t {0}),
                 static_cast<std::int64_t>(example.info.features->groupSizes.at(group)));
        QCOMPARE(portrait.modality.at(group).measured.numValues, example.info.features->groupSizes.at(group));
    }
    const auto [least, most] = std::ranges::minmax(example.values);
    QVERIFY(portrait.histogram.edges.front() <= least && portrait.histogram.edges.back() > most);
}

void TestNeuronPortrait::findsThePeaksOfAGroup()
{
    const Example example;
    const NeuronPortrait portrait = portrayNeuron(example.values, example.info);
    QCOMPARE(portrait.modality[0].verdict(), ModalityVerdict::Bimodal);
    QCOMPARE(portrait.modality[2].verdict(), ModalityVerdict::UnimodalNotRejected);
}

void TestNeuronPortrait::dipIsThatOfAllTokens()
{
    const Example example;
    const NeuronPortrait portrait = portrayNeuron(example.values, example.info);
    const DipTest expected = dipTest({example.values.begin(), example.values.end()});
    QCOMPARE(portrait.dip.dip, expected.dip);
    QCOMPARE(portrait.dip.p, expected.p);
}

void TestNeuronPortrait::listsExtremesInOrder()
{
    const NeuronPortrait portrait = portrayNeuron({3, 1, 4, 1, 5}, infoOf({1, 2, 3, 4, 5}, 5));
    QCOMPARE(portrait.highest, (std::vector<std::size_t> {4, 2, 0, 1, 3}));
    QCOMPARE(portrait.lowest, (std::vector<std::size_t> {1, 3, 0, 2, 4}));
}

void TestNeuronPortrait::listsFewTokensOfOneType()
{
    const Example example;
    // Type 7 has the highest activations of all; there are enough others.
    std::vector<float> values = example.values;
    std::vector<std::size_t> ofSeven;
    for (std::size_t token = 0; token < values.size(); ++token) {
        if (example.info.windows.ids()[token] == 7) {
            values[token] += 100;
            ofSeven.push_back(token);
        }
    }
    QVERIFY(ofSeven.size() > maxExtremesOfType);
    const NeuronPortrait portrait = portrayNeuron(values, example.info);
    for (const auto* list : {&portrait.highest, &portrait.lowest}) {
        QCOMPARE(list->size(), maxExtremeTokens);
        std::map<TokenId, std::size_t> numOfType;
        for (const std::size_t token : *list) {
            QVERIFY(++numOfType[example.info.windows.ids()[token]] <= maxExtremesOfType);
        }
    }
    const auto isAhead = [&values](std::size_t a, std::size_t b) { return values[a] > values[b]; };
    QVERIFY(std::ranges::is_sorted(portrait.highest, isAhead));
    std::ranges::sort(ofSeven, isAhead);
    QCOMPARE(portrait.highest[0], ofSeven[0]);
    QCOMPARE(portrait.highest[1], ofSeven[1]);
    // The third is the highest of another type.
    std::size_t expected = 0;
    while (example.info.windows.ids()[expected] == 7) {
        ++expected;
    }
    for (std::size_t token = 0; token < values.size(); ++token) {
        if (example.info.windows.ids()[token] != 7 && values[token] > values[expected]) {
            expected = token;
        }
    }
    QCOMPARE(portrait.highest[2], expected);
}

void TestNeuronPortrait::leavesOutWhatTheRunLeavesOut()
{
    const NeuronPortrait portrait =
        portrayNeuron({900, 1, 2, 800, 3, 4}, infoOf({1, 2, 3, 1, 2, 3}, 3, {}, {1, 0, 0, 1, 0, 0}));
    QCOMPARE(portrait.numUsed, std::size_t {4});
    QCOMPARE(portrait.values.size(), std::size_t {6});
    QCOMPARE(portrait.highest, (std::vector<std::size_t> {5, 4, 2, 1}));
    QCOMPARE(portrait.byLength.x, (std::vector<double> {2, 3}));
    QCOMPARE(portrait.byPosition.x, (std::vector<double> {1, 2}));
    QVERIFY(portrait.histogram.edges.back() < 5);
}

void TestNeuronPortrait::countsWhatIsNotFinite()
{
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const NeuronPortrait portrait =
        portrayNeuron({1, std::nanf(""), -infinity, 2, 3, infinity}, infoOf({1, 2, 3, 4, 5, 6}, 6));
    QCOMPARE(portrait.numNonFinite, std::size_t {3});
    QCOMPARE(portrait.numUsed, std::size_t {3});
    QCOMPARE(portrait.highest, (std::vector<std::size_t> {4, 3, 0}));

    const NeuronPortrait nothing = portrayNeuron(std::vector<float>(4, infinity), infoOf({1, 2, 3, 4}, 4));
    QCOMPARE(nothing.numUsed, std::size_t {0});
    QVERIFY(nothing.highest.empty() && nothing.byLength.x.empty() && nothing.histogram.edges.empty());
}

void TestNeuronPortrait::constantNeuronHasAPortrait()
{
    const NeuronPortrait portrait =
        portrayNeuron(std::vector<float>(50, 0.25F), infoOf(std::vector<std::int32_t>(50, 3), 10));
    QCOMPARE(portrait.byLength.mean, std::vector<double> {0.25});
    QCOMPARE(portrait.byLength.high, std::vector<double> {0.25});
    QCOMPARE(portrait.modality[1].verdict(), ModalityVerdict::Undefined);
    QCOMPARE(portrait.highest.size(), maxExtremeTokens);
}

void TestNeuronPortrait::isTheSameForAnyNumberOfThreads()
{
    const Example example;
    const int before = omp_get_max_threads();
    omp_set_num_threads(1);
    const NeuronPortrait alone = portrayNeuron(example.values, example.info);
    omp_set_num_threads(4);
    const NeuronPortrait together = portrayNeuron(example.values, example.info);
    omp_set_num_threads(before);
    QCOMPARE(alone.byLength.mean, together.byLength.mean);
    QCOMPARE(alone.byPosition.high, together.byPosition.high);
    QCOMPARE(alone.histogram.counts, together.histogram.counts);
    QCOMPARE(alone.modality[0].measured.deltaBic(), together.modality[0].measured.deltaBic());
    QCOMPARE(alone.highest, together.highest);
}

QTEST_GUILESS_MAIN(TestNeuronPortrait)
#include "tst_NeuronPortrait.moc"
