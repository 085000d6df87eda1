// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/GptNeoWeights.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace bathyscope {

namespace {

/// Extents of a tensor in terms of the config.
enum class Extent : std::uint8_t
{
    None,
    Model,
    Mlp,
};

/// One tensor of a block: its name after `h.{layer}.`, its shape, and the member that holds it.
struct LayerTensor
{
    std::string_view name;
    Extent rows;
    Extent columns; ///< None for a vector
    at::Tensor GptNeoLayerWeights::*member;
};

const std::array<LayerTensor, 13> layerTable {{
    {"ln_1.weight", Extent::Model, Extent::None, &GptNeoLayerWeights::ln1Weight},
    {"ln_1.bias", Extent::Model, Extent::None, &GptNeoLayerWeights::ln1Bias},
    {"attn.attention.q_proj.weight", Extent::Model, Extent::Model, &GptNeoLayerWeights::query},
    {"attn.attention.k_proj.weight", Extent::Model, Extent::Model, &GptNeoLayerWeights::key},
    {"attn.attention.v_proj.weight", Extent::Model, Extent::Model, &GptNeoLayerWeights::value},
    {"attn.attention.out_proj.weight", Extent::Model, Extent::Model, &GptNeoLayerWeights::attentionOut},
    {"attn.attention.out_proj.bias", Extent::Model, Extent::None, &GptNeoLayerWeights::attentionOutBias},
    {"ln_2.weight", Extent::Model, Extent::None, &GptNeoLayerWeights::ln2Weight},
    {"ln_2.bias", Extent::Model, Extent::None, &GptNeoLayerWeights::ln2Bias},
    {"mlp.c_fc.weight", Extent::Mlp, Extent::Model, &GptNeoLayerWeights::mlpUp},
    {"mlp.c_fc.bias", Extent::Mlp, Extent::None, &GptNeoLayerWeights::mlpUpBias},
    {"mlp.c_proj.weight", Extent::Model, Extent::Mlp, &GptNeoLayerWeights::mlpDown},
    {"mlp.c_proj.bias", Extent::Model, Extent::None, &GptNeoLayerWeights::mlpDownBias},
}};

std::int64_t size(Extent extent, const GptNeoConfig& config)
{
    return static_cast<std::int64_t>(extent == Extent::Mlp ? config.intermediateSize : config.hiddenSize);
}

std::vector<std::int64_t> shape(const LayerTensor& tensor, const GptNeoConfig& config)
{
    if (tensor.columns == Extent::None) {
        return {size(tensor.rows, config)};
    }
    return {size(tensor.rows, config), size(tensor.columns, config)};
}

} // namespace

std::vector<TensorSpec> embeddingSpecs(const GptNeoConfig& config)
{
    const auto hidden = static_cast<std::int64_t>(config.hiddenSize);
    return {{"wte.weight", {static_cast<std::int64_t>(config.vocabularySize), hidden}},
            {"wpe.weight", {static_cast<std::int64_t>(config.maxPositions), hidden}}};
}

std::vector<TensorSpec> layerSpecs(const GptNeoConfig& config, std::size_t layer)
{
    std::vector<TensorSpec> specs;
    for (const LayerTensor& tensor : layerTable) {
        specs.push_back(
            {"h." + std::to_string(layer) + "." + std::string(tensor.name), shape(tensor, config)});
    }
    return specs;
}

std::vector<TensorSpec> finalNormSpecs(const GptNeoConfig& config)
{
    const auto hidden = static_cast<std::int64_t>(config.hiddenSize);
    return {{"ln_f.weight", {hidden}}, {"ln_f.bias", {hidden}}};
}

GptNeoLayerWeights layerWeights(const GptNeoConfig& config, const TensorGroup& group, at::Device device,
                                Precision precision)
{
    GptNeoLayerWeights weights;
    for (std::size_t i = 0; i < layerTable.size(); ++i) {
        const LayerTensor& tensor = layerTable.at(i);
        // from_blob takes a mutable pointer; nothing in the engine writes to weights.
        auto* data =
            const_cast<float*>(group.tensor(i).data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
        const bool isRounded = precision == Precision::Bfloat16 && tensor.columns != Extent::None;
        weights.*tensor.member = at::from_blob(data, shape(tensor, config), at::kFloat)
                                     .to(device, isRounded ? at::kBFloat16 : at::kFloat);
    }
    return weights;
}

} // namespace bathyscope
