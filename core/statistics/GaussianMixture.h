// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <span>

namespace bathyscope {

/// Values that EM looks at: more distinct ones are put in at most so many bins.
inline constexpr std::size_t maxMixtureBins = 512;

struct GaussianComponent
{
    double weight = std::numeric_limits<double>::quiet_NaN(); ///< the weights of a mixture sum to 1
    double mean = std::numeric_limits<double>::quiet_NaN();
    double sd =
        std::numeric_limits<double>::quiet_NaN(); ///< maximum likelihood: divided by the sum of weights
};

/// One Gaussian fitted by maximum likelihood. All NaN for fewer than two values and for constant ones, whose
/// likelihood has no bound.
struct GaussianFit
{
    GaussianComponent component;
    double logLikelihood = std::numeric_limits<double>::quiet_NaN(); ///< natural logarithm, of all values
    double bic = std::numeric_limits<double>::quiet_NaN(); ///< 2 parameters
};

/// A mixture of two Gaussians of unequal variances, the lower mean first. All NaN for fewer than two values
/// and for constant ones.
struct GaussianMixtureFit
{
    std::array<GaussianComponent, 2> components;
    double logLikelihood = std::numeric_limits<double>::quiet_NaN(); ///< natural logarithm, of all values
    double bic = std::numeric_limits<double>::quiet_NaN(); ///< 5 parameters
    /// A component stands on (nearly) equal values, held at the smallest standard deviation allowed: the
    /// likelihood would have no bound without it, and how large it and BIC are depends on it.
    bool isDegenerate = false;
};

/// k ln n − 2 ln L (Schwarz 1978): less is better. R's mclust reports the negative of this.
[[nodiscard]] double bayesianInformationCriterion(double logLikelihood, std::size_t numParameters,
                                                  std::size_t numValues);

/// Values in ascending order, finite.
[[nodiscard]] GaussianFit fitGaussian(std::span<const double> sortedValues);

/// Expectation–maximization (Dempster, Laird & Rubin 1977) from several fixed starts, the most likely two
/// continued to convergence, on weighted bins that keep the mean and the spread of what lies in them. No
/// standard deviation falls below that of the sample times max(1/1000, 1/(2n)): two equal values cannot
/// pay for a component of their own. The likelihood reported is that of the values, not of the bins. Values
/// in ascending order, finite.
[[nodiscard]] GaussianMixtureFit fitGaussianMixture(std::span<const double> sortedValues);

/// Ashman's D (Ashman, Bird & Zepf 1994): √2 |μ₁ − μ₂| / √(σ₁² + σ₂²), distance of two components; over 2
/// they stand apart.
[[nodiscard]] double ashmanD(const GaussianComponent& first, const GaussianComponent& second);

} // namespace bathyscope
