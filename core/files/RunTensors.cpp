// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/RunTensors.h"

#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace bathyscope {

namespace {

std::int64_t extent(std::size_t size)
{
    return static_cast<std::int64_t>(size);
}

std::string layerPrefix(std::size_t layer)
{
    return fmt::format("layer.{}.", layer);
}

bool isProbability(double p)
{
    return std::isnan(p) || (p >= 0 && p <= 1);
}

bool isCorrelation(double r)
{
    return std::isnan(r) || (r >= -1 && r <= 1);
}

bool isPowerOfTwo(double width)
{
    int exponent = 0;
    return std::frexp(width, &exponent) == 0.5;
}

} // namespace

void RunTensorList::add(std::string name, std::vector<std::int64_t> shape, std::span<const double> values)
{
    m_plan.push_back({std::move(name), DType::F64, std::move(shape)});
    m_data.emplace_back(std::as_bytes(values));
}

void RunTensorList::add(std::string name, std::vector<std::int64_t> shape, std::vector<std::int64_t> values)
{
    m_integers.push_back(std::move(values));
    m_plan.push_back({std::move(name), DType::I64, std::move(shape)});
    m_data.emplace_back(std::as_bytes(std::span(m_integers.back())));
}

void RunTensorList::add(std::string name, std::vector<std::int64_t> shape, std::vector<std::int32_t> values)
{
    m_smallIntegers.push_back(std::move(values));
    m_plan.push_back({std::move(name), DType::I32, std::move(shape)});
    m_data.emplace_back(std::as_bytes(std::span(m_smallIntegers.back())));
}

void RunTensorList::addLayer(const LayerSummary& layer, bool isContinuable)
{
    const std::string prefix = layerPrefix(layer.hook.layer);
    for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
        if (layer.isComputed(i)) {
            add(prefix + std::string(neuronStatistics()[i].id), {extent(layer.numNeurons)}, layer.columns[i]);
        }
    }
    if (!layer.nonFiniteTokens.empty()) {
        add(prefix + "non_finite", {extent(layer.numNeurons)}, layer.nonFiniteTokens);
    }
    add(prefix + "density.edges", {extent(layer.density.edges.size())}, layer.density.edges);
    add(prefix + "density.counts", {extent(layer.density.counts.size())}, layer.density.counts);
    if (layer.significance) {
        const NullBand& band = layer.significance->band;
        add(prefix + "density.null_low", {extent(band.low.size())}, band.low);
        add(prefix + "density.null_high", {extent(band.high.size())}, band.high);
    }
    const std::int64_t numLengths = extent(layer.tuning.length.size());
    add(prefix + "tuning.length", {numLengths},
        std::vector<std::int64_t>(layer.tuning.length.begin(), layer.tuning.length.end()));
    add(prefix + "tuning.mean", {numLengths}, layer.tuning.mean);
    add(prefix + "tuning.standard_error", {numLengths}, layer.tuning.standardError);
    add(prefix + "tuning.count", {numLengths}, layer.tuning.count);
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        addHistogram(prefix + "histogram." + std::string(observationUnitIds.at(unit)),
                     layer.histograms.at(unit));
    }
    if (isContinuable) {
        addContinuation(prefix, layer);
    }
}

void RunTensorList::addHistogram(const std::string& name, const GroupHistogram& histogram)
{
    std::vector<std::int64_t> counts;
    for (const std::vector<std::int64_t>& group : histogram.counts) {
        counts.insert(counts.end(), group.begin(), group.end());
    }
    add(name + ".edges", {extent(histogram.edges.size())}, histogram.edges);
    add(name + ".counts", {extent(numLengthGroups), extent(histogram.counts.front().size())},
        std::move(counts));
}

void RunTensorList::addContinuation(const std::string& prefix, const LayerSummary& layer)
{
    if (!layer.jackknife.without.empty()) {
        std::vector<double> quantiles;
        for (const QuantileFunction& unit : layer.jackknife.without) {
            const std::size_t end = quantiles.size() + numQuantileLevels;
            quantiles.insert(quantiles.end(), unit.begin(), unit.end());
            quantiles.resize(end, std::numeric_limits<double>::quiet_NaN()); // an empty one
        }
        m_doubles.push_back(std::move(quantiles));
        add(prefix + "jackknife.without", {extent(layer.jackknife.without.size()), extent(numQuantileLevels)},
            m_doubles.back());
    }
    if (layer.significance && layer.significance->permuted) {
        const PermutedDiscoveries& permuted = *layer.significance->permuted;
        add(prefix + "p_length_pooled", {extent(layer.numNeurons)}, layer.significance->pPooled);
        add(prefix + "permuted.counts",
            {extent(permuted.counts().size() / PermutedDiscoveries::numBins),
             extent(PermutedDiscoveries::numBins)},
            std::vector<std::int32_t>(permuted.counts().begin(), permuted.counts().end()));
        add(prefix + "permuted.tests", {1}, std::vector<std::int64_t> {extent(permuted.numTests())});
    }
}

