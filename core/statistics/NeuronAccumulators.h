// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/FeatureProducts.h"
#include "core/statistics/StreamingMoments.h"
#include "core/text/TokenFeatures.h"

#include <array>
#include <vector>

namespace bathyscope {

/// What has been summed up of the neurons of a layer, or of a block of them. All neurons have seen the same
/// tokens.
struct NeuronAccumulators
{
    std::vector<Moments> moments; ///< [n]
    std::vector<CoMoment> length; ///< [n], with the feature token length
    std::array<std::vector<double>, numLengthGroups>
        groupSums; ///< [3][n]: Σ a over the group's tokens (finite values)
    Moments lengthMoments; ///< of the feature itself, over the tokens seen
};

} // namespace bathyscope
