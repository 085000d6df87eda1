// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelFamily.h"
#include "core/checkpoint/SafetensorsFile.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// Weights as a model has them before it is trained: what the family's table says, normal ones with a given
/// standard deviation. An element depends on the seed, the tensor's name and
/// its place alone, so that any part can be drawn at any time. Normal deviates are taken from the 65,536
/// quantiles at the middles of equal shares.
class RandomWeights
{
public:
    RandomWeights(std::uint64_t seed, double standardDeviation);

    /// Elements [firstElement, firstElement + out.size()) of a tensor.
    void draw(const TensorView& tensor, InitialValues initial, std::uint64_t firstElement,
              std::span<float> out) const;

private:
    std::uint64_t m_seed;
    std::vector<float> m_quantiles; ///< [65,536], ascending
};

} // namespace bathyscope
