// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/RunFile.h"
#include "core/run/AnalysisRun.h"
#include "core/run/ProbeRecomputation.h"
#include "core/support/Error.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/Refusal.h"
#include "tests/support/SafetensorsParts.h"
#include "tests/support/SampleRequest.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace bathyscope;
using namespace bathyscope::test;

namespace fs = std::filesystem;

namespace {

std::shared_ptr<const AnalysisSnapshot> run(const AnalysisRequest& request)
{
    RecordingObserver observer;
    return runAnalysis(request, {}, observer);
}

AnalysisRequest probedRequest()
{
    AnalysisRequest request = sampleRequest(300, 64);
    request.isProbed = true;
    request.numPermutations = 0;
    return request;
}

/// As a run that was saved and opened again.
std::shared_ptr<const AnalysisSnapshot> throughFile(const AnalysisSnapshot& run)
{
    const QTemporaryDir folder;
    const fs::path path = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
    writeRunFile(path, run);
    return readRunFile(path);
}

ProbeRecomputation requestFor(const AnalysisSnapshot& run, const fs::path& folder)
{
    return {.info = run.info, .weightsSha256 = run.weightsSha256, .modelFolder = folder};
}

const RecomputationObserver nobody {.started = [](const auto&) {}, .progressed = [](double) {}};

} // namespace

class TestProbeRecomputation : public QObject
{
    Q_OBJECT

private slots:
    void givesTheValuesOfTheRun_data();
    void givesTheValuesOfTheRun();
    void drawsTheSameRandomWeights();
    void tellsHowFarItIs();
    void keepsFinishedLayersWhenStopped();
    void refusesAnotherModel();
    void refusesRandomWeightsOfAnotherRange();
    void refusesOtherWeightsOfTheSameShape();
    void saysThatTheModelIsGone();
    void saysThatThereIsNoRoom();
};

void TestProbeRecomputation::givesTheValuesOfTheRun_data()
{
    QTest::addColumn<int>("point");
    for (const HookPointInfo& info : hookPoints()) {
        QTest::newRow(std::string(info.name).c_str()) << static_cast<int>(info.point);
    }
}

void TestProbeRecomputation::givesTheValuesOfTheRun()
{
    QFETCH(const int, point);
    AnalysisRequest request = probedRequest();
    request.hook = static_cast<HookPoint>(point);
    const auto original = run(request);
    QVERIFY2(original->probeProblem.empty(), original->probeProblem.c_str());
    const auto opened = throughFile(*original);
    QVERIFY(!opened->probe);
    const auto probe = recomputeProbe(requestFor(*opened, request.modelFolder), {}, nobody);
    for (std::size_t layer = 0; layer < opened->layers.size(); ++layer) {
        const HookId hook {request.hook, layer};
        QVERIFY(probe->isAvailable(hook));
        const std::size_t neuron = 3 + 7 * layer;
        const std::vector<float> expected = original->probe->probe(hook, neuron);
        const std::vector<float> found = probe->probe(hook, neuron);
        QCOMPARE(found.size(), expected.size());
        for (std::size_t token = 0; token < found.size(); ++token) {
            // Products of another number of threads may differ in their last bits.
            QVERIFY(std::abs(found[token] - expected[token]) < 1e-5 * (1 + std::abs(expected[token])));
        }
    }
}

void TestProbeRecomputation::drawsTheSameRandomWeights()
{
    AnalysisRequest request = probedRequest();
    request.hasRandomWeights = true;
    request.seed = 17;
    const auto original = run(request);
    const auto probe = recomputeProbe(requestFor(*throughFile(*original), request.modelFolder), {}, nobody);
    QVERIFY(probe->probe({request.hook, 11}, 5) == original->probe->probe({request.hook, 11}, 5));
}

void TestProbeRecomputation::tellsHowFarItIs()
{
    const AnalysisRequest request = probedRequest();
    const auto original = run(request);
    std::vector<double> fractions;
    std::shared_ptr<const NeuronProbe> early;
    std::vector<bool> isFirstLayerThere;
    const auto probe =
        recomputeProbe(requestFor(*original, request.modelFolder), {},
                       {.started = [&early](const auto& started) { early = started; },
                        .progressed =
                            [&](double fraction) {
                                fractions.push_back(fraction);
                                isFirstLayerThere.push_back(early->isAvailable({HookPoint::MlpPre, 0}));
                            }});
    QCOMPARE(early, probe);
    QVERIFY(std::ranges::is_sorted(fractions));
    QCOMPARE(fractions.back(), 1.0);
    // Long before the end.
    const auto found = std::ranges::find(isFirstLayerThere, true);
    QVERIFY(found != isFirstLayerThere.end());
    QVERIFY(fractions[static_cast<std::size_t>(found - isFirstLayerThere.begin())] < 0.2);
}

