// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/GptNeoConfig.h"

#include "core/checkpoint/JsonFile.h"
#include "core/support/Error.h"
#include "core/support/Excerpt.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace bathyscope {

namespace {

constexpr std::uint64_t maxConfigBytes = 1'000'000;
/// Far above any model there is, and low enough that products of three sizes fit 64 bits with room to spare.
constexpr std::uint64_t maxSize = 1U << 20U;
constexpr std::uint64_t maxLayers = 4096;

/// One config.json, asked for its entries one by one. Every refusal names the file and the entry.
class ConfigReader
{
public:
    ConfigReader(const nlohmann::json& object, const std::filesystem::path& path)
        : m_object(object)
        , m_path(path)
    {
    }

    [[noreturn]] void refuse(ErrorKind kind, const std::string& reason) const
    {
        throw Error(kind, "The model configuration " + m_path.string() + " " + reason);
    }

    /// The entry, or null where it is absent or null.
    [[nodiscard]] const nlohmann::json* find(const char* key) const
    {
        const auto found = m_object.find(key);
        return found == m_object.end() || found->is_null() ? nullptr : &*found;
    }

    [[nodiscard]] std::optional<std::size_t> optionalSize(const char* key,
                                                          std::uint64_t largest = maxSize) const
    {
        const nlohmann::json* value = find(key);
        if (value == nullptr) {
            return std::nullopt;
        }
        if (!value->is_number_unsigned() || value->get<std::uint64_t>() == 0
            || value->get<std::uint64_t>() > largest) {
            refuse(ErrorKind::BadFormat,
                   "has " + std::string(key) + " = " + shown(*value) + "; a whole number from 1 to "
                       + std::to_string(largest) + " is expected.");
        }
        return value->get<std::size_t>();
    }

    [[nodiscard]] std::size_t size(const char* key, std::uint64_t largest = maxSize) const
    {
        const std::optional<std::size_t> value = optionalSize(key, largest);
        if (!value) {
            refuse(ErrorKind::BadFormat,
                   "has no " + std::string(key) + "; get the model's config.json again.");
        }
        return *value;
    }

    /// A value as the file has it, for messages. Only scalars are spelled out: dump() recurses.
    [[nodiscard]] static std::string shown(const nlohmann::json& value)
    {
        if (value.is_string()) {
            return excerpt(value.get_ref<const std::string&>());
        }
        return value.is_structured() ? (value.is_array() ? "a list" : "an object") : value.dump();
    }

private:
    const nlohmann::json& m_object;
    const std::filesystem::path& m_path;
};

/// GPT-NeoX, a different architecture, begins with the same letters.
bool isGptNeoClass(std::string_view name)
{
    return name.starts_with("GPTNeo") && !name.starts_with("GPTNeoX");
}

void checkArchitecture(const ConfigReader& config)
{
    constexpr const char* advice = "; Bathyscope reads GPT-Neo models (gpt_neo) only.";
    const nlohmann::json* modelType = config.find("model_type");
    if (modelType != nullptr && *modelType != "gpt_neo") {
        config.refuse(ErrorKind::UnsupportedModel,
                      "describes a model of the type " + ConfigReader::shown(*modelType) + advice);
    }
    const nlohmann::json* architectures = config.find("architectures");
    if (architectures != nullptr && architectures->is_array() && !architectures->empty()) {
        const bool isGptNeo = std::ranges::any_of(*architectures, [](const nlohmann::json& name) {
            return name.is_string() && isGptNeoClass(name.get_ref<const std::string&>());
        });
        if (!isGptNeo) {
            config.refuse(ErrorKind::UnsupportedModel,
                          "describes a model of the architecture "
                              + ConfigReader::shown(architectures->front()) + advice);
        }
    } else if (modelType == nullptr) {
        config.refuse(ErrorKind::UnsupportedModel,
                      std::string("says neither model_type nor architectures") + advice);
    }
    const nlohmann::json* activation = config.find("activation_function");
    if (activation != nullptr && *activation != "gelu_new") {
        config.refuse(ErrorKind::UnsupportedModel,
                      "uses the activation function " + ConfigReader::shown(*activation)
                          + "; only gelu_new, that of the published GPT-Neo models, is supported.");
    }
}

AttentionType attentionType(const nlohmann::json& name, const ConfigReader& config)
{
    if (name == "global") {
        return AttentionType::Global;
    }
    if (name == "local") {
        return AttentionType::Local;
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

/// `attention_types`: a list of [pattern, repeats], for instance [[["global", "local"], 6]].
std::vector<AttentionType> expandAttentionTypes(const nlohmann::json& types, std::size_t numLayers,
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
    std::vector<AttentionType> attention;
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
                attention.push_back(attentionType(name, config));
            }
        }
    }
    if (attention.size() != numLayers) {
        refuseLayerCount(config, "attention_types", std::to_string(attention.size()), numLayers);
    }
    return attention;
}

