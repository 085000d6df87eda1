// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronStatistic.h"

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

/// Pearson's r with token length.
double correlationWithLength(const NeuronAccumulators& sums, std::size_t index)
{
    const NeuronMoments m = sums.moments.moments(index);
    if (isConstant(m) || m.numNonFinite > 0 || sums.products.isFeatureConstant(lengthFeature)) {
        return undefined;
    }
    const double r = sums.products.product(lengthFeature, index)
        / (std::sqrt(m.m2) * std::sqrt(sums.products.featureM2(lengthFeature)));
    return std::clamp(r, -1.0, 1.0); // rounding
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
