// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelFamily.h"
#include "core/run/RunForecast.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace bathyscope;

namespace {

/// Layers alternate between global and local attention, as in every published GPT-Neo.
ModelConfig modelOf(std::size_t numLayers, std::size_t hiddenSize, std::size_t numHeads,
                    std::size_t vocabularySize, std::size_t maxPositions, std::size_t keysSeen)
{
    ModelConfig config;
    config.family = &modelFamilies().front();
    config.vocabularySize = vocabularySize;
    config.maxPositions = maxPositions;
    config.hiddenSize = hiddenSize;
    config.numLayers = numLayers;
    config.numHeads = numHeads;
    config.intermediateSize = 4 * hiddenSize;
    for (std::size_t layer = 0; layer < numLayers; ++layer) {
        config.keysSeen.push_back(layer % 2 == 0 ? maxPositions : keysSeen);
    }
    return config;
}

const ModelConfig sample12 = modelOf(12, 128, 4, 8192, 512, 128);
const ModelConfig sample24 = modelOf(24, 160, 5, 8192, 512, 128);
const ModelConfig neo125m = modelOf(12, 768, 12, 50257, 2048, 256);
const ModelConfig wide = modelOf(3, 2048, 16, 50257, 2048, 256);

/// A run on 2026-11-26 on two cores of a Xeon (AVX-512, neither AMX nor bfloat16), whose speed wandered; the
/// sample text as often as the tokens need. Rate and pace: measured by the run's process before it; seconds:
/// of the median of three runs of bench_analysis; megabytes: the peak that `bathyscope analyze` reports.
/// neo125m and wide had random weights.
struct Recorded
{
    const ModelConfig* config = nullptr;
    std::size_t numTokens = 8192;
    std::size_t numTypes = 0; ///< different tokens among them
    std::size_t windowLength = 512;
    std::size_t numThreads = 2;
    HookPoint hook = HookPoint::MlpPre;
    std::size_t numPermutations = 200;
    bool isDigestKnown = true;
    bool hasScratchFile = false;
    double gigaflops = 0;
    double pace = 0;
    double seconds = 0;
    double megabytes = 0;
};

ForecastInput inputOf(const Recorded& run)
{
    ForecastInput input;
    input.config = *run.config;
    input.numTokens = run.numTokens;
    input.numDistinctTokens = run.numTypes;
    input.windowLength = run.windowLength;
    input.hook = run.hook;
    input.numThreads = run.numThreads;
    input.numPermutations = run.numPermutations;
    input.gemmGigaflops = run.gigaflops;
    input.pace = run.pace;
    input.memoryBudgetBytes = run.hasScratchFile ? 1e6 : 0;
    input.textBytes = 37e3 * std::ceil(static_cast<double>(run.numTokens) / 8400);
    input.weightBytesOnDisk = 501e6;
    input.isDigestKnown = run.isDigestKnown;
    return input;
}

ForecastInput usualInput()
{
    return inputOf({.config = &neo125m, .numTypes = 2199, .gigaflops = 134, .pace = 1});
}

} // namespace

class TestRunForecast : public QObject
{
    Q_OBJECT

private slots:
    void meetsRecordedRunsWithinAQuarter_data();
    void meetsRecordedRunsWithinAQuarter();
    void followsTheMachine();
    void countsTheProductsUpToTheLastHook();
    void growsWithTheTokens();
    void putsHiddenStatesIntoAScratchFileWhereTheBudgetIsTooSmallForThem();
    void countsTheFileOfTheProbe();
    void tellsThatThereIsNoRoomForTheProbe_data();
    void tellsThatThereIsNoRoomForTheProbe();
    void namesTheMinimumWhereTheBudgetIsSmaller();
    void refusesWhatTheMachineCannotHold();
    void holdsRoundedWeightsAndOperandsMoreInBfloat16();
    void readsTheWeightsOnceMoreForAnUnknownDigest();
    void doesNotOverflow();
};

