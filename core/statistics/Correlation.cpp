// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace bathyscope {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double normalQuantile975 = 1.959963984540054;
/// A residual variance below this share of the variance is rounding.
constexpr double nothingLeft = 1e-12;
/// An r of exactly 1 has no finite z; nearer to 1 than this no sample of float activations can tell.
constexpr double largestPooledR = 1 - 1e-9;

/// Share of the variance that a control of this correlation leaves.
double unexplained(double r)
{
    return 1 - r * r;
}

/// 1-based ranks, ties given their mean.
std::vector<double> meanRanks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]]) {
            ++end;
        }
        for (std::size_t i = begin; i < end; ++i) {
            ranks[order[i]] = static_cast<double>(begin + end + 1) / 2;
        }
        begin = end;
    }
    return ranks;
}

} // namespace

double pearsonCorrelation(double product, double xSquares, double ySquares)
{
    if (!(xSquares > 0 && ySquares > 0)) {
        return undefined;
    }
    return std::clamp(product / (std::sqrt(xSquares) * std::sqrt(ySquares)), -1.0, 1.0); // rounding
}

double partialCorrelation(const ControlledPair& r)
{
    const double xLeft = unexplained(r.xControl);
    const double yLeft = unexplained(r.yControl);
    if (!(xLeft > nothingLeft && yLeft > nothingLeft)) {
        return undefined;
    }
    return pearsonCorrelation(r.xy - r.xControl * r.yControl, xLeft, yLeft);
}

double semiPartialCorrelation(const ControlledPair& r)
{
    const double yLeft = unexplained(r.yControl);
    if (!(yLeft > nothingLeft)) {
        return undefined;
    }
    return pearsonCorrelation(r.xy - r.xControl * r.yControl, 1, yLeft);
}

double partialCorrelationGivenTwo(const std::array<std::array<double, 4>, 4>& r)
{
    const double given = partialCorrelation({.xy = r[0][1], .xControl = r[0][2], .yControl = r[1][2]});
    if (unexplained(r[2][3]) <= nothingLeft) {
        return given;
    }
    // The recursion formula: one control after the other.
    return partialCorrelation(
        {.xy = given,
         .xControl = partialCorrelation({.xy = r[0][3], .xControl = r[0][2], .yControl = r[2][3]}),
         .yControl = partialCorrelation({.xy = r[1][3], .xControl = r[1][2], .yControl = r[2][3]})});
}

Interval fisherInterval(double r, double numPairs)
{
    if (!(numPairs > 3)) {
        return {.low = undefined, .high = undefined};
    }
    const double z = std::atanh(r);
    const double half = normalQuantile975 / std::sqrt(numPairs - 3);
    return {.low = std::tanh(z - half), .high = std::tanh(z + half)};
}

double spearmanCorrelation(std::span<const double> x, std::span<const double> y)
{
    const auto isNaN = [](double value) { return std::isnan(value); };
    if (std::ranges::any_of(x, isNaN) || std::ranges::any_of(y, isNaN)) {
        return undefined;
    }
    const std::vector<double> xRanks = meanRanks(x);
    const std::vector<double> yRanks = meanRanks(y);
    const double mean = static_cast<double>(x.size() + 1) / 2;
    double product = 0;
    double xSquares = 0;
    double ySquares = 0;
    for (std::size_t i = 0; i < xRanks.size(); ++i) {
        product += (xRanks[i] - mean) * (yRanks[i] - mean);
        xSquares += (xRanks[i] - mean) * (xRanks[i] - mean);
        ySquares += (yRanks[i] - mean) * (yRanks[i] - mean);
    }
    return pearsonCorrelation(product, xSquares, ySquares);
}

double pooledCorrelation(std::span<const StratumCorrelation> strata)
{
    double weights = 0;
    double sum = 0;
    for (const StratumCorrelation& stratum : strata) {
        if (stratum.numTokens >= minStratumTokens && !std::isnan(stratum.r)) {
            const double weight = stratum.numTokens - 3;
            weights += weight;
            sum += weight * std::atanh(std::clamp(stratum.r, -largestPooledR, largestPooledR));
        }
    }
    return weights > 0 ? std::tanh(sum / weights) : undefined;
}

} // namespace bathyscope
