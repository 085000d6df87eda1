// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunForecast.h"

#include "core/analysis/ActivationStore.h"
#include "core/checkpoint/ModelTensors.h"
#include "core/run/ProbeRoom.h"
#include "core/statistics/LayerSummary.h"
#include "core/statistics/LengthSeries.h"
#include "core/statistics/Modality.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/statistics/PermutedDiscoveries.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/statistics/TokenSample.h"
#include "core/statistics/WindowPermutation.h"
#include "core/support/BytesText.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace bathyscope {

namespace {

// Measured on 2026-11-26 on two cores of a Xeon (AVX-512, neither AMX nor bfloat16) with OpenBLAS 0.3.21: the
// stages that bench_analysis reports (512 to 32,768 tokens, 1 and 2 threads, 0 to 1000 permutations; d_model
// 128, 160, 768 and 2048), divided by what passed through them, and peak resident sets less what is counted
// below. Rounding to bfloat16 is of 2026-11-23, from a CPU that has it. To be measured again when a stage is
// rewritten; tst_RunForecast holds whole runs that these numbers must meet.
constexpr double productShare = 1.1; // of the measured rate, on one thread and in a batch's shape
constexpr double halfShareWidth = 75; // d_model whose products reach half of that
constexpr double sharedProductShare = 0.65; // where one batch alone is shared by all threads
constexpr double attentionShare = 0.6; // of the rate in float32

// All seconds below are for one thread of pace 1.
constexpr double secondsPerScore = 1.4e-9; // of softmax
constexpr double secondsPerNormedValue = 2.6e-9;
constexpr double secondsPerRoundedValue = 0.9e-9; // to bfloat16 before a product, and back after it
constexpr double secondsPerGelu = 0.8e-9;
constexpr double secondsPerStatisticsValue = 6.8e-9;
constexpr double secondsPerTypedValue = 1.2e-9; // permutations: summed by type
constexpr double secondsPerSeriesValue = 0.072e-9; // permutations: times one series of lengths
constexpr double secondsPerAddition = 0.8e-3; // a batch that is added to a layer's statistics
constexpr double secondsPerModalityValue = 0.5e-6; // whose peaks are counted
constexpr double secondsPerSummarizedNeuron = 3e-6;
constexpr double secondsPerNeuronPermutation = 55e-9;
constexpr double serialSummaryShare = 0.25; // of a summary, on one thread alone
constexpr double secondsPerDrawnLayer = 0.04; // that a window takes the run's cores away
constexpr double secondsPerWeightByte = 0.25e-9; // read from the file system's cache and converted
constexpr double secondsPerFirstWeightByte = 1.0e-9; // of the first layer, which everything waits for
constexpr double secondsPerRoundedByte = 0.9e-9; // float32 weights to bfloat16, while everything waits
constexpr double secondsPerDigestByte = 2e-9;
constexpr double secondsPerScratchByte = 0.35e-9; // written or read, through the file system's cache
constexpr double secondsPerHiddenByte = 1.5e-9; // embeddings
constexpr double secondsPerToken = 1.5e-6; // tokenized and described
constexpr double secondsPerVocabularyEntry = 2.2e-6; // tokenizer
constexpr double secondsToOpen = 0.008; // a model and its run

constexpr double commandLineBytes = 170e6; // program, libtorch and the BLAS, resident before a run
constexpr double bytesPerVocabularyEntry = 250; // tokenizer
constexpr double startedBytes = 12e6; // threads, the BLAS's buffers, code that is not used before
constexpr double bytesPerToken = 64; // ids, features, the layer's sums over neurons
constexpr double bytesPerNeuronSum = 96; // moments and products with features
constexpr double usedHistogramShare = 0.76; // of the bins; empty ones at both ends are cut off

constexpr double floatBytes = 4;
constexpr double doubleBytes = 8;
constexpr std::size_t attentionBlock = 64; // queries that look at the same keys

/// Parts of a block that a run computes.
struct Parts
{
    bool attention = true;
    bool mlpUp = true;
    bool gelu = true;
    bool mlpDown = true;

