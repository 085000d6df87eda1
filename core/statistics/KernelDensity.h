// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

enum class BandwidthRule : std::uint8_t
{
    Scott, ///< s · n^(−1/5) (Scott 1992)
    Silverman, ///< s · (3n/4)^(−1/5) (Silverman 1986, equation 4.14)
};

/// Standard deviation of the Gaussian kernel for values without NaN, s with n − 1; scipy's gaussian_kde. NaN
/// for fewer than two values, 0 where all are alike: neither has a density.
[[nodiscard]] double kernelBandwidth(std::span<const double> values, BandwidthRule rule);

/// Gaussian kernel density of the values at each point, [points]: the exact sum, values × points kernels.
/// bandwidth > 0, values not empty.
[[nodiscard]] std::vector<double> kernelDensity(std::span<const double> values,
                                                std::span<const double> points, double bandwidth);

/// The same from values shared out linearly between the nodes of a grid that is bandwidth / 32 wide (Jones &
/// Lotwick 1984), and the kernel cut off at six bandwidths. Off the exact sum by no more than 1.3e-4 of one
/// kernel's peak 1 / (bandwidth √(2π)): linear interpolation of the kernel errs by up to 1 / (8 · 32²) of it.
[[nodiscard]] std::vector<double> binnedKernelDensity(std::span<const double> values,
                                                      std::span<const double> points, double bandwidth);

/// Density of correlations over neurons at each point −1 < r < 1, [points]: binned Gaussian kernel density of
/// z = atanh(r), times the Jacobian 1 / (1 − r²). |r| is clipped to 1 − 1e-6; NaN is left out. NaN at every
/// point where there is no bandwidth: fewer than two correlations, or all alike.
[[nodiscard]] std::vector<double> correlationKernelDensity(std::span<const double> correlations,
                                                           std::span<const double> points,
                                                           BandwidthRule rule = BandwidthRule::Silverman);

} // namespace bathyscope
