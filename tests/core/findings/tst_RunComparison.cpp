// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/files/ConclusionsJson.h"
#include "core/findings/RunComparison.h"
#include "core/statistics/Distance.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/statistics/QuantileFunction.h"
#include "core/support/RandomGenerator.h"
#include "tests/core/analysis/MadeUpRun.h"
#include "tests/support/ScriptedRun.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <string>

using namespace bathyscope;
using test::ScriptedRun;

namespace {

std::shared_ptr<const AnalysisSnapshot> runOf(std::size_t numLayers, std::size_t numNeurons = 512)
{
    return ScriptedRun({.modelName = "made-up", .numLayers = numLayers, .numNeurons = numNeurons}).finished();
}

void setColumn(LayerSummary& layer, std::string_view id, std::vector<double> values)
{
    layer.columns.at(neuronStatisticIndex(id).value()) = std::move(values);
}

/// A run whose r differ between texts by noise: halves of the text carry twice its variance.
std::shared_ptr<const AnalysisSnapshot> noisyRun(const AnalysisSnapshot& model, double noise,
                                                 std::uint64_t seed)
{
    RandomGenerator generator(seed);
    auto run = std::make_shared<AnalysisSnapshot>(model);
    for (auto& layer : run->layers) {
        auto noisy = std::make_shared<LayerSummary>(*layer);
        const std::vector<double>& truth = layer->column("r_length");
        std::vector<double> even;
        std::vector<double> odd;
        std::vector<double> all;
        // A shift that all neurons of a layer share: a text moves them together.
        const double evenShift = std::sqrt(2.0) * noise * test::roughlyNormal(generator);
        const double oddShift = std::sqrt(2.0) * noise * test::roughlyNormal(generator);
        for (const double r : truth) {
            even.push_back(r + evenShift);
            odd.push_back(r + oddShift);
            all.push_back(r + (evenShift + oddShift) / 2);
        }
        setColumn(*noisy, "r_length", std::move(all));
        setColumn(*noisy, "r_length_even", std::move(even));
        setColumn(*noisy, "r_length_odd", std::move(odd));
        layer = std::move(noisy);
    }
    return run;
}

} // namespace

class TestRunComparison : public QObject
{
    Q_OBJECT

private slots:
    void aRunComparedWithItselfIsNoDistanceApart();
    void distancesAreThoseOfTheLayers();
    void depthIsRelative();
    void quantilesAreInterpolatedBetweenLayers();
    void aKnownShiftIsTheDistance();
    void twoTextsOnOneModelLieAtTheFloor();
    void theOrderOfTheRunsDoesNotMatter();
    void saysWhatDiffers();
    void comparesAsFarAsBothRunsHaveCome();
    void aRunOfOneLayerHasNoProfile();
    void writesJson();
};

void TestRunComparison::aRunComparedWithItselfIsNoDistanceApart()
{
    const auto run = runOf(12);
    const RunComparison comparison = compareRuns(*run, *run);
    QCOMPARE(comparison.depths.size(), std::size_t {12});
    for (const DepthComparison& at : comparison.depths) {
        QCOMPARE(at.distance, 0.0);
        QCOMPARE(at.low, 0.0);
        QVERIFY(at.high > 0);
        QVERIFY(at.floor > 0);
        QCOMPARE(at.median[0], at.median[1]);
    }
    QCOMPARE(comparison.medianCorrelation, 1.0);
    QCOMPARE(comparison.rangeCorrelation, 1.0);
    QVERIFY(comparison.differences.empty());
}

void TestRunComparison::distancesAreThoseOfTheLayers()
{
    const auto first = runOf(12);
    const auto second = runOf(12, 300);
    const RunComparison comparison = compareRuns(*first, *second);
    for (std::size_t layer = 0; layer < 12; ++layer) {
        const auto sorted = [layer](const AnalysisSnapshot& run) {
            return sortedWithoutNaN(run.layers[layer]->column("r_length"));
        };
        const DepthComparison& at = comparison.depths[layer];
        QCOMPARE(at.distance, wassersteinDistance(sorted(*first), sorted(*second)));
        QVERIFY(at.low <= at.distance && at.distance <= at.high);
        QCOMPARE(at.otherLayer, static_cast<double>(layer));
    }
}

