// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/GptNeoFamily.h"

#include "core/checkpoint/ConfigReader.h"
#include "core/checkpoint/ModelConfig.h"
#include "core/support/Error.h"

#include <algorithm>
#include <array>
#include <vector>

namespace bathyscope {

namespace {

/// Query, key and value have no bias.
constexpr std::array<TensorRow, 17> tensors {{
    {TensorRole::TokenEmbedding, "wte.weight", Extent::Vocabulary, Extent::Model, InitialValues::Normal},
    {TensorRole::PositionEmbedding, "wpe.weight", Extent::Positions, Extent::Model, InitialValues::Normal},
    {TensorRole::AttentionNormWeight, "h.{}.ln_1.weight", Extent::Model, Extent::None, InitialValues::One},
    {TensorRole::AttentionNormBias, "h.{}.ln_1.bias", Extent::Model, Extent::None, InitialValues::Zero},
    {TensorRole::Query, "h.{}.attn.attention.q_proj.weight", Extent::Model, Extent::Model,
     InitialValues::Normal},
    {TensorRole::Key, "h.{}.attn.attention.k_proj.weight", Extent::Model, Extent::Model,
     InitialValues::Normal},
    {TensorRole::Value, "h.{}.attn.attention.v_proj.weight", Extent::Model, Extent::Model,
     InitialValues::Normal},
    {TensorRole::AttentionOut, "h.{}.attn.attention.out_proj.weight", Extent::Model, Extent::Model,
     InitialValues::Normal},
    {TensorRole::AttentionOutBias, "h.{}.attn.attention.out_proj.bias", Extent::Model, Extent::None,
     InitialValues::Zero},
    {TensorRole::MlpNormWeight, "h.{}.ln_2.weight", Extent::Model, Extent::None, InitialValues::One},
    {TensorRole::MlpNormBias, "h.{}.ln_2.bias", Extent::Model, Extent::None, InitialValues::Zero},
    {TensorRole::MlpUp, "h.{}.mlp.c_fc.weight", Extent::Mlp, Extent::Model, InitialValues::Normal},
    {TensorRole::MlpUpBias, "h.{}.mlp.c_fc.bias", Extent::Mlp, Extent::None, InitialValues::Zero},
    {TensorRole::MlpDown, "h.{}.mlp.c_proj.weight", Extent::Model, Extent::Mlp, InitialValues::Normal},
    {TensorRole::MlpDownBias, "h.{}.mlp.c_proj.bias", Extent::Model, Extent::None, InitialValues::Zero},
    {TensorRole::FinalNormWeight, "ln_f.weight", Extent::Model, Extent::None, InitialValues::One},
    {TensorRole::FinalNormBias, "ln_f.bias", Extent::Model, Extent::None, InitialValues::Zero},
}};

/// Whether attention of that name is local.
bool isLocal(const nlohmann::json& name, const ConfigReader& config)
{
    if (name == "global") {
        return false;
    }
    if (name == "local") {
        return true;
    }
    config.refuse(ErrorKind::UnsupportedModel,
                  "names the attention type " + ConfigReader::shown(name)
                      + "; global and local are supported.");
}

[[noreturn]] void refuseLayerCount(const ConfigReader& config, const std::string& key,
                                   const std::string& found, std::size_t numLayers)
{
    config.refuse(ErrorKind::InconsistentModel,
                  "describes " + found + " layers in " + key + ", but num_layers is "
                      + std::to_string(numLayers) + ".");
}

/// [numLayers], true where attention is local. `attention_types`: a list of [pattern, repeats], for instance
/// [[["global", "local"], 6]].
std::vector<bool> expandAttentionTypes(const nlohmann::json& types, std::size_t numLayers,
                                       const ConfigReader& config)
{
    const auto refuseForm = [&config] {
        config.refuse(
            ErrorKind::BadFormat,
            "has attention_types in another form than [[[\"global\", \"local\"], 6], ...], a list of "
            "patterns each with its number of repeats.");
    };
    if (!types.is_array()) {
        refuseForm();
    }
    std::vector<bool> attention;
    for (const nlohmann::json& entry : types) {
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_array()
            || !entry[1].is_number_unsigned()) {
            refuseForm();
        }
        const nlohmann::json& pattern = entry[0];
        const auto repeats = entry[1].get<std::uint64_t>();
        // Checked before expanding: a repeat count of a billion must not become a billion entries.
        if (!pattern.empty() && repeats > (numLayers - attention.size()) / pattern.size()) {
            refuseLayerCount(config, "attention_types", "more than " + std::to_string(numLayers), numLayers);
        }
        for (std::uint64_t repeat = 0; !pattern.empty() && repeat < repeats; ++repeat) {
            for (const nlohmann::json& name : pattern) {
                attention.push_back(isLocal(name, config));
            }
        }
    }
    if (attention.size() != numLayers) {
        refuseLayerCount(config, "attention_types", std::to_string(attention.size()), numLayers);
    }
    return attention;
}

/// `attention_layers`: one name for each layer.
std::vector<bool> readAttentionLayers(const nlohmann::json& layers, std::size_t numLayers,
                                      const ConfigReader& config)
{
    if (!layers.is_array()) {
        config.refuse(ErrorKind::BadFormat,
                      "has " + ConfigReader::shown(layers)
                          + " as attention_layers; a list of names is expected.");
    }
    if (layers.size() != numLayers) {
        refuseLayerCount(config, "attention_layers", std::to_string(layers.size()), numLayers);
    }
    std::vector<bool> attention;
    attention.reserve(numLayers);
    for (const nlohmann::json& name : layers) {
        attention.push_back(isLocal(name, config));
    }
    return attention;
}

std::vector<bool> readAttention(const ConfigReader& config, std::size_t numLayers)
{
    const nlohmann::json* types = config.find("attention_types");
    const nlohmann::json* layers = config.find("attention_layers");
    if (types == nullptr && layers == nullptr) {
        config.refuse(ErrorKind::BadFormat,
                      "has neither attention_types nor attention_layers; get the model's config.json again.");
    }
    if (types == nullptr) {
        return readAttentionLayers(*layers, numLayers, config);
    }
    std::vector<bool> attention = expandAttentionTypes(*types, numLayers, config);
    if (layers != nullptr && readAttentionLayers(*layers, numLayers, config) != attention) {
        config.refuse(ErrorKind::InconsistentModel,
                      "has attention_types and attention_layers that disagree.");
    }
    return attention;
}

/// Local layers see the last window_size keys, the others all.
std::vector<std::size_t> readKeysSeen(const ConfigReader& reader, const ModelConfig& config)
{
    const std::vector<bool> isLocalLayer = readAttention(reader, config.numLayers);
    const bool hasLocalLayers = std::ranges::find(isLocalLayer, true) != isLocalLayer.end();
    // Refused where it is no size, and where it is missing and needed.
    const std::size_t window =
        hasLocalLayers ? reader.size("window_size") : reader.optionalSize("window_size").value_or(0);
    std::vector<std::size_t> keysSeen;
    keysSeen.reserve(config.numLayers);
    for (const bool isLocalHere : isLocalLayer) {
        keysSeen.push_back(isLocalHere ? std::min(window, config.maxPositions) : config.maxPositions);
    }
    return keysSeen;
}

void readConfig(const ConfigReader& reader, ModelConfig& config)
{
    const nlohmann::json* activation = reader.find("activation_function");
    if (activation != nullptr && *activation != "gelu_new") {
        reader.refuse(ErrorKind::UnsupportedModel,
                      "uses the activation function " + ConfigReader::shown(*activation)
                          + "; only gelu_new, that of the published GPT-Neo models, is supported.");
    }
    config.vocabularySize = reader.size("vocab_size");
    config.maxPositions = reader.size("max_position_embeddings");
    config.hiddenSize = reader.size("hidden_size");
    config.numLayers = reader.size("num_layers", ConfigReader::maxLayers);
    config.numHeads = reader.size("num_heads");
    config.intermediateSize = reader.optionalSize("intermediate_size").value_or(4 * config.hiddenSize);
    config.layerNormEpsilon = reader.fraction("layer_norm_epsilon", config.layerNormEpsilon);
    config.initializerRange = reader.fraction("initializer_range", config.initializerRange);
    config.keysSeen = readKeysSeen(reader, config);
    if (config.hiddenSize % config.numHeads != 0) {
        reader.refuse(ErrorKind::InconsistentModel,
                      "has hidden_size = " + std::to_string(config.hiddenSize)
                          + ", which is not a multiple of num_heads = " + std::to_string(config.numHeads)
                          + ".");
    }
}

} // namespace

ModelFamily gptNeoFamily()
{
    return {.modelType = "gpt_neo",
            .title = "GPT-Neo",
            .classPrefix = "GPTNeo",
            .tensorPrefix = "transformer.",
            .tensors = tensors,
            .readConfig = readConfig};
}

} // namespace bathyscope
