// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/LayerStream.h"
#include "core/checkpoint/ModelTensors.h"
#include "core/engine/Precision.h"

#include <ATen/ATen.h>

namespace bathyscope {

/// Weights of one block; matrices are [out, in], as torch.nn.Linear keeps them. Undefined where the family
/// has no such tensor.
struct BlockWeights
{
    at::Tensor ln1Weight, ln1Bias; // [d_model]
    at::Tensor query, key, value; // [d_model, d_model]
    at::Tensor attentionOut, attentionOutBias; // [d_model, d_model], [d_model]
    at::Tensor ln2Weight, ln2Bias; // [d_model]
    at::Tensor mlpUp, mlpUpBias; // [d_mlp, d_model], [d_mlp]
    at::Tensor mlpDown, mlpDownBias; // [d_model, d_mlp], [d_model]
};

/// Tensors over the group's own memory on a CPU (the group must outlive them), copies on another device.
/// Matrices are rounded to bfloat16 where that is the precision; vectors stay float32. The group holds
/// layerSpecs() in their order.
[[nodiscard]] BlockWeights layerWeights(const ModelConfig& config, const TensorGroup& group,
                                        at::Device device, Precision precision);

} // namespace bathyscope
