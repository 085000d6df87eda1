// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace bathyscope {

/// Count, mean and sum of squared deviations of values that come one after another (Welford 1962).
class RunningMean
{
public:
    void add(double value);

    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] double mean() const; ///< NaN without values

    /// Half the width of Student's 95 % interval of the mean: of values that do not depend on each other. NaN
    /// for fewer than two.
    [[nodiscard]] double halfInterval() const;

private:
    std::size_t m_count = 0;
    double m_mean = 0;
    double m_squares = 0;
};

/// 97.5 % quantile of Student's t, to 6 parts in a million or better: exact up to eight degrees of freedom,
/// else by Fisher & Cornish's expansion (1960). degreesOfFreedom ≥ 1.
[[nodiscard]] double studentQuantile975(std::size_t degreesOfFreedom);

} // namespace bathyscope