void TestRunForecast::meetsRecordedRunsWithinAQuarter_data()
{
    QTest::addColumn<Recorded>("run");
    const auto row = [](const char* name, const Recorded& run) { QTest::newRow(name) << run; };
    row("sample-12",
        {.config = &sample12,
         .numTypes = 1805,
         .gigaflops = 110,
         .pace = 0.96,
         .seconds = 1.55,
         .megabytes = 221});
    row("sample-12, one thread",
        {.config = &sample12,
         .numTypes = 1805,
         .numThreads = 1,
         .gigaflops = 79,
         .pace = 0.85,
         .seconds = 2.75,
         .megabytes = 215});
    row("sample-12, no permutations",
        {.config = &sample12,
         .numTypes = 1805,
         .numPermutations = 0,
         .gigaflops = 122,
         .pace = 0.99,
         .seconds = 1.47,
         .megabytes = 210});
    row("sample-24",
        {.config = &sample24,
         .numTypes = 1805,
         .gigaflops = 115,
         .pace = 0.87,
         .seconds = 3.91,
         .megabytes = 239});
    row("sample-24, 1000 permutations",
        {.config = &sample24,
         .numTypes = 1805,
         .numPermutations = 1000,
         .gigaflops = 109,
         .pace = 0.70,
         .seconds = 4.27,
         .megabytes = 268});
    row("sample-24, 391 short windows",
        {.config = &sample24,
         .numTokens = 50000,
         .numTypes = 2160,
         .windowLength = 128,
         .gigaflops = 147,
         .pace = 0.93,
         .seconds = 15.78,
         .megabytes = 271});
    row("sample-24, scratch file",
        {.config = &sample24,
         .numTokens = 50000,
         .numTypes = 2160,
         .hasScratchFile = true,
         .gigaflops = 111,
         .pace = 0.71,
         .seconds = 17.65,
         .megabytes = 244});
    row("125M",
        {.config = &neo125m,
         .numTypes = 2199,
         .gigaflops = 134,
         .pace = 1.02,
         .seconds = 15.54,
         .megabytes = 383});
    row("125M, one thread",
        {.config = &neo125m,
         .numTokens = 2048,
         .numTypes = 782,
         .numThreads = 1,
         .gigaflops = 85,
         .pace = 0.73,
         .seconds = 9.05,
         .megabytes = 320});
    row("125M, one batch for both threads",
        {.config = &neo125m,
         .numTokens = 512,
         .numTypes = 237,
         .gigaflops = 135,
         .pace = 0.77,
         .seconds = 2.15,
         .megabytes = 298});
    row("125M, longest windows",
        {.config = &neo125m,
         .numTokens = 16000,
         .numTypes = 2384,
         .windowLength = 2048,
         .gigaflops = 130,
         .pace = 0.87,
         .seconds = 27.40,
         .megabytes = 546});
    row("125M, whole last layer",
        {.config = &neo125m,
         .numTokens = 4096,
         .numTypes = 1272,
         .hook = HookPoint::ResidPost,
         .gigaflops = 109,
         .pace = 1.13,
         .seconds = 7.16,
         .megabytes = 329});
    row("125M, digest not known",
        {.config = &neo125m,
         .numTokens = 2048,
         .numTypes = 782,
         .isDigestKnown = false,
         .gigaflops = 122,
         .pace = 1.00,
         .seconds = 6.92,
         .megabytes = 345});
    row("125M, scratch file",
        {.config = &neo125m,
         .numTypes = 2199,
         .hasScratchFile = true,
         .gigaflops = 112,
         .pace = 0.99,
         .seconds = 15.35,
         .megabytes = 364});
    row("d_model 2048",
        {.config = &wide,
         .numTokens = 2048,
         .numTypes = 782,
         .gigaflops = 113,
         .pace = 0.62,
         .seconds = 6.12,
         .megabytes = 823});
    row("d_model 2048, odd windows, one thread",
        {.config = &wide,
         .numTokens = 1500,
         .numTypes = 569,
         .windowLength = 300,
         .numThreads = 1,
         .gigaflops = 75,
         .pace = 0.90,
         .seconds = 7.79,
         .megabytes = 747});
}

