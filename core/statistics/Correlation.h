// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace bathyscope {

// Every function here gives NaN where an argument is NaN or the result is not defined.

/// Pearson's r from Σ(x − mean x)(y − mean y), Σ(x − mean x)² and Σ(y − mean y)²; NaN if one of the latter is
/// not positive.
[[nodiscard]] double pearsonCorrelation(double product, double xSquares, double ySquares);

/// The three correlations of x, y and a control.
struct ControlledPair
{
    double xy = 0;
    double xControl = 0;
    double yControl = 0;
};

/// r of x and y, both residualised on the control; NaN where the control leaves nothing of x or y.
[[nodiscard]] double partialCorrelation(const ControlledPair& r);

/// r of x as it is and y residualised on the control (of its variance, only y's share is taken out).
[[nodiscard]] double semiPartialCorrelation(const ControlledPair& r);

/// r of the first two variables, both residualised on the other two together; from the symmetric 4 × 4 matrix
/// of correlations (of which the upper triangle is read). A control that the other one determines adds
/// nothing.
[[nodiscard]] double partialCorrelationGivenTwo(const std::array<std::array<double, 4>, 4>& r);

struct Interval
{
    double low = 0;
    double high = 0;
};

/// 95 % interval of r over n independent pairs by Fisher's z; for n > 3.
[[nodiscard]] Interval fisherInterval(double r, double numPairs);

/// Spearman's rank correlation, equal values given their mean rank. x and y of the same size; NaN if one is
/// constant.
[[nodiscard]] double spearmanCorrelation(std::span<const double> x, std::span<const double> y);

/// A stratum of tokens and the correlation inside it, NaN where there is none.
struct StratumCorrelation
{
    double r = 0;
    double numTokens = 0;
};

/// Strata of fewer tokens are left out of a pooled correlation.
inline constexpr double minStratumTokens = 30;

/// The strata's correlations as one: tanh of the mean of Fisher's z with weights n − 3. Strata without r or
/// with fewer than minStratumTokens are left out; NaN if none remains.
[[nodiscard]] double pooledCorrelation(std::span<const StratumCorrelation> strata);

} // namespace bathyscope
