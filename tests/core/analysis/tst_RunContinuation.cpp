// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/NeuronProbe.h"
#include "core/analysis/RunContinuation.h"
#include "core/analysis/RunInfo.h"
#include "core/files/RunFile.h"
#include "core/run/AnalysisRun.h"
#include "tests/core/files/SameRun.h"
#include "tests/support/Refusal.h"
#include "tests/support/SampleRequest.h"
#include "tests/support/TemporaryFolder.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

using namespace bathyscope;
using namespace bathyscope::test;

namespace {

/// Runs until so many layers are finished, with one thread.
std::shared_ptr<const AnalysisSnapshot> stoppedAfter(AnalysisRequest request, std::size_t numLayers)
{
    request.numThreads = 1;
    std::stop_source stop;
    RecordingObserver observer([&stop, numLayers](const AnalysisSnapshot& run) {
        if (run.numFinished() >= numLayers) {
            stop.request_stop();
        }
    });
    return runAnalysis(request, stop.get_token(), observer);
}

std::shared_ptr<const AnalysisSnapshot> runWhole(AnalysisRequest request)
{
    request.numThreads = 1;
    RecordingObserver observer;
    return runAnalysis(request, {}, observer);
}

std::shared_ptr<const AnalysisSnapshot> throughAFile(const AnalysisSnapshot& run)
{
    const TemporaryFolder folder;
    writeRunFile(folder.path() / "run.safetensors", run);
    return readRunFile(folder.path() / "run.safetensors");
}

std::shared_ptr<const AnalysisSnapshot> copyOf(const AnalysisSnapshot& run,
                                               void (*change)(AnalysisSnapshot& run, RunInfo& info))
{
    auto changed = std::make_shared<AnalysisSnapshot>(run);
    auto info = std::make_shared<RunInfo>(*run.info);
    change(*changed, *info);
    changed->info = std::move(info);
    return changed;
}

/// A copy of the shipped model whose weights differ in their last byte.
std::filesystem::path changedModel(const TemporaryFolder& folder)
{
    std::filesystem::copy(sampleRequest(2, 2).modelFolder, folder.path() / "model",
                          std::filesystem::copy_options::recursive);
    std::fstream weights(folder.path() / "model" / "model.safetensors",
                         std::ios::in | std::ios::out | std::ios::binary);
    weights.seekg(-4, std::ios::end);
    const int byte = weights.get();
    weights.seekp(-4, std::ios::end);
    weights.put(static_cast<char>(byte ^ 1));
    return folder.path() / "model";
}

} // namespace

