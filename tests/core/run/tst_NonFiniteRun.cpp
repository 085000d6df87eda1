// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/files/RunFile.h"
#include "core/files/RunTables.h"
#include "core/findings/NonFiniteRemark.h"
#include "core/findings/RunComparison.h"
#include "core/run/AnalysisRun.h"
#include "core/run/Capture.h"
#include "core/statistics/NeuronStatistic.h"
#include "tests/support/CapturedLog.h"
#include "tests/support/ChangedSample.h"
#include "tests/support/SampleRequest.h"
#include "tests/support/TemporaryFolder.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

constexpr std::size_t numTokens = 1024;

/// One thread, so that what is finite comes out the same to the last bit.
std::shared_ptr<const AnalysisSnapshot> runOf(const std::filesystem::path& model)
{
    AnalysisRequest request = sampleRequest(numTokens, 64);
    request.modelFolder = model;
    request.numThreads = 1;
    request.numPermutations = 20;
    RecordingObserver observer;
    return runAnalysis(request, {}, observer);
}

bool same(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b,
                              [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

const Finding& findingOf(const AnalysisSnapshot& run, std::string_view id)
{
    return *std::ranges::find(run.findings, id, &Finding::id);
}

std::int64_t pooledCount(const LayerSummary& layer)
{
    std::int64_t count = 0;
    for (const auto& group : layer.histograms[static_cast<std::size_t>(ObservationUnit::Pooled)].counts) {
        count = std::accumulate(group.begin(), group.end(), count);
    }
    return count;
}

/// Neuron 7 of the last layer: `weight` in all its weights.
void setNeuronOfLastLayer(SafetensorsParts& weights, float weight)
{
    const std::string tensor = "transformer.h.11.mlp.c_fc.weight";
    toBfloat16(weights, tensor);
    constexpr std::size_t width = 128;
    for (std::size_t i = 0; i < width; ++i) {
        setBfloat16(weights, tensor, 7 * width + i, i % 2 == 0 ? weight : -weight);
    }
}

} // namespace

class TestNonFiniteRun : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void countsWhatOverflowsAndKeepsTheRest();
    void saysItOnceEarlyAndOnceAtTheEnd();
    void findingsLeaveItOutAndNameIt();
    void keepsTheCountsInTheFile();
    void opensFilesThatDoNotSayAtHowManyTokens();
    void oneNeuronSpoilsNoOther();
    void hugeNumbersSpoilNoOther();
    void remarksNameWhatIsNotFinite();
    void comparisonsMindIt();
    void captureCountsWhatHalfPrecisionCannotHold();

private:
    TemporaryFolder m_folder;
    std::shared_ptr<const AnalysisSnapshot> m_usual;
    std::shared_ptr<const AnalysisSnapshot> m_whole; ///< whose neuron 7 of layer 11 has weights ±1
    std::shared_ptr<const AnalysisSnapshot> m_overflowing;
    std::string m_log;
};

void TestNonFiniteRun::initTestCase()
{
    {
        const CapturedLog log;
        m_usual = runOf(sampleRequest(2, 2).modelFolder);
        QCOMPARE(log.text(), std::string());
    }
    changeSampleModel(m_folder.path() / "whole",
                      [](SafetensorsParts& weights) { setNeuronOfLastLayer(weights, 1); });
    m_whole = runOf(m_folder.path() / "whole");
    changeSampleModel(m_folder.path() / "overflowing",
                      [](SafetensorsParts& weights) { overflowBehind(weights, 5); });
    const CapturedLog log;
    m_overflowing = runOf(m_folder.path() / "overflowing");
    m_log = log.text();
}

