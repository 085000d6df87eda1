// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronStatistic.h"

#include "core/statistics/Correlation.h"
#include "core/statistics/NeuronAccumulators.h"
#include "core/support/Translatable.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double mean(const NeuronAccumulators& sums, std::size_t index)
{
    const NeuronMoments m = sums.moments.moments(index);
    return m.count > 0 ? m.mean : undefined;
}

/// Of the sample: divided by n − 1.
double standardDeviation(const NeuronAccumulators& sums, std::size_t index)
{
    const NeuronMoments m = sums.moments.moments(index);
    return m.count > 1 ? std::sqrt(m.m2 / (m.count - 1)) : undefined;
}

double skewness(const NeuronAccumulators& sums, std::size_t index)
{
    return adjustedSkewness(sums.moments.moments(index));
}

double excessKurtosis(const NeuronAccumulators& sums, std::size_t index)
{
    return adjustedExcessKurtosis(sums.moments.moments(index));
}

double minimum(const NeuronAccumulators& sums, std::size_t index)
{
    const NeuronMoments m = sums.moments.moments(index);
    return m.count > 0 ? m.min : undefined;
}

double maximum(const NeuronAccumulators& sums, std::size_t index)
{
    const NeuronMoments m = sums.moments.moments(index);
    return m.count > 0 ? m.max : undefined;
}

double activeShare(const NeuronAccumulators& sums, std::size_t index)
{
    const NeuronMoments m = sums.moments.moments(index);
    return m.count > 0 ? static_cast<double>(m.numActive) / m.count : undefined;
}

bool hasCorrelation(const NeuronAccumulators& sums, std::size_t index, std::size_t feature)
{
    const NeuronMoments m = sums.moments.moments(index);
    return !isConstant(m) && m.numNonFinite == 0 && !sums.products.isFeatureConstant(feature);
}

/// Pearson's r with a feature.
double correlationWith(const NeuronAccumulators& sums, std::size_t index, std::size_t feature)
{
    if (!hasCorrelation(sums, index, feature)) {
        return undefined;
    }
    return pearsonCorrelation(sums.products.product(feature, index), sums.moments.moments(index).m2,
                              sums.products.featureM2(feature));
}

double correlationWithLength(const NeuronAccumulators& sums, std::size_t index)
{
    return correlationWith(sums, index, lengthFeature);
}

double correlationWithFrequency(const NeuronAccumulators& sums, std::size_t index)
{
    return correlationWith(sums, index, frequencyFeature);
}

double correlationWithPosition(const NeuronAccumulators& sums, std::size_t index)
{
    return correlationWith(sums, index, positionFeature);
}

double correlationOfFeatures(const NeuronAccumulators& sums, std::size_t a, std::size_t b)
{
    return pearsonCorrelation(sums.products.featureProduct(a, b), sums.products.featureM2(a),
                              sums.products.featureM2(b));
}

/// r with length while frequency is held constant; where frequency is constant anyway, plain r.
double correlationGivenFrequency(const NeuronAccumulators& sums, std::size_t index)
{
    if (sums.products.isFeatureConstant(frequencyFeature)) {
        return correlationWithLength(sums, index);
    }
    return partialCorrelation({.xy = correlationWithLength(sums, index),
                               .xControl = correlationWithFrequency(sums, index),
                               .yControl = correlationOfFeatures(sums, lengthFeature, frequencyFeature)});
}

/// The same with position held constant too.
double correlationGivenFrequencyAndPosition(const NeuronAccumulators& sums, std::size_t index)
{
    if (sums.products.isFeatureConstant(positionFeature)) {
        return correlationGivenFrequency(sums, index);
    }
    if (sums.products.isFeatureConstant(frequencyFeature)) {
        return partialCorrelation({.xy = correlationWithLength(sums, index),
                                   .xControl = correlationWithPosition(sums, index),
                                   .yControl = correlationOfFeatures(sums, lengthFeature, positionFeature)});
    }
    std::array<std::array<double, 4>, 4> r {}; // activation, length, frequency, position
    constexpr std::array features {lengthFeature, frequencyFeature, positionFeature};
    for (std::size_t i = 0; i < features.size(); ++i) {
        r[0][i + 1] = correlationWith(sums, index, features[i]);
        for (std::size_t j = i + 1; j < features.size(); ++j) {
            r[i + 1][j + 1] = correlationOfFeatures(sums, features[i], features[j]);
        }
    }
    return partialCorrelationGivenTwo(r);
}

