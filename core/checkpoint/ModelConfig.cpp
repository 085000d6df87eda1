// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelConfig.h"

#include "core/checkpoint/ConfigReader.h"
#include "core/checkpoint/JsonFile.h"
#include "core/checkpoint/ModelFamily.h"
#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace bathyscope {

namespace {

constexpr std::uint64_t maxConfigBytes = 1'000'000;

[[noreturn]] void refuseFamily(const ConfigReader& config, const std::string& found)
{
    config.refuse(ErrorKind::UnsupportedModel, found + "; " + supportedFamiliesSentence());
}

bool hasAnyClass(const ModelFamily& family, const nlohmann::json& names)
{
    return std::ranges::any_of(names, [&family](const nlohmann::json& name) {
        return name.is_string() && family.hasClass(name.get_ref<const std::string&>());
    });
}

/// The one that model_type and architectures both speak of; either may be missing.
const ModelFamily& familyOf(const ConfigReader& config)
{
    const nlohmann::json* modelType = config.find("model_type");
    const nlohmann::json* classes = config.find("architectures");
    const bool hasClasses = classes != nullptr && classes->is_array() && !classes->empty();
    if (modelType == nullptr && !hasClasses) {
        refuseFamily(config, "says neither model_type nor architectures");
    }
    bool isTypeKnown = false;
    for (const ModelFamily& family : modelFamilies()) {
        const bool hasType = modelType == nullptr || *modelType == family.modelType;
        if (hasType && (!hasClasses || hasAnyClass(family, *classes))) {
            return family;
        }
        isTypeKnown = isTypeKnown || hasType;
    }
    refuseFamily(config,
                 isTypeKnown || modelType == nullptr
                     ? "describes a model of the architecture " + ConfigReader::shown(classes->front())
                     : "describes a model of the type " + ConfigReader::shown(*modelType));
}

} // namespace

std::size_t ModelHyperparameters::headDim() const noexcept
{
    return numHeads == 0 ? 0 : hiddenSize / numHeads;
}

std::string differenceText(const ModelHyperparameters& found, const ModelHyperparameters& expected)
{
    if (found == expected) {
        return {};
    }
    std::string text = found.family == expected.family ? "" : "model_type is another one";
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
    name("layer_norm_epsilon", found.layerNormEpsilon, expected.layerNormEpsilon);
    name("initializer_range", found.initializerRange, expected.initializerRange);
    if (text.empty()) { // lists are long, and longer where there are more layers
        const auto [one, other] = std::ranges::mismatch(found.keysSeen, expected.keysSeen);
        const auto layer = one - found.keysSeen.begin();
        text =
            fmt::format("attention of layer {} reaches over {} positions instead of {}", layer, *one, *other);
    }
    return text;
}

ModelConfig ModelConfig::read(const std::filesystem::path& configFile)
{
    return parse(readSmallFile(configFile, maxConfigBytes), configFile);
}

ModelConfig ModelConfig::parse(std::string text, const std::filesystem::path& origin)
{
    if (text.size() > maxConfigBytes) { // of a run file, whose header may have a hundred times as many
        throw Error(ErrorKind::BadFormat,
                    "The model configuration " + origin.string() + " has more than "
                        + std::to_string(maxConfigBytes) + " bytes, too many for what it should be.");
    }
    ModelConfig config;
    config.json = std::move(text);
    const nlohmann::json object = parseJsonObject(config.json, origin);
    const ConfigReader reader(object, origin);
    config.family = &familyOf(reader);
    config.family->readConfig(reader, config);
    return config;
}

} // namespace bathyscope