void RunTensorList::addTokens(const RunInfo& info)
{
    const std::span<const TokenId> ids = info.windows.ids();
    const TokenFeatures& features = *info.features;
    const std::vector<std::int64_t> shape {extent(ids.size())};
    add("tokens.ids", shape, std::vector<std::int64_t>(ids.begin(), ids.end()));
    add("tokens.window", shape, std::vector<std::int64_t>(features.window.begin(), features.window.end()));
    add("tokens.length", shape, std::vector<std::int64_t>(features.length.begin(), features.length.end()));
    add("tokens.count", shape, features.count);
    add("tokens.frequency", shape, features.frequency);
    if (!features.isExcluded.empty()) {
        add("tokens.excluded", shape,
            std::vector<std::int64_t>(features.isExcluded.begin(), features.isExcluded.end()));
    }
}

void RunTensorList::write(const std::filesystem::path& path,
                          const std::map<std::string, std::string>& metadata) const
{
    SafetensorsWriter writer(path, m_plan, metadata);
    for (const std::span<const std::byte>& bytes : m_data) {
        writer.append(bytes);
    }
    writer.commit();
}

RunTensors::RunTensors(const SafetensorsFile& file)
    : m_file(file)
{
}

/// A vector of `size` values, or of any size where that is not known beforehand.
std::vector<double> RunTensors::doubles(const std::string& name, std::optional<std::size_t> size) const
{
    return m_file.readDoubles(vector(name, size));
}

std::vector<std::int64_t> RunTensors::integers(const std::string& name, std::optional<std::size_t> size) const
{
    return m_file.readIntegers(vector(name, size));
}

bool RunTensors::has(const std::string& name) const
{
    return m_file.find(name) != nullptr;
}

const TensorView& RunTensors::find(const std::string& name) const
{
    const TensorView* tensor = m_file.find(name);
    if (tensor == nullptr) {
        refuse(name, "is missing");
    }
    return *tensor;
}

const TensorView& RunTensors::vector(const std::string& name, std::optional<std::size_t> size) const
{
    const TensorView& tensor = find(name);
    if (tensor.shape.size() != 1 || (size && tensor.shape.front() != extent(*size))) {
        refuseShape(tensor, size ? fmt::format("[{}]", *size) : "one dimension");
    }
    return tensor;
}

const TensorView& RunTensors::matrix(const std::string& name, std::size_t rows, std::size_t columns) const
{
    const TensorView& tensor = find(name);
    const std::vector<std::int64_t> expected {extent(rows), extent(columns)};
    if (tensor.shape != expected) {
        refuseShape(tensor, shapeText(expected));
    }
    return tensor;
}

void RunTensors::refuse(const std::string& name, const std::string& problem) const
{
    throw Error(ErrorKind::BadFormat,
                fmt::format("The run file {} is damaged: {} {}.", m_file.path().string(), name, problem));
}

void RunTensors::refuseShape(const TensorView& tensor, const std::string& expected) const
{
    refuse(tensor.name, fmt::format("should have shape {} and has {}", expected, shapeText(tensor.shape)));
}

void RunTensors::checkColumn(const std::string& name, const NeuronStatistic& statistic,
                             const std::vector<double>& column) const
{
    if (statistic.isCorrelation && !std::ranges::all_of(column, isCorrelation)) {
        refuse(name, "holds numbers that are no correlations, outside -1 to 1");
    }
}

/// Of bins as GroupHistogram has them.
void RunTensors::checkEdges(const std::string& name, const std::vector<double>& edges) const
{
    constexpr double furthest = 0x1p129; // activations are of single precision
    const auto isOut = [](double edge) { return !(std::abs(edge) <= furthest); };
    const bool isAscending = std::ranges::adjacent_find(edges, std::greater_equal<>()) == edges.end();
    if (edges.size() == 1 || !isAscending || std::ranges::any_of(edges, isOut)) {
        refuse(name, "is not a list of ascending edges");
    }
    for (std::size_t bin = 0; bin + 1 < edges.size(); ++bin) {
        const double width = edges[bin + 1] - edges[bin];
        if (!isPowerOfTwo(width) || std::fmod(edges[bin], width) != 0) {
            refuse(name,
                   fmt::format("has a bin from {} to {}, whose edges are not multiples of a power of two",
                               edges[bin], edges[bin + 1]));
        }
    }
}

