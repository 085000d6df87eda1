// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/NeuronStatistic.h"

#include "core/statistics/NeuronAccumulators.h"

#include <array>
#include <limits>

// Marks a label for the translators; ui translates it where it is shown.
#define BATHYSCOPE_LABEL(text) text

namespace bathyscope {

namespace {

using Sums = NeuronAccumulators;

double orUndefined(const Moments& moments, double value)
{
    return moments.count > 0 ? value : std::numeric_limits<double>::quiet_NaN();
}

const std::array<NeuronStatistic, 8> table {{
    {"mean", BATHYSCOPE_LABEL("Mean"), false,
     [](const Sums& sums, std::size_t i) { return orUndefined(sums.moments[i], sums.moments[i].mean); }},
    {"sd", BATHYSCOPE_LABEL("Standard deviation"), false,
     [](const Sums& sums, std::size_t i) { return sums.moments[i].standardDeviation(); }},
    {"skewness", BATHYSCOPE_LABEL("Skewness"), false,
     [](const Sums& sums, std::size_t i) { return sums.moments[i].skewness(); }},
    {"kurtosis", BATHYSCOPE_LABEL("Excess kurtosis"), false,
     [](const Sums& sums, std::size_t i) { return sums.moments[i].excessKurtosis(); }},
    {"min", BATHYSCOPE_LABEL("Minimum"), false,
     [](const Sums& sums, std::size_t i) { return orUndefined(sums.moments[i], sums.moments[i].min); }},
    {"max", BATHYSCOPE_LABEL("Maximum"), false,
     [](const Sums& sums, std::size_t i) { return orUndefined(sums.moments[i], sums.moments[i].max); }},
    {"active_share", BATHYSCOPE_LABEL("Share of tokens with a > 0"), false,
     [](const Sums& sums, std::size_t i) { return sums.moments[i].activeShare(); }},
    {"r_length", BATHYSCOPE_LABEL("r with token length"), true,
     [](const Sums& sums, std::size_t i) {
         return sums.moments[i].nonFinite > 0 ? std::numeric_limits<double>::quiet_NaN()
                                              : pearson(sums.length[i], sums.moments[i], sums.lengthMoments);
     }},
}};

} // namespace

std::span<const NeuronStatistic> neuronStatistics()
{
    return table;
}

std::optional<std::size_t> neuronStatisticIndex(std::string_view id)
{
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table.at(i).id == id) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace bathyscope
