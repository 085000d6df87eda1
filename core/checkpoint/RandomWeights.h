// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/SafetensorsFile.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bathyscope {

/// Weights as a GPT-Neo has them before it is trained: matrices normal with mean 0 and a given standard
/// deviation, biases 0, the weights of layer norms 1. An element depends on the seed, the tensor's name and
/// its place alone, so that any part can be drawn at any time. Normal deviates are taken from the 65,536
/// quantiles at the middles of equal shares.
class RandomWeights
{
public:
    RandomWeights(std::uint64_t seed, double standardDeviation);

    /// Elements [firstElement, firstElement + out.size()) of a tensor.
    void draw(const TensorView& tensor, std::uint64_t firstElement, std::span<float> out) const;

private:
    std::uint64_t m_seed;
    std::vector<float> m_quantiles; ///< [65,536], ascending
};

} // namespace bathyscope
