// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/MachinePace.h"

#include "core/engine/Device.h"
#include "core/statistics/LayerStatistics.h"
#include "core/statistics/Modality.h"
#include "core/support/CpuShare.h"
#include "core/support/MeasuredSpeed.h"
#include "core/support/Stopwatch.h"
#include "core/text/TokenWindows.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <random>
#include <span>
#include <vector>

namespace bathyscope {

namespace {

constexpr std::size_t numTokens = 512;
constexpr std::size_t windowLength = 64;
constexpr std::size_t numNeurons = 256;
constexpr std::size_t numValues = 4096; ///< whose peaks are counted

/// A piece of work on the machine of RunForecast.cpp's constants, measured on the day they were.
constexpr double referenceSeconds = 0.0125;

/// Tokens of 300 types, some of them frequent.
std::shared_ptr<const RunDesign> drawDesign(std::mt19937& random)
{
    constexpr TokenId numTypes = 300;
    constexpr std::int32_t numLengths = 9;
    std::geometric_distribution<TokenId> type(0.02);
    std::vector<TokenId> ids(numTokens);
    std::ranges::generate(ids, [&] { return std::min(type(random), numTypes - 1); });
    std::vector<std::int32_t> lengths(numTokens);
    std::ranges::transform(ids, lengths.begin(), [](TokenId id) { return 1 + id % numLengths; });
    const TokenWindows windows = TokenWindows::cut(ids, windowLength);
    constexpr std::size_t numPermutations = 200;
    return makeRunDesign(std::make_shared<TokenFeatures>(makeTokenFeatures(windows, lengths)), ids,
                         windows.windows(), {.numPermutations = numPermutations, .seed = 1});
}

/// What takes the time of a run's statistics: all tokens of a layer are read, and the peaks of a pool of
/// values are counted.
class Work
{
public:
    Work()
        : m_activations(numTokens * numNeurons)
        , m_statistics({}, numNeurons, drawDesign(m_random))
    {
        std::normal_distribution<float> normal;
        std::ranges::generate(m_activations, [&] { return normal(m_random); });
    }

    /// Returns the seconds that it took.
    double perform()
    {
        const Stopwatch watch;
        m_statistics.restart({});
        m_statistics.add({.hook = {},
                          .firstToken = 0,
                          .numTokens = numTokens,
                          .width = numNeurons,
                          .data = m_activations.data()});
        (void)measureModality(std::span<const float>(m_activations).first(numValues), 1);
        return watch.seconds();
    }

private:
    std::mt19937 m_random {1};
    std::vector<float> m_activations; ///< [tokens, neurons]
    LayerStatistics m_statistics;
};

/// Pieces of work a second.
void measureOnce(Work& work, MeasuredSpeed& speed)
{
    (void)work.perform(); // wakes the code and the memory
    const CpuShare share(1);
    constexpr double enough = 0.03;
    double seconds = 0;
    int numPieces = 0;
    while (seconds < enough) {
        seconds += work.perform();
        ++numPieces;
    }
    speed.add(numPieces / seconds, share.soFar());
}

} // namespace

MachinePace machinePace()
{
    static std::mutex mutex; // guards the speed
    static MeasuredSpeed speed;
    const std::scoped_lock lock(mutex);
    constexpr std::size_t fewest = 2;
    if (speed.count() < fewest || speed.isDisturbed()) {
        setNumThreads(1);
        Work work;
        do {
            measureOnce(work, speed);
        } while (speed.count() < fewest);
    }
    return {.pace = 1 / speed.best() / referenceSeconds, .isBusy = speed.isDisturbed()};
}

} // namespace bathyscope
