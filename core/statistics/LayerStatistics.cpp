// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/LayerStatistics.h"

#include "core/statistics/ActivationTile.h"
#include "core/statistics/LengthProducts.h"
#include "core/statistics/NeuronAccumulators.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/statistics/RandomSample.h"
#include "core/statistics/SampledActivations.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/statistics/TileCounter.h"
#include "core/statistics/TuningSums.h"
#include "core/statistics/TypeSumTable.h"
#include "core/statistics/UnitSums.h"
#include "core/statistics/WindowPermutation.h"
#include "core/support/Error.h"
#include "core/support/ParallelFor.h"
#include "core/support/TokenOrder.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bathyscope {

namespace {

/// Tokens of a batch that belong to one chunk.
struct BatchChunk
{
    std::size_t firstRow = 0; ///< in the batch
    FeatureProducts::Chunk features;
    std::vector<LengthSeries::Stretch> stretches; ///< none without permutations
};

/// One call of add(): what is known of its tokens, and the sums over them alone.
struct BatchSums
{
    BatchSums(std::size_t numNeurons, std::size_t numStrata)
        : sums(numNeurons, numStrata)
    {
    }

    NeuronAccumulators sums;
    std::vector<double> featureRows; ///< [batch tokens, numTokenFeatures padded]
    std::vector<std::uint8_t> groups; ///< [batch tokens]
    std::vector<std::uint8_t> strata; ///< [batch tokens]
    std::vector<std::uint8_t> lengthClasses; ///< [batch tokens]
    std::vector<double> lengths; ///< [batch tokens], less the median
    std::vector<double> blockSums; ///< [blocks, batch tokens]: sums over the neurons of a block
    std::vector<BatchChunk> chunks;
    int histogramLimit = BinScale::noLimit;
};

/// A limit for the histogram of a layer's activations, from some of a batch.
int limitFor(const ActivationView& activations)
{
    constexpr std::uint64_t numLookedAt = 256;
    std::vector<double> sizes;
    sizes.reserve(numLookedAt);
    for (const std::uint64_t i : sampleIndices(activations.numTokens * activations.width, numLookedAt, 1)) {
        if (std::isfinite(activations.data[i])) {
            sizes.push_back(std::abs(static_cast<double>(activations.data[i])));
        }
    }
    return histogramLimit(std::move(sizes));
}

/// The sums over some tokens of one unit of the jackknife.
struct UnitPiece
{
    NeuronAccumulators sums;
    std::size_t unit = 0;
};

/// Adds later tokens to the sums over earlier ones.
void join(NeuronAccumulators& into, UnitSums& units, const UnitPiece& piece)
{
    const NeuronAccumulators& later = piece.sums;
    units.merge(piece.unit, later.moments, later.products);
    std::vector<double> meanShifts(into.moments.numNeurons());
    std::ranges::transform(later.moments.means(), into.moments.means(), meanShifts.begin(), std::minus {});
    into.products.merge(later.products, meanShifts);
    into.moments.merge(later.moments);
    into.strata.merge(later.strata);
}

/// The permutations' sums of products with lengths are float32: of activations up to this size they stay
/// finite, with room to spare for what is subtracted from them.
double largestSummable(const TokenFeatures& features)
{
    constexpr double room = 1e3;
    const auto numTokens = static_cast<double>(features.length.size());
    const double longest =
        features.length.empty() ? 1 : std::max(*std::ranges::max_element(features.length), 1);
    return static_cast<double>(std::numeric_limits<float>::max()) / (room * numTokens * longest);
}

/// What a thread needs for a block of neurons.
struct Workspace
{
    TileCounter counter {numLengthGroups};
    ActivationTile tile;
    TileMoments moments;
    StratumBlock strata;
};

/// Workspaces that threads borrow. Counts are integers: which thread counted what changes nothing.
class WorkspacePool
{
public:
    [[nodiscard]] std::unique_ptr<Workspace> take()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_idle.empty()) {
            return std::make_unique<Workspace>();
        }
        auto workspace = std::move(m_idle.back());
        m_idle.pop_back();
        return workspace;
    }

    void giveBack(std::unique_ptr<Workspace> workspace)
    {
        const std::scoped_lock lock(m_mutex);
        m_idle.push_back(std::move(workspace));
    }

    /// Empties the counters of those that nobody has borrowed.
    void drainInto(StreamingHistogram& histogram)
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto& workspace : m_idle) {
            TileCounter& counter = workspace->counter;
            histogram.include(counter.range());
            counter.drainInto(histogram);
        }
        for (const auto& workspace : m_idle) {
            workspace->counter.startFrom(histogram.scale());
        }
    }

    /// The counters begin anew; none may be borrowed.
    void forget()
    {
        for (const auto& workspace : m_idle) {
            workspace->counter.startFrom({});
        }
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Workspace>> m_idle;
};

} // namespace