void TestNonFiniteRun::countsWhatOverflowsAndKeepsTheRest()
{
    QCOMPARE(m_overflowing->outcome, RunOutcome::Completed);
    for (std::size_t layer = 0; layer < 12; ++layer) {
        const LayerSummary& summary = *m_overflowing->layers[layer];
        QCOMPARE(summary.numNonFinite, layer < 6 ? std::size_t {0} : std::size_t {512});
        if (layer < 6) {
            QVERIFY(summary.nonFiniteTokens.empty());
            QVERIFY(same(summary.column("r_length"), m_usual->layers[layer]->column("r_length")));
            QVERIFY(same(summary.column("p_length"), m_usual->layers[layer]->column("p_length")));
        } else {
            QVERIFY(std::isnan(summary.rMedian));
            QVERIFY(std::isnan(summary.column("mean")[0]) && std::isnan(summary.column("q_length")[0]));
            QCOMPARE(summary.nonFiniteTokens, std::vector<std::int64_t>(512, numTokens));
        }
    }
}

void TestNonFiniteRun::saysItOnceEarlyAndOnceAtTheEnd()
{
    QCOMPARE(std::ranges::count(m_log, '\n'), 2);
    const std::size_t first = m_log.find("blocks.6.mlp.hook_pre: 512 of 512 values a token are not finite");
    QVERIFY2(first != std::string::npos && m_log.find("at up to 1024 of 1024 tokens") != std::string::npos,
             m_log.c_str());
    QVERIFY2(m_log.find("all neurons in 6 of 12 layers (6–11)") > first, m_log.c_str());
}

void TestNonFiniteRun::findingsLeaveItOutAndNameIt()
{
    for (const Finding& finding : m_overflowing->findings) {
        const std::string text = findingText(finding);
        QVERIFY2(text.ends_with("all neurons in 6 of 12 layers (6–11)."), text.c_str());
        QVERIFY2(text.find("nan") == std::string::npos, text.c_str());
    }
    QVERIFY(findingText(findingOf(*m_overflowing, "first_layer_sign")).find("of the 5 other layers")
            != std::string::npos);
    QVERIFY(findingText(findingOf(*m_overflowing, "lean_beyond_frequency")).find("of 6 layers")
            != std::string::npos);
    const Finding& last = findingOf(*m_overflowing, "last_layers_compressed");
    QCOMPARE(last.verdict, FindingVerdict::Unanswered);
    QVERIFY(findingText(last).starts_with(
        "The last layer, which is compared with those between, is not finite."));
    for (const Finding& finding : m_usual->findings) {
        QVERIFY(finding.note.isEmpty());
    }
}

void TestNonFiniteRun::keepsTheCountsInTheFile()
{
    const std::filesystem::path path = m_folder.path() / "run.safetensors";
    writeRunFile(path, *m_overflowing);
    const SafetensorsFile file(path);
    QVERIFY(file.find("layer.5.non_finite") == nullptr); // nothing where all is finite
    QVERIFY(file.find("layer.6.non_finite") != nullptr);
    const auto read = readRunFile(path);
    for (std::size_t layer = 0; layer < 12; ++layer) {
        QCOMPARE(read->layers[layer]->numNonFinite, m_overflowing->layers[layer]->numNonFinite);
        QCOMPARE(read->layers[layer]->nonFiniteTokens, m_overflowing->layers[layer]->nonFiniteTokens);
    }
    QCOMPARE(remarkText(nonFiniteRemark(*read)), remarkText(nonFiniteRemark(*m_overflowing)));
    QCOMPARE(findingText(read->findings.front()), findingText(m_overflowing->findings.front()));
    const std::string csv = runTableCsv(*read, RunTable::Neurons, 7);
    QVERIFY(csv.find("\n7,0,,,,,") != std::string::npos && csv.find("nan") == std::string::npos);
    QVERIFY(runTableCsv(*read, RunTable::Layers, 7).find("\n7,1024,512,0,512,,") != std::string::npos);
}

void TestNonFiniteRun::opensFilesThatDoNotSayAtHowManyTokens()
{
    const std::filesystem::path path = m_folder.path() / "older.safetensors";
    writeRunFile(path, *m_overflowing);
    SafetensorsParts parts = partsOf(path);
    for (std::size_t layer = 6; layer < 12; ++layer) {
        const std::string name = "layer." + std::to_string(layer) + ".non_finite";
        parts.header["older" + std::to_string(layer)] = parts.header.at(name);
        parts.header.erase(name);
    }
    writeBytes(path, parts.bytes());
    const auto read = readRunFile(path);
    QCOMPARE(read->layers[7]->numNonFinite, std::size_t {512});
    QVERIFY(read->layers[7]->nonFiniteTokens.empty());
    QCOMPARE(remarkText(nonFiniteRemark(*read)), remarkText(nonFiniteRemark(*m_overflowing)));
}

