// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/FunctionalZones.h"
#include "core/analysis/NeuronProbe.h"
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/files/RunFile.h"
#include "core/run/AnalysisRun.h"
#include "core/run/Capture.h"
#include "core/run/ForecastMeasurement.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Error.h"
#include "core/text/Tokenizer.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/Refusal.h"
#include "tests/support/SampleRequest.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stop_token>
#include <string>

using namespace bathyscope;
using namespace bathyscope::test;

class TestAnalysisRun : public QObject
{
    Q_OBJECT

private slots:
    void publishesEveryLayerOnceItIsFinal();
    void sharesFinishedLayersBetweenSnapshots();
    void giveTheSameNumbersForAnyThreadsAndBatches_data();
    void giveTheSameNumbersForAnyThreadsAndBatches();
    void givesTheSameNumbersInLittleMemory();
    void refusesABudgetThatNothingFits();
    void keepsFinishedLayersWhereTheModelIsDamagedUnderway_data();
    void keepsFinishedLayersWhereTheModelIsDamagedUnderway();
    void probesAnyNeuronOfAFinishedRun_data();
    void probesAnyNeuronOfAFinishedRun();
    void goesOnUnprobedWhereTheDiskIsFull();
    void bfloat16StaysCloseToFloat32();
    void agreesWithTheRawActivations();
    void keepsFinishedLayersWhenStopped();
    void stopsBeforeTheFirstLayer();
    void readsTheNormAfterTheLastBlock();
    void randomWeightsAreAnotherModelOfTheSameShape();
    void leavesOutFirstTokensAndNewlines();
    void refusesATableThatIsMissing();
    void isDefinedForOneWindow();
    void isDefinedForTokensOfOneLength();
    void isDefinedForFewTokens();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
};

namespace {

std::shared_ptr<const AnalysisSnapshot> run(const AnalysisRequest& request)
{
    RecordingObserver observer;
    return runAnalysis(request, {}, observer);
}

bool isProbability(const std::vector<double>& p)
{
    return std::ranges::all_of(p, [](double one) { return one > 0 && one <= 1; });
}

} // namespace

void TestAnalysisRun::publishesEveryLayerOnceItIsFinal()
{
    RecordingObserver observer;
    const auto last = runAnalysis(sampleRequest(192, 64), {}, observer);
    QCOMPARE(last->outcome, RunOutcome::Completed);
    QCOMPARE(last->numFinished(), std::size_t {12});
    QCOMPARE(last->weightsSha256.size(), std::size_t {64});
    std::size_t seen = 0;
    std::uint64_t sequence = 0;
    for (const auto& snapshot : observer.snapshots) {
        QVERIFY(snapshot->sequence > sequence);
        sequence = snapshot->sequence;
        QVERIFY(snapshot->numFinished() == seen || snapshot->numFinished() == seen + 1);
        seen = snapshot->numFinished();
        for (std::size_t layer = 0; layer < snapshot->layers.size(); ++layer) {
            QCOMPARE(snapshot->layers[layer] != nullptr, layer < seen);
        }
    }
    QCOMPARE(seen, std::size_t {12});
}

void TestAnalysisRun::sharesFinishedLayersBetweenSnapshots()
{
    RecordingObserver observer;
    const auto last = runAnalysis(sampleRequest(128, 64), {}, observer);
    // The last one brings the q of all layers, which need all of them, in layers of its own.
    const std::size_t numShared = observer.snapshots.size() - 1;
    const auto& complete = observer.snapshots.at(numShared - 1);
    QCOMPARE(observer.snapshots.back(), last);
    for (std::size_t i = 0; i < numShared; ++i) {
        const AnalysisSnapshot& snapshot = *observer.snapshots[i];
        for (std::size_t layer = 0; layer < snapshot.layers.size(); ++layer) {
            QVERIFY(snapshot.layers[layer] == nullptr || snapshot.layers[layer] == complete->layers[layer]);
        }
    }
    QVERIFY(std::isnan(complete->layers[3]->column("q_length")[0]));
    QVERIFY(last->layers[3]->column("q_length")[0] > 0);
    QCOMPARE(last->layers[3]->column("p_length"), complete->layers[3]->column("p_length"));
}

