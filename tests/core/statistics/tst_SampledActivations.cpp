// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/RandomSample.h"
#include "core/statistics/SampledActivations.h"
#include "tests/core/statistics/StreamedActivations.h"

#include <QTest>

#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

constexpr std::uint64_t sampleSeed = 9;

SampledActivations keepAll(const TokenSample& sample, const Activations& activations)
{
    SampledActivations sampled(sample, activations.numNeurons, sampleSeed);
    sampled.keep(activations.view(0, activations.numTokens));
    return sampled;
}

/// The group's counts against values.
bool agrees(const StreamingHistogram& histogram, std::size_t group, const std::vector<float>& values)
{
    std::vector<double> edges;
    std::vector<std::int64_t> counts;
    const BinScale& scale = histogram.scale();
    for (std::int64_t bin = scale.firstBin(); bin <= scale.lastBin() + 1; ++bin) {
        edges.push_back(std::ldexp(static_cast<double>(bin), scale.exponent()));
    }
    for (std::int64_t bin = scale.firstBin(); bin <= scale.lastBin(); ++bin) {
        counts.push_back(histogram.count(group, bin));
    }
    return countsNearlyAgree(edges, counts, values, 1e-5);
}

/// Of what is drawn from these values.
Modality plainModality(const std::vector<float>& values, std::uint64_t seed)
{
    std::vector<double> drawn;
    for (const std::uint64_t index : sampleIndices(values.size(), maxModalityValues, seed)) {
        if (std::isfinite(values[index])) {
            drawn.push_back(values[index]);
        }
    }
    return measureModality(drawn, seed);
}

bool isNear(double a, double b)
{
    return std::abs(a - b) <= 1e-5 * std::max(1.0, std::abs(b)); // z is a float
}

} // namespace

class TestSampledActivations : public QObject
{
    Q_OBJECT

private slots:
    void countsZOfTheSample_data();
    void countsZOfTheSample();
    void leavesOutNeuronsWithoutZ();
    void measuresTheModalityOfWhatIsDrawn_data();
    void measuresTheModalityOfWhatIsDrawn();
    void countsFiniteValuesOnly();
    void hasNothingOfTokensThatHaveNotCome();
    void hasNothingOfAnEmptyGroup();
    void forgetsWhenCleared();
};

void TestSampledActivations::countsZOfTheSample_data()
{
    QTest::addColumn<int>("numTokens");
    QTest::addColumn<int>("numNeurons");
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("sd");
    QTest::newRow("all tokens") << 300 << 70 << 0.0 << 1.0;
    QTest::newRow("a part of the tokens") << 4000 << 64 << 0.0 << 1.0;
    QTest::newRow("far from 0") << 300 << 64 << 1e4 << 1.0;
    QTest::newRow("huge") << 300 << 64 << 0.0 << 1e30;
    QTest::newRow("so small that 1 / sd is no float") << 300 << 64 << 0.0 << 1e-42;
}

void TestSampledActivations::countsZOfTheSample()
{
    QFETCH(const int, numTokens);
    QFETCH(const int, numNeurons);
    QFETCH(const double, mean);
    QFETCH(const double, sd);
    const auto features = drawFeatures(static_cast<std::size_t>(numTokens));
    const Activations activations =
        drawActivations(*features, static_cast<std::size_t>(numNeurons), mean, sd, 1.0);
    const TokenSample sample = drawTokenSample(*features, 3);
    const StreamingHistogram histogram =
        keepAll(sample, activations).zHistogram(streamedMoments(activations, 0, activations.numTokens));
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        QVERIFY(agrees(histogram, group, plainSample(activations, *features, sample, group, true)));
    }
}

void TestSampledActivations::leavesOutNeuronsWithoutZ()
{
    const auto features = drawFeatures(200);
    Activations activations = drawActivations(*features, 66, 0.0, 1.0, 1.0);
    for (std::size_t token = 0; token < 200; ++token) {
        activations.at(token, 65) = 7.0F;
    }
    activations.at(20, 3) = notANumber;
    activations.at(199, 4) = infinity;
    const TokenSample sample = drawTokenSample(*features, 3); // all tokens
    const StreamingHistogram histogram =
        keepAll(sample, activations).zHistogram(streamedMoments(activations, 0, 200));
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        std::int64_t total = 0;
        for (std::int64_t bin = histogram.scale().firstBin(); bin <= histogram.scale().lastBin(); ++bin) {
            total += histogram.count(group, bin);
        }
        QCOMPARE(total, static_cast<std::int64_t>(features->groupSizes.at(group) * 63));
        const auto lengthGroup = static_cast<LengthGroup>(group);
        QCOMPARE(
            keepAll(sample, activations).zModality(lengthGroup, streamedMoments(activations, 0, 200)).numUsed,
            static_cast<std::uint64_t>(total));
    }
}

void TestSampledActivations::measuresTheModalityOfWhatIsDrawn_data()
{
    QTest::addColumn<int>("numTokens");
    QTest::newRow("all values") << 150;
    QTest::newRow("drawn values") << 1500;
}