void TestNonFiniteRun::oneNeuronSpoilsNoOther()
{
    changeSampleModel(m_folder.path() / "broken",
                      [](SafetensorsParts& weights) { setNeuronOfLastLayer(weights, 3e38F); });
    const auto broken = runOf(m_folder.path() / "broken");
    const LayerSummary& expected = *m_whole->layers[11];
    const LayerSummary& found = *broken->layers[11];
    QCOMPARE(found.numNonFinite, std::size_t {1});
    QVERIFY(found.nonFiniteTokens[7] > 0);
    QCOMPARE(std::accumulate(found.nonFiniteTokens.begin(), found.nonFiniteTokens.end(), std::int64_t {0}),
             found.nonFiniteTokens[7]);
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        std::vector<double> a = found.column(statistic.id);
        std::vector<double> b = expected.column(statistic.id);
        if (statistic.id == "q_length") {
            continue; // over all neurons of the run
        }
        a.erase(a.begin() + 7);
        b.erase(b.begin() + 7);
        // Neurons that share a tile with it are summed one by one, in another order.
        const bool isNear = std::ranges::equal(a, b, [](double x, double y) {
            return std::abs(x - y) <= 1e-9 * (1 + std::abs(y)) || (std::isnan(x) && std::isnan(y));
        });
        QVERIFY2(isNear, std::string(statistic.id).c_str());
    }
    QVERIFY(std::isnan(found.column("r_length")[7]) && std::isnan(found.column("p_length")[7]));
    QVERIFY(std::isfinite(found.rMedian) && std::isfinite(found.jackknife.medianLow));
    QVERIFY(std::isfinite(found.column("q_length")[8]));
    QCOMPARE(pooledCount(found), static_cast<std::int64_t>(numTokens * 512) - found.nonFiniteTokens[7]);
    QCOMPARE(remarkText(nonFiniteRemark(*broken)),
             std::string("Not finite (NaN or infinity) and left out: 1 neurons in 1 of 12 layers (11)."));
}

/// Finite, but sums of them in float32 are not.
void TestNonFiniteRun::hugeNumbersSpoilNoOther()
{
    changeSampleModel(m_folder.path() / "huge",
                      [](SafetensorsParts& weights) { setNeuronOfLastLayer(weights, 1e36F); });
    const auto huge = runOf(m_folder.path() / "huge");
    const LayerSummary& expected = *m_whole->layers[11];
    const LayerSummary& found = *huge->layers[11];
    QCOMPARE(found.numNonFinite, std::size_t {0});
    QVERIFY(found.column("max")[7] > 1e36);
    QVERIFY(std::abs(found.column("r_length")[7]) <= 1);
    const double p = found.column("p_length")[7];
    QVERIFY(std::isnan(p) || (p > 0 && p <= 1));
    const double beyond = found.column("p_length_beyond_frequency")[7];
    QVERIFY(std::isnan(beyond) || (beyond > 0 && beyond <= 1));
    for (const std::string_view id : {"r_length", "p_length", "p_length_beyond_frequency"}) {
        std::vector<double> a = found.column(id);
        std::vector<double> b = expected.column(id);
        a.erase(a.begin() + 7);
        b.erase(b.begin() + 7);
        QVERIFY2(same(a, b), std::string(id).c_str());
    }
}

