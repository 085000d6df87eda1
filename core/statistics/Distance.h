// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace bathyscope {

// Distances between the empirical distributions F of u and G of v. Values in ascending order, without NaN;
// the samples may differ in size. NaN where one of them is empty.

/// Wasserstein-1 (earth mover's) distance ∫ |F − G|, in the unit of the values; scipy's
/// wasserstein_distance.
[[nodiscard]] double wassersteinDistance(std::span<const double> u, std::span<const double> v);

/// Energy distance √(2 ∫ (F − G)²) (Székely & Rizzo 2013), in the square root of the values' unit; scipy's
/// energy_distance.
[[nodiscard]] double energyDistance(std::span<const double> u, std::span<const double> v);

/// Two-sample Kolmogorov–Smirnov statistic max |F − G|; scipy's ks_2samp.
[[nodiscard]] double kolmogorovSmirnovDistance(std::span<const double> u, std::span<const double> v);

} // namespace bathyscope
