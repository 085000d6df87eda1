// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/ATen.h>

namespace bathyscope {

// What a block does to the rows of a batch. On a CPU our own loops, parallel over rows where the calling
// thread is alone; elsewhere ATen's operations.

/// rows × weightᵀ + bias into `out`: [tokens, inputs], [outputs, inputs], [outputs] or undefined, [tokens,
/// outputs]. With a weight in bfloat16, `rows` and the product are rounded to it; the bias is added to the
/// rounded product, and `out` is float32.
void linear(const at::Tensor& rows, const at::Tensor& weight, const at::Tensor& bias, at::Tensor& out);

/// Layer norm of every row, [tokens, d_model]. ATen's on every device: it rounds as Hugging Face's does,
/// which counts where attention scores are large. (A new tensor: ATen's variant with an `out` makes one too,
/// and copies.)
[[nodiscard]] at::Tensor layerNorm(const at::Tensor& rows, const at::Tensor& weight, const at::Tensor& bias,
                                   double epsilon);

/// rows += branch, both [tokens, d_model].
void addRows(const at::Tensor& rows, const at::Tensor& branch);

/// The tanh form of GELU in place, [tokens, d_mlp].
void gelu(at::Tensor& rows);

} // namespace bathyscope