void TestRunForecast::meetsRecordedRunsWithinAQuarter()
{
    QFETCH(Recorded, run);
    const RunForecast forecast = forecastRun(inputOf(run));
    const double secondsRatio = forecast.seconds / run.seconds;
    const double memoryRatio = static_cast<double>(forecast.peakMemoryBytes) / (run.megabytes * 1e6);
    QVERIFY2(secondsRatio > 0.75 && secondsRatio < 1.25,
             qPrintable(QStringLiteral("%1 s instead of %2").arg(forecast.seconds).arg(run.seconds)));
    QVERIFY2(memoryRatio > 0.9 && memoryRatio < 1.1,
             qPrintable(QStringLiteral("%1 instead of %2 MB")
                            .arg(static_cast<double>(forecast.peakMemoryBytes) / 1e6)
                            .arg(run.megabytes)));
    QCOMPARE(forecast.scratchBytes > 0, run.hasScratchFile);
}

void TestRunForecast::followsTheMachine()
{
    ForecastInput input = usualInput();
    const RunForecast usual = forecastRun(input);
    input.startSeconds = 2;
    QVERIFY(std::abs(forecastRun(input).seconds - usual.seconds - 2) < 1e-9);
    QVERIFY(!usual.isBusy);
    input.isBusy = true; // which is said, and not guessed at
    QVERIFY(forecastRun(input).isBusy);
    QVERIFY(std::abs(forecastRun(input).seconds - usual.seconds - 2) < 1e-9);
    input.startSeconds = 0;

    input.isWatched = true; // a window draws: some hundredths of a second a layer
    QVERIFY(forecastRun(input).seconds > usual.seconds + 0.1);
    QVERIFY(forecastRun(input).seconds < usual.seconds + 1);
    QCOMPARE(forecastRun(input).peakMemoryBytes, usual.peakMemoryBytes);
    input.isWatched = false;

    input.pace *= 3;
    input.gemmGigaflops /= 3;
    QVERIFY(std::abs(forecastRun(input).seconds / usual.seconds - 3) < 1e-9);
    input.gemmGigaflops *= 3;
    QVERIFY(forecastRun(input).seconds > 1.2 * usual.seconds);
    QVERIFY(forecastRun(input).seconds < 2 * usual.seconds); // products are most of a run of this size
    QCOMPARE(forecastRun(input).peakMemoryBytes, usual.peakMemoryBytes);

    input.gemmGigaflops = 0; // nothing was measured
    QCOMPARE(forecastRun(input).seconds, 0.0);
    QCOMPARE(forecastRun(input).peakMemoryBytes, usual.peakMemoryBytes);
}

void TestRunForecast::countsTheProductsUpToTheLastHook()
{
    ForecastInput input;
    input.config = modelOf(2, 10, 2, 50, 8, 4); // 4 d² = 400, d · d_mlp = 400
    input.numTokens = 7;
    input.gemmGigaflops = 1;
    const auto flopAt = [&input](HookPoint hook) {
        input.hook = hook;
        return forecastRun(input).flop;
    };
    QCOMPARE(flopAt(HookPoint::ResidPre), 2.0 * 7 * 1200);
    QCOMPARE(flopAt(HookPoint::ResidMid), 2.0 * 7 * 1600);
    QCOMPARE(flopAt(HookPoint::MlpPre), 2.0 * 7 * 2000);
    QCOMPARE(flopAt(HookPoint::MlpPost), 2.0 * 7 * 2000);
    QCOMPARE(flopAt(HookPoint::MlpOut), 2.0 * 7 * 2400);
    QCOMPARE(flopAt(HookPoint::FinalNormOut), 2.0 * 7 * 2400);
}