void TestAnalysisRun::giveTheSameNumbersForAnyThreadsAndBatches_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("batchTokens");
    QTest::addRow("2 threads, 1 window a batch") << 2 << 128;
    QTest::addRow("1 thread, 3 windows a batch") << 1 << 384;
    QTest::addRow("2 threads, all windows a batch") << 2 << 1000;
}

void TestAnalysisRun::giveTheSameNumbersForAnyThreadsAndBatches()
{
    QFETCH(const int, threads);
    QFETCH(const int, batchTokens);
    AnalysisRequest request = sampleRequest(700, 128); // the last window is shorter
    request.numThreads = 1;
    request.batchTokens = 1;
    const auto expected = run(request);
    request.numThreads = static_cast<std::size_t>(threads);
    request.batchTokens = static_cast<std::size_t>(batchTokens);
    const auto actual = run(request);
    const std::vector<std::string_view> compared {"mean", "sd", "min", "max", "r_length"};
    for (std::size_t layer = 0; layer < 12; ++layer) {
        for (const std::string_view id : compared) {
            const std::vector<double>& a = expected->layers[layer]->column(id);
            const std::vector<double>& b = actual->layers[layer]->column(id);
            for (std::size_t neuron = 0; neuron < a.size(); ++neuron) {
                // Activations are of order 1; float32 products differ in their last bits between batch
                // shapes.
                QVERIFY2(std::abs(a[neuron] - b[neuron]) < 2e-5, std::string(id).c_str());
            }
        }
        const std::vector<double>& a = expected->layers[layer]->column("r_length");
        const std::vector<double>& b = actual->layers[layer]->column("r_length");
        for (std::size_t neuron = 0; neuron < a.size(); ++neuron) {
            QVERIFY(std::abs(a[neuron] - b[neuron]) < 1e-6);
        }
    }
}

void TestAnalysisRun::givesTheSameNumbersInLittleMemory()
{
    AnalysisRequest request = sampleRequest(4096, 512);
    const auto expected = run(request);
    request.memoryBytes = forecastRequest(request, {}).minimalMemoryBytes + 1;
    QVERIFY(forecastRequest(request, {}).scratchBytes > 0); // the hidden states go to a scratch file
    const auto actual = run(request);
    for (std::size_t layer = 0; layer < 12; ++layer) {
        QCOMPARE(actual->layers[layer]->column("r_length"), expected->layers[layer]->column("r_length"));
        QCOMPARE(actual->layers[layer]->column("sd"), expected->layers[layer]->column("sd"));
    }
}

void TestAnalysisRun::refusesABudgetThatNothingFits()
{
    AnalysisRequest request = sampleRequest(700, 128);
    request.memoryBytes = 1'000'000;
    RecordingObserver observer;
    BATHYSCOPE_VERIFY_REFUSED((void)runAnalysis(request, {}, observer), ErrorKind::OutOfMemory, "MB");
    QCOMPARE(observer.snapshots.back()->outcome, RunOutcome::Stopped); // nobody waits for its layers
    QCOMPARE(observer.snapshots.back()->numFinished(), std::size_t {0});
}

void TestAnalysisRun::keepsFinishedLayersWhereTheModelIsDamagedUnderway_data()
{
    QTest::addColumn<bool>("isCut");
    QTest::addColumn<QString>("words");
    QTest::addRow("cut short") << true << QStringLiteral("cut short");
    QTest::addRow("written to") << false << QStringLiteral("written to since it was opened");
}