void TestNonFiniteRun::remarksNameWhatIsNotFinite()
{
    AnalysisSnapshot run = *m_usual;
    QVERIFY(nonFiniteRemark(run).isEmpty());
    const auto breakLayer = [&run](std::size_t layer, std::size_t numNeurons) {
        auto broken = std::make_shared<LayerSummary>(*run.layers[layer]);
        broken->numNonFinite = numNeurons;
        run.layers[layer] = std::move(broken);
    };
    breakLayer(3, 5);
    breakLayer(4, 7);
    QCOMPARE(remarkText(nonFiniteRemark(run)),
             std::string("Not finite (NaN or infinity) and left out: 12 neurons in 2 of 12 layers (3, 4)."));
    breakLayer(9, 512);
    breakLayer(10, 512);
    QCOMPARE(
        remarkText(nonFiniteRemark(run)),
        std::string("Not finite (NaN or infinity) and left out: all neurons in 2 of 12 layers (9, 10), and "
                    "12 in 2 others (3, 4)."));
    auto info = std::make_shared<RunInfo>(*run.info);
    info->hook = HookPoint::ResidPost;
    run.info = info;
    QVERIFY(remarkText(nonFiniteRemark(run)).find("all dimensions") != std::string::npos);
    info->hook = HookPoint::FinalNormOut;
    run.layers = {run.layers[3]};
    QCOMPARE(remarkText(nonFiniteRemark(run)),
             std::string("Not finite (NaN or infinity) and left out: 5 of 512 dimensions."));
}

void TestNonFiniteRun::comparisonsMindIt()
{
    const RunComparison comparison = compareRuns(*m_usual, *m_overflowing);
    QVERIFY(std::ranges::find(comparison.differences, RunDifference::nonFinite, &RunDifference::id)
            != comparison.differences.end());
    QCOMPARE(comparison.runs[1].numFinished, std::size_t {12});
    QCOMPARE(comparison.depths.size(), std::size_t {6}); // layers that have an r in both
    const RunComparison finite = compareRuns(*m_usual, *m_usual);
    QVERIFY(std::ranges::find(finite.differences, RunDifference::nonFinite, &RunDifference::id)
            == finite.differences.end());
}

void TestNonFiniteRun::captureCountsWhatHalfPrecisionCannotHold()
{
    changeSampleModel(m_folder.path() / "large", [](SafetensorsParts& weights) {
        const std::string bias = "transformer.h.0.mlp.c_fc.bias";
        toBfloat16(weights, bias);
        setBfloat16(weights, bias, 3, 1e6F);
    });
    AnalysisRequest request = sampleRequest(100, 50);
    request.modelFolder = m_folder.path() / "large";
    const std::filesystem::path path = m_folder.path() / "capture.safetensors";
    const auto capture = [&](bool isHalf) {
        return captureActivations({.run = request, .layers = {0}, .halfPrecision = isHalf}, path, {},
                                  [](double) {});
    };
    {
        const CapturedLog log;
        const auto defects = capture(true);
        QVERIFY(defects.has_value());
        QCOMPARE(defects->numValues, std::uint64_t {51'200});
        QCOMPARE(defects->numOverflowed, std::uint64_t {100});
        QCOMPARE(defects->numNonFinite, std::uint64_t {0});
        QVERIFY2(log.text().starts_with("100 of 51200 values are beyond 65504"), log.text().c_str());
        const SafetensorsFile file(path);
        const std::vector<double> values = file.readDoubles(*file.find("layer.0.mlp.hook_pre"));
        QCOMPARE(std::ranges::count_if(values, [](double value) { return std::isinf(value); }), 100);
    }
    {
        const CapturedLog log;
        const auto defects = capture(false);
        QCOMPARE(defects->numOverflowed + defects->numNonFinite, std::uint64_t {0});
        QCOMPARE(log.text(), std::string());
    }
    request.modelFolder = m_folder.path() / "overflowing";
    const CapturedLog log;
    const auto defects = captureActivations({.run = request, .layers = {5, 8}, .halfPrecision = false}, path,
                                            {}, [](double) {});
    QCOMPARE(defects->numNonFinite, std::uint64_t {51'200}); // of layer 8
    QVERIFY2(log.text().starts_with("51200 of 102400 values are not finite"), log.text().c_str());
}

QTEST_GUILESS_MAIN(TestNonFiniteRun)
#include "tst_NonFiniteRun.moc"
