// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunFile.h"

#include "core/analysis/ConclusionsJson.h"
#include "core/analysis/Findings.h"
#include "core/analysis/RunMetadata.h"
#include "core/checkpoint/SafetensorsFile.h"
#include "core/checkpoint/SafetensorsWriter.h"
#include "core/statistics/NeuronStatistic.h"
#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace bathyscope {

namespace {

/// Tensors in the order of the file: each is planned with the values that will follow.
class TensorList
{
public:
    void add(std::string name, std::vector<std::int64_t> shape, std::span<const double> values)
    {
        m_plan.push_back({std::move(name), DType::F64, std::move(shape)});
        m_data.emplace_back(std::as_bytes(values));
    }

    void add(std::string name, std::vector<std::int64_t> shape, std::vector<std::int64_t> values)
    {
        m_integers.push_back(std::move(values));
        m_plan.push_back({std::move(name), DType::I64, std::move(shape)});
        m_data.emplace_back(std::as_bytes(std::span(m_integers.back())));
    }

    void write(const std::filesystem::path& path, const std::map<std::string, std::string>& metadata) const
    {
        SafetensorsWriter writer(path, m_plan, metadata);
        for (const std::span<const std::byte>& bytes : m_data) {
            writer.append(bytes);
        }
        writer.commit();
    }

private:
    std::vector<TensorPlan> m_plan;
    std::vector<std::vector<std::int64_t>> m_integers; ///< their buffers stay where they are when this grows
    std::vector<std::span<const std::byte>> m_data;
};

std::int64_t extent(std::size_t size)
{
    return static_cast<std::int64_t>(size);
}

void addLayer(TensorList& tensors, const LayerSummary& layer, std::size_t index)
{
    const std::string prefix = fmt::format("layer.{}.", index);
    for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
        tensors.add(prefix + std::string(neuronStatistics()[i].id), {extent(layer.numNeurons)},
                    layer.columns[i]);
    }
    tensors.add(prefix + "density.edges", {extent(layer.density.edges.size())}, layer.density.edges);
    tensors.add(prefix + "density.counts", {extent(layer.density.counts.size())}, layer.density.counts);
    if (layer.significance) {
        const NullBand& band = layer.significance->band;
        tensors.add(prefix + "density.null_low", {extent(band.low.size())}, band.low);
        tensors.add(prefix + "density.null_high", {extent(band.high.size())}, band.high);
    }
    const std::int64_t numLengths = extent(layer.tuning.length.size());
    tensors.add(prefix + "tuning.length", {numLengths},
                std::vector<std::int64_t>(layer.tuning.length.begin(), layer.tuning.length.end()));
    tensors.add(prefix + "tuning.mean", {numLengths}, layer.tuning.mean);
    tensors.add(prefix + "tuning.standard_error", {numLengths}, layer.tuning.standardError);
    tensors.add(prefix + "tuning.count", {numLengths}, layer.tuning.count);
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        const GroupHistogram& histogram = layer.histograms.at(unit);
        const std::string name = prefix + "histogram." + std::string(observationUnitIds.at(unit));
        std::vector<std::int64_t> counts;
        for (const std::vector<std::int64_t>& group : histogram.counts) {
            counts.insert(counts.end(), group.begin(), group.end());
        }
        tensors.add(name + ".edges", {extent(histogram.edges.size())}, histogram.edges);
        tensors.add(name + ".counts", {extent(numLengthGroups), extent(histogram.counts.front().size())},
                    std::move(counts));
    }
}

void addTokens(TensorList& tensors, const RunInfo& info)
{
    const std::span<const TokenId> ids = info.windows.ids();
    const TokenFeatures& features = *info.features;
    const std::vector<std::int64_t> shape {extent(ids.size())};
    tensors.add("tokens.ids", shape, std::vector<std::int64_t>(ids.begin(), ids.end()));
    tensors.add("tokens.window", shape,
                std::vector<std::int64_t>(features.window.begin(), features.window.end()));
    tensors.add("tokens.length", shape,
                std::vector<std::int64_t>(features.length.begin(), features.length.end()));
    tensors.add("tokens.count", shape, features.count);
    tensors.add("tokens.frequency", shape, features.frequency);
    if (!features.isExcluded.empty()) {
        tensors.add("tokens.excluded", shape,
                    std::vector<std::int64_t>(features.isExcluded.begin(), features.isExcluded.end()));
    }
}

/// Reads tensors of one run file, each checked for existence and size.
class RunTensors
{
public:
    explicit RunTensors(const SafetensorsFile& file)
        : m_file(file)
    {
    }

    /// A vector of `size` values, or of any size where that is not known beforehand.
    [[nodiscard]] std::vector<double> doubles(const std::string& name,
                                              std::optional<std::size_t> size = std::nullopt) const
    {
        return m_file.readDoubles(vector(name, size));
    }

    [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name,
                                                     std::optional<std::size_t> size = std::nullopt) const
    {
        return m_file.readIntegers(vector(name, size));
    }

