// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedRun.h"

#include "core/analysis/FunctionalZones.h"
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/ModelFamily.h"
#include "core/findings/Findings.h"
#include "core/statistics/NeuronStatistic.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <random>
#include <string_view>
#include <utility>

namespace bathyscope::test {

namespace {

constexpr std::array<double, numLengthGroups> groupShares {0.31, 0.23, 0.46};

/// A normal distribution, a part of a mixture.
struct Bell
{
    double mean = 0;
    double sd = 1;
    double weight = 1;

    [[nodiscard]] double below(double x) const
    {
        return weight * std::erfc((mean - x) / (sd * std::numbers::sqrt2)) / 2;
    }
};

double depthOf(std::size_t layer, std::size_t numLayers)
{
    return numLayers > 1 ? static_cast<double>(layer) / static_cast<double>(numLayers - 1) : 0;
}

/// One r a neuron.
std::vector<double> makeCorrelations(const ScriptedShape& shape, std::size_t layer)
{
    const double depth = depthOf(layer, shape.numLayers);
    const double center = layer == 0 ? 0.15 : 0.04 - 0.17 * std::sin(depth * 2.6);
    std::mt19937 random(static_cast<std::mt19937::result_type>(layer + 1));
    std::normal_distribution<double> z(center, 0.16 - 0.11 * depth);
    std::vector<double> r(shape.numNeurons);
    for (double& value : r) {
        value = std::tanh(z(random));
    }
    return r;
}

/// Quantile of type 7 of sorted values.
double quantile(const std::vector<double>& sorted, double probability)
{
    const double place = probability * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

void setCorrelations(LayerSummary& summary, const std::vector<double>& r)
{
    summary.density.counts.assign(numDensityBins, 0);
    for (std::size_t edge = 0; edge <= numDensityBins; ++edge) {
        summary.density.edges.push_back((2 * static_cast<double>(edge) - numDensityBins) / numDensityBins);
    }
    for (const double value : r) {
        const auto bin = static_cast<std::size_t>((value + 1) / 2 * numDensityBins);
        ++summary.density.counts[std::min(bin, numDensityBins - 1)];
    }
    const auto numPositive = std::count_if(r.begin(), r.end(), [](double value) { return value > 0; });
    summary.rPositiveShare = static_cast<double>(numPositive) / static_cast<double>(r.size());
    std::vector<double> sorted = r;
    std::sort(sorted.begin(), sorted.end());
    summary.rMedian = quantile(sorted, 0.5);
    summary.rLowerQuartile = quantile(sorted, 0.25);
    summary.rUpperQuartile = quantile(sorted, 0.75);

    const std::map<std::string_view, double> constants {
        {"mean", -0.3}, {"sd", 0.9},  {"skewness", 0.1},     {"kurtosis", 0.4},
        {"min", -4.0},  {"max", 4.0}, {"active_share", 0.37}};
    const std::map<std::string_view, double> shareOfLength {{"r_length", 1},
                                                            {"r_frequency", -0.5},
                                                            {"r_position", 0.1},
                                                            {"r_length_given_frequency", 0.4},
                                                            {"r_length_given_frequency_position", 0.38},
                                                            {"r_length_stratified", 0.3},
                                                            {"r_length_even", 1.05},
                                                            {"r_length_odd", 0.95}};
    const std::map<std::string_view, double> testedShare {
        {"p_length", 1}, {"q_length", 0.9}, {"p_length_beyond_frequency", 0.4}};
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        const auto constant = constants.find(statistic.id);
        const bool isKnown = constant != constants.end();
        summary.columns.emplace_back(r.size(),
                                     isKnown ? constant->second : std::numeric_limits<double>::quiet_NaN());
        const auto factor = shareOfLength.find(statistic.id);
        if (factor != shareOfLength.end()) {
            std::ranges::transform(r, summary.columns.back().begin(),
                                   [&](double value) { return factor->second * value; });
        }
        const auto tested = testedShare.find(statistic.id);
        if (tested != testedShare.end()) {
            std::ranges::transform(r, summary.columns.back().begin(), [&](double value) {
                return std::max(std::exp(-50 * std::abs(tested->second * value)), 1.0 / 201);
            });
        }
    }
}

/// Bands and intervals about as wide as in a real run of 16 windows.
void setIntervals(LayerSummary& summary)
{
    summary.jackknife = {.numUnits = 16,
                         .medianLow = summary.rMedian - 0.012,
                         .medianHigh = summary.rMedian + 0.012,
                         .without = {}};
    const auto numNeurons = static_cast<double>(summary.numNeurons);
    const Bell null {.mean = 0, .sd = 0.02, .weight = numNeurons};
    LayerSignificance& significance = summary.significance.emplace();
    for (std::size_t bin = 0; bin < numDensityBins; ++bin) {
        const double expected =
            null.below(summary.density.edges[bin + 1]) - null.below(summary.density.edges[bin]);
        significance.band.low.push_back(std::max(expected - 2 * std::sqrt(expected), 0.0));
        significance.band.high.push_back(expected + 2 * std::sqrt(expected));
    }
}

/// Even slopes, the sign of which is that of the layer's median r.
void setTuning(LayerSummary& summary)
{
    for (std::int32_t length = 1; length <= longestTunedLength; ++length) {
        summary.tuning.length.push_back(length);
        summary.tuning.mean.push_back(summary.rMedian * (length - 4) / 3);
        summary.tuning.standardError.push_back(0.004 + 0.001 * length);
        summary.tuning.count.push_back(static_cast<std::int64_t>(summary.numTokens) / (length * length + 2));
    }
}

void setModality(LayerSummary& summary, bool hasTwoPeaks)
{
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        for (std::size_t group = 0; group < numLengthGroups; ++group) {
            const bool isSplit =
                hasTwoPeaks && group == 0 && unit == static_cast<std::size_t>(ObservationUnit::TokenMean);
            GroupModality& found = summary.modality.at(unit).at(group);
            Modality& measured = found.measured;
            measured.numValues = 2500 + 10 * group;
            measured.numUsed = measured.numValues;
            measured.isConstant = false;
            measured.dip =
                isSplit ? DipTest {.dip = 0.0435, .p = 0.0001} : DipTest {.dip = 0.0042, .p = 0.97};
            found.pAdjusted = isSplit ? 0.0007 : 1;
            measured.bimodalityCoefficient = isSplit ? 0.61 : 0.34;
            measured.single = {
                .component = {.weight = 1, .mean = -0.9, .sd = 0.4}, .logLikelihood = -1300, .bic = 2616};
            measured.mixture = {
                .components = {GaussianComponent {.weight = 0.6, .mean = -1.2, .sd = 0.2},
                               GaussianComponent {.weight = 0.4, .mean = isSplit ? -0.4 : -1.1, .sd = 0.2}},
                .logLikelihood = isSplit ? -1100.0 : -1299.0,
                .bic = isSplit ? 2239.0 : 2637.0};
        }
    }
}

double medianOf(const GroupHistogram& histogram, std::size_t group)
{
    const auto& counts = histogram.counts[group];
    double half = 0;
    for (const std::int64_t count : counts) {
        half += static_cast<double>(count) / 2;
    }
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
        const auto count = static_cast<double>(counts[bin]);
        if (count >= half && count > 0) {
            return histogram.edges[bin] + half / count * (histogram.edges[bin + 1] - histogram.edges[bin]);
        }
        half -= count;
    }
    return std::nan("");
}

