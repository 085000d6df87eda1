// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/TuningSums.h"
#include "tests/core/statistics/StreamedActivations.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

using Counts = std::vector<std::int64_t>;

std::vector<std::uint8_t> classesOf(const std::vector<std::int32_t>& lengths)
{
    std::vector<std::uint8_t> classes;
    classes.reserve(lengths.size());
    for (const std::int32_t length : lengths) {
        classes.push_back(TuningSums::classOf(length));
    }
    return classes;
}

Counts countsOf(const std::vector<std::uint8_t>& classes)
{
    Counts counts(TuningSums::numClasses);
    for (const std::uint8_t one : classes) {
        ++counts[one];
    }
    return counts;
}

void addAll(TuningSums& sums, const Activations& activations, const std::vector<std::uint8_t>& classes)
{
    forEachTile(activations, 0, activations.numTokens,
                [&](std::size_t block, std::size_t token, const ActivationTile& tile) {
                    sums.add(block, tile, std::span(classes).subspan(token, tile.numTokens));
                });
}

LengthTuning tuningOf(const Activations& activations, const std::vector<std::int32_t>& lengths)
{
    const std::vector<std::uint8_t> classes = classesOf(lengths);
    TuningSums sums(activations.numNeurons);
    addAll(sums, activations, classes);
    return sums.tuning(countsOf(classes), streamedMoments(activations, 0, activations.numTokens));
}

} // namespace

class TestTuningSums : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithThePlainDefinition_data();
    void agreesWithThePlainDefinition();
    void puts16AndLongerTogether();
    void leavesOutNeuronsWithoutZ();
    void hasNoStandardErrorOfOneNeuron();
    void hasNothingWhereNoNeuronHasZ();
    void forgetsWhenCleared();
    void takesTilesFromSeveralThreads();
};

void TestTuningSums::agreesWithThePlainDefinition_data()
{
    QTest::addColumn<int>("numNeurons");
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("sd");
    QTest::newRow("standard normal") << 64 << 0.0 << 1.0;
    QTest::newRow("a block that is not full") << 130 << 0.0 << 1.0;
    QTest::newRow("far from 0") << 70 << 1e4 << 1.0;
    QTest::newRow("huge") << 70 << 0.0 << 1e30;
    QTest::newRow("tiny") << 70 << 0.0 << 1e-30;
}

void TestTuningSums::agreesWithThePlainDefinition()
{
    QFETCH(const int, numNeurons);
    QFETCH(const double, mean);
    QFETCH(const double, sd);
    const auto features = drawFeatures(700);
    const Activations activations =
        drawActivations(*features, static_cast<std::size_t>(numNeurons), mean, sd, 1.0);
    const LengthTuning tuning = tuningOf(activations, features->length);
    const PlainTuning expected = plainTuning(activations, features->length);
    QCOMPARE(tuning.length, expected.length);
    QCOMPARE(tuning.count, expected.count);
    for (std::size_t i = 0; i < expected.length.size(); ++i) {
        QVERIFY(std::abs(tuning.mean[i] - expected.mean[i]) < 1e-9);
        QVERIFY(std::abs(tuning.standardError[i] - expected.standardError[i]) < 1e-9);
    }
}

void TestTuningSums::puts16AndLongerTogether()
{
    QCOMPARE(TuningSums::classOf(0), std::uint8_t {0});
    QCOMPARE(TuningSums::classOf(15), std::uint8_t {15});
    QCOMPARE(TuningSums::classOf(16), std::uint8_t {16});
    QCOMPARE(TuningSums::classOf(17), std::uint8_t {16});
    QCOMPARE(TuningSums::classOf(1000), std::uint8_t {16});
    const std::vector<std::int32_t> lengths {16, 3, 300, 3, 15, 17, 0};
    const Activations activations = drawActivations(*featuresOf(lengths), 64, 0.0, 1.0, 1.0);
    const LengthTuning tuning = tuningOf(activations, lengths);
    QCOMPARE(tuning.length, (std::vector<std::int32_t> {0, 3, 15, 16}));
    QCOMPARE(tuning.count, (std::vector<std::int64_t> {1, 2, 1, 3}));
    const PlainTuning expected = plainTuning(activations, lengths);
    QVERIFY(std::abs(tuning.mean.back() - expected.mean.back()) < 1e-12);
}