void TestAnalysisRun::keepsFinishedLayersWhereTheModelIsDamagedUnderway()
{
    namespace fs = std::filesystem;
    QFETCH(const bool, isCut);
    QFETCH(const QString, words);
    const QTemporaryDir folder;
    AnalysisRequest request = sampleRequest(128, 64);
    const fs::path copy = fs::path(folder.path().toStdString()) / "model";
    fs::copy(request.modelFolder, copy);
    fs::permissions(copy / "model.safetensors", fs::perms::owner_write, fs::perm_options::add);
    request.modelFolder = copy;

    /// Damages the file when the third layer is finished.
    class Vandal final : public RunObserver
    {
    public:
        Vandal(fs::path file, bool isCut)
            : m_file(std::move(file))
            , m_isCut(isCut)
        {
        }
        void snapshotPublished(std::shared_ptr<const AnalysisSnapshot> snapshot) override
        {
            if (snapshot->numFinished() == 3 && m_isCut) {
                fs::resize_file(m_file, 1'000'000);
            } else if (snapshot->numFinished() == 3) {
                std::fstream file(m_file, std::ios::binary | std::ios::in | std::ios::out);
                file.seekp(-64, std::ios::end);
                file << std::string(64, '\1');
            }
            last = std::move(snapshot);
        }
        std::shared_ptr<const AnalysisSnapshot> last;

    private:
        fs::path m_file;
        bool m_isCut;
    };
    Vandal vandal(copy / "model.safetensors", isCut);
    try {
        (void)runAnalysis(request, {}, vandal);
        QFAIL("The model was damaged, and nobody noticed.");
    } catch (const Error& error) {
        const QString message = QString::fromUtf8(error.what());
        QVERIFY2(message.contains(QStringLiteral("model.safetensors")) && message.contains(words),
                 error.what());
    }
    QCOMPARE(vandal.last->outcome, RunOutcome::Stopped);
    QVERIFY(vandal.last->numFinished() >= 3);
    QVERIFY(vandal.last->numFinished() < 12);
    const fs::path saved = fs::path(folder.path().toStdString()) / "run.safetensors";
    writeRunFile(saved, *vandal.last);
    QCOMPARE(readRunFile(saved)->numFinished(), vandal.last->numFinished());
}

void TestAnalysisRun::probesAnyNeuronOfAFinishedRun_data()
{
    QTest::addColumn<int>("point");
    for (const HookPointInfo& info : hookPoints()) {
        QTest::newRow(std::string(info.name).c_str()) << static_cast<int>(info.point);
    }
}

void TestAnalysisRun::probesAnyNeuronOfAFinishedRun()
{
    QFETCH(const int, point);
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("acts.safetensors")).toStdString();
    AnalysisRequest request = sampleRequest(700, 128);
    request.hook = static_cast<HookPoint>(point);
    request.isProbed = true;
    const HookPointInfo& info = hookPointInfo(request.hook);
    const std::size_t layer = info.perLayer ? 5 : 0;
    QVERIFY(captureActivations({.run = request, .layers = {layer}, .halfPrecision = false}, file, {},
                               [](double) {}));
    const auto snapshot = run(request);
    const SafetensorsFile captured(file);
    const std::string name(info.name);
    const std::vector<double> a =
        captured.readDoubles(*captured.find(info.perLayer ? "layer.5." + name : name));
    const std::size_t width = snapshot->info->numNeurons();
    for (const std::size_t neuron : {std::size_t {0}, std::size_t {77}, width - 1}) {
        const std::vector<float> values = snapshot->probe->probe({request.hook, layer}, neuron);
        QCOMPARE(values.size(), std::size_t {700});
        for (std::size_t token = 0; token < values.size(); ++token) {
            QVERIFY(std::abs(static_cast<double>(values[token]) - a[token * width + neuron]) < 1e-5);
        }
    }
    QCOMPARE(run(sampleRequest(128, 64))->probe, std::shared_ptr<const NeuronProbe>());
}