/// Expected counts of the groups' mixtures, with the noise of drawn samples, and empty ends cut off.
GroupHistogram makeHistogram(const std::array<std::vector<Bell>, numLengthGroups>& groups,
                             const std::array<double, numLengthGroups>& groupSizes, double width,
                             std::mt19937& random)
{
    constexpr long reach = 2048; // bins on either side of 0
    std::array<std::vector<std::int64_t>, numLengthGroups> counts;
    std::normal_distribution<double> z;
    long first = reach;
    long last = -reach;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const auto below = [&](long edge) {
            double share = 0;
            for (const Bell& bell : groups[group]) {
                share += bell.below(static_cast<double>(edge) * width);
            }
            return share;
        };
        double belowBin = below(-reach);
        for (long bin = -reach; bin < reach; ++bin) {
            const double belowNext = below(bin + 1);
            const double share = belowNext - belowBin;
            belowBin = belowNext;
            const double expected = share * groupSizes[group];
            const double noise = std::sqrt(expected) * z(random);
            const std::int64_t count = std::max(std::llround(expected + noise), 0LL);
            counts[group].push_back(count);
            if (count > 0) {
                first = std::min(first, bin);
                last = std::max(last, bin + 1);
            }
        }
    }
    GroupHistogram histogram;
    for (long edge = first; edge <= last; ++edge) {
        histogram.edges.push_back(static_cast<double>(edge) * width);
    }
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        histogram.counts[group].assign(counts[group].begin() + (first + reach),
                                       counts[group].begin() + (last + reach));
        histogram.medians[group] = medianOf(histogram, group);
    }
    return histogram;
}