struct LayerStatistics::Accumulators
{
    Accumulators(HookId hookId, std::size_t neurons, std::shared_ptr<const RunDesign> runDesign);

    void check(const ActivationView& activations) const;
    void claimTokens(const ActivationView& activations);
    void add(const ActivationView& activations);
    void addUnit(const ActivationView& activations);
    [[nodiscard]] BatchSums beginBatch(const ActivationView& activations) const;
    void addBlock(const ActivationView& activations, BatchSums& batch, std::size_t block);
    void finishBatch(const ActivationView& activations, BatchSums& batch);
    void joinWaiting(NeuronAccumulators& total, UnitSums& ofUnits) const;
    void test(NeuronAccumulators& total, LayerSummary& summary) const;
    void measureModality(const NeuronAccumulators& total, LayerSummary& summary) const;
    [[nodiscard]] LengthTuning tuning(const NeuronAccumulators& total) const;

    [[nodiscard]] std::vector<double> tokenMeans(std::size_t group) const;
    [[nodiscard]] std::vector<double> neuronMeans(const NeuronAccumulators& total, std::size_t group) const;
    [[nodiscard]] std::size_t unitOf(std::size_t token) const;
    HookId hook;
    std::size_t numNeurons;
    std::size_t numBlocks;
    std::shared_ptr<const RunDesign> design;
    const TokenFeatures* features;
    WorkspacePool workspaces;
    std::vector<double> tokenSums; ///< [tokens], over the neurons that are finite there
    std::vector<std::uint32_t> numNonFinite; ///< [tokens]: neurons that are not
    std::optional<LengthProducts> lengthProducts; ///< none without permutations
    std::optional<TypeSumTable> typeSums; ///< likewise
    TuningSums tuningSums;
    SampledActivations sampled;

    mutable std::mutex mutex; // guards all below
    std::vector<bool> isSeen; ///< [tokens]
    NeuronAccumulators sums; ///< over the batches that need not wait for one before them
    UnitSums units; ///< of the same batches
    TokenOrder<UnitPiece> batches;
    StreamingHistogram pooled {numLengthGroups};
};

LayerStatistics::Accumulators::Accumulators(HookId hookId, std::size_t neurons,
                                            std::shared_ptr<const RunDesign> runDesign)
    : hook(hookId)
    , numNeurons(neurons)
    , numBlocks((neurons + tileNeurons - 1) / tileNeurons)
    , design(std::move(runDesign))
    , features(design->features.get())
    , tokenSums(features->length.size())
    , numNonFinite(features->length.size())
    , tuningSums(neurons)
    , sampled(design->sample, neurons, design->seed)
    , isSeen(features->length.size())
    , sums(neurons, design->strata.numStrata)
    , units(design->unitEnds.size(), neurons)
{
    if (design->lengthSeries) {
        lengthProducts.emplace(*design->lengthSeries, neurons);
    }
    if (design->typePermutation) {
        typeSums.emplace(design->typePermutation->numRows(), neurons);
    }
}

/// Throws where the batch does not fit the layer or the run's tokens.
void LayerStatistics::Accumulators::check(const ActivationView& activations) const
{
    const std::size_t numTokens =
        design->numberOf.empty() ? features->length.size() : design->numberOf.size();
    const std::size_t end = activations.firstToken + activations.numTokens;
    if (activations.hook != hook || activations.width != numNeurons || end > numTokens) {
        throw Error(ErrorKind::Internal,
                    "The statistics of " + hook.name() + " expect " + std::to_string(numNeurons)
                        + " neurons at tokens below " + std::to_string(numTokens) + ", but were given "
                        + activations.hook.name() + " with " + std::to_string(activations.width)
                        + " neurons up to token " + std::to_string(end) + ".");
    }
}