void TestAnalysisRun::goesOnUnprobedWhereTheDiskIsFull()
{
    AnalysisRequest request = sampleRequest(300, 64);
    request.isProbed = true;
    const FileSizeLimit limit(100'000);
    const auto snapshot = run(request);
    QCOMPARE(snapshot->outcome, RunOutcome::Completed);
    QVERIFY(!snapshot->probe);
    QVERIFY2(snapshot->probeProblem.find("scratch file of 1.8 MB") != std::string::npos,
             snapshot->probeProblem.c_str());
}

void TestAnalysisRun::bfloat16StaysCloseToFloat32()
{
    AnalysisRequest request = sampleRequest(1024, 512);
    const auto exact = run(request);
    QCOMPARE(exact->info->precision, PrecisionChoice::Float32);
    request.precision = PrecisionChoice::Bfloat16;
    const auto rounded = run(request);
    QCOMPARE(rounded->info->precision, PrecisionChoice::Bfloat16);
    double worst = 0;
    for (std::size_t layer = 0; layer < 12; ++layer) {
        const std::vector<double>& a = exact->layers[layer]->column("r_length");
        const std::vector<double>& b = rounded->layers[layer]->column("r_length");
        for (std::size_t neuron = 0; neuron < a.size(); ++neuron) {
            worst = std::max(worst, std::abs(a[neuron] - b[neuron]));
        }
        QVERIFY(std::abs(exact->layers[layer]->rMedian - rounded->layers[layer]->rMedian) < 0.001);
    }
    qInfo("largest difference of r: %.4f", worst);
    QVERIFY(worst > 0); // it is another precision
    QVERIFY(worst < 0.01); // eight bits, twelve layers, 1,024 tokens
}

void TestAnalysisRun::agreesWithTheRawActivations()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("acts.safetensors")).toStdString();
    const AnalysisRequest request = sampleRequest(300, 128);
    QVERIFY(captureActivations({.run = request, .layers = {0, 7}, .halfPrecision = false}, file, {},
                               [](double) {}));
    const auto snapshot = run(request);
    const SafetensorsFile captured(file);
    const std::vector<std::int32_t>& length = snapshot->info->features->length;
    const auto numTokens = length.size();
    QCOMPARE(numTokens, std::size_t {300});
    for (const std::size_t layer : {std::size_t {0}, std::size_t {7}}) {
        const TensorView* tensor = captured.find("layer." + std::to_string(layer) + ".mlp.hook_pre");
        QVERIFY(tensor != nullptr);
        const std::vector<double> a = captured.readDoubles(*tensor);
        const LayerSummary& summary = *snapshot->layers[layer];
        std::int64_t pooled = 0;
        for (const auto& group : summary.histograms.front().counts) {
            for (const std::int64_t count : group) {
                pooled += count;
            }
        }
        QCOMPARE(pooled, static_cast<std::int64_t>(numTokens * summary.numNeurons));
        for (std::size_t neuron = 0; neuron < summary.numNeurons; ++neuron) {
            double meanA = 0;
            double meanL = 0;
            for (std::size_t t = 0; t < numTokens; ++t) {
                meanA += a[t * summary.numNeurons + neuron] / static_cast<double>(numTokens);
                meanL += length[t] / static_cast<double>(numTokens);
            }
            double aa = 0;
            double ll = 0;
            double al = 0;
            for (std::size_t t = 0; t < numTokens; ++t) {
                const double da = a[t * summary.numNeurons + neuron] - meanA;
                const double dl = length[t] - meanL;
                aa += da * da;
                ll += dl * dl;
                al += da * dl;
            }
            // Issue's bound: 1e-6 against a double precision computation on the same float32 activations.
            QVERIFY(std::abs(summary.column("mean")[neuron] - meanA) < 1e-6);
            QVERIFY(
                std::abs(summary.column("sd")[neuron] - std::sqrt(aa / static_cast<double>(numTokens - 1)))
                < 1e-6);
            QVERIFY(std::abs(summary.column("r_length")[neuron] - al / std::sqrt(aa * ll)) < 1e-6);
        }
    }
}

