// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

namespace bathyscope {

/// Distribution of the dip of a uniform sample, simulated: what dipPValue() interpolates. The tables lie in
/// DipTable.cpp, which tests/benchmarks/simulate_dip.cpp writes.
inline constexpr std::array<std::size_t, 22> dipTableSizes {
    4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 75, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 72000};

inline constexpr std::array dipTableProbabilities {
    0.0,  0.01,  0.02, 0.05,   0.1,   0.15,  0.2,   0.25,  0.3,    0.35,   0.4,   0.45,
    0.5,  0.55,  0.6,  0.65,   0.7,   0.75,  0.8,   0.85,  0.9,    0.925,  0.95,  0.97,
    0.98, 0.985, 0.99, 0.9925, 0.995, 0.997, 0.998, 0.999, 0.9995, 0.9998, 0.9999};

using DipTableRow = std::array<double, dipTableProbabilities.size()>;

/// sqrt(n) · dip at each probability, for each size n; at probability 0 the smallest possible.
extern const std::array<DipTableRow, dipTableSizes.size()> dipTableQuantiles;

} // namespace bathyscope
