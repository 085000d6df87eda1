// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// Neurons with a q below this are discoveries, unless the user says otherwise.
inline constexpr double defaultFalseDiscoveryRate = 0.05;
/// What the user may choose.
inline constexpr double leastDiscoveryRate = 0.001;
inline constexpr double mostDiscoveryRate = 0.25;

/// Benjamini & Hochberg's (1995) adjusted p values, q = min over larger p of p · m / rank, in the order of
/// `p`. NaN takes no part: it is not counted in m, and its q is NaN. scipy's false_discovery_control agrees.
[[nodiscard]] std::vector<double> benjaminiHochberg(std::span<const double> p);

/// How many q lie below the rate; NaN does not.
[[nodiscard]] std::size_t countDiscoveries(std::span<const double> q,
                                           double rate = defaultFalseDiscoveryRate);

} // namespace bathyscope
