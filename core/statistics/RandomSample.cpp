// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/RandomSample.h"

#include "core/support/RandomGenerator.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace bathyscope {

std::vector<std::uint64_t> sampleIndices(std::uint64_t numValues, std::uint64_t numDrawn, std::uint64_t seed)
{
    if (numValues <= numDrawn) {
        std::vector<std::uint64_t> all(numValues);
        std::iota(all.begin(), all.end(), std::uint64_t {0});
        return all;
    }
    // Floyd's algorithm (Bentley & Floyd 1987): one random number for each index drawn.
    RandomGenerator random(seed);
    std::unordered_set<std::uint64_t> drawn;
    drawn.reserve(numDrawn);
    for (std::uint64_t last = numValues - numDrawn; last < numValues; ++last) {
        if (!drawn.insert(random.below(last + 1)).second) {
            drawn.insert(last);
        }
    }
    std::vector<std::uint64_t> indices(drawn.begin(), drawn.end());
    std::ranges::sort(indices);
    return indices;
}

} // namespace bathyscope