void TestTuningSums::leavesOutNeuronsWithoutZ()
{
    const auto features = drawFeatures(300);
    Activations activations = drawActivations(*features, 70, 0.0, 1.0, 1.0);
    activations.at(7, 3) = notANumber;
    activations.at(200, 64) = infinity;
    activations.at(0, 65) = -infinity;
    for (std::size_t token = 0; token < 300; ++token) {
        activations.at(token, 9) = 0.1F; // constant
    }
    // The same without these columns.
    Activations clean {.numTokens = 300, .numNeurons = 66, .values = {}};
    for (std::size_t token = 0; token < 300; ++token) {
        for (std::size_t neuron = 0; neuron < 70; ++neuron) {
            if (neuron != 3 && neuron != 9 && neuron != 64 && neuron != 65) {
                clean.values.push_back(activations.at(token, neuron));
            }
        }
    }
    const LengthTuning tuning = tuningOf(activations, features->length);
    const PlainTuning expected = plainTuning(clean, features->length);
    QCOMPARE(tuning.count, expected.count);
    for (std::size_t i = 0; i < expected.length.size(); ++i) {
        QVERIFY(std::abs(tuning.mean[i] - expected.mean[i]) < 1e-12);
        QVERIFY(std::abs(tuning.standardError[i] - expected.standardError[i]) < 1e-12);
    }
}

void TestTuningSums::hasNoStandardErrorOfOneNeuron()
{
    const auto features = drawFeatures(100);
    const LengthTuning tuning = tuningOf(drawActivations(*features, 1, 0.0, 1.0, 1.0), features->length);
    QVERIFY(!tuning.mean.empty());
    QVERIFY(std::ranges::all_of(tuning.mean, [](double mean) { return std::isfinite(mean); }));
    QVERIFY(std::ranges::all_of(tuning.standardError, [](double error) { return std::isnan(error); }));
}

void TestTuningSums::hasNothingWhereNoNeuronHasZ()
{
    const auto features = drawFeatures(100);
    const LengthTuning tuning = tuningOf(
        {.numTokens = 100, .numNeurons = 64, .values = std::vector<float>(6400, 2.5F)}, features->length);
    QVERIFY(tuning.length.empty() && tuning.mean.empty() && tuning.standardError.empty()
            && tuning.count.empty());
}

void TestTuningSums::forgetsWhenCleared()
{
    const auto features = drawFeatures(200);
    const std::vector<std::uint8_t> classes = classesOf(features->length);
    Activations before = drawActivations(*features, 70, 5.0, 3.0, 1.0);
    before.at(3, 4) = notANumber;
    const Activations after = drawActivations(*features, 70, 0.0, 1.0, 1.0);
    TuningSums sums(70);
    addAll(sums, before, classes);
    sums.clear();
    addAll(sums, after, classes);
    const StreamingMoments moments = streamedMoments(after, 0, 200);
    QCOMPARE(sums.tuning(countsOf(classes), moments).mean, tuningOf(after, features->length).mean);
}

void TestTuningSums::takesTilesFromSeveralThreads()
{
    const auto features = drawFeatures(1024);
    const std::vector<std::uint8_t> classes = classesOf(features->length);
    const Activations activations = drawActivations(*features, 64, 0.0, 1.0, 1.0);
    const LengthTuning expected = tuningOf(activations, features->length);
    TuningSums sums(64);
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            forEachTile(activations, thread * 256, 256,
                        [&](std::size_t block, std::size_t token, const ActivationTile& tile) {
                            sums.add(block, tile, std::span(classes).subspan(token, tile.numTokens));
                        });
        });
    }
    threads.clear();
    const LengthTuning tuning = sums.tuning(countsOf(classes), streamedMoments(activations, 0, 1024));
    for (std::size_t i = 0; i < expected.mean.size(); ++i) {
        QVERIFY(std::abs(tuning.mean[i] - expected.mean[i]) < 1e-12);
    }
}

QTEST_GUILESS_MAIN(TestTuningSums)
#include "tst_TuningSums.moc"
