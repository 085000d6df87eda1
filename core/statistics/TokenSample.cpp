// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/TokenSample.h"

#include "core/statistics/RandomSample.h"
#include "core/support/RandomGenerator.h"

namespace bathyscope {

TokenSample drawTokenSample(const TokenFeatures& features, std::uint64_t seed)
{
    std::array<std::vector<std::size_t>, numLengthGroups> members;
    for (std::size_t token = 0; token < features.length.size(); ++token) {
        if (!features.isLeftOut(token)) {
            members.at(static_cast<std::size_t>(features.group[token])).push_back(token);
        }
    }
    TokenSample sample;
    sample.rowOf.assign(features.length.size(), TokenSample::notSampled);
    std::size_t row = 0;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        const std::vector<std::size_t>& tokens = members.at(group);
        const std::uint64_t groupSeed = RandomGenerator::splitMix(seed);
        for (const std::uint64_t index : sampleIndices(tokens.size(), maxSampledTokens, groupSeed)) {
            sample.rowOf[tokens[index]] = static_cast<std::int32_t>(row++);
        }
        sample.firstRow.at(group + 1) = row;
    }
    return sample;
}

} // namespace bathyscope
