// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace bathyscope {

/// Replaces scores by exp(score − highest) and returns their sum; divided by it they are the softmax. Not
/// empty. Accurate to 3 units in the last place; what would be below 1.6e-38 becomes 1.6e-38.
[[nodiscard]] float shiftedExponentials(std::span<float> scores);

/// The tanh form of GELU, "gelu_new" (Hendrycks & Gimpel 2016): 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))),
/// in place. Accurate to 3e-7 × (1 + |x|).
void geluTanh(std::span<float> values);

} // namespace bathyscope