void setHistograms(LayerSummary& summary, const ScriptedShape& shape, std::size_t layer)
{
    const double depth = depthOf(layer, shape.numLayers);
    const bool hasTwoPeaks = shape.numLayers > 12 && depth > 0.5;
    std::mt19937 random(static_cast<std::mt19937::result_type>(1000 + layer));
    std::array<std::vector<Bell>, numLengthGroups> pooled;
    std::array<std::vector<Bell>, numLengthGroups> pooledZ;
    std::array<std::vector<Bell>, numLengthGroups> tokenMeans;
    std::array<std::vector<Bell>, numLengthGroups> neuronMeans;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const double mean = -0.35 - 0.6 * depth - 0.12 * static_cast<double>(group);
        const double sd = 0.55 + 0.7 * depth;
        pooled[group] = {{.mean = mean, .sd = sd, .weight = 0.985},
                         {.mean = 0.4, .sd = 4 * sd, .weight = 0.015}};
        pooledZ[group] = {{.mean = 0.1 - 0.1 * static_cast<double>(group), .sd = 1, .weight = 1}};
        tokenMeans[group] = {{.mean = mean, .sd = 0.2 * sd, .weight = 1}};
        neuronMeans[group] = {{.mean = mean, .sd = 0.4 * sd, .weight = 1}};
        if (hasTwoPeaks && group == 0) {
            tokenMeans[group] = {{.mean = mean - 0.35, .sd = 0.15 * sd, .weight = 0.6},
                                 {.mean = mean + 0.45, .sd = 0.15 * sd, .weight = 0.4}};
        }
    }
    const auto numTokens = static_cast<double>(shape.numTokens);
    const auto numNeurons = static_cast<double>(shape.numNeurons);
    std::array<double, numLengthGroups> tokens {};
    std::array<double, numLengthGroups> values {};
    std::array<double, numLengthGroups> neurons {};
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        tokens[group] = groupShares[group] * numTokens;
        values[group] = tokens[group] * numNeurons;
        neurons[group] = numNeurons;
    }
    GroupHistogram ofPooled = makeHistogram(pooled, values, 1.0 / 64, random);
    GroupHistogram ofTokenMeans = makeHistogram(tokenMeans, tokens, 1.0 / 512, random);
    GroupHistogram ofNeuronMeans = makeHistogram(neuronMeans, neurons, 1.0 / 256, random);
    GroupHistogram ofPooledZ = makeHistogram(pooledZ, values, 1.0 / 64, random);
    summary.histograms = {std::move(ofPooled), std::move(ofPooledZ), std::move(ofTokenMeans),
                          std::move(ofNeuronMeans)};
    setModality(summary, hasTwoPeaks);
}

std::shared_ptr<const LayerSummary> makeLayer(const ScriptedShape& shape, std::size_t layer)
{
    auto summary = std::make_shared<LayerSummary>();
    summary->hook = {.point = HookPoint::MlpPre, .layer = layer};
    summary->numTokens = shape.numTokens;
    summary->numNeurons = shape.numNeurons;
    setCorrelations(*summary, makeCorrelations(shape, layer));
    setIntervals(*summary);
    setTuning(*summary);
    setHistograms(*summary, shape, layer);
    return summary;
}

std::shared_ptr<const TokenFeatures> makeFeatures(const ScriptedShape& shape)
{
    auto features = std::make_shared<TokenFeatures>();
    features->medianLength = 4;
    for (std::size_t token = 0; token < shape.numTokens; ++token) {
        const double share = static_cast<double>(token * 37 % 100) / 100;
        const std::size_t group = share < groupShares[0] ? 0
            : share < groupShares[0] + groupShares[1]    ? 1
                                                         : 2;
        features->length.push_back(static_cast<std::int32_t>(3 + group));
        features->position.push_back(static_cast<std::int32_t>(token % shape.windowLength));
        features->group.push_back(static_cast<LengthGroup>(group));
        features->count.push_back(1);
        features->frequency.push_back(8 - 1.5 * static_cast<double>(group)
                                      + 0.3 * static_cast<double>(token % 7));
        features->window.push_back(static_cast<std::int32_t>(token / shape.windowLength));
        ++features->groupSizes[group];
    }
    return features;
}

/// Early, middle and late, where there are layers enough.
std::shared_ptr<const FunctionalZones> makeZones(std::size_t numLayers)
{
    auto zones = std::make_shared<FunctionalZones>();
    if (numLayers >= minZonedLayers) {
        zones->selection.pattern = DepthPattern::Zones;
        zones->selection.boundaries = {1, numLayers * 3 / 4};
        zones->selection.numComponents = 2;
        zones->selection.zoneCriteria = {-40, -61, -72, -66, -58};
        zones->selection.lineCriterion = -55;
        zones->boundaries = {{.layer = 1, .stability = 1, .agreesWithoutWindow = std::vector<bool>(16, true)},
                             {.layer = numLayers * 3 / 4,
                              .stability = 0.83,
                              .agreesWithoutWindow = std::vector<bool>(16, true)}};
        zones->boundaries.back().agreesWithoutWindow[3] = false;
        zones->patternStability = 0.83;
        zones->patternWithoutWindow = std::vector<bool>(16, true);
    }
    return zones;
}

