// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ActivationView.h"
#include "core/statistics/LayerSummary.h"
#include "core/statistics/RunDesign.h"
#include "core/text/TokenFeatures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace bathyscope::test {

/// The hook of all Activations here.
inline constexpr HookId statisticsHook {.point = HookPoint::MlpPre, .layer = 3};
inline constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
inline constexpr float infinity = std::numeric_limits<float>::infinity();

/// Made-up activations of a whole run.
struct Activations
{
    std::size_t numTokens = 0;
    std::size_t numNeurons = 0;
    std::vector<float> values; ///< [numTokens, numNeurons]

    [[nodiscard]] float& at(std::size_t token, std::size_t neuron)
    {
        return values[token * numNeurons + neuron];
    }
    [[nodiscard]] float at(std::size_t token, std::size_t neuron) const
    {
        return values[token * numNeurons + neuron];
    }
    [[nodiscard]] ActivationView view(std::size_t first, std::size_t count) const
    {
        return {.hook = statisticsHook,
                .firstToken = first,
                .numTokens = count,
                .width = numNeurons,
                .data = values.data() + first * numNeurons};
    }
};

/// Features of tokens of these lengths; groups and median by the definition.
inline std::shared_ptr<const TokenFeatures> featuresOf(const std::vector<std::int32_t>& lengths)
{
    auto features = std::make_shared<TokenFeatures>();
    features->length = lengths;
    for (std::size_t token = 0; token < lengths.size(); ++token) {
        features->position.push_back(static_cast<std::int32_t>(token % 50));
    }
    std::vector<std::int32_t> sorted = lengths;
    std::ranges::sort(sorted);
    features->medianLength = sorted[(sorted.size() - 1) / 2];
    for (const std::int32_t length : lengths) {
        const auto group = length < features->medianLength ? LengthGroup::Shorter
            : length > features->medianLength              ? LengthGroup::Longer
                                                           : LengthGroup::Equal;
        features->group.push_back(group);
        ++features->groupSizes[static_cast<std::size_t>(group)];
    }
    return features;
}

/// A design of these tokens: several types of each length, windows of 50 tokens.
inline std::shared_ptr<const RunDesign> designOf(const std::shared_ptr<const TokenFeatures>& features,
                                                 const PermutationSettings& permutations = {})
{
    std::vector<TokenId> ids;
    for (std::size_t token = 0; token < features->length.size(); ++token) {
        ids.push_back(features->length[token] * 10 + static_cast<TokenId>(token * token % 7 % 4));
    }
    const TokenWindows windows = TokenWindows::cut(ids, 50);
    return makeRunDesign(features, ids, windows.windows(), permutations);
}

/// Lengths of 1, 2, … with a mean of 4.
inline std::shared_ptr<const TokenFeatures> drawFeatures(std::size_t numTokens)
{
    std::mt19937 random(11);
    std::poisson_distribution<std::int32_t> length(3);
    std::vector<std::int32_t> lengths(numTokens);
    std::ranges::generate(lengths, [&] { return length(random) + 1; });
    return featuresOf(lengths);
}

/// Values around a mean; every third neuron follows the length a little. `power` > 1 makes the tails heavy.
inline Activations drawActivations(const TokenFeatures& features, std::size_t numNeurons, double mean,
                                   double sd, double power)
{
    std::mt19937 random(12);
    std::normal_distribution<double> normal;
    Activations activations {.numTokens = features.length.size(), .numNeurons = numNeurons, .values = {}};
    for (std::size_t token = 0; token < activations.numTokens; ++token) {
        for (std::size_t neuron = 0; neuron < numNeurons; ++neuron) {
            const double z = normal(random);
            const double tail = std::copysign(std::pow(std::abs(z), power), z);
            const double slope = neuron % 3 == 0 ? 0.2 * (static_cast<double>(neuron % 7) - 3) : 0.0;
            activations.values.push_back(static_cast<float>(mean + static_cast<double>(neuron) * 0.01 * sd
                                                            + sd * (tail + slope * features.length[token])));
        }
    }
    return activations;
}