/// r with length inside strata of equal frequency, pooled.
double stratifiedCorrelation(const NeuronAccumulators& sums, std::size_t index)
{
    return hasCorrelation(sums, index, lengthFeature) ? pooledCorrelation(sums.strata.correlations(index))
                                                      : undefined;
}

/// A column of the tests; undefined where there is none.
double testOf(const std::vector<double>& column, std::size_t index)
{
    return column.empty() ? undefined : column[index];
}

/// Of the halves of the text, where the neuron has an r over all of it.
double halfOf(const NeuronAccumulators& sums, const std::vector<double>& half, std::size_t index)
{
    return half.empty() || !hasCorrelation(sums, index, lengthFeature) ? undefined : half[index];
}

double correlationInEvenHalf(const NeuronAccumulators& sums, std::size_t index)
{
    return halfOf(sums, sums.halves.even, index);
}

double correlationInOddHalf(const NeuronAccumulators& sums, std::size_t index)
{
    return halfOf(sums, sums.halves.odd, index);
}

double permutationP(const NeuronAccumulators& sums, std::size_t index)
{
    return testOf(sums.tests.pLength, index);
}

/// Known when all layers are: setRunWideP() fills the column then.
double falseDiscoveryQ(const NeuronAccumulators& /*sums*/, std::size_t /*index*/)
{
    return undefined;
}

double permutationPBeyondFrequency(const NeuronAccumulators& sums, std::size_t index)
{
    return testOf(sums.tests.pBeyondFrequency, index);
}

constexpr std::array table {
    NeuronStatistic {"mean", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "mean"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Mean"), false, mean},
    NeuronStatistic {"sd", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "sd"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Standard deviation"), false,
                     standardDeviation},
    NeuronStatistic {"skewness", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "skew"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Skewness"), false, skewness},
    NeuronStatistic {"kurtosis", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "kurtosis"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Excess kurtosis"), false, excessKurtosis},
    NeuronStatistic {"min", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "min"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Minimum"), false, minimum},
    NeuronStatistic {"max", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "max"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Maximum"), false, maximum},
    NeuronStatistic {"active_share", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "active"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Active share"), false, activeShare},
    NeuronStatistic {"r_length", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "r"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "r with token length"), true,
                     correlationWithLength},
    NeuronStatistic {"r_frequency", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "r_freq"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "r with token frequency"), true,
                     correlationWithFrequency},
    NeuronStatistic {"r_position", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "r_pos"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "r with position"), true,
                     correlationWithPosition},
    NeuronStatistic {"r_length_given_frequency", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "partial"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Partial r given frequency"), true,
                     correlationGivenFrequency},
    NeuronStatistic {"r_length_given_frequency_position",
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "partial_pos"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Partial r given frequency and position"),
                     true, correlationGivenFrequencyAndPosition},
    NeuronStatistic {"r_length_stratified", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "stratified"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "r within strata of frequency"), true,
                     stratifiedCorrelation},
    NeuronStatistic {"r_length_even", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "r_even"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "r with token length, even windows"), true,
                     correlationInEvenHalf},
    NeuronStatistic {"r_length_odd", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "r_odd"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "r with token length, odd windows"), true,
                     correlationInOddHalf},
    NeuronStatistic {"p_length", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "p"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Permutation p"), false, permutationP},
    NeuronStatistic {"q_length", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "q"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "q over the run"), false, falseDiscoveryQ},
    NeuronStatistic {"p_length_beyond_frequency", BATHYSCOPE_TRANSLATE_NOOP("NeuronColumn", "p_beyond"),
                     BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "p beyond frequency"), false,
                     permutationPBeyondFrequency},
};

} // namespace

std::span<const NeuronStatistic> neuronStatistics()
{
    return table;
}

std::optional<std::size_t> neuronStatisticIndex(std::string_view id)
{
    const auto* row = std::ranges::find(table, id, &NeuronStatistic::id);
    if (row == table.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(row - table.begin());
}

} // namespace bathyscope
