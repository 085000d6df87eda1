// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronStatistic.h"

#include "core/statistics/Correlation.h"
#include "core/statistics/NeuronAccumulators.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

/// Marks a text for lupdate (context, text); ui looks up the translation.
#define BATHYSCOPE_TRANSLATE_NOOP(context, text) text

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// No finite value differs from another. The sums cannot tell: rounding may leave them a little above zero.
bool isConstant(const NeuronMoments& m)
{
    return m.count == 0 || m.min == m.max;
}

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

/// Adjusted Fisher–Pearson G1 (Joanes & Gill 1998); scipy.stats.skew(bias=False) agrees.
double skewness(const NeuronAccumulators& sums, std::size_t index)
{
    const NeuronMoments m = sums.moments.moments(index);
    if (m.count < 3 || isConstant(m)) {
        return undefined;
    }
    const double variance = m.m2 / m.count;
    const double g1 = m.m3 / m.count / (variance * std::sqrt(variance));
    return g1 * std::sqrt(m.count * (m.count - 1)) / (m.count - 2);
}

/// Adjusted excess kurtosis G2 (Joanes & Gill 1998); scipy.stats.kurtosis(bias=False) agrees.
double excessKurtosis(const NeuronAccumulators& sums, std::size_t index)
{
    const NeuronMoments m = sums.moments.moments(index);
    if (m.count < 4 || isConstant(m)) {
        return undefined;
    }
    const double variance = m.m2 / m.count;
    const double g2 = m.m4 / m.count / (variance * variance) - 3;
    return ((m.count + 1) * g2 + 6) * (m.count - 1) / ((m.count - 2) * (m.count - 3));
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

/// Pearson's r with token length.
double correlationWithLength(const NeuronAccumulators& sums, std::size_t index)
{
    const NeuronMoments m = sums.moments.moments(index);
    if (isConstant(m) || m.numNonFinite > 0 || sums.products.isFeatureConstant(lengthFeature)) {
        return undefined;
    }
    return pearsonCorrelation(sums.products.product(lengthFeature, index), m.m2,
                              sums.products.featureM2(lengthFeature));
}

constexpr std::array table {
    NeuronStatistic {"mean", BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Mean"), false, mean},
    NeuronStatistic {"sd", BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Standard deviation"), false,
                     standardDeviation},
    NeuronStatistic {"skewness", BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Skewness"), false, skewness},
    NeuronStatistic {"kurtosis", BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Excess kurtosis"), false,
                     excessKurtosis},
    NeuronStatistic {"min", BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Minimum"), false, minimum},
    NeuronStatistic {"max", BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Maximum"), false, maximum},
    NeuronStatistic {"active_share", BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "Active share"), false,
                     activeShare},
    NeuronStatistic {"r_length", BATHYSCOPE_TRANSLATE_NOOP("NeuronStatistic", "r with token length"), true,
                     correlationWithLength},
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