/// The definitions of statistics.md, word for word, in long double.
inline std::map<std::string, double> plainStatistics(const Activations& activations,
                                                     const TokenFeatures& features, std::size_t neuron)
{
    using Real = long double;
    const auto n = static_cast<Real>(activations.numTokens);
    Real mean = 0;
    Real meanLength = 0;
    Real numActive = 0;
    float low = infinity;
    float high = -infinity;
    for (std::size_t t = 0; t < activations.numTokens; ++t) {
        const float a = activations.at(t, neuron);
        mean += a;
        meanLength += features.length[t];
        numActive += a > 0 ? 1 : 0;
        low = std::min(low, a);
        high = std::max(high, a);
    }
    mean /= n;
    meanLength /= n;
    Real m2 = 0;
    Real m3 = 0;
    Real m4 = 0;
    Real lengthM2 = 0;
    Real product = 0;
    for (std::size_t t = 0; t < activations.numTokens; ++t) {
        const Real d = activations.at(t, neuron) - mean;
        const Real l = features.length[t] - meanLength;
        m2 += d * d / n;
        m3 += d * d * d / n;
        m4 += d * d * d * d / n;
        lengthM2 += l * l / n;
        product += d * l / n;
    }
    const Real g1 = m3 / std::pow(m2, Real {1.5});
    const Real g2 = m4 / (m2 * m2) - 3;
    return {{"mean", static_cast<double>(mean)},
            {"sd", static_cast<double>(std::sqrt(m2 * n / (n - 1)))},
            {"skewness", static_cast<double>(g1 * std::sqrt(n * (n - 1)) / (n - 2))},
            {"kurtosis", static_cast<double>((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6))},
            {"min", low},
            {"max", high},
            {"active_share", static_cast<double>(numActive / n)},
            {"r_length", static_cast<double>(product / std::sqrt(m2 * lengthM2))}};
}

using Series = std::vector<long double>;

inline long double innerProduct(const Series& a, const Series& b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0L);
}

/// A series less its mean and its projections on regressors that are centred and orthogonal.
inline Series residual(Series series, const std::vector<Series>& regressors)
{
    const long double mean =
        std::accumulate(series.begin(), series.end(), 0.0L) / static_cast<long double>(series.size());
    for (long double& x : series) {
        x -= mean;
    }
    for (const Series& regressor : regressors) {
        const long double slope = innerProduct(series, regressor) / innerProduct(regressor, regressor);
        for (std::size_t i = 0; i < series.size(); ++i) {
            series[i] -= slope * regressor[i];
        }
    }
    return series;
}

/// r of two series, both residualised on the regressors.
inline double plainCorrelation(const Series& a, const Series& b, const std::vector<Series>& regressors = {})
{
    const Series x = residual(a, regressors);
    const Series y = residual(b, regressors);
    return static_cast<double>(innerProduct(x, y) / std::sqrt(innerProduct(x, x) * innerProduct(y, y)));
}

/// The correlations with frequency and position, and those with length where they are held constant, by
/// linear fits and stratum by stratum.
inline std::map<std::string, double> plainCorrelations(const Activations& activations,
                                                       const RunDesign& design, std::size_t neuron)
{
    Series a;
    Series length;
    Series frequency;
    Series position;
    std::vector<std::array<Series, 2>> strata(design.strata.numStrata);
    for (std::size_t t = 0; t < activations.numTokens; ++t) {
        a.push_back(activations.at(t, neuron));
        length.push_back(design.features->length[t]);
        frequency.push_back(design.frequencyOf(t));
        position.push_back(design.features->position[t]);
        strata[design.stratumOf(t)][0].push_back(a.back());
        strata[design.stratumOf(t)][1].push_back(length.back());
    }
    const Series firstControl = residual(frequency, {});
    const Series secondControl = residual(position, {firstControl});
    long double z = 0;
    long double weight = 0;
    for (const auto& [x, l] : strata) {
        if (x.size() >= 30 && std::ranges::min(l) < std::ranges::max(l)) {
            const auto pairs = static_cast<long double>(x.size()) - 3;
            z += pairs * std::atanh(static_cast<long double>(plainCorrelation(x, l)));
            weight += pairs;
        }
    }
    return {{"r_frequency", plainCorrelation(a, frequency)},
            {"r_position", plainCorrelation(a, position)},
            {"r_length_given_frequency", plainCorrelation(a, length, {firstControl})},
            {"r_length_given_frequency_position", plainCorrelation(a, length, {firstControl, secondControl})},
            {"r_length_stratified", static_cast<double>(std::tanh(z / weight))}};
}

/// The tuning curve by its definition.
struct PlainTuning
{
    std::vector<std::int32_t> length;
    std::vector<double> mean;
    std::vector<double> standardError;
    std::vector<std::int64_t> count;
};

/// Of neurons that all have a z.
inline PlainTuning plainTuning(const Activations& activations, const std::vector<std::int32_t>& lengths)
{
    std::map<std::int32_t, Series> byLength; // means of the neurons' z
    std::map<std::int32_t, std::int64_t> counts;
    for (const std::int32_t length : lengths) {
        ++counts[std::min(length, 16)];
    }
    for (std::size_t neuron = 0; neuron < activations.numNeurons; ++neuron) {
        Series a;
        for (std::size_t t = 0; t < activations.numTokens; ++t) {
            a.push_back(activations.at(t, neuron));
        }
        a = residual(a, {});
        const long double sd = std::sqrt(innerProduct(a, a) / static_cast<long double>(a.size() - 1));
        std::map<std::int32_t, long double> sums;
        for (std::size_t t = 0; t < activations.numTokens; ++t) {
            sums[std::min(lengths[t], 16)] += a[t] / sd;
        }
        for (const auto& [length, sum] : sums) {
            byLength[length].push_back(sum / static_cast<long double>(counts[length]));
        }
    }
    PlainTuning tuning;
    for (const auto& [length, means] : byLength) {
        const auto n = static_cast<long double>(means.size());
        const Series spread = residual(means, {});
        tuning.length.push_back(length);
        tuning.count.push_back(counts[length]);
        tuning.mean.push_back(static_cast<double>(std::accumulate(means.begin(), means.end(), 0.0L) / n));
        tuning.standardError.push_back(
            static_cast<double>(std::sqrt(innerProduct(spread, spread) / (n - 1) / n)));
    }
    return tuning;
}