    [[nodiscard]] bool has(const std::string& name) const
    {
        return m_file.find(name) != nullptr;
    }

    /// A matrix of numLengthGroups rows.
    [[nodiscard]] std::vector<std::int64_t> groupRows(const std::string& name, std::size_t columns) const
    {
        const TensorView& tensor = find(name);
        const std::vector<std::int64_t> expected {extent(numLengthGroups), extent(columns)};
        if (tensor.shape != expected) {
            refuseShape(tensor, shapeText(expected));
        }
        return m_file.readIntegers(tensor);
    }

    [[noreturn]] void refuse(const std::string& name, const std::string& problem) const
    {
        throw Error(ErrorKind::BadFormat,
                    fmt::format("The run file {} is damaged: {} {}.", m_file.path().string(), name, problem));
    }

private:
    [[nodiscard]] const TensorView& find(const std::string& name) const
    {
        const TensorView* tensor = m_file.find(name);
        if (tensor == nullptr) {
            refuse(name, "is missing");
        }
        return *tensor;
    }

    [[nodiscard]] const TensorView& vector(const std::string& name, std::optional<std::size_t> size) const
    {
        const TensorView& tensor = find(name);
        if (tensor.shape.size() != 1 || (size && tensor.shape.front() != extent(*size))) {
            refuseShape(tensor, size ? fmt::format("[{}]", *size) : "one dimension");
        }
        return tensor;
    }

    [[noreturn]] void refuseShape(const TensorView& tensor, const std::string& expected) const
    {
        refuse(tensor.name,
               fmt::format("should have shape {} and has {}", expected, shapeText(tensor.shape)));
    }

    const SafetensorsFile& m_file;
};

void checkEdges(const RunTensors& tensors, const std::string& name, const std::vector<double>& edges)
{
    const bool ascending = std::ranges::adjacent_find(edges, std::greater_equal<>()) == edges.end();
    if (edges.size() == 1 || !ascending
        || !std::ranges::all_of(edges, [](double edge) { return std::isfinite(edge); })) {
        tensors.refuse(name, "is not a list of ascending edges");
    }
}

void checkCounts(const RunTensors& tensors, const std::string& name, const std::vector<std::int64_t>& counts)
{
    if (std::ranges::any_of(counts, [](std::int64_t count) { return count < 0; })) {
        tensors.refuse(name, "holds negative counts");
    }
}

GroupHistogram readHistogram(const RunTensors& tensors, const std::string& name)
{
    GroupHistogram histogram;
    histogram.edges = tensors.doubles(name + ".edges");
    checkEdges(tensors, name + ".edges", histogram.edges);
    const std::size_t bins = histogram.edges.empty() ? 0 : histogram.edges.size() - 1;
    const std::vector<std::int64_t> rows = tensors.groupRows(name + ".counts", bins);
    checkCounts(tensors, name + ".counts", rows);
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const auto begin = rows.begin() + extent(group * bins);
        histogram.counts.at(group).assign(begin, begin + extent(bins));
    }
    fillGroupMedians(histogram);
    return histogram;
}

/// Narrows to 32 bits; a value outside [0, limit) is refused.
std::vector<std::int32_t> readSmallIntegers(const RunTensors& tensors, const std::string& name,
                                            std::size_t size, std::int64_t limit)
{
    const std::vector<std::int64_t> values = tensors.integers(name, size);
    const auto outside =
        std::ranges::find_if(values, [limit](std::int64_t value) { return value < 0 || value >= limit; });
    if (outside != values.end()) {
        tensors.refuse(name, fmt::format("holds {}, which is outside 0 to {}", *outside, limit - 1));
    }
    std::vector<std::int32_t> narrow(values.size());
    std::ranges::transform(values, narrow.begin(),
                           [](std::int64_t value) { return static_cast<std::int32_t>(value); });
    return narrow;
}

LengthTuning readTuning(const RunTensors& tensors, const std::string& prefix)
{
    LengthTuning tuning;
    const std::size_t numLengths = tensors.integers(prefix + "length").size();
    tuning.length = readSmallIntegers(tensors, prefix + "length", numLengths, longestTunedLength + 1);
    tuning.mean = tensors.doubles(prefix + "mean", numLengths);
    tuning.standardError = tensors.doubles(prefix + "standard_error", numLengths);
    tuning.count = tensors.integers(prefix + "count", numLengths);
    checkCounts(tensors, prefix + "count", tuning.count);
    return tuning;
}