void TestRunComparison::depthIsRelative()
{
    const RunComparison comparison = compareRuns(*runOf(24), *runOf(12));
    QCOMPARE(comparison.depths.size(), std::size_t {12});
    QCOMPARE(comparison.depths.front().otherLayer, 0.0);
    QCOMPARE(comparison.depths.back().otherLayer, 23.0); // last meets last
    QCOMPARE(comparison.depths[1].depth, 1.0 / 11);
    QCOMPARE(comparison.depths[1].otherLayer, 23.0 / 11);
    QCOMPARE(comparison.runs[0].boundaries.size(), std::size_t {2}); // in the order given
    QCOMPARE(comparison.runs[0].boundaries[0], 0.5 / 23);
    QCOMPARE(comparison.runs[1].boundaries[0], 0.5 / 11);
}

void TestRunComparison::quantilesAreInterpolatedBetweenLayers()
{
    const std::vector<double> from {0, 1, 2, 3};
    const std::vector<double> to {4, 5, 6, 9};
    QCOMPARE(interpolatedSample(from, to, 0.0), from);
    QCOMPARE(interpolatedSample(from, to, 1.0), to);
    QCOMPARE(interpolatedSample(from, to, 0.25), (std::vector<double> {1, 2, 3, 4.5}));
    QCOMPARE(interpolatedSample(from, std::vector<double> {10, 20}, 0.0).size(), std::size_t {2});
}

void TestRunComparison::aKnownShiftIsTheDistance()
{
    const auto run = runOf(12);
    auto shifted = std::make_shared<AnalysisSnapshot>(*run);
    for (auto& layer : shifted->layers) {
        auto moved = std::make_shared<LayerSummary>(*layer);
        std::vector<double> r = layer->column("r_length");
        std::ranges::for_each(r, [](double& value) { value += 0.03; });
        setColumn(*moved, "r_length", std::move(r));
        layer = std::move(moved);
    }
    for (const DepthComparison& at : compareRuns(*run, *shifted).depths) {
        QVERIFY(std::abs(at.distance - 0.03) < 1e-12);
        QVERIFY(std::abs(at.median[1] - at.median[0] - 0.03) < 1e-12);
        QVERIFY(std::abs(at.range[1] - at.range[0]) < 1e-12);
    }
}

/// Over many layers the mean distance of two texts is that of the floor.
void TestRunComparison::twoTextsOnOneModelLieAtTheFloor()
{
    const auto model = runOf(48, 200);
    double distance = 0;
    double floor = 0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const RunComparison comparison =
            compareRuns(*noisyRun(*model, 0.01, seed), *noisyRun(*model, 0.01, 100 + seed));
        for (const DepthComparison& at : comparison.depths) {
            distance += at.distance * at.distance;
            floor += at.floor * at.floor;
        }
    }
    // 288 squares of normal numbers on either side: 8 % each of standard error.
    QVERIFY2(std::abs(distance / floor - 1) < 0.35, qPrintable(QString::number(distance / floor)));
}

void TestRunComparison::theOrderOfTheRunsDoesNotMatter()
{
    const auto one = runOf(12);
    const auto other = runOf(24);
    const RunComparison there = compareRuns(*one, *other);
    const RunComparison back = compareRuns(*other, *one);
    QCOMPARE(there.medianCorrelation, back.medianCorrelation);
    for (std::size_t i = 0; i < there.depths.size(); ++i) {
        QVERIFY(std::abs(there.depths[i].distance - back.depths[i].distance) < 1e-15);
        QCOMPARE(there.depths[i].median[0], back.depths[i].median[1]);
        QCOMPARE(there.depths[i].floor, back.depths[i].floor);
    }
}

