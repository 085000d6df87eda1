// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// A sequence cut into contiguous segments.
struct Segmentation
{
    double cost = 0; ///< sum of squared distances of the vectors from the mean of their segment
    std::vector<std::size_t> boundaries; ///< [k − 1] first index of each segment but the first, ascending
};

/// The segmentations of least cost into 1, 2, … maxSegments segments, as far as there are vectors; element
/// k − 1 has k segments. Exact, by dynamic programming over all contiguous segmentations (Bellman 1961);
/// among equals, the one whose last boundary comes first. The vectors have one size and no NaN.
[[nodiscard]] std::vector<Segmentation> optimalSegmentations(std::span<const std::vector<double>> sequence,
                                                             std::size_t maxSegments);

} // namespace bathyscope