void TestAnalysisRun::keepsFinishedLayersWhenStopped()
{
    std::stop_source stop;
    RecordingObserver observer([&stop](const AnalysisSnapshot& snapshot) {
        if (snapshot.numFinished() == 3) {
            stop.request_stop();
        }
    });
    const auto last = runAnalysis(sampleRequest(256, 64), stop.get_token(), observer);
    QCOMPARE(last->outcome, RunOutcome::Stopped);
    QCOMPARE(last->numFinished(), std::size_t {3});
    const auto whole = run(sampleRequest(256, 64));
    QCOMPARE(last->layers[2]->density.counts, whole->layers[2]->density.counts);
}

void TestAnalysisRun::stopsBeforeTheFirstLayer()
{
    std::stop_source stop;
    stop.request_stop();
    RecordingObserver observer;
    const auto last = runAnalysis(sampleRequest(256, 64), stop.get_token(), observer);
    QCOMPARE(last->outcome, RunOutcome::Stopped);
    QCOMPARE(last->numFinished(), std::size_t {0});
}

void TestAnalysisRun::readsTheNormAfterTheLastBlock()
{
    AnalysisRequest request = sampleRequest(128, 64);
    request.hook = HookPoint::FinalNormOut;
    const auto last = run(request);
    QCOMPARE(last->layers.size(), std::size_t {1});
    QCOMPARE(last->layers.front()->numNeurons, std::size_t {128});
}

void TestAnalysisRun::randomWeightsAreAnotherModelOfTheSameShape()
{
    AnalysisRequest request = sampleRequest(200, 50);
    request.numPermutations = 10;
    const auto trained = run(request);
    QCOMPARE(trained->weightsSha256.size(), std::size_t {64});
    request.hasRandomWeights = true;
    const auto random = run(request);
    QCOMPARE(random->outcome, RunOutcome::Completed);
    QVERIFY(random->info->hasRandomWeights && !trained->info->hasRandomWeights);
    QVERIFY(random->weightsSha256.empty()); // of no file
    const auto again = run(request);
    request.seed = 2;
    const auto other = run(request);
    for (std::size_t layer = 0; layer < 12; ++layer) {
        const std::vector<double>& r = random->layers[layer]->column("r_length");
        QCOMPARE(r.size(), trained->layers[layer]->column("r_length").size());
        QVERIFY(std::ranges::all_of(r, [](double one) { return std::isfinite(one); }));
        QCOMPARE(again->layers[layer]->column("r_length"), r);
        QVERIFY(trained->layers[layer]->column("r_length") != r);
        QVERIFY(other->layers[layer]->column("r_length") != r);
    }
    QCOMPARE(random->info->features->length, trained->info->features->length);
}

