// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FrequencyControl.h"
#include "core/statistics/NeuronStatistic.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace bathyscope;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

LayerSummary layerOf(std::size_t numNeurons)
{
    LayerSummary layer;
    layer.numNeurons = numNeurons;
    layer.columns.assign(neuronStatistics().size(), std::vector<double>(numNeurons, absent));
    return layer;
}

void set(LayerSummary& layer, std::string_view id, std::vector<double> values)
{
    layer.columns.at(neuronStatisticIndex(id).value()) = std::move(values);
}

} // namespace

class TestFrequencyControl : public QObject
{
    Q_OBJECT

private slots:
    void takesMediansOverNeurons();
    void countsDiscoveriesAndWhatIsBeyond();
    void hasNothingOfALayerWithoutCorrelations();
    void correlatesLengthWithFrequency();
};

void TestFrequencyControl::takesMediansOverNeurons()
{
    LayerSummary layer = layerOf(4);
    set(layer, "r_length", {0.3, -0.5, absent, 0.1});
    set(layer, "r_length_given_frequency", {0.2, -0.1, absent, 0.4});
    set(layer, "r_length_given_frequency_position", {0.1, 0.2, absent, absent});
    set(layer, "r_length_stratified", {-0.1, -0.6, absent, -0.2});
    const FrequencyControl control = frequencyControl(layer, 0.05);
    QCOMPARE(control.raw, 0.1);
    QCOMPARE(control.rawSize, 0.3);
    QCOMPARE(control.givenFrequency, 0.2);
    QCOMPARE(control.givenFrequencySize, 0.2);
    QVERIFY(std::abs(control.givenFrequencyPosition - 0.15) < 1e-15);
    QCOMPARE(control.stratified, -0.2);
    QCOMPARE(control.stratifiedSize, 0.2);
    QCOMPARE(control.numTested, std::size_t {0}); // no q
}

void TestFrequencyControl::countsDiscoveriesAndWhatIsBeyond()
{
    LayerSummary layer = layerOf(6);
    set(layer, "q_length", {0.01, 0.04, 0.06, 0.9, absent, 0.02});
    set(layer, "p_length_beyond_frequency", {0.01, 0.2, 0.02, 0.9, absent, 0.05});
    const FrequencyControl control = frequencyControl(layer, 0.05);
    QCOMPARE(control.numTested, std::size_t {5});
    QCOMPARE(control.numDiscoveries, std::size_t {3});
    QCOMPARE(control.numBeyond, std::size_t {2}); // below 0.05, not at it
    QCOMPARE(control.beyondShare(), 2 / static_cast<double>(control.numTested));
    QCOMPARE(control.numDiscoveriesBeyond, std::size_t {1});
    QCOMPARE(control.discoveriesBeyondShare(), 1 / 3.0);
    QCOMPARE(frequencyControl(layer, 0.03).numDiscoveries, std::size_t {2});
    set(layer, "p_length_beyond_frequency", std::vector<double>(6, absent)); // not computed: that is not none
    const FrequencyControl untested = frequencyControl(layer, 0.05);
    QVERIFY(std::isnan(untested.beyondShare()) && std::isnan(untested.discoveriesBeyondShare()));
}

void TestFrequencyControl::hasNothingOfALayerWithoutCorrelations()
{
    const FrequencyControl control = frequencyControl(layerOf(3), 0.05);
    QVERIFY(std::isnan(control.raw) && std::isnan(control.rawSize) && std::isnan(control.stratified));
    QCOMPARE(control.numDiscoveries, std::size_t {0});
}

void TestFrequencyControl::correlatesLengthWithFrequency()
{
    TokenFeatures features;
    features.length = {1, 2, 3, 4, 100};
    features.frequency = {2, 1, 4, 3, -50};
    features.isExcluded = {0, 0, 0, 0, 1};
    QVERIFY(std::abs(lengthFrequencyCorrelation(features) - 0.6) < 1e-15); // by hand: 3 / √(5 · 5)
    features.frequency = {1, 1, 1, 1, 7};
    QVERIFY(std::isnan(lengthFrequencyCorrelation(features)));
}

QTEST_GUILESS_MAIN(TestFrequencyControl)
#include "tst_FrequencyControl.moc"