    [[nodiscard]] bool has(TensorRole role) const
    {
        return role < TensorRole::MlpUp ? attention : role < TensorRole::MlpDown ? mlpUp : mlpDown;
    }
};

/// In the last block, nothing after the hook is computed.
Parts partsOfLastLayer(HookPoint hook)
{
    return {.attention = hook >= HookPoint::AttnOut,
            .mlpUp = hook >= HookPoint::MlpPre,
            .gelu = hook >= HookPoint::MlpPost,
            .mlpDown = hook >= HookPoint::MlpOut};
}

/// Keys that the queries of a window of `length` tokens are multiplied with, all together.
double scoresOfWindow(std::size_t length, std::size_t keysSeen)
{
    double scores = 0;
    for (std::size_t begin = 0; begin < length; begin += attentionBlock) {
        const std::size_t end = std::min(begin + attentionBlock, length);
        const std::size_t firstKey = begin + 1 > keysSeen ? begin + 1 - keysSeen : 0;
        scores += static_cast<double>(end - begin) * static_cast<double>(end - firstKey);
    }
    return scores;
}

/// A forecast on its way; sizes are doubles, so that no product of them overflows.
class Estimate
{
public:
    explicit Estimate(const ForecastInput& input);

    [[nodiscard]] double flop() const;
    [[nodiscard]] double seconds(double scratchBytes) const;
    [[nodiscard]] double memoryBytes(bool hasScratchFile) const;
    [[nodiscard]] double sampleBytes() const;
    [[nodiscard]] double permutationBytes(double numTypes) const;
    [[nodiscard]] double numUnits() const;
    [[nodiscard]] double hiddenBytes() const;
    [[nodiscard]] double hiddenTraffic() const;
    [[nodiscard]] std::uint64_t probeBytes() const;
    [[nodiscard]] double runFileBytes() const;

private:
    [[nodiscard]] double discoveryBytes() const;
    [[nodiscard]] double productSeconds() const;
    [[nodiscard]] double attentionSeconds() const;
    [[nodiscard]] double statisticsSeconds() const;
    [[nodiscard]] double summarySeconds() const;
    [[nodiscard]] double prepareSeconds() const;
    [[nodiscard]] double numSeries() const;
    [[nodiscard]] double sampledTokens() const;
    [[nodiscard]] double parallelThreads() const;
    [[nodiscard]] double layerWeightBytes() const;
    [[nodiscard]] double batchRows() const;