void TestAnalysisRun::leavesOutFirstTokensAndNewlines()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("acts.safetensors")).toStdString();
    AnalysisRequest request = sampleRequest(300, 32);
    request.text = makeDocument("lines.txt",
                                "One line.\nAnother, longer line of text.\n\nA new paragraph "
                                "begins here,\nand goes on and on.\n And ends. Then again,"
                                " some more words about nothing in particular.\nThe end.\n");
    request.tokenOptions = {.countsLeadingSpace = true, .skipsFirst = true, .skipsNewlines = true};
    request.numPermutations = 10;
    QVERIFY(
        captureActivations({.run = request, .layers = {5}, .halfPrecision = false}, file, {}, [](double) {}));
    const auto snapshot = run(request);
    const TokenFeatures& features = *snapshot->info->features;
    const SafetensorsFile captured(file);
    const std::vector<double> a = captured.readDoubles(*captured.find("layer.5.mlp.hook_pre"));
    const std::size_t numTokens = features.length.size();
    const LayerSummary& summary = *snapshot->layers[5];
    QCOMPARE(a.size(), numTokens * summary.numNeurons); // the model reads them all
    const auto tokenizer =
        Tokenizer::load(request.modelFolder / "vocab.json", request.modelFolder / "merges.txt");
    std::vector<std::size_t> left;
    for (std::size_t token = 0; token < numTokens; ++token) {
        const std::string_view bytes = tokenizer->tokenBytes(snapshot->info->windows.ids()[token]);
        if (token % 32 != 0 && bytes.find('\n') == std::string_view::npos) {
            left.push_back(token);
        }
    }
    QVERIFY(left.size() < numTokens - 5);
    QCOMPARE(summary.numTokens, left.size());
    const auto n = static_cast<double>(left.size());
    for (std::size_t neuron = 0; neuron < summary.numNeurons; ++neuron) {
        double meanA = 0;
        double meanL = 0;
        for (const std::size_t t : left) {
            meanA += a[t * summary.numNeurons + neuron] / n;
            meanL += features.length[t] / n;
        }
        double aa = 0;
        double ll = 0;
        double al = 0;
        for (const std::size_t t : left) {
            const double da = a[t * summary.numNeurons + neuron] - meanA;
            const double dl = features.length[t] - meanL;
            aa += da * da;
            ll += dl * dl;
            al += da * dl;
        }
        QVERIFY(std::abs(summary.column("mean")[neuron] - meanA) < 1e-6);
        QVERIFY(std::abs(summary.column("r_length")[neuron] - al / std::sqrt(aa * ll)) < 1e-6);
    }
    std::int64_t numCounted = 0;
    for (const std::int64_t count : summary.tuning.count) {
        numCounted += count;
    }
    QCOMPARE(numCounted, static_cast<std::int64_t>(left.size()));
}

void TestAnalysisRun::refusesATableThatIsMissing()
{
    AnalysisRequest request = sampleRequest(64, 32);
    request.frequency = {.source = FrequencySource::Table, .table = "/no/such/table.csv"};
    BATHYSCOPE_VERIFY_REFUSED((void)run(request), ErrorKind::FileMissing, "/no/such/table.csv");
}

void TestAnalysisRun::isDefinedForOneWindow()
{
    const auto snapshot = run(sampleRequest(100, 128));
    QVERIFY(snapshot->info->isLengthShifted);
    for (const auto& layer : snapshot->layers) {
        QCOMPARE(layer->jackknife.numUnits, std::size_t {1});
        QVERIFY(std::isnan(layer->jackknife.medianLow) && std::isnan(layer->jackknife.medianHigh));
        QVERIFY(isProbability(layer->column("p_length")));
        QVERIFY(isProbability(layer->column("q_length")));
        QVERIFY(std::isfinite(layer->rMedian));
    }
    QVERIFY(snapshot->zones->patternWithoutWindow.empty());
}

void TestAnalysisRun::isDefinedForTokensOfOneLength()
{
    AnalysisRequest request = sampleRequest(240, 24); // ten windows
    request.text =
        TokenIdLists {.name = "ids.json", .oneListPerWindow = false, .lists = {std::vector<TokenId>(240, 5)}};
    const auto snapshot = run(request);
    QCOMPARE(snapshot->outcome, RunOutcome::Completed);
    QCOMPARE(snapshot->info->effectiveNumTypes, 0.0); // one type tells nothing about length
    QCOMPARE(snapshot->zones->selection.pattern, DepthPattern::TooFewLayers); // no r, no distribution
    for (const auto& layer : snapshot->layers) {
        for (const NeuronStatistic& statistic : neuronStatistics()) {
            const bool isOfLength = statistic.id.find("length") != std::string_view::npos;
            const bool isOfFrequency = statistic.id == "r_frequency";
            for (const double value : layer->column(statistic.id)) {
                QVERIFY2(std::isnan(value) == (isOfLength || isOfFrequency), statistic.id.data());
            }
        }
        QVERIFY(std::isnan(layer->rMedian) && std::isnan(layer->jackknife.medianLow));
        QCOMPARE(layer->tuning.length.size(), std::size_t {1});
        QCOMPARE(layer->tuning.count.front(), 240);
        QVERIFY(std::abs(layer->tuning.mean.front()) < 1e-9); // z has the mean 0
        for (const auto& unit : layer->modality) {
            QVERIFY(unit[0].verdict() == ModalityVerdict::Undefined); // nothing is shorter,
            QVERIFY(unit[2].verdict() == ModalityVerdict::Undefined); // or longer
            QVERIFY(unit[1].verdict() != ModalityVerdict::Undefined);
            QVERIFY(std::isfinite(unit[1].measured.bimodalityCoefficient));
        }
    }
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
    writeRunFile(file, *snapshot);
    QCOMPARE(readRunFile(file)->numFinished(), std::size_t {12});
}

