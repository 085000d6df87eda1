// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/GptNeoWeights.h"

#include <array>

namespace bathyscope {

namespace {

/// Where each tensor of layerSpecs() goes, in their order.
const std::array<at::Tensor GptNeoLayerWeights::*, 13> members {
    &GptNeoLayerWeights::ln1Weight,
    &GptNeoLayerWeights::ln1Bias,
    &GptNeoLayerWeights::query,
    &GptNeoLayerWeights::key,
    &GptNeoLayerWeights::value,
    &GptNeoLayerWeights::attentionOut,
    &GptNeoLayerWeights::attentionOutBias,
    &GptNeoLayerWeights::ln2Weight,
    &GptNeoLayerWeights::ln2Bias,
    &GptNeoLayerWeights::mlpUp,
    &GptNeoLayerWeights::mlpUpBias,
    &GptNeoLayerWeights::mlpDown,
    &GptNeoLayerWeights::mlpDownBias,
};

} // namespace

GptNeoLayerWeights layerWeights(const GptNeoConfig& config, const TensorGroup& group, at::Device device,
                                Precision precision)
{
    GptNeoLayerWeights weights;
    const std::vector<TensorSpec> specs = layerSpecs(config, 0); // all layers have the same shapes
    for (std::size_t i = 0; i < members.size(); ++i) {
        const std::vector<std::int64_t>& shape = specs.at(i).shape;
        // from_blob takes a mutable pointer; nothing in the engine writes to weights.
        auto* data =
            const_cast<float*>(group.tensor(i).data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
        const bool isRounded = precision == Precision::Bfloat16 && shape.size() > 1;
        weights.*members.at(i) =
            at::from_blob(data, shape, at::kFloat).to(device, isRounded ? at::kBFloat16 : at::kFloat);
    }
    return weights;
}

} // namespace bathyscope