    const ForecastInput& m_input;
    std::size_t m_window; ///< longest, in tokens
    Parts m_last;
    double m_tokens;
    double m_threads;
    double m_layers;
    double m_model; ///< d_model
    double m_mlp; ///< d_mlp
    double m_neurons; ///< width of the hook point
    double m_hookedLayers;
};

Estimate::Estimate(const ForecastInput& input)
    : m_input(input)
    , m_window(std::clamp<std::size_t>(std::min(input.windowLength, input.numTokens), 1,
                                       std::max<std::size_t>(input.config.maxPositions, 1)))
    , m_last(partsOfLastLayer(input.hook))
    , m_tokens(static_cast<double>(input.numTokens))
    , m_threads(static_cast<double>(std::max<std::size_t>(input.numThreads, 1)))
    , m_layers(static_cast<double>(input.config.numLayers))
    , m_model(static_cast<double>(input.config.hiddenSize))
    , m_mlp(static_cast<double>(input.config.intermediateSize))
    , m_neurons(static_cast<double>(hookPointWidth(input.hook, input.config)))
    , m_hookedLayers(hookPointInfo(input.hook).perLayer ? m_layers : 1)
{
}

double Estimate::flop() const
{
    double products = 0; // of a token
    for (const TensorRow& row : m_input.config.family->tensors) {
        if (row.isInBlock() && row.isMatrix()) {
            products += numElements(row, m_input.config) * (m_layers - (m_last.has(row.role) ? 0 : 1));
        }
    }
    return 2 * m_tokens * products;
}

/// Tokens of a batch: as many whole windows as make batchTokens.
double Estimate::batchRows() const
{
    const auto window = static_cast<double>(m_window);
    const double windows = std::ceil(static_cast<double>(m_input.batchTokens) / window);
    return std::min(m_tokens, std::max(windows, 1.0) * window);
}

/// Threads at work on average: the last batches of a layer leave some of them without.
double Estimate::parallelThreads() const
{
    const double batches = m_tokens / std::max(batchRows(), 1.0);
    if (batches <= 1) {
        return m_threads; // which share it
    }
    const double numFull = std::floor(batches);
    const double rounds =
        std::floor(numFull / m_threads) + (std::fmod(numFull, m_threads) > 0 ? 1 : batches - numFull);
    return batches / std::max(rounds, 1 / m_threads);
}

/// Thread-seconds of the products without attention's, at the machine's rate a thread.
double Estimate::productSeconds() const
{
    const double rate = m_input.gemmGigaflops * 1e9 / m_threads;
    const bool isShared = m_tokens <= batchRows() && m_threads > 1;
    const double share = productShare * m_model / (m_model + halfShareWidth);
    return flop() / (rate * share * (isShared ? sharedProductShare : 1));
}

/// Thread-seconds of attention in all layers.
double Estimate::attentionSeconds() const
{
    const double gigaflops = m_input.float32Gigaflops > 0 ? m_input.float32Gigaflops : m_input.gemmGigaflops;
    const double rate = gigaflops * 1e9 / m_threads;
    const std::size_t rest = m_input.numTokens % m_window;
    const std::size_t numWhole = m_input.numTokens / m_window;
    const auto numFull = static_cast<double>(numWhole);
    const std::vector<std::size_t>& keysSeen = m_input.config.keysSeen;
    const std::size_t numLayers = keysSeen.size() - (m_last.attention ? 0 : 1);
    std::map<std::size_t, double> scoresOfRun; // by keys that are seen: few numbers, many layers
    double scores = 0;
    for (std::size_t layer = 0; layer < numLayers; ++layer) {
        const auto [entry, isNew] = scoresOfRun.try_emplace(keysSeen[layer]);
        if (isNew) {
            entry->second =
                numFull * scoresOfWindow(m_window, entry->first) + scoresOfWindow(rest, entry->first);
        }
        scores += entry->second;
    }
    return scores
        * (4 * m_model / (attentionShare * rate)
           + static_cast<double>(m_input.config.numHeads) * secondsPerScore * m_input.pace);
}

/// Series of lengths that every value is multiplied with: the windows' own, or all shifted ones where the
/// windows are too few to be permuted.
double Estimate::numSeries() const
{
    if (m_input.numPermutations == 0) {
        return 0;
    }
    return m_input.numTokens / m_window < minPermutedWindows
        ? static_cast<double>(m_input.numPermutations) + 1
        : numUnits();
}

/// Thread-seconds of reading activations into the statistics of all layers, at pace 1.
double Estimate::statisticsSeconds() const
{
    const double perValue = secondsPerStatisticsValue + numSeries() * secondsPerSeriesValue
        + (m_input.numPermutations > 0 ? secondsPerTypedValue : 0);
    const double numAdditions = std::max(numUnits(), m_tokens / std::max(batchRows(), 1.0));
    return m_hookedLayers * (m_tokens * m_neurons * perValue + numAdditions * secondsPerAddition);
}

/// Seconds of all layers' summaries, at pace 1.
double Estimate::summarySeconds() const
{
    constexpr auto most = static_cast<double>(maxModalityValues);
    constexpr auto numGroups = static_cast<double>(numLengthGroups);
    // Pools of sampled values, as they are and standardized; means by token and by neuron.
    const double values = 2 * numGroups * std::min(most, sampledTokens() / numGroups * m_neurons)
        + std::min(m_tokens, numGroups * most) + numGroups * std::min(m_neurons, most);
    const double ofNeuron = secondsPerSummarizedNeuron
        + static_cast<double>(m_input.numPermutations) * secondsPerNeuronPermutation;
    const double alone = values * secondsPerModalityValue + m_neurons * ofNeuron;
    return m_hookedLayers * alone * (serialSummaryShare + (1 - serialSummaryShare) / m_threads);
}

/// Seconds before the first layer, at pace 1.
double Estimate::prepareSeconds() const
{
    return secondsToOpen + static_cast<double>(m_input.config.vocabularySize) * secondsPerVocabularyEntry
        + m_tokens * secondsPerToken + hiddenBytes() * secondsPerHiddenByte;
}

/// `scratchBytes` are written or read beside the products.
double Estimate::seconds(double scratchBytes) const
{
    if (m_input.gemmGigaflops <= 0) {
        return 0;
    }
    const double pace = m_input.pace;
    const double normed = m_tokens * m_layers * 2 * m_model;
    const double activated = m_tokens * (m_layers - (m_last.gelu ? 0 : 1)) * m_mlp;
    const double rounded = m_input.bfloat16 ? m_tokens * m_layers * (10 * m_model + 2 * m_mlp) : 0;
    const double threadSeconds = productSeconds() + attentionSeconds()
        + pace
            * (normed * secondsPerNormedValue + rounded * secondsPerRoundedValue + activated * secondsPerGelu
               + statisticsSeconds());
    // Weights are read, converted and digested beside the products, by threads that take their share of the
    // cores.
    const double digest = m_input.isDigestKnown ? 0 : m_input.weightBytesOnDisk * secondsPerDigestByte * pace;
    const double weights = m_layers * layerWeightBytes() * secondsPerWeightByte * pace;
    const double scratch = scratchBytes * secondsPerScratchByte * pace;
    const double waiting = layerWeightBytes() * secondsPerFirstWeightByte
        + (m_input.bfloat16 ? m_layers * layerWeightBytes() * secondsPerRoundedByte : 0);
    const double drawing = m_input.isWatched ? m_hookedLayers * secondsPerDrawnLayer : 0;
    const double sweep = threadSeconds / parallelThreads() + (weights + digest + scratch) / m_threads
        + pace * (waiting + summarySeconds() + drawing);
    return m_input.startSeconds + pace * prepareSeconds() + std::max(sweep, digest);
}

double Estimate::layerWeightBytes() const
{
    double elements = 0;
    for (const TensorRow& row : m_input.config.family->tensors) {
        elements += row.isInBlock() ? numElements(row, m_input.config) : 0;
    }
    return floatBytes * elements;
}

double Estimate::hiddenBytes() const
{
    return m_tokens * m_model * floatBytes;
}

/// Bytes of hidden states in a scratch file that are read and written.
double Estimate::hiddenTraffic() const
{
    return 2 * m_layers * hiddenBytes();
}

std::uint64_t Estimate::probeBytes() const
{
    const ActivationStorePlan plan {.numLayers = static_cast<std::size_t>(m_hookedLayers),
                                    .numTokens = m_input.numTokens,
                                    .width = m_input.config.hiddenSize};
    return plan.numBytes();
}

double Estimate::memoryBytes(bool hasScratchFile) const
{
    const double rows = batchRows();
    const double workers = std::min(m_threads, std::ceil(m_tokens / std::max(rows, 1.0)));
    const double hidden = hasScratchFile ? workers * rows * m_model * floatBytes : hiddenBytes();
    const double distinct = m_input.numDistinctTokens > 0
        ? static_cast<double>(m_input.numDistinctTokens)
        : std::min(m_tokens, static_cast<double>(m_input.config.vocabularySize));
    const double gathered = (distinct + static_cast<double>(m_window)) * m_model * floatBytes;

    const double layersLoaded = std::min(m_layers, 2.0) + (m_input.bfloat16 ? 0.5 : 0);
    const double rounded = m_input.bfloat16 ? workers * rows * (m_model + m_mlp) * floatBytes / 2 : 0;
    const double engine = workers * rows * (9 * m_model + m_mlp) * floatBytes; // EngineScratch, norms
    const double sums =
        (workers + 1) * m_neurons * bytesPerNeuronSum + sampleBytes() + permutationBytes(distinct);
    const double sweep =
        layersLoaded * layerWeightBytes() + engine + rounded + sums + runFileBytes() + discoveryBytes();
    // The gathered embeddings are gone before the first layer's weights come.
    const double commandLine =
        commandLineBytes + static_cast<double>(m_input.config.vocabularySize) * bytesPerVocabularyEntry;
    const double process = startedBytes + (m_input.processBytes > 0 ? m_input.processBytes : commandLine);
    return process + 2 * m_input.textBytes + m_tokens * bytesPerToken + hidden + std::max(gathered, sweep);
}

/// Of the sampled tokens and of the jackknife's units.
double Estimate::sampleBytes() const
{
    return m_neurons * (sampledTokens() * floatBytes + numUnits() * 3 * doubleBytes);
}

double Estimate::sampledTokens() const
{
    return std::min(m_tokens, static_cast<double>(numLengthGroups * maxSampledTokens));
}

/// Of both nulls' tables and of what the permutations give.
double Estimate::permutationBytes(double numTypes) const
{
    if (m_input.numPermutations == 0) {
        return 0;
    }
    const auto numPermutations = static_cast<double>(m_input.numPermutations);
    return m_neurons * floatBytes * (numTypes + numUnits() * numUnits() + numPermutations);
}

double Estimate::numUnits() const
{
    return std::min(std::ceil(m_tokens / static_cast<double>(m_window)),
                    static_cast<double>(LengthSeries::maxUnits));
}

/// What is kept of all layers, and the tokens' four columns.
double Estimate::runFileBytes() const
{
    const double columns = static_cast<double>(neuronStatistics().size()) * m_neurons * doubleBytes;
    const double density = 2 * numDensityBins * doubleBytes;
    const double histograms = numObservationUnits * (1 + numLengthGroups) * usedHistogramShare
        * static_cast<double>(numHistogramBins) * doubleBytes;
    return m_hookedLayers * (columns + density + histograms) + m_tokens * 4 * doubleBytes;
}

/// What is kept of all layers beside that: the permutations' discoveries.
double Estimate::discoveryBytes() const
{
    return m_hookedLayers * static_cast<double>(m_input.numPermutations * PermutedDiscoveries::numBins)
        * sizeof(std::uint32_t);
}

std::uint64_t wholeBytes(double bytes)
{
    constexpr double most = 9e18; // below 2⁶³
    return static_cast<std::uint64_t>(std::clamp(bytes, 0.0, most));
}

/// Rounded up.
std::string roomText(double bytes)
{
    const double step = bytes < 1e9 ? 1e6 : 1e8;
    return bytesText(wholeBytes(std::ceil(bytes / step) * step));
}

std::string problemOf(const ForecastInput& input, double peak, double minimal)
{
    if (input.memoryBudgetBytes > 0 && minimal > input.memoryBudgetBytes) {
        return fmt::format(
            "This run needs at least {} of memory, but the budget is {}; allow more, or choose "
            "fewer tokens, a shorter window or fewer threads.",
            roomText(minimal), roomText(input.memoryBudgetBytes));
    }
    if (input.machineMemoryBytes > 0 && peak > input.machineMemoryBytes) {
        return fmt::format("This run needs {} of memory (at least {}, with the hidden states in a scratch "
                           "file), but this machine has {}; choose fewer tokens or a smaller model.",
                           roomText(peak), roomText(minimal), roomText(input.machineMemoryBytes));
    }
    return {};
}

} // namespace