/// Throws where a token has come before.
void LayerStatistics::Accumulators::claimTokens(const ActivationView& activations)
{
    const std::size_t end = activations.firstToken + activations.numTokens;
    const std::scoped_lock lock(mutex);
    for (std::size_t token = activations.firstToken; token < end; ++token) {
        if (isSeen[token]) {
            throw Error(ErrorKind::Internal,
                        "The statistics of " + hook.name() + " were given token " + std::to_string(token)
                            + " twice.");
        }
    }
    std::fill_n(isSeen.begin() + static_cast<std::ptrdiff_t>(activations.firstToken), activations.numTokens,
                true);
}

/// Tokens in the numbering of the design; each unit of the jackknife on its own.
void LayerStatistics::Accumulators::add(const ActivationView& activations)
{
    ActivationView part = activations;
    const std::size_t end = activations.firstToken + activations.numTokens;
    while (part.firstToken < end) {
        part.numTokens = std::min(design->unitEnds[unitOf(part.firstToken)], end) - part.firstToken;
        addUnit(part);
        part.firstToken += part.numTokens;
        part.data += part.numTokens * part.width;
    }
}

void LayerStatistics::Accumulators::addUnit(const ActivationView& activations)
{
    claimTokens(activations);
    sampled.keep(activations);
    BatchSums batch = beginBatch(activations);
    parallelFor(numBlocks, [&](std::size_t block) { addBlock(activations, batch, block); });
    finishBatch(activations, batch);
}

std::size_t LayerStatistics::Accumulators::unitOf(std::size_t token) const
{
    return static_cast<std::size_t>(std::ranges::upper_bound(design->unitEnds, token)
                                    - design->unitEnds.begin());
}

BatchSums LayerStatistics::Accumulators::beginBatch(const ActivationView& activations) const
{
    BatchSums batch(numNeurons, design->strata.numStrata);
    const std::size_t stride = batch.sums.products.paddedFeatures();
    batch.featureRows.assign(activations.numTokens * stride, 0.0);
    batch.groups.resize(activations.numTokens);
    batch.blockSums.resize(numBlocks * activations.numTokens);
    batch.histogramLimit = limitFor(activations);
    for (std::size_t row = 0; row < activations.numTokens; ++row) {
        const std::size_t token = activations.firstToken + row;
        const auto group = static_cast<std::uint8_t>(features->group[token]);
        batch.groups[row] = group;
        batch.strata.push_back(static_cast<std::uint8_t>(design->stratumOf(token)));
        batch.lengthClasses.push_back(TuningSums::classOf(features->length[token]));
        batch.lengths.push_back(features->length[token] - features->medianLength);
        batch.featureRows[row * stride + lengthFeature] = batch.lengths.back();
        batch.featureRows[row * stride + frequencyFeature] = design->frequencyOf(token);
        batch.featureRows[row * stride + positionFeature] = features->position[token];
        batch.featureRows[row * stride + firstGroupFeature + group] = 1;
    }

    batch.sums.strata.addTokens({batch.strata, batch.lengths});
    std::size_t row = 0;
    while (row < activations.numTokens) {
        const std::size_t toBorder = tileTokens - (activations.firstToken + row) % tileTokens;
        const std::size_t numTokens = std::min(toBorder, activations.numTokens - row);
        BatchChunk& chunk = batch.chunks.emplace_back();
        chunk.firstRow = row;
        chunk.features = batch.sums.products.beginChunk(batch.featureRows.data() + row * stride, numTokens);
        if (design->lengthSeries) {
            chunk.stretches = design->lengthSeries->stretches(activations.firstToken + row, numTokens);
        }
        row += numTokens;
    }
    return batch;
}