void TestRunComparison::saysWhatDiffers()
{
    const auto run = runOf(12);
    auto info = std::make_shared<RunInfo>(*run->info);
    info->textSha256 = "another";
    info->hook = HookPoint::MlpPost;
    info->hasRandomWeights = true;
    info->tokenOptions.skipsFirst = true;
    info->frequency.source = FrequencySource::BpeRank;
    info->windowLength = 128;
    info->splitsDocuments = true;
    info->precision = PrecisionChoice::Bfloat16;
    info->falseDiscoveryRate = 0.1;
    auto other = std::make_shared<AnalysisSnapshot>(*run);
    other->info = info;
    other->layers.back() = nullptr;
    const RunComparison comparison = compareRuns(*run, *other);
    std::vector<std::string_view> ids;
    for (const RunDifference& difference : comparison.differences) {
        ids.push_back(difference.id);
    }
    const std::vector<std::string_view> expectedIds {
        "text",           "window", "split_documents", "hook",          "precision",
        "random_weights", "tests",  "frequency",       "token_options", "unfinished"};
    QVERIFY(ids == expectedIds);
}

void TestRunComparison::comparesAsFarAsBothRunsHaveCome()
{
    const ScriptedRun script({.numLayers = 24});
    const RunComparison comparison = compareRuns(*runOf(12), *script.snapshot(9)); // layers 0 … 8
    QCOMPARE(comparison.depths.size(), std::size_t {4}); // depths up to 8 / 23
    QCOMPARE(comparison.depths.back().layer, std::size_t {3});
    QVERIFY(std::isfinite(comparison.medianCorrelation));
}

void TestRunComparison::aRunOfOneLayerHasNoProfile()
{
    const RunComparison comparison = compareRuns(*runOf(1), *runOf(12));
    QCOMPARE(comparison.depths.size(), std::size_t {1});
    QCOMPARE(comparison.depths.front().depth, 0.0);
    QVERIFY(std::isnan(comparison.medianCorrelation) && std::isnan(comparison.rangeCorrelation));
}

void TestRunComparison::writesJson()
{
    const auto one = runOf(1);
    const auto other = runOf(12, 300);
    const auto json = comparisonJson(compareRuns(*one, *other), *one, *other);
    const auto& deeper = json.at("runs").at(1);
    QCOMPARE(deeper.at("layers").get<int>(), 12);
    QCOMPARE(deeper.at("hook").get<std::string>(), std::string("mlp.hook_pre"));
    QCOMPARE(deeper.at("profile").size(), std::size_t {12});
    const auto& profile = deeper.at("profile").at(11);
    QCOMPARE(profile.at("depth").get<double>(), 1.0);
    QCOMPARE(profile.at("median").get<double>(), other->layers[11]->rMedian);
    QCOMPARE(profile.at("given_frequency").get<double>(),
             frequencyControl(*other->layers[11], defaultFalseDiscoveryRate).givenFrequency);
    QVERIFY(profile.at("beyond_frequency_share").get<double>() >= 0);
    std::map<std::string, nlohmann::json> measures;
    for (const auto& measure : json.at("measures")) {
        QVERIFY(!measure.at("name").get<std::string>().empty());
        measures[measure.at("id").get<std::string>()] = measure;
    }
    QVERIFY(measures.at("median_rho").at("value").is_null());
    QCOMPARE(measures.at("neurons").at("values").at(1).get<int>(), 300);
    QCOMPARE(measures.at("zone_boundaries").at("values").at(1).size(), std::size_t {2});
    QVERIFY(measures.at("zone_boundaries").at("values").at(0).is_array());
    QVERIFY(measures.at("zone_boundaries").at("values").at(0).empty());
    QCOMPARE(json.at("depths").size(), std::size_t {1});
    QVERIFY(json.at("depths").at(0).at("distance").get<double>() > 0);
    QCOMPARE(json.at("differences").size(), std::size_t {0});
}

QTEST_GUILESS_MAIN(TestRunComparison)
#include "tst_RunComparison.moc"
