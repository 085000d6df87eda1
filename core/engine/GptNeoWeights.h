// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/GptNeoTensors.h"
#include "core/checkpoint/LayerStream.h"
#include "core/engine/Precision.h"

#include <ATen/ATen.h>

namespace bathyscope {

/// Weights of one block; matrices are [out, in], as torch.nn.Linear keeps them. Query, key and value have no
/// bias.
struct GptNeoLayerWeights
{
    at::Tensor ln1Weight, ln1Bias; // [d_model]
    at::Tensor query, key, value; // [d_model, d_model]
    at::Tensor attentionOut, attentionOutBias; // [d_model, d_model], [d_model]
    at::Tensor ln2Weight, ln2Bias; // [d_model]
    at::Tensor mlpUp, mlpUpBias; // c_fc: [d_mlp, d_model], [d_mlp]
    at::Tensor mlpDown, mlpDownBias; // c_proj: [d_model, d_mlp], [d_model]
};

/// Tensors over the group's own memory on a CPU (the group must outlive them), copies on another device.
/// Matrices are rounded to bfloat16 where that is the precision; vectors stay float32. The group holds
/// layerSpecs() in their order.
[[nodiscard]] GptNeoLayerWeights layerWeights(const GptNeoConfig& config, const TensorGroup& group,
                                              at::Device device, Precision precision);

} // namespace bathyscope
