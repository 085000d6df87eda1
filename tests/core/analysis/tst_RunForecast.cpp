// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunForecast.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace bathyscope;

namespace {

/// Layers alternate between global and local attention, as in every published GPT-Neo.
GptNeoConfig modelOf(std::size_t numLayers, std::size_t hiddenSize, std::size_t numHeads,
                     std::size_t vocabularySize, std::size_t maxPositions, std::size_t keysSeen)
{
    GptNeoConfig config;
    config.vocabularySize = vocabularySize;
    config.maxPositions = maxPositions;
    config.hiddenSize = hiddenSize;
    config.numLayers = numLayers;
    config.numHeads = numHeads;
    config.intermediateSize = 4 * hiddenSize;
    config.windowSize = keysSeen;
    for (std::size_t layer = 0; layer < numLayers; ++layer) {
        config.attention.push_back(layer % 2 == 0 ? AttentionType::Global : AttentionType::Local);
    }
    return config;
}

const GptNeoConfig sample12 = modelOf(12, 128, 4, 8192, 512, 128);
const GptNeoConfig sample24 = modelOf(24, 160, 5, 8192, 512, 128);
const GptNeoConfig neo125m = modelOf(12, 768, 12, 50257, 2048, 256);
const GptNeoConfig wide = modelOf(3, 2048, 16, 8192, 2048, 256);

/// A run of `bathyscope analyze` on 2026-11-23, with a text of 37 kB (16000 and more tokens: six times that)
/// on two cores of a Xeon of 2023 that had nothing else to do: rate by machineReport(), seconds and peak
/// resident set by the run's last line. neo125m and wide had random weights.
struct Recorded
{
    const GptNeoConfig* config = nullptr;
    std::size_t numTokens = 0;
    std::size_t windowLength = 0;
    std::size_t numThreads = 0;
    HookPoint hook = HookPoint::MlpPre;
    double gigaflops = 0;
    bool isDigestKnown = true;
    double seconds = 0;
    double megabytes = 0;
    double bfloat16Gigaflops = 0; ///< 0 = in float32
    bool hasScratchFile = false;
};

ForecastInput inputOf(const Recorded& run)
{
    ForecastInput input;
    input.config = *run.config;
    input.numTokens = run.numTokens;
    input.windowLength = run.windowLength;
    input.hook = run.hook;
    input.numThreads = run.numThreads;
    input.bfloat16 = run.bfloat16Gigaflops > 0;
    input.gemmGigaflops = input.bfloat16 ? run.bfloat16Gigaflops : run.gigaflops;
    input.float32Gigaflops = run.gigaflops;
    input.memoryBudgetBytes = run.hasScratchFile ? 1e6 : 0;
    input.textBytes = run.numTokens > 9000 ? 224e3 : 37e3;
    input.weightBytesOnDisk = 501e6;
    input.isDigestKnown = run.isDigestKnown;
    return input;
}

ForecastInput usualInput()
{
    return inputOf({&neo125m, 8192, 512, 2, HookPoint::MlpPre, 366, true, 0, 0});
}

} // namespace

class TestRunForecast : public QObject
{
    Q_OBJECT

private slots:
    void meetsRecordedRunsWithinAQuarter_data();
    void meetsRecordedRunsWithinAQuarter();
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
    constexpr HookPoint pre = HookPoint::MlpPre;
    row("sample-12", {&sample12, 8192, 512, 2, pre, 338, true, 0.4, 204});
    row("sample-12, one thread", {&sample12, 8192, 512, 1, pre, 158, true, 0.6, 203});
    row("sample-24", {&sample24, 8192, 512, 2, pre, 333, true, 1.1, 210});
    row("sample-24, 391 short windows", {&sample24, 50000, 128, 2, pre, 337, true, 4.4, 239});
    row("125M", {&neo125m, 8192, 512, 2, pre, 366, true, 5.2, 340});
    row("125M, one thread", {&neo125m, 2048, 512, 1, pre, 182, true, 2.6, 291});
    row("125M, one batch for both threads", {&neo125m, 512, 512, 2, pre, 375, true, 0.6, 270});
    row("125M, longest windows", {&neo125m, 16000, 2048, 2, pre, 367, true, 11.3, 470});
    row("125M, whole last layer", {&neo125m, 4096, 512, 2, HookPoint::ResidPost, 373, true, 2.7, 304});
    row("125M, bfloat16", {&neo125m, 8192, 512, 2, pre, 366, true, 2.23, 345, 1783});
    row("125M, bfloat16, one thread", {&neo125m, 2048, 512, 1, pre, 182, true, 1.18, 301, 899});
    row("sample-24, bfloat16", {&sample24, 8192, 512, 2, pre, 350, true, 0.84, 216, 1833});
    row("125M, scratch file", {&neo125m, 8192, 512, 2, pre, 366, true, 5.38, 313, 0, true});
    row("sample-24, scratch file", {&sample24, 50000, 512, 2, pre, 352, true, 5.41, 210, 0, true});
    row("d_model 2048, bfloat16", {&wide, 2048, 512, 2, pre, 360, true, 1.2, 865, 1815});
    row("d_model 2048, bfloat16, 8000 tokens", {&wide, 8000, 512, 2, pre, 360, true, 2.87, 913, 1815});
    row("125M, digest not known", {&neo125m, 2048, 512, 2, pre, 350, false, 1.7, 306});
    row("d_model 2048", {&wide, 2048, 512, 2, pre, 366, true, 2.2, 731});
    row("d_model 2048, odd windows, one thread", {&wide, 1500, 300, 1, pre, 182, true, 2.7, 681});
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