void TestAnalysisRun::isDefinedForFewTokens()
{
    for (const std::size_t numTokens :
         {std::size_t {2}, std::size_t {3}, std::size_t {5}, std::size_t {21}}) {
        const auto snapshot = run(sampleRequest(numTokens, 2)); // one window, or more than ten
        for (const auto& layer : snapshot->layers) {
            QCOMPARE(layer->numTokens, numTokens);
            const std::vector<double>& r = layer->column("r_length");
            QVERIFY(std::ranges::all_of(r, [](double one) { return std::abs(one) <= 1 + 1e-12; }));
            QVERIFY(isProbability(layer->column("p_length")));
            QVERIFY(isProbability(layer->column("q_length")));
            // Strata need thirty tokens.
            QVERIFY(std::isnan(layer->column("r_length_stratified")[0]));
        }
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("run.safetensors")).toStdString();
        writeRunFile(file, *snapshot);
        QCOMPARE(readRunFile(file)->layers[0]->numTokens, numTokens);
    }
}

void TestAnalysisRun::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<AnalysisRequest>("request");
    const auto with = [](AnalysisRequest request, auto change) {
        change(request);
        return request;
    };
    QTest::addRow("window longer than the positions")
        << QStringLiteral("window of 513 tokens does not fit the model, which has 512 positions")
        << sampleRequest(64, 513);
    QTest::addRow("one token") << QStringLiteral("1 tokens are too few") << sampleRequest(1, 64);
    QTest::addRow("empty text") << QStringLiteral("The text empty.txt is empty")
                                << with(sampleRequest(64, 64),
                                        [](AnalysisRequest& r) { r.text = makeDocument("empty.txt", ""); });
    QTest::addRow("text of one token")
        << QStringLiteral("short.txt has 1 token;")
        << with(sampleRequest(64, 64), [](AnalysisRequest& r) { r.text = makeDocument("short.txt", "a"); });
    QTest::addRow("id outside the vocabulary")
        << QStringLiteral("Token id 300 (number 1 of ids.json) is outside the model's vocabulary of 300")
        << with(tinyRequest(8, 8), [](AnalysisRequest& r) {
               r.text = TokenIdLists {.name = "ids.json", .oneListPerWindow = false, .lists = {{1, 300, 2}}};
           });
    QTest::addRow("window list longer than the positions")
        << QStringLiteral("has 65 tokens, but the model has 64 positions")
        << with(tinyRequest(80, 8), [](AnalysisRequest& r) {
               r.text = TokenIdLists {
                   .name = "ids.json", .oneListPerWindow = true, .lists = {std::vector<TokenId>(65, 1)}};
           });
    QTest::addRow("ids without a vocabulary")
        << QStringLiteral("has no vocab.json and merges.txt") << tinyRequest(8, 8);
    QTest::addRow("missing folder") << QStringLiteral("/nowhere/at-all")
                                    << with(sampleRequest(64, 64),
                                            [](AnalysisRequest& r) { r.modelFolder = "/nowhere/at-all"; });
}

void TestAnalysisRun::refusesWhatDoesNotFit()
{
    QFETCH(const QString, words);
    QFETCH(const AnalysisRequest, request);
    try {
        (void)run(request);
        QFAIL("accepted");
    } catch (const Error& error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(words), error.what());
    }
}

QTEST_GUILESS_MAIN(TestAnalysisRun)
#include "tst_AnalysisRun.moc"