void TestProbeRecomputation::keepsFinishedLayersWhenStopped()
{
    const AnalysisRequest request = probedRequest();
    const auto original = run(request);
    std::stop_source stop;
    const auto probe = recomputeProbe(requestFor(*original, request.modelFolder), stop.get_token(),
                                      {.started = [](const auto&) {},
                                       .progressed =
                                           [&stop](double fraction) {
                                               if (fraction >= 0.5) {
                                                   stop.request_stop();
                                               }
                                           }});
    QVERIFY(probe->isAvailable({HookPoint::MlpPre, 4}));
    QVERIFY(!probe->isAvailable({HookPoint::MlpPre, 11}));

    std::stop_source atOnce;
    atOnce.request_stop();
    const auto none = recomputeProbe(requestFor(*original, request.modelFolder), atOnce.get_token(), nobody);
    QVERIFY(!none || !none->isAvailable({HookPoint::MlpPre, 0}));
}

void TestProbeRecomputation::refusesAnotherModel()
{
    const auto original = run(probedRequest());
    BATHYSCOPE_VERIFY_REFUSED(
        (void)recomputeProbe(requestFor(*original, resourcesFolder() / "sample-models" / "sample-24"), {},
                             nobody),
        ErrorKind::InconsistentModel,
        "another model|num_layers is 24 instead of 12|hidden_size is 160 instead of 128");
}

/// The weights are drawn by the folder's range: others than the run's would say nothing about it.
void TestProbeRecomputation::refusesRandomWeightsOfAnotherRange()
{
    AnalysisRequest request = probedRequest();
    request.hasRandomWeights = true;
    const auto original = run(request);
    const QTemporaryDir copy;
    const fs::path folder = copy.path().toStdString();
    for (const char* name : {"config.json", "model.safetensors", "vocab.json", "merges.txt"}) {
        fs::copy_file(request.modelFolder / name, folder / name);
    }
    QVERIFY(recomputeProbe(requestFor(*original, folder), {}, nobody) != nullptr);
    nlohmann::json config = nlohmann::json::parse(readBytes(folder / "config.json"));
    config["initializer_range"] = 0.05;
    writeBytes(folder / "config.json", config.dump());
    BATHYSCOPE_VERIFY_REFUSED((void)recomputeProbe(requestFor(*original, folder), {}, nobody),
                              ErrorKind::InconsistentModel,
                              "another model|initializer_range is 0.05 instead of 0.02");
}

void TestProbeRecomputation::refusesOtherWeightsOfTheSameShape()
{
    const AnalysisRequest request = probedRequest();
    const auto original = run(request);
    const QTemporaryDir copy;
    const fs::path folder = copy.path().toStdString();
    for (const char* name : {"config.json", "model.safetensors", "vocab.json", "merges.txt"}) {
        fs::copy_file(request.modelFolder / name, folder / name);
    }
    QVERIFY(recomputeProbe(requestFor(*original, folder), {}, nobody) != nullptr);
    {
        std::fstream file(folder / "model.safetensors", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end);
        file.put('\1');
    }
    BATHYSCOPE_VERIFY_REFUSED((void)recomputeProbe(requestFor(*original, folder), {}, nobody),
                              ErrorKind::InconsistentModel,
                              "is not the one|" + original->weightsSha256 + "|" + folder.string());
}

void TestProbeRecomputation::saysThatTheModelIsGone()
{
    const auto original = run(probedRequest());
    BATHYSCOPE_VERIFY_REFUSED((void)recomputeProbe(requestFor(*original, "/nowhere/at/all"), {}, nobody),
                              ErrorKind::FileMissing, "/nowhere/at/all");
}

void TestProbeRecomputation::saysThatThereIsNoRoom()
{
    const AnalysisRequest request = probedRequest();
    const auto original = run(request);
    const FileSizeLimit limit(1000);
    BATHYSCOPE_VERIFY_REFUSED((void)recomputeProbe(requestFor(*original, request.modelFolder), {}, nobody),
                              ErrorKind::FileUnwritable, "scratch file");
}

QTEST_GUILESS_MAIN(TestProbeRecomputation)
#include "tst_ProbeRecomputation.moc"