std::shared_ptr<LayerSummary> readLayer(const RunTensors& tensors, const LayerEntry& entry,
                                        const RunInfo& info)
{
    auto layer = std::make_shared<LayerSummary>();
    layer->hook = {info.hook, entry.layer};
    layer->numTokens = info.features->numAnalysed();
    layer->numNeurons = info.numNeurons();
    layer->numConstant = entry.numConstant;
    layer->numNonFinite = entry.numNonFinite;
    const std::string prefix = fmt::format("layer.{}.", entry.layer);
    for (const NeuronStatistic& statistic : neuronStatistics()) {
        layer->columns.push_back(tensors.doubles(prefix + std::string(statistic.id), layer->numNeurons));
    }
    summarizeCorrelation(*layer);
    if (tensors.integers(prefix + "density.counts") != layer->density.counts) {
        tensors.refuse(prefix + "density.counts", "does not agree with r_length");
    }
    if (tensors.has(prefix + "density.null_low")) { // the run had permutations
        layer->significance = LayerSignificance {
            .pPooled = {},
            .band = {.low = tensors.doubles(prefix + "density.null_low", numDensityBins),
                     .high = tensors.doubles(prefix + "density.null_high", numDensityBins)},
            .permuted = nullptr};
    }
    layer->jackknife = {.numUnits = entry.numUnits,
                        .medianLow = entry.medianLow,
                        .medianHigh = entry.medianHigh,
                        .without = {}};
    layer->tuning = readTuning(tensors, prefix + "tuning.");
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        layer->histograms.at(unit) =
            readHistogram(tensors, prefix + "histogram." + std::string(observationUnitIds.at(unit)));
    }
    return layer;
}

/// Not 0 for tokens that were left out; empty where the file says nothing of any.
std::vector<std::uint8_t> readExclusions(const RunTensors& tensors, std::size_t numTokens)
{
    if (!tensors.has("tokens.excluded")) {
        return {};
    }
    const std::vector<std::int32_t> marks = readSmallIntegers(tensors, "tokens.excluded", numTokens, 2);
    std::vector<std::uint8_t> isExcluded(numTokens);
    std::ranges::transform(marks, isExcluded.begin(),
                           [](std::int32_t mark) { return static_cast<std::uint8_t>(mark); });
    return isExcluded;
}

TokenWindows readWindows(const RunTensors& tensors, const RunInfo& info)
{
    const std::size_t numTokens = tensors.integers("tokens.ids").size();
    const auto ids = readSmallIntegers(tensors, "tokens.ids", numTokens, extent(info.config.vocabularySize));
    const auto window = readSmallIntegers(tensors, "tokens.window", numTokens, extent(numTokens));
    std::vector<std::vector<TokenId>> lists;
    for (std::size_t i = 0; i < numTokens; ++i) {
        const auto index = static_cast<std::size_t>(window[i]);
        if (index == lists.size()) {
            lists.emplace_back();
        } else if (index + 1 != lists.size()) {
            tensors.refuse("tokens.window", "does not count the windows up from 0");
        }
        lists.back().push_back(ids[i]);
    }
    return TokenWindows::fromLists(lists);
}

} // namespace

void writeRunFile(const std::filesystem::path& path, const AnalysisSnapshot& run)
{
    if (!run.info || run.numFinished() == 0) {
        throw Error(ErrorKind::InvalidRequest,
                    "No layer of the run is finished yet, so there is nothing to save.");
    }
    TensorList tensors;
    for (std::size_t i = 0; i < run.layers.size(); ++i) {
        if (run.layers[i]) {
            addLayer(tensors, *run.layers[i], i);
        }
    }
    addTokens(tensors, *run.info);
    tensors.write(path, runMetadata(run));
}

std::shared_ptr<const AnalysisSnapshot> readRunFile(const std::filesystem::path& path)
{
    const SafetensorsFile file(path);
    ParsedRunMetadata parsed = parseRunMetadata(file.metadata(), path.string());
    const RunTensors tensors(file);

    auto info = std::make_shared<RunInfo>(std::move(parsed.info));
    info->windows = readWindows(tensors, *info);
    const std::size_t numTokens = info->windows.numTokens();
    TokenFeatures features = makeTokenFeatures(
        info->windows,
        readSmallIntegers(tensors, "tokens.length", numTokens, std::numeric_limits<std::int32_t>::max()),
        readExclusions(tensors, numTokens));
    features.frequency = tensors.doubles("tokens.frequency", numTokens);
    info->features = std::make_shared<const TokenFeatures>(std::move(features));
    if (tensors.integers("tokens.count", numTokens) != info->features->count) {
        tensors.refuse("tokens.count", "does not agree with tokens.ids");
    }

    auto run = std::make_shared<AnalysisSnapshot>();
    run->outcome = parsed.outcome;
    run->timing = parsed.timing;
    run->weightsSha256 = parsed.weightsSha256;
    run->layers.resize(info->numRunLayers());
    for (const LayerEntry& entry : parsed.layers) {
        auto layer = readLayer(tensors, entry, *info);
        readModality(*parsed.modality, *layer, path.string());
        run->layers[entry.layer] = std::move(layer);
    }
    run->zones = parsed.zones;
    run->progress.stage = RunStage::Finished;
    run->progress.layersDone = run->numFinished();
    run->progress.fraction = 1;
    run->progress.elapsed = std::chrono::duration<double>(run->timing.totalSeconds);
    run->info = std::move(info);
    run->findings = findFindings(*run);
    return run;
}

} // namespace bathyscope