void LayerStatistics::Accumulators::addBlock(const ActivationView& activations, BatchSums& batch,
                                             std::size_t block)
{
    const std::size_t firstNeuron = block * tileNeurons;
    std::unique_ptr<Workspace> workspace = workspaces.take();
    ActivationTile& tile = workspace->tile;
    TileMoments& moments = workspace->moments;
    tile.numNeurons = std::min(tileNeurons, numNeurons - firstNeuron);
    const StratumTokens tokens {batch.strata, batch.lengths};
    for (const BatchChunk& chunk : batch.chunks) {
        tile.numTokens = chunk.features.numTokens;
        loadTile(tile, activations.data + chunk.firstRow * activations.width + firstNeuron,
                 activations.width);
        computeMoments(tile, moments);

        std::array<double, tileNeurons> meanShifts {};
        for (std::size_t i = 0; i < tile.numNeurons; ++i) {
            meanShifts[i] = moments.mean[i] - batch.sums.moments.means()[firstNeuron + i];
        }
        batch.sums.products.merge(chunk.features, firstNeuron, tile, moments.mean, meanShifts);
        batch.sums.moments.merge(firstNeuron, tile.numNeurons, moments);

        if (&chunk == &batch.chunks.front()) {
            workspace->strata.begin(design->strata.numStrata, moments.mean);
        }
        workspace->strata.add(tile, tokens.part(chunk.firstRow, tile.numTokens));
        tuningSums.add(block, tile, std::span(batch.lengthClasses).subspan(chunk.firstRow, tile.numTokens));
        if (lengthProducts) {
            lengthProducts->add(firstNeuron, activations.firstToken + chunk.firstRow, tile, chunk.stretches);
        }
        if (typeSums) {
            typeSums->add(block, tile,
                          design->typePermutation->rowOfToken().subspan(
                              activations.firstToken + chunk.firstRow, tile.numTokens));
        }

        const float low = *std::min_element(moments.min.begin(), moments.min.begin() + tile.numNeurons);
        const float high = *std::max_element(moments.max.begin(), moments.max.begin() + tile.numNeurons);
        workspace->counter.limit(batch.histogramLimit);
        workspace->counter.count(tile, std::span(batch.groups).subspan(chunk.firstRow, tile.numTokens), low,
                                 high);

        if (!tile.isFinite) {
            for (std::size_t token = 0; token < tile.numTokens; ++token) {
                const std::uint32_t numLeftOut = dropNonFinite(tile, token);
                std::atomic_ref(numNonFinite[activations.firstToken + chunk.firstRow + token]) += numLeftOut;
            }
        }
        std::copy_n(tile.tokenSums.begin(), tile.numTokens,
                    batch.blockSums.begin()
                        + static_cast<std::ptrdiff_t>(block * activations.numTokens + chunk.firstRow));
    }
    batch.sums.strata.setBlock(firstNeuron, tile.numNeurons, workspace->strata);
    workspaces.giveBack(std::move(workspace));
}

void LayerStatistics::Accumulators::finishBatch(const ActivationView& activations, BatchSums& batch)
{
    for (std::size_t block = 0; block < numBlocks; ++block) {
        for (std::size_t row = 0; row < activations.numTokens; ++row) {
            tokenSums[activations.firstToken + row] += batch.blockSums[block * activations.numTokens + row];
        }
    }
    const std::scoped_lock lock(mutex);
    workspaces.drainInto(pooled);
    batches.add(activations.firstToken, activations.numTokens,
                {std::move(batch.sums), unitOf(activations.firstToken)},
                [this](const UnitPiece& next) { join(sums, units, next); });
}

/// Adds the batches that wait for one before them; the mutex is held.
void LayerStatistics::Accumulators::joinWaiting(NeuronAccumulators& total, UnitSums& ofUnits) const
{
    for (const auto& [firstToken, batch] : batches.waiting()) {
        join(total, ofUnits, batch.piece);
    }
}

/// The permutation tests of all neurons; nothing without permutations.
void LayerStatistics::Accumulators::test(NeuronAccumulators& total, LayerSummary& summary) const
{
    if (!lengthProducts) {
        return;
    }
    const double largest = largestSummable(*features);
    std::vector<double> squares(numNeurons); // Σ(a − mean a)², 0 for neurons that cannot be tested
    for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
        const NeuronMoments moments = total.moments.moments(neuron);
        const bool isTested = moments.numNonFinite == 0 && moments.min < moments.max && moments.max <= largest
            && moments.min >= -largest;
        squares[neuron] = isTested ? moments.m2 : 0;
    }
    const LengthSeries& series = *design->lengthSeries;
    // Tokens outside full-length windows take no part: their share of the squares is left out.
    const double share = static_cast<double>(series.numTokens()) / static_cast<double>(design->numTokens());
    std::vector<double> scale(numNeurons);
    std::ranges::transform(squares, scale.begin(), [&](double square) {
        return square > 0 && series.squares() > 0 ? 1 / std::sqrt(square * share * series.squares()) : 0.0;
    });
    PermutationResult result = testPermutations(
        series.terms(), {.sums = lengthProducts->table(), .rowStride = numNeurons, .scale = scale});
    total.tests.pLength = std::move(result.p);
    total.tests.pBeyondFrequency = design->typePermutation->test(typeSums->sums(squares)).p;
    summary.significance = LayerSignificance {
        .pPooled = std::move(result.pPooled),
        .band = std::move(result.band),
        .permuted = std::make_shared<const PermutedDiscoveries>(std::move(result.permuted))};
}

