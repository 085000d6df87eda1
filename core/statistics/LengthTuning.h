// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace bathyscope {

/// Longer tokens are counted with those of this length.
inline constexpr std::int32_t longestTunedLength = 16;

/// How a layer answers to token length: activation z-scored in each neuron, averaged over the tokens of one
/// length, then over neurons. Neurons without a spread, or not finite somewhere, are left out.
struct LengthTuning
{
    std::vector<std::int32_t>
        length; ///< [k] ascending, those that occur; longestTunedLength: so long or longer
    std::vector<double> mean; ///< [k], over neurons
    std::vector<double> standardError; ///< [k], over neurons: their spread, not uncertainty about the text
    std::vector<std::int64_t> count; ///< [k]: tokens
};

} // namespace bathyscope
