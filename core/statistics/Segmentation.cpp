// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/Segmentation.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace bathyscope {

namespace {

using Table = std::vector<std::vector<double>>;

/// costs[begin][end]: cost of the segment [begin, end). Deviations from a running mean (Welford 1962), since
/// differences of running sums of squares would cancel.
Table segmentCosts(std::span<const std::vector<double>> sequence)
{
    const std::size_t length = sequence.size();
    Table costs(length + 1, std::vector<double>(length + 1));
    for (std::size_t begin = 0; begin < length; ++begin) {
        std::vector<double> mean(sequence[begin].size());
        double cost = 0;
        for (std::size_t i = begin; i < length; ++i) {
            const auto count = static_cast<double>(i - begin + 1);
            for (std::size_t j = 0; j < mean.size(); ++j) {
                const double deviation = sequence[i][j] - mean[j];
                mean[j] += deviation / count;
                cost += deviation * (sequence[i][j] - mean[j]);
            }
            costs[begin][i + 1] = cost;
        }
    }
    return costs;
}

} // namespace

std::vector<Segmentation> optimalSegmentations(std::span<const std::vector<double>> sequence,
                                               std::size_t maxSegments)
{
    const std::size_t length = sequence.size();
    const Table costs = segmentCosts(sequence);
    std::vector<double> best = costs[0]; // of the first `end` vectors in k segments
    std::vector<std::vector<std::size_t>> lastBoundary; // [k − 2][end]
    std::vector<Segmentation> segmentations;
    for (std::size_t k = 1; k <= std::min(maxSegments, length); ++k) {
        if (k > 1) {
            std::vector<double> next(length + 1, std::numeric_limits<double>::infinity());
            std::vector<std::size_t>& boundary = lastBoundary.emplace_back(length + 1);
            for (std::size_t end = k; end <= length; ++end) {
                for (std::size_t begin = k - 1; begin < end; ++begin) {
                    const double cost = best[begin] + costs[begin][end];
                    if (cost < next[end]) {
                        next[end] = cost;
                        boundary[end] = begin;
                    }
                }
            }
            best = std::move(next);
        }
        Segmentation& found = segmentations.emplace_back();
        found.cost = best[length];
        found.boundaries.resize(k - 1);
        std::size_t end = length;
        for (std::size_t i = k - 1; i > 0; --i) {
            end = lastBoundary[i - 1][end];
            found.boundaries[i - 1] = end;
        }
    }
    return segmentations;
}

} // namespace bathyscope