/// Means over the neurons that are finite there.
std::vector<double> LayerStatistics::Accumulators::tokenMeans(std::size_t group) const
{
    std::vector<double> means;
    for (std::size_t token = 0; token < tokenSums.size(); ++token) {
        const std::size_t numFinite = numNeurons - numNonFinite[token];
        if (isSeen[token] && numFinite > 0 && static_cast<std::size_t>(features->group[token]) == group) {
            means.push_back(tokenSums[token] / static_cast<double>(numFinite));
        }
    }
    return means;
}

/// A neuron's mean over a group g of n_g tokens is mean + Σ(a − mean)(f_g − mean f_g) / n_g, where f_g is 1
/// in g. Neurons that were not finite everywhere have no such means.
std::vector<double> LayerStatistics::Accumulators::neuronMeans(const NeuronAccumulators& total,
                                                               std::size_t group) const
{
    std::size_t numGroupTokens = 0;
    for (std::size_t token = 0; token < isSeen.size(); ++token) {
        numGroupTokens += isSeen[token] && static_cast<std::size_t>(features->group[token]) == group ? 1 : 0;
    }
    std::vector<double> means;
    for (std::size_t neuron = 0; numGroupTokens > 0 && neuron < numNeurons; ++neuron) {
        const NeuronMoments moments = total.moments.moments(neuron);
        if (moments.numNonFinite == 0) {
            means.push_back(moments.mean
                            + total.products.product(firstGroupFeature + group, neuron)
                                / static_cast<double>(numGroupTokens));
        }
    }
    return means;
}

/// Histograms of the means, and the peaks of every group in every unit.
void LayerStatistics::Accumulators::measureModality(const NeuronAccumulators& total,
                                                    LayerSummary& summary) const
{
    using Means = std::array<std::vector<double>, numLengthGroups>;
    Means ofTokens;
    Means ofNeurons;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        ofTokens.at(group) = tokenMeans(group);
        ofNeurons.at(group) = neuronMeans(total, group);
    }
    const auto histogramOf = [](const Means& means) {
        StreamingHistogram histogram(numLengthGroups);
        std::vector<double> sizes;
        for (const std::vector<double>& ofGroup : means) {
            std::ranges::transform(ofGroup, std::back_inserter(sizes),
                                   [](double mean) { return std::abs(mean); });
        }
        histogram.limit(histogramLimit(std::move(sizes)));
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            for (const double mean : means.at(group)) {
                histogram.add(group, mean);
            }
        }
        return groupHistogramOf(histogram);
    };
    const auto index = [](ObservationUnit unit) { return static_cast<std::size_t>(unit); };
    summary.histograms[index(ObservationUnit::TokenMean)] = histogramOf(ofTokens);
    summary.histograms[index(ObservationUnit::NeuronMean)] = histogramOf(ofNeurons);
    parallelFor(numObservationUnits * numLengthGroups, [&](std::size_t i) {
        const auto unit = static_cast<ObservationUnit>(i / numLengthGroups);
        const std::size_t group = i % numLengthGroups;
        Modality& measured = summary.modality.at(index(unit)).at(group).measured;
        switch (unit) {
        case ObservationUnit::Pooled:
            measured = sampled.modality(static_cast<LengthGroup>(group));
            break;
        case ObservationUnit::PooledZ:
            measured = sampled.zModality(static_cast<LengthGroup>(group), total.moments);
            break;
        case ObservationUnit::TokenMean:
            measured = bathyscope::measureModality(ofTokens.at(group), design->seed);
            break;
        case ObservationUnit::NeuronMean:
            measured = bathyscope::measureModality(ofNeurons.at(group), design->seed);
            break;
        }
    });
}

