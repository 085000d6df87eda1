// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/RandomGenerator.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace bathyscope::test {

using Series = std::vector<double>;

/// Standard normal (Box & Muller 1958).
inline double drawNormal(RandomGenerator& random)
{
    const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
    return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

/// Noise that remembers: x[t] = memory · x[t − 1] + √(1 − memory²) · new.
inline Series drawAutocorrelated(std::size_t count, double memory, RandomGenerator& random)
{
    Series series {drawNormal(random)};
    while (series.size() < count) {
        series.push_back(memory * series.back() + std::sqrt(1 - memory * memory) * drawNormal(random));
    }
    return series;
}

/// Pearson's r by its definition.
inline double plainCorrelation(const Series& x, const Series& y)
{
    const auto n = static_cast<long double>(x.size());
    long double xMean = 0;
    long double yMean = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xMean += x[i] / n;
        yMean += y[i] / n;
    }
    long double xy = 0;
    long double xx = 0;
    long double yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - xMean) * (y[i] - yMean);
        xx += (x[i] - xMean) * (x[i] - xMean);
        yy += (y[i] - yMean) * (y[i] - yMean);
    }
    return static_cast<double>(xy / std::sqrt(xx * yy));
}

/// (1 + #{|permuted| ≥ |observed|}) / (1 + K)
inline double plainP(double observed, const Series& permuted)
{
    const auto numAtLeast =
        std::ranges::count_if(permuted, [&](double r) { return std::abs(r) >= std::abs(observed) - 1e-9; });
    return (1.0 + static_cast<double>(numAtLeast)) / (1.0 + static_cast<double>(permuted.size()));
}

} // namespace bathyscope::test
