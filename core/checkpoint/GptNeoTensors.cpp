// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/GptNeoTensors.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace bathyscope {

namespace {

/// Extents of a tensor in terms of the config.
enum class Extent : std::uint8_t
{
    None,
    Model,
    Mlp,
};

/// One tensor of a block: its name after `h.{layer}.` and its shape.
struct LayerTensor
{
    std::string_view name;
    Extent rows;
    Extent columns; ///< None for a vector
};

constexpr std::array<LayerTensor, 13> layerTable {{
    {"ln_1.weight", Extent::Model, Extent::None},
    {"ln_1.bias", Extent::Model, Extent::None},
    {"attn.attention.q_proj.weight", Extent::Model, Extent::Model},
    {"attn.attention.k_proj.weight", Extent::Model, Extent::Model},
    {"attn.attention.v_proj.weight", Extent::Model, Extent::Model},
    {"attn.attention.out_proj.weight", Extent::Model, Extent::Model},
    {"attn.attention.out_proj.bias", Extent::Model, Extent::None},
    {"ln_2.weight", Extent::Model, Extent::None},
    {"ln_2.bias", Extent::Model, Extent::None},
    {"mlp.c_fc.weight", Extent::Mlp, Extent::Model},
    {"mlp.c_fc.bias", Extent::Mlp, Extent::None},
    {"mlp.c_proj.weight", Extent::Model, Extent::Mlp},
    {"mlp.c_proj.bias", Extent::Model, Extent::None},
}};

constexpr std::array<std::string_view, 2> embeddingNames {"wte.weight", "wpe.weight"};
constexpr std::array<std::string_view, 2> finalNormNames {"ln_f.weight", "ln_f.bias"};

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

/// What follows `h.{layer}.`; empty where the name is none of a block's.
std::string_view nameInLayer(std::string_view name)
{
    constexpr std::string_view blocks = "h.";
    if (!name.starts_with(blocks)) {
        return {};
    }
    name.remove_prefix(blocks.size());
    const std::size_t dot = name.find_first_not_of("0123456789");
    return dot == std::string_view::npos || dot == 0 || name[dot] != '.' ? std::string_view()
                                                                         : name.substr(dot + 1);
}

} // namespace

std::vector<TensorSpec> embeddingSpecs(const GptNeoConfig& config)
{
    const auto hidden = static_cast<std::int64_t>(config.hiddenSize);
    return {{std::string(embeddingNames[0]), {static_cast<std::int64_t>(config.vocabularySize), hidden}},
            {std::string(embeddingNames[1]), {static_cast<std::int64_t>(config.maxPositions), hidden}}};
}

std::vector<TensorSpec> layerSpecs(const GptNeoConfig& config, std::size_t layer)
{
    std::vector<TensorSpec> specs;
    specs.reserve(layerTable.size());
    for (const LayerTensor& tensor : layerTable) {
        specs.push_back(
            {"h." + std::to_string(layer) + "." + std::string(tensor.name), shape(tensor, config)});
    }
    return specs;
}

std::vector<TensorSpec> finalNormSpecs(const GptNeoConfig& config)
{
    const auto hidden = static_cast<std::int64_t>(config.hiddenSize);
    return {{std::string(finalNormNames[0]), {hidden}}, {std::string(finalNormNames[1]), {hidden}}};
}

bool isGptNeoTensor(std::string_view name)
{
    name = withoutTensorPrefix(name);
    const auto isName = [name](std::string_view known) { return known == name; };
    return std::ranges::any_of(embeddingNames, isName) || std::ranges::any_of(finalNormNames, isName)
        || std::ranges::any_of(layerTable, [inLayer = nameInLayer(name)](const LayerTensor& tensor) {
               return tensor.name == inLayer;
           });
}

std::string_view withoutTensorPrefix(std::string_view name)
{
    constexpr std::string_view prefix = "transformer.";
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

} // namespace bathyscope