LengthTuning LayerStatistics::Accumulators::tuning(const NeuronAccumulators& total) const
{
    std::array<std::int64_t, TuningSums::numClasses> counts {};
    for (std::size_t token = 0; token < isSeen.size(); ++token) {
        counts.at(TuningSums::classOf(features->length[token])) += isSeen[token] ? 1 : 0;
    }
    return tuningSums.tuning(counts, total.moments);
}

LayerStatistics::LayerStatistics(HookId hook, std::size_t numNeurons, std::shared_ptr<const RunDesign> design)
    : m_accumulators(std::make_unique<Accumulators>(hook, numNeurons, std::move(design)))
{
}

LayerStatistics::~LayerStatistics() = default;

void LayerStatistics::restart(HookId hook)
{
    Accumulators& all = *m_accumulators;
    all.hook = hook;
    std::ranges::fill(all.tokenSums, 0.0);
    std::ranges::fill(all.numNonFinite, 0U);
    if (all.lengthProducts) {
        all.lengthProducts->clear();
        all.typeSums->clear();
    }
    all.isSeen.assign(all.isSeen.size(), false);
    all.tuningSums.clear();
    all.sampled.clear();
    all.units.clear();
    all.sums = NeuronAccumulators(all.numNeurons, all.design->strata.numStrata);
    all.batches = {};
    all.pooled = StreamingHistogram(numLengthGroups);
    all.workspaces.forget();
}

void LayerStatistics::add(const ActivationView& activations)
{
    Accumulators& all = *m_accumulators;
    all.check(activations);
    const std::vector<std::int64_t>& numberOf = all.design->numberOf;
    if (numberOf.empty()) {
        all.add(activations);
        return;
    }
    std::vector<float> rows; // of the tokens that are not left out
    rows.reserve(activations.numTokens * activations.width);
    ActivationView kept {.hook = activations.hook, .width = activations.width};
    for (std::size_t i = 0; i < activations.numTokens; ++i) {
        const std::int64_t number = numberOf[activations.firstToken + i];
        if (number != RunDesign::leftOut) {
            kept.firstToken = kept.numTokens == 0 ? static_cast<std::size_t>(number) : kept.firstToken;
            ++kept.numTokens;
            rows.insert(rows.end(), activations.row(i).begin(), activations.row(i).end());
        }
    }
    kept.data = rows.data();
    all.add(kept);
}

LayerSummary LayerStatistics::summarize() const
{
    const Accumulators& all = *m_accumulators;
    const std::scoped_lock lock(all.mutex);
    NeuronAccumulators total = all.sums;
    UnitSums units = all.units;
    all.joinWaiting(total, units);
    total.halves = units.halves();
    LayerSummary summary;
    all.test(total, summary);
    summary.hook = all.hook;
    summary.numTokens = static_cast<std::size_t>(total.products.count());
    summary.numNeurons = all.numNeurons;
    for (std::size_t neuron = 0; neuron < all.numNeurons; ++neuron) {
        const NeuronMoments moments = total.moments.moments(neuron);
        if (moments.numNonFinite > 0) {
            ++summary.numNonFinite;
            summary.nonFiniteTokens.resize(all.numNeurons);
            summary.nonFiniteTokens[neuron] = static_cast<std::int64_t>(moments.numNonFinite);
        } else if (moments.min == moments.max) {
            ++summary.numConstant;
        }
    }
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        std::vector<double>& column = summary.columns.emplace_back(all.numNeurons);
        for (std::size_t neuron = 0; neuron < all.numNeurons; ++neuron) {
            column[neuron] = statistic.evaluate(total, neuron);
        }
    }
    summarizeCorrelation(summary);
    const auto unitIndex = [](ObservationUnit unit) { return static_cast<std::size_t>(unit); };
    summary.jackknife = units.jackknife(summary.column("r_length"));
    summary.tuning = all.tuning(total);
    summary.histograms[unitIndex(ObservationUnit::Pooled)] = groupHistogramOf(all.pooled);
    summary.histograms[unitIndex(ObservationUnit::PooledZ)] =
        groupHistogramOf(all.sampled.zHistogram(total.moments));
    all.measureModality(total, summary);
    return summary;
}

} // namespace bathyscope