void RunTensors::checkCounts(const std::string& name, const std::vector<std::int64_t>& counts) const
{
    constexpr std::int64_t most = std::int64_t {1} << 53U; // sums are exact as doubles, and far from overflow
    std::int64_t sum = 0;
    for (const std::int64_t count : counts) {
        if (count < 0) {
            refuse(name, "holds negative counts");
        }
        if (count > most - sum) {
            refuse(name, fmt::format("counts more than {} in all", most));
        }
        sum += count;
    }
}

GroupHistogram RunTensors::histogram(const std::string& name) const
{
    GroupHistogram histogram;
    if (!has(name + ".edges") && !has(name + ".counts")) {
        fillGroupMedians(histogram);
        return histogram;
    }
    histogram.edges = doubles(name + ".edges");
    checkEdges(name + ".edges", histogram.edges);
    const std::size_t bins = histogram.edges.empty() ? 0 : histogram.edges.size() - 1;
    const std::vector<std::int64_t> rows =
        m_file.readIntegers(matrix(name + ".counts", numLengthGroups, bins));
    checkCounts(name + ".counts", rows);
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const auto begin = rows.begin() + extent(group * bins);
        histogram.counts.at(group).assign(begin, begin + extent(bins));
    }
    fillGroupMedians(histogram);
    return histogram;
}

/// Narrows to 32 bits; a value outside [0, limit) is refused.
std::vector<std::int32_t> RunTensors::smallIntegers(const std::string& name, std::size_t size,
                                                    std::int64_t limit) const
{
    const std::vector<std::int64_t> values = integers(name, size);
    const auto outside =
        std::ranges::find_if(values, [limit](std::int64_t value) { return value < 0 || value >= limit; });
    if (outside != values.end()) {
        refuse(name, fmt::format("holds {}, which is outside 0 to {}", *outside, limit - 1));
    }
    std::vector<std::int32_t> narrow(values.size());
    std::ranges::transform(values, narrow.begin(),
                           [](std::int64_t value) { return static_cast<std::int32_t>(value); });
    return narrow;
}

LengthTuning RunTensors::tuning(const std::string& prefix) const
{
    LengthTuning tuning;
    if (!has(prefix + "length")) {
        return tuning;
    }
    const std::size_t numLengths = integers(prefix + "length").size();
    tuning.length = smallIntegers(prefix + "length", numLengths, longestTunedLength + 1);
    tuning.mean = doubles(prefix + "mean", numLengths);
    tuning.standardError = doubles(prefix + "standard_error", numLengths);
    tuning.count = integers(prefix + "count", numLengths);
    checkCounts(prefix + "count", tuning.count);
    return tuning;
}

std::shared_ptr<LayerSummary> RunTensors::readLayer(const LayerEntry& entry, const RunInfo& info) const
{
    auto layer = std::make_shared<LayerSummary>();
    layer->hook = {info.hook, entry.layer};
    layer->numTokens = info.features->numAnalysed();
    layer->numNeurons = info.numNeurons();
    layer->numConstant = entry.numConstant;
    layer->numNonFinite = entry.numNonFinite;
    const std::string prefix = layerPrefix(entry.layer);
    readColumns(prefix, *layer);
    readNonFinite(prefix, *layer);
    summarizeCorrelation(*layer);
    const bool hasDensity =
        has(prefix + "density.counts") && layer->isComputed(*neuronStatisticIndex("r_length"));
    if (hasDensity && integers(prefix + "density.counts") != layer->density.counts) {
        refuse(prefix + "density.counts", "does not agree with r_length");
    }
    if (has(prefix + "density.null_low") && has(prefix + "density.null_high")) { // the run had permutations
        layer->significance =
            LayerSignificance {.pPooled = {},
                               .band = {.low = doubles(prefix + "density.null_low", numDensityBins),
                                        .high = doubles(prefix + "density.null_high", numDensityBins)},
                               .permuted = nullptr};
    }
    layer->jackknife = {.numUnits = entry.numUnits,
                        .medianLow = entry.medianLow,
                        .medianHigh = entry.medianHigh,
                        .without = {}};
    readContinuation(prefix, *layer, info.numPermutations);
    layer->tuning = tuning(prefix + "tuning.");
    for (std::size_t unit = 0; unit < numObservationUnits; ++unit) {
        layer->histograms.at(unit) =
            histogram(prefix + "histogram." + std::string(observationUnitIds.at(unit)));
    }
    return layer;
}

/// NaN where the file has no such column.
void RunTensors::readColumns(const std::string& prefix, LayerSummary& layer) const
{
    for (std::size_t i = 0; i < neuronStatistics().size(); ++i) {
        const NeuronStatistic& statistic = neuronStatistics()[i];
        const std::string name = prefix + std::string(statistic.id);
        if (has(name)) {
            layer.columns.push_back(doubles(name, layer.numNeurons));
            checkColumn(name, statistic, layer.columns.back());
        } else {
            layer.columns.emplace_back(layer.numNeurons, std::numeric_limits<double>::quiet_NaN());
            layer.missingColumns.push_back(i);
        }
    }
}