void TestRunForecast::growsWithTheTokens()
{
    ForecastInput input = usualInput();
    input.isDigestKnown = false;
    RunForecast last;
    for (std::size_t numTokens = 500; numTokens < 10'000'000;
         numTokens += std::max<std::size_t>(numTokens / 3, 1024)) {
        input.numTokens = numTokens;
        const RunForecast forecast = forecastRun(input);
        QVERIFY(forecast.seconds > last.seconds);
        QVERIFY(forecast.flop > last.flop);
        QVERIFY(forecast.peakMemoryBytes > last.peakMemoryBytes);
        QVERIFY(forecast.runFileBytes > last.runFileBytes);
        last = forecast;
    }
}

void TestRunForecast::putsHiddenStatesIntoAScratchFileWhereTheBudgetIsTooSmallForThem()
{
    ForecastInput input = usualInput();
    input.numTokens = 1'000'000;
    const RunForecast unlimited = forecastRun(input);
    input.memoryBudgetBytes = static_cast<double>(unlimited.peakMemoryBytes);
    QCOMPARE(forecastRun(input).peakMemoryBytes, unlimited.peakMemoryBytes);

    input.memoryBudgetBytes = static_cast<double>(unlimited.peakMemoryBytes) - 1e6;
    const RunForecast limited = forecastRun(input);
    QVERIFY(limited.fits);
    QCOMPARE(limited.scratchBytes, std::uint64_t {1'000'000} * 768 * 4);
    QCOMPARE(limited.peakMemoryBytes, unlimited.minimalMemoryBytes);
    QVERIFY(static_cast<double>(limited.peakMemoryBytes) < input.memoryBudgetBytes);
    QVERIFY(unlimited.peakMemoryBytes - limited.peakMemoryBytes > 2'900'000'000);
    QVERIFY(limited.seconds > unlimited.seconds);
}

void TestRunForecast::countsTheFileOfTheProbe()
{
    ForecastInput input = usualInput();
    const RunForecast without = forecastRun(input);
    QCOMPARE(without.probeBytes, std::uint64_t {0});
    input.isProbed = true;
    const RunForecast with = forecastRun(input);
    QCOMPARE(with.probeBytes, std::uint64_t {12} * 8192 * 768 * 4);
    QVERIFY(with.probeProblem.empty());
    QVERIFY(with.seconds > without.seconds);
    QCOMPARE(with.peakMemoryBytes, without.peakMemoryBytes);
    input.hook = HookPoint::FinalNormOut;
    QCOMPARE(forecastRun(input).probeBytes, std::uint64_t {8192} * 768 * 4);
}

void TestRunForecast::tellsThatThereIsNoRoomForTheProbe_data()
{
    QTest::addColumn<qulonglong>("tokens");
    QTest::addColumn<qulonglong>("freeBytes");
    QTest::addColumn<QString>("words"); // empty: there is room

    QTest::newRow("room") << qulonglong {8192} << qulonglong {1'000'000'000} << QString();
    QTest::newRow("little is free") << qulonglong {8192} << qulonglong {700'000'000}
                                    << QStringLiteral("where 700 MB are free");
    QTest::newRow("nothing is free") << qulonglong {8192} << qulonglong {0} << QStringLiteral("302 MB");
    QTest::newRow("too large") << qulonglong {256'000} << qulonglong {1}
                               << QStringLiteral("4.0 GB that are allowed");
}

void TestRunForecast::tellsThatThereIsNoRoomForTheProbe()
{
    QFETCH(qulonglong, tokens);
    QFETCH(qulonglong, freeBytes);
    QFETCH(QString, words);
    ForecastInput input = usualInput();
    input.numTokens = tokens;
    input.isProbed = true;
    input.freeDiskBytes = freeBytes;
    const RunForecast forecast = forecastRun(input);
    QVERIFY(forecast.fits); // the run goes on without
    QCOMPARE(forecast.probeProblem.empty(), words.isEmpty());
    QCOMPARE(forecast.probeBytes == 0, !words.isEmpty());
    QVERIFY2(QString::fromStdString(forecast.probeProblem).contains(words), forecast.probeProblem.c_str());

    if (words.isEmpty()) { // hidden states in a file take their part of the disk
        input.memoryBudgetBytes = 1e6;
        input.freeDiskBytes = forecast.probeBytes + 500'000'000;
        QVERIFY(!forecastRun(input).probeProblem.empty());
    }
}

void TestRunForecast::namesTheMinimumWhereTheBudgetIsSmaller()
{
    ForecastInput input = usualInput();
    input.numTokens = 1'000'000;
    const double minimal = static_cast<double>(forecastRun(input).minimalMemoryBytes);
    input.memoryBudgetBytes = minimal;
    QVERIFY(forecastRun(input).fits);
    input.memoryBudgetBytes = 100e6;
    const RunForecast forecast = forecastRun(input);
    QVERIFY(!forecast.fits);
    const QString problem = QString::fromStdString(forecast.problem);
    QVERIFY2(problem.contains(QStringLiteral("at least %1 MB").arg(std::ceil(minimal / 1e6))),
             qPrintable(problem));
    QVERIFY2(problem.contains(QStringLiteral("the budget is 100 MB")), qPrintable(problem));
}

void TestRunForecast::refusesWhatTheMachineCannotHold()
{
    ForecastInput input = usualInput();
    input.machineMemoryBytes = 8e9;
    QVERIFY(forecastRun(input).fits);
    input.numTokens = 10'000'000;
    const RunForecast forecast = forecastRun(input);
    QVERIFY(!forecast.fits);
    QVERIFY2(forecast.problem.find("this machine has 8.0 GB") != std::string::npos, forecast.problem.c_str());
}

void TestRunForecast::holdsRoundedWeightsAndOperandsMoreInBfloat16()
{
    ForecastInput input = usualInput();
    const RunForecast single = forecastRun(input);
    input.bfloat16 = true;
    const std::uint64_t more = forecastRun(input).peakMemoryBytes - single.peakMemoryBytes;
    const double layerBytes = 4.0 * (12 * 768 * 768 + 13 * 768 - 3 * 768); // 12 d² and the vectors
    const double operandBytes = 2.0 * 2 * 512 * (768 + 3072); // of two threads, 512 rows each
    QVERIFY(std::abs(static_cast<double>(more) - (layerBytes / 2 + operandBytes)) < 1e4);
}

void TestRunForecast::readsTheWeightsOnceMoreForAnUnknownDigest()
{
    ForecastInput input = usualInput();
    input.numTokens = 16; // the run waits for the digest
    input.isDigestKnown = false;
    input.weightBytesOnDisk *= 10; // beside which the rest of such a run is little
    const double once = forecastRun(input).seconds;
    input.weightBytesOnDisk *= 2;
    QVERIFY(forecastRun(input).seconds > once * 1.5);
    input.isDigestKnown = true;
    QVERIFY(forecastRun(input).seconds < once);
}

void TestRunForecast::doesNotOverflow()
{
    ForecastInput input = usualInput();
    input.numTokens = std::numeric_limits<std::size_t>::max();
    const RunForecast forecast = forecastRun(input);
    QVERIFY(std::isfinite(forecast.seconds) && forecast.seconds > 1e15);
    QVERIFY(forecast.peakMemoryBytes > std::uint64_t {1} << 62);

    input.memoryBudgetBytes = 1e9;
    QVERIFY(!forecastRun(input).fits);

    input.numTokens = 2; // the fewest that can be analysed
    input.windowLength = std::numeric_limits<std::size_t>::max();
    QVERIFY(std::isfinite(forecastRun(input).seconds));
    QVERIFY(forecastRun(input).fits);
}

QTEST_APPLESS_MAIN(TestRunForecast)
#include "tst_RunForecast.moc"