void TestSampledActivations::measuresTheModalityOfWhatIsDrawn()
{
    QFETCH(const int, numTokens);
    const auto features = drawFeatures(static_cast<std::size_t>(numTokens));
    const Activations activations = drawActivations(*features, 100, 1.0, 2.0, 1.0);
    const TokenSample sample = drawTokenSample(*features, 3);
    const SampledActivations sampled = keepAll(sample, activations);
    const StreamingMoments moments = streamedMoments(activations, 0, activations.numTokens);
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const auto lengthGroup = static_cast<LengthGroup>(group);
        const std::vector<float> values = plainSample(activations, *features, sample, group, false);
        const Modality plain = plainModality(values, sampleSeed);
        const Modality found = sampled.modality(lengthGroup);
        QCOMPARE(found.numValues, static_cast<std::uint64_t>(values.size()));
        QCOMPARE(found.numUsed, std::min<std::uint64_t>(values.size(), maxModalityValues));
        QCOMPARE(found.dip.dip, plain.dip.dip);
        QCOMPARE(found.dip.p, plain.dip.p);
        QCOMPARE(found.bimodalityCoefficient, plain.bimodalityCoefficient);
        QCOMPARE(found.deltaBic(), plain.deltaBic());
        const Modality plainZ =
            plainModality(plainSample(activations, *features, sample, group, true), sampleSeed);
        const Modality foundZ = sampled.zModality(lengthGroup, moments);
        QCOMPARE(foundZ.numUsed, found.numUsed);
        QVERIFY(isNear(foundZ.dip.dip, plainZ.dip.dip));
        QVERIFY(isNear(foundZ.bimodalityCoefficient, plainZ.bimodalityCoefficient));
        QVERIFY(isNear(foundZ.single.component.mean, plainZ.single.component.mean));
        QVERIFY(isNear(foundZ.single.component.sd, plainZ.single.component.sd));
    }
}

void TestSampledActivations::countsFiniteValuesOnly()
{
    const auto features = drawFeatures(60);
    Activations activations = drawActivations(*features, 10, 0.0, 1.0, 1.0);
    for (std::size_t token = 0; token < 60; ++token) {
        activations.at(token, 2) = token % 2 == 0 ? notANumber : -infinity;
    }
    const TokenSample sample = drawTokenSample(*features, 3);
    const SampledActivations sampled = keepAll(sample, activations);
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const Modality modality = sampled.modality(static_cast<LengthGroup>(group));
        // All that there is has been looked at: nothing was drawn.
        QCOMPARE(modality.numUsed, static_cast<std::uint64_t>(features->groupSizes.at(group) * 9));
        QCOMPARE(modality.numValues, modality.numUsed);
    }
}

void TestSampledActivations::hasNothingOfTokensThatHaveNotCome()
{
    const auto features = drawFeatures(100);
    const Activations activations = drawActivations(*features, 64, 0.0, 1.0, 1.0);
    const TokenSample sample = drawTokenSample(*features, 3);
    SampledActivations sampled(sample, 64, sampleSeed);
    QVERIFY(sampled.zHistogram(StreamingMoments(64)).scale().isEmpty());
    QCOMPARE(sampled.modality(LengthGroup::Equal).numUsed, std::uint64_t {0});
    sampled.keep(activations.view(10, 30));
    std::uint64_t numUsed = 0;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        numUsed += sampled.modality(static_cast<LengthGroup>(group)).numUsed;
    }
    QCOMPARE(numUsed, std::uint64_t {30} * 64);
    const StreamingHistogram histogram = sampled.zHistogram(streamedMoments(activations, 10, 30));
    std::int64_t total = 0;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        for (std::int64_t bin = histogram.scale().firstBin(); bin <= histogram.scale().lastBin(); ++bin) {
            total += histogram.count(group, bin);
        }
    }
    QCOMPARE(total, std::int64_t {30} * 64);
}

void TestSampledActivations::hasNothingOfAnEmptyGroup()
{
    const auto features = featuresOf({2, 2, 2, 9});
    const TokenSample sample = drawTokenSample(*features, 1);
    const Activations activations = drawActivations(*features, 8, 0.0, 1.0, 1.0);
    const Modality none = keepAll(sample, activations).modality(LengthGroup::Shorter);
    QCOMPARE(none.numValues, std::uint64_t {0});
    QVERIFY(modalityVerdict(none, none.dip.p) == ModalityVerdict::Undefined);
}

void TestSampledActivations::forgetsWhenCleared()
{
    const auto features = drawFeatures(100);
    const TokenSample sample = drawTokenSample(*features, 3);
    SampledActivations sampled = keepAll(sample, drawActivations(*features, 64, 0.0, 1.0, 1.0));
    QVERIFY(sampled.modality(LengthGroup::Equal).numUsed > 0);
    sampled.clear();
    QCOMPARE(sampled.modality(LengthGroup::Equal).numUsed, std::uint64_t {0});
}

QTEST_GUILESS_MAIN(TestSampledActivations)
#include "tst_SampledActivations.moc"