RunForecast forecastRun(const ForecastInput& input)
{
    const Estimate estimate(input);
    const double unlimited = std::floor(estimate.memoryBytes(false)); // budgets are whole bytes
    const double minimal = std::min(std::floor(estimate.memoryBytes(true)), unlimited);
    const bool hasScratchFile = input.memoryBudgetBytes > 0 && unlimited > input.memoryBudgetBytes;
    const double peak = hasScratchFile ? minimal : unlimited;
    RunForecast forecast;
    forecast.flop = estimate.flop();
    forecast.peakMemoryBytes = wholeBytes(peak);
    forecast.minimalMemoryBytes = wholeBytes(minimal);
    forecast.scratchBytes = hasScratchFile ? wholeBytes(estimate.hiddenBytes()) : 0;
    if (input.isProbed) {
        ProbeRoom room {.neededBytes = estimate.probeBytes(), .freeBytes = input.freeDiskBytes};
        if (room.freeBytes) {
            *room.freeBytes -= std::min(*room.freeBytes, forecast.scratchBytes);
        }
        forecast.probeProblem = room.problem();
        forecast.probeBytes = forecast.probeProblem.empty() ? room.neededBytes : 0;
    }
    forecast.seconds = estimate.seconds((hasScratchFile ? estimate.hiddenTraffic() : 0)
                                        + static_cast<double>(forecast.probeBytes));
    forecast.isBusy = input.isBusy;
    forecast.runFileBytes = wholeBytes(estimate.runFileBytes());
    forecast.problem = problemOf(input, peak, minimal);
    forecast.fits = forecast.problem.empty();
    return forecast;
}

} // namespace bathyscope