/// `attention_layers`: one name for each layer.
std::vector<AttentionType> readAttentionLayers(const nlohmann::json& layers, std::size_t numLayers,
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
    std::vector<AttentionType> attention;
    attention.reserve(numLayers);
    for (const nlohmann::json& name : layers) {
        attention.push_back(attentionType(name, config));
    }
    return attention;
}

std::vector<AttentionType> readAttention(const ConfigReader& config, std::size_t numLayers)
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
    std::vector<AttentionType> attention = expandAttentionTypes(*types, numLayers, config);
    if (layers != nullptr && readAttentionLayers(*layers, numLayers, config) != attention) {
        config.refuse(ErrorKind::InconsistentModel,
                      "has attention_types and attention_layers that disagree.");
    }
    return attention;
}

/// A number strictly between 0 and 1.
double readFraction(const ConfigReader& config, const char* key, double missing)
{
    const nlohmann::json* value = config.find(key);
    if (value == nullptr) {
        return missing;
    }
    if (!value->is_number() || !(value->get<double>() > 0.0) || !(value->get<double>() < 1.0)) {
        config.refuse(ErrorKind::BadFormat,
                      "has " + std::string(key) + " = " + ConfigReader::shown(*value)
                          + "; a number between 0 and 1 is expected.");
    }
    return value->get<double>();
}

} // namespace

std::size_t GptNeoHyperparameters::headDim() const noexcept
{
    return numHeads == 0 ? 0 : hiddenSize / numHeads;
}

std::string differenceText(const GptNeoHyperparameters& found, const GptNeoHyperparameters& expected)
{
    if (found == expected) {
        return {};
    }
    std::string text;
    const auto name = [&text](const char* entry, const auto& ofFound, const auto& ofExpected) {
        if (ofFound != ofExpected) {
            text +=
                fmt::format("{}{} is {} instead of {}", text.empty() ? "" : ", ", entry, ofFound, ofExpected);
        }
    };
    name("num_layers", found.numLayers, expected.numLayers);
    name("hidden_size", found.hiddenSize, expected.hiddenSize);
    name("intermediate_size", found.intermediateSize, expected.intermediateSize);
    name("num_heads", found.numHeads, expected.numHeads);
    name("vocab_size", found.vocabularySize, expected.vocabularySize);
    name("max_position_embeddings", found.maxPositions, expected.maxPositions);
    name("window_size", found.windowSize, expected.windowSize);
    name("layer_norm_epsilon", found.layerNormEpsilon, expected.layerNormEpsilon);
    name("initializer_range", found.initializerRange, expected.initializerRange);
    // Lists are long: other layers are local, or one list is longer because there are more layers.
    return text.empty() ? "other layers have local attention" : text;
}

GptNeoConfig GptNeoConfig::read(const std::filesystem::path& configFile)
{
    return parse(readSmallFile(configFile, maxConfigBytes), configFile);
}

GptNeoConfig GptNeoConfig::parse(std::string text, const std::filesystem::path& origin)
{
    if (text.size() > maxConfigBytes) { // of a run file, whose header may have a hundred times as many
        throw Error(ErrorKind::BadFormat,
                    "The model configuration " + origin.string() + " has more than "
                        + std::to_string(maxConfigBytes) + " bytes, too many for what it should be.");
    }
    GptNeoConfig config;
    config.json = std::move(text);
    const nlohmann::json object = parseJsonObject(config.json, origin);
    const ConfigReader reader(object, origin);

    checkArchitecture(reader);
    config.vocabularySize = reader.size("vocab_size");
    config.maxPositions = reader.size("max_position_embeddings");
    config.hiddenSize = reader.size("hidden_size");
    config.numLayers = reader.size("num_layers", maxLayers);
    config.numHeads = reader.size("num_heads");
    config.intermediateSize = reader.optionalSize("intermediate_size").value_or(4 * config.hiddenSize);
    config.layerNormEpsilon = readFraction(reader, "layer_norm_epsilon", config.layerNormEpsilon);
    config.initializerRange = readFraction(reader, "initializer_range", config.initializerRange);
    config.attention = readAttention(reader, config.numLayers);
    const bool hasLocalLayers =
        std::ranges::find(config.attention, AttentionType::Local) != config.attention.end();
    config.windowSize =
        hasLocalLayers ? reader.size("window_size") : reader.optionalSize("window_size").value_or(0);

    if (config.hiddenSize % config.numHeads != 0) {
        reader.refuse(ErrorKind::InconsistentModel,
                      "has hidden_size = " + std::to_string(config.hiddenSize)
                          + ", which is not a multiple of num_heads = " + std::to_string(config.numHeads)
                          + ".");
    }
    return config;
}

} // namespace bathyscope
