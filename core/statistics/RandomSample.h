// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace bathyscope {

/// Indices of `numDrawn` among `numValues`, every set of them equally likely, in ascending order; all of them
/// where there are no more. The same for the same seed on every platform. Time depends on numDrawn only.
[[nodiscard]] std::vector<std::uint64_t> sampleIndices(std::uint64_t numValues, std::uint64_t numDrawn,
                                                       std::uint64_t seed);

} // namespace bathyscope