using GroupValues = std::array<std::vector<double>, numLengthGroups>;

/// The values that a group histogram counts.
inline GroupValues plainValues(const Activations& activations, const TokenFeatures& features,
                               ObservationUnit unit)
{
    GroupValues values;
    std::array<std::vector<long double>, numLengthGroups> sums;
    for (std::vector<long double>& sum : sums) {
        sum.resize(activations.numNeurons);
    }
    for (std::size_t t = 0; t < activations.numTokens; ++t) {
        const auto group = static_cast<std::size_t>(features.group[t]);
        long double tokenSum = 0;
        for (std::size_t neuron = 0; neuron < activations.numNeurons; ++neuron) {
            const float a = activations.at(t, neuron);
            tokenSum += a;
            sums[group][neuron] += a;
            if (unit == ObservationUnit::Pooled) {
                values[group].push_back(a);
            }
        }
        if (unit == ObservationUnit::TokenMean) {
            values[group].push_back(
                static_cast<double>(tokenSum / static_cast<long double>(activations.numNeurons)));
        }
    }
    for (std::size_t group = 0; unit == ObservationUnit::NeuronMean && group < numLengthGroups; ++group) {
        for (const long double sum : sums[group]) {
            if (features.groupSizes[group] > 0) {
                values[group].push_back(
                    static_cast<double>(sum / static_cast<long double>(features.groupSizes[group])));
            }
        }
    }
    return values;
}

/// Counts values by comparing them with the edges.
inline bool countsAgree(const GroupHistogram& histogram, const GroupValues& values)
{
    bool agree = true;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        std::vector<std::int64_t> counts(histogram.edges.size() - 1);
        for (const double x : values[group]) {
            const auto above = std::ranges::upper_bound(histogram.edges, x);
            if (above == histogram.edges.begin() || above == histogram.edges.end()) {
                return false;
            }
            ++counts[static_cast<std::size_t>(above - histogram.edges.begin()) - 1];
        }
        agree = agree && counts == histogram.counts[group];
    }
    return agree;
}

/// What the sample holds of a group, z-scored where asked, row after row; NaN where there is none.
inline std::vector<float> plainSample(const Activations& activations, const TokenFeatures& features,
                                      const TokenSample& sample, std::size_t group, bool isScored)
{
    std::vector<double> mean(activations.numNeurons);
    std::vector<double> sd(activations.numNeurons, std::nan(""));
    for (std::size_t neuron = 0; isScored && neuron < activations.numNeurons; ++neuron) {
        Series a;
        for (std::size_t token = 0; token < activations.numTokens; ++token) {
            a.push_back(activations.at(token, neuron));
        }
        const bool isConstant = std::ranges::min(a) == std::ranges::max(a);
        mean[neuron] = static_cast<double>(std::accumulate(a.begin(), a.end(), 0.0L)
                                           / static_cast<long double>(a.size()));
        const Series centred = residual(a, {});
        const auto square =
            static_cast<double>(innerProduct(centred, centred) / static_cast<long double>(a.size() - 1));
        sd[neuron] = isConstant ? std::nan("") : std::sqrt(square);
    }
    std::vector<float> values;
    for (std::size_t token = 0; token < activations.numTokens; ++token) {
        if (sample.rowOf[token] == TokenSample::notSampled
            || static_cast<std::size_t>(features.group[token]) != group) {
            continue;
        }
        for (std::size_t neuron = 0; neuron < activations.numNeurons; ++neuron) {
            const float a = activations.at(token, neuron);
            values.push_back(isScored ? static_cast<float>((a - mean[neuron]) / sd[neuron]) : a);
        }
    }
    return values;
}

/// Counts up to each edge against values that may lie on its other side by rounding; NaN is left out.
inline bool countsNearlyAgree(const std::vector<double>& edges, const std::vector<std::int64_t>& counts,
                              const std::vector<float>& values, double rounding)
{
    std::vector<double> finite;
    for (const float value : values) {
        if (std::isfinite(value)) {
            finite.push_back(value);
        }
    }
    std::ranges::sort(finite);
    std::int64_t below = 0;
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
        below += counts[bin];
        const auto least = std::ranges::lower_bound(finite, edges[bin + 1] - rounding) - finite.begin();
        const auto most = std::ranges::upper_bound(finite, edges[bin + 1] + rounding) - finite.begin();
        if (below < least || below > most) {
            return false;
        }
    }
    return below == static_cast<std::int64_t>(finite.size());
}

} // namespace bathyscope::test