/// Where neurons were not finite; files that are older than this do not say at how many tokens.
void RunTensors::readNonFinite(const std::string& prefix, LayerSummary& layer) const
{
    const std::string name = prefix + "non_finite";
    if (!has(name)) {
        return;
    }
    layer.nonFiniteTokens = integers(name, layer.numNeurons);
    checkCounts(name, layer.nonFiniteTokens);
    const auto numNeurons =
        std::ranges::count_if(layer.nonFiniteTokens, [](std::int64_t tokens) { return tokens > 0; });
    if (static_cast<std::size_t>(numNeurons) != layer.numNonFinite) {
        refuse(name, "does not agree with the number of neurons that are not finite");
    }
}

/// What of it the file has.
void RunTensors::readContinuation(const std::string& prefix, LayerSummary& layer,
                                  std::size_t numPermutations) const
{
    if (const std::string name = prefix + "jackknife.without"; has(name)) {
        const std::vector<double> quantiles =
            m_file.readDoubles(matrix(name, layer.jackknife.numUnits, numQuantileLevels));
        for (auto begin = quantiles.begin(); begin != quantiles.end(); begin += extent(numQuantileLevels)) {
            const auto end = begin + extent(numQuantileLevels);
            const auto numFinite = std::count_if(begin, end, [](double q) { return std::isfinite(q); });
            if (numFinite != 0 && numFinite != extent(numQuantileLevels)) {
                refuse(name, "holds numbers that are not finite");
            }
            layer.jackknife.without.emplace_back(begin, numFinite == 0 ? begin : end);
        }
    }
    if (const std::string name = prefix + "p_length_pooled"; has(name) && layer.significance) {
        layer.significance->pPooled = doubles(name, layer.numNeurons);
        if (!std::ranges::all_of(layer.significance->pPooled, isProbability)) {
            refuse(name, "holds numbers outside 0 to 1");
        }
        const std::string countsName = prefix + "permuted.counts";
        const std::vector<std::int64_t> counts =
            m_file.readIntegers(matrix(countsName, numPermutations, PermutedDiscoveries::numBins));
        checkCounts(countsName, counts);
        const std::int64_t numTests = integers(prefix + "permuted.tests", 1).front();
        checkCounts(prefix + "permuted.tests", {numTests});
        PermutedDiscoveries permuted(numPermutations);
        permuted.add(std::vector<std::uint32_t>(counts.begin(), counts.end()),
                     static_cast<std::size_t>(numTests));
        layer.significance->permuted = std::make_shared<const PermutedDiscoveries>(std::move(permuted));
    }
}

/// Not 0 for tokens that were left out; empty where the file says nothing of any.
std::vector<std::uint8_t> RunTensors::exclusions(std::size_t numTokens) const
{
    if (!has("tokens.excluded")) {
        return {};
    }
    const std::vector<std::int32_t> marks = smallIntegers("tokens.excluded", numTokens, 2);
    std::vector<std::uint8_t> isExcluded(numTokens);
    std::ranges::transform(marks, isExcluded.begin(),
                           [](std::int32_t mark) { return static_cast<std::uint8_t>(mark); });
    return isExcluded;
}

TokenWindows RunTensors::windows(const RunInfo& info) const
{
    const std::size_t numTokens = integers("tokens.ids").size();
    const auto ids = smallIntegers("tokens.ids", numTokens, extent(info.config.vocabularySize));
    const auto window = smallIntegers("tokens.window", numTokens, extent(numTokens));
    std::vector<std::vector<TokenId>> lists;
    for (std::size_t i = 0; i < numTokens; ++i) {
        const auto index = static_cast<std::size_t>(window[i]);
        if (index == lists.size()) {
            lists.emplace_back();
        } else if (index + 1 != lists.size()) {
            refuse("tokens.window", "does not count the windows up from 0");
        }
        lists.back().push_back(ids[i]);
    }
    return TokenWindows::fromLists(lists);
}

void RunTensors::readTokens(RunInfo& info) const
{
    info.windows = windows(info);
    const std::size_t numTokens = info.windows.numTokens();
    TokenFeatures features = makeTokenFeatures(
        info.windows, smallIntegers("tokens.length", numTokens, std::numeric_limits<std::int32_t>::max()),
        exclusions(numTokens));
    features.frequency = doubles("tokens.frequency", numTokens);
    info.features = std::make_shared<const TokenFeatures>(std::move(features));
    if (has("tokens.count") && integers("tokens.count", numTokens) != info.features->count) {
        refuse("tokens.count", "does not agree with tokens.ids");
    }
}

} // namespace bathyscope
