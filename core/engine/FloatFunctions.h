// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace bathyscope {

/// softmax in place, with the highest score subtracted. Not empty. Exponentials are accurate to 3 units in
/// the last place; those below 1.6e-38 become 1.6e-38.
void softmax(std::span<float> scores);

/// The tanh form of GELU, "gelu_new" (Hendrycks & Gimpel 2016): 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))),
/// in place. Accurate to 3e-7 × (1 + |x|).
void geluTanh(std::span<float> values);

/// Values of bfloat16, given by their bits, plus a bias: out[i] = values[i] + bias[i]. Of one size.
void addBiasToBfloat16(std::span<const std::uint16_t> values, std::span<const float> bias,
                       std::span<float> out);

/// into += added, element by element; of one size.
void addTo(std::span<float> into, std::span<const float> added);

} // namespace bathyscope