/// With the text of a config.json, so that the run can be written to a file and read back.
ModelConfig makeConfig(const ScriptedShape& shape)
{
    ModelConfig config;
    config.family = &modelFamilies().front();
    config.vocabularySize = shape.numTokens;
    config.maxPositions = shape.windowLength;
    config.numLayers = shape.numLayers;
    config.numHeads = 1;
    config.intermediateSize = shape.numNeurons;
    config.hiddenSize = shape.numNeurons / 4;
    config.keysSeen.assign(shape.numLayers, config.maxPositions);
    const auto field = [](const char* name, std::size_t value) {
        return std::string(", \"") + name + "\": " + std::to_string(value);
    };
    config.json =
        R"({"model_type": "gpt_neo", "activation_function": "gelu_new", "attention_types": [[["global"], )"
        + std::to_string(shape.numLayers) + "]]" + field("vocab_size", config.vocabularySize)
        + field("max_position_embeddings", config.maxPositions) + field("num_layers", config.numLayers)
        + field("num_heads", config.numHeads) + field("intermediate_size", config.intermediateSize)
        + field("hidden_size", config.hiddenSize) + field("window_size", config.maxPositions) + "}";
    return config;
}

std::shared_ptr<const RunInfo> makeInfo(const ScriptedShape& shape)
{
    auto info = std::make_shared<RunInfo>();
    info->programVersion = "0.1.0";
    info->created = "2026-01-02T03:04:05Z";
    info->modelName = shape.modelName;
    info->modelFolderName = shape.modelName;
    info->config = makeConfig(shape);
    info->textName = "sample-text.txt";
    info->maxTokens = shape.numTokens;
    info->windowLength = shape.windowLength;
    info->device = DeviceChoice::Cpu;
    info->numThreads = 2;
    info->numPermutations = 200;
    info->seed = 1;
    info->effectiveNumTypes = 812;
    std::vector<TokenId> ids(shape.numTokens);
    for (std::size_t token = 0; token < ids.size(); ++token) {
        ids[token] = static_cast<TokenId>(token);
    }
    info->windows = TokenWindows::cut(std::move(ids), shape.windowLength);
    info->features = makeFeatures(shape);
    return info;
}

} // namespace

ScriptedRun::ScriptedRun(ScriptedShape shape)
    : m_shape(std::move(shape))
    , m_info(makeInfo(m_shape))
{
    for (std::size_t layer = 0; layer < m_shape.numLayers; ++layer) {
        m_layers.push_back(makeLayer(m_shape, layer));
    }
}

std::shared_ptr<const AnalysisSnapshot> ScriptedRun::snapshot(std::size_t numFinished) const
{
    auto snapshot = std::make_shared<AnalysisSnapshot>();
    const bool isComplete = numFinished >= m_layers.size();
    snapshot->sequence = numFinished + 1;
    snapshot->outcome = isComplete ? RunOutcome::Completed : RunOutcome::Running;
    snapshot->progress.stage = isComplete ? RunStage::Finished : RunStage::Reading;
    snapshot->progress.layersDone = std::min(numFinished, m_layers.size());
    snapshot->progress.fraction =
        static_cast<double>(snapshot->progress.layersDone) / static_cast<double>(m_layers.size());
    snapshot->progress.tokensPerSecond = 4000;
    snapshot->progress.elapsed = std::chrono::duration<double>(2 * snapshot->progress.fraction);
    snapshot->progress.remaining = std::chrono::duration<double>(2 * (1 - snapshot->progress.fraction));
    snapshot->progress.residentBytes = 300'000'000;
    snapshot->info = m_info;
    snapshot->layers = m_layers;
    for (std::size_t layer = snapshot->progress.layersDone; layer < m_layers.size(); ++layer) {
        snapshot->layers[layer] = nullptr;
    }
    if (isComplete) {
        snapshot->zones = makeZones(m_layers.size());
        snapshot->findings = findFindings(*snapshot);
    }
    return snapshot;
}

std::shared_ptr<const AnalysisSnapshot> ScriptedRun::finished() const
{
    return snapshot(m_layers.size());
}

const LayerSummary& ScriptedRun::layer(std::size_t index) const
{
    return *m_layers.at(index);
}

} // namespace bathyscope::test