class TestRunContinuation : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_whole = runWhole(m_request);
        m_stopped = stoppedAfter(m_request, 5);
        QCOMPARE(m_stopped->outcome, RunOutcome::Stopped);
        QCOMPARE(m_stopped->numFinished(), std::size_t {5});
    }

    void equalsARunThatWasNotStopped_data()
    {
        QTest::addColumn<int>("numLayers");
        QTest::addColumn<bool>("isFromFile");
        for (const int numLayers : {1, 11}) {
            QTest::addRow("%d layers", numLayers) << numLayers << false;
            QTest::addRow("%d layers, from a file", numLayers) << numLayers << true;
        }
    }

    void equalsARunThatWasNotStopped()
    {
        QFETCH(const int, numLayers);
        QFETCH(const bool, isFromFile);
        auto stopped = stoppedAfter(m_request, static_cast<std::size_t>(numLayers));
        QVERIFY(isUnfinished(*stopped));
        if (isFromFile) {
            stopped = throughAFile(*stopped);
        }
        const auto run = runWhole(continuation(stopped, {}));
        QCOMPARE(differenceOf(*run, *m_whole), std::string());
        QCOMPARE(run->info->created, stopped->info->created);
        QVERIFY(run->timing.totalSeconds > stopped->timing.totalSeconds);
        QVERIFY(!isUnfinished(*run));
    }

    void theFileOfAContinuedRunIsThatOfTheWholeOne()
    {
        const auto run = throughAFile(*runWhole(continuation(throughAFile(*m_stopped), {})));
        QCOMPARE(differenceOf(*run, *throughAFile(*m_whole)), std::string());
        QVERIFY(run->info->modelFolder.empty()); // names no folder of its author's
    }

    void layersInTheMiddleAreMadeUpFor()
    {
        AnalysisSnapshot holes = *m_whole;
        holes.outcome = RunOutcome::Stopped;
        holes.zones = nullptr;
        holes.layers[0] = nullptr;
        holes.layers[7] = nullptr;
        const auto run = runWhole(continuation(throughAFile(holes), {}));
        QCOMPARE(differenceOf(*run, *m_whole), std::string());
    }

    void finishedLayersAreNotAnalysedAgain()
    {
        RecordingObserver observer;
        (void)runAnalysis(continuation(m_stopped, {}), {}, observer);
        QVERIFY(observer.snapshots.size() > 7);
        for (std::size_t i = 0; i + 1 < observer.snapshots.size(); ++i) { // the last has the run-wide p
            for (std::size_t layer = 0; layer < 5; ++layer) {
                QCOMPARE(observer.snapshots[i]->layers.at(layer), m_stopped->layers[layer]);
            }
        }
    }

    void keepsExclusionsFrequencyAndUnequalWindows()
    {
        AnalysisRequest request = sampleRequest(300, 70);
        request.tokenOptions = {.countsLeadingSpace = false, .skipsFirst = true, .skipsNewlines = true};
        request.frequency.source = FrequencySource::BpeRank;
        request.numPermutations = 40;
        request.seed = 9;
        request.falseDiscoveryRate = 0.2;
        const auto run = runWhole(continuation(throughAFile(*stoppedAfter(request, 3)), {}));
        QCOMPARE(differenceOf(*run, *runWhole(request)), std::string());
    }

    void needsNoPermutations()
    {
        AnalysisRequest request = sampleRequest(200, 100);
        request.numPermutations = 0;
        const auto run = runWhole(continuation(throughAFile(*stoppedAfter(request, 3)), {}));
        QCOMPARE(differenceOf(*run, *runWhole(request)), std::string());
    }

    void drawsTheSameRandomWeights()
    {
        AnalysisRequest request = sampleRequest(200, 100);
        request.hasRandomWeights = true;
        request.seed = 7;
        request.numPermutations = 20;
        const auto run = runWhole(continuation(throughAFile(*stoppedAfter(request, 3)), {}));
        QCOMPARE(differenceOf(*run, *runWhole(request)), std::string());
    }

    void theProbeKnowsAllLayers()
    {
        for (const HookPoint point : {HookPoint::MlpPre, HookPoint::ResidPost}) {
            AnalysisRequest request = sampleRequest(100, 50);
            request.hook = point;
            request.numPermutations = 0;
            request.isProbed = true;
            const auto whole = runWhole(request);
            AnalysisRequest rest = continuation(stoppedAfter(request, 4), {});
            rest.isProbed = true;
            const auto run = runWhole(rest);
            for (const std::size_t layer : {0U, 3U, 4U, 11U}) {
                QVERIFY(run->probe->isAvailable({point, layer}));
                QCOMPARE(run->probe->probe({point, layer}, 5), whole->probe->probe({point, layer}, 5));
            }
        }
    }

    void canBeStoppedAgain()
    {
        const auto further = stoppedAfter(continuation(m_stopped, {}), 8);
        QCOMPARE(further->numFinished(), std::size_t {8});
        QCOMPARE(further->outcome, RunOutcome::Stopped);
        const auto run = runWhole(continuation(throughAFile(*further), {}));
        QCOMPARE(differenceOf(*run, *m_whole), std::string());
    }

    void findsTheModelByItsNameWhereTheFolderHasGone()
    {
        const auto moved = copyOf(
            *m_stopped, [](AnalysisSnapshot&, RunInfo& info) { info.modelFolder = "/no/such/folder"; });
        const auto models = locateModels(resourcesFolder());
        QCOMPARE(continuation(moved, models).modelFolder, m_request.modelFolder);
        BATHYSCOPE_VERIFY_REFUSED((void)continuation(moved, {}), ErrorKind::FileMissing,
                                  "sample-12|no longer in /no/such/folder");
        const auto unknown = copyOf(*m_stopped, [](AnalysisSnapshot&, RunInfo& info) {
            info.modelFolder.clear();
            info.modelName = "mine";
        });
        BATHYSCOPE_VERIFY_REFUSED((void)continuation(unknown, models), ErrorKind::FileMissing,
                                  "mine is not on this machine");
    }

    void refusesWhatCannotGoOn()
    {
        BATHYSCOPE_VERIFY_REFUSED((void)continuation(m_whole, {}), ErrorKind::InvalidRequest,
                                  "nothing to go on with");
        const auto old = copyOf(*m_stopped, [](AnalysisSnapshot& run, RunInfo&) {
            auto layer = std::make_shared<LayerSummary>(*run.layers[2]);
            layer->significance->permuted = nullptr;
            run.layers[2] = layer;
        });
        BATHYSCOPE_VERIFY_REFUSED((void)continuation(old, {}), ErrorKind::InvalidRequest,
                                  "earlier version|run it again");
    }

    void refusesAnotherModelAndKeepsItsLayers_data()
    {
        QTest::addColumn<QString>("difference");
        QTest::addColumn<QString>("words");
        QTest::newRow("weights") << "weights"
                                 << "have the SHA-256";
        QTest::newRow("shape") << "shape"
                               << "sample-24 is another one than the one that it began with: in its "
                                  "config.json num_layers is 24 instead of 12";
        QTest::newRow("digest") << "digest"
                                << "before the SHA-256";
    }

    void refusesAnotherModelAndKeepsItsLayers()
    {
        QFETCH(const QString, difference);
        QFETCH(const QString, words);
        const TemporaryFolder folder;
        auto stopped = m_stopped;
        if (difference == QLatin1String("digest")) {
            stopped = copyOf(*m_stopped, [](AnalysisSnapshot& run, RunInfo&) { run.weightsSha256.clear(); });
        }
        AnalysisRequest request = continuation(stopped, {});
        if (difference == QLatin1String("weights")) {
            request.modelFolder = changedModel(folder);
        } else if (difference == QLatin1String("shape")) {
            request.modelFolder = request.modelFolder.parent_path() / "sample-24";
        }
        RecordingObserver observer;
        const std::string message =
            refusal(ErrorKind::InvalidRequest, [&] { (void)runAnalysis(request, {}, observer); });
        QVERIFY2(message.find(words.toStdString()) != std::string::npos, message.c_str());
        QCOMPARE(observer.snapshots.back()->outcome, RunOutcome::Stopped);
        QCOMPARE(observer.snapshots.back()->numFinished(), std::size_t {5});
        for (const auto& snapshot : observer.snapshots) {
            QVERIFY(snapshot->numFinished() >= 5);
        }
    }

private:
    const AnalysisRequest m_request = sampleRequest(256, 64);
    std::shared_ptr<const AnalysisSnapshot> m_whole;
    std::shared_ptr<const AnalysisSnapshot> m_stopped;
};

QTEST_GUILESS_MAIN(TestRunContinuation)
#include "tst_RunContinuation.moc"
