// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bathyscope {

class ConfigReader;
struct ModelConfig;

/// What a tensor is in the forward pass, in the order of the pass. Matrices are [out, in].
enum class TensorRole : std::uint8_t
{
    TokenEmbedding,
    PositionEmbedding,
    AttentionNormWeight,
    AttentionNormBias,
    Query,
    Key,
    Value,
    AttentionOut,
    AttentionOutBias,
    MlpNormWeight,
    MlpNormBias,
    MlpUp,
    MlpUpBias,
    MlpDown,
    MlpDownBias,
    FinalNormWeight,
    FinalNormBias,
};

/// A tensor's extent in terms of the config.
enum class Extent : std::uint8_t
{
    None, ///< the tensor has fewer dimensions
    Vocabulary,
    Positions,
    Model, ///< d_model
    Mlp, ///< d_mlp
};

/// What a tensor holds before training.
enum class InitialValues : std::uint8_t
{
    Zero,
    One,
    Normal, ///< mean 0, the config's standard deviation
};

/// One tensor that a family's models need; in every block where its name has the layer's place, `{}`.
struct TensorRow
{
    TensorRole role;
    std::string_view pattern; ///< name without the family's prefix: "h.{}.mlp.c_fc.weight"
    Extent rows;
    Extent columns; ///< None for a vector
    InitialValues initial;

    [[nodiscard]] bool isInBlock() const noexcept;
    [[nodiscard]] bool isMatrix() const noexcept;
    /// Whether a name without the prefix is this tensor's, of whatever layer.
    [[nodiscard]] bool matches(std::string_view name) const noexcept;
};

/// A family of models: everything that is read from files and differs from family to family.
struct ModelFamily
{
    std::string_view modelType; ///< config.json's model_type: "gpt_neo"
    std::string_view title; ///< "GPT-Neo"
    std::string_view classPrefix; ///< of its classes in config.json's architectures: "GPTNeo"
    std::string_view tensorPrefix; ///< which files have or leave out: "transformer."
    std::span<const TensorRow> tensors; ///< one a role
    /// Fills all but `family` and `json`; throws as ModelConfig::parse() does.
    void (*readConfig)(const ConfigReader& reader, ModelConfig& config);

    /// Whether a class of the transformers library is one of this family's: "GPTNeoForCausalLM".
    [[nodiscard]] bool hasClass(std::string_view name) const noexcept;
    [[nodiscard]] std::string_view withoutPrefix(std::string_view tensorName) const noexcept;
    /// The row of a tensor's name, with or without the prefix; null for what nobody needs: heads that are the
    /// embedding again, masks of attention.
    [[nodiscard]] const TensorRow* find(std::string_view tensorName) const noexcept;
    /// Throws Internal where the family has no such tensor.
    [[nodiscard]] const TensorRow& row(TensorRole role) const;
    /// The module of a tensor in a block, as the family's own code calls it: "mlp.c_fc".
    [[nodiscard]] std::string_view moduleInBlock(TensorRole role) const;
};

/// All families whose models are read.
[[nodiscard]] std::span<const ModelFamily> modelFamilies();

/// "Bathyscope reads GPT-Neo (gpt_neo) models only."
[[nodiscard]] std::string supportedFamiliesSentence(std::span<const ModelFamily> families = modelFamilies());

/// "GPT-Neo"; "GPT-Neo, GPT-2 or OPT".
[[nodiscard]] std::string familyTitles(std::span<const ModelFamily> families = modelFamilies());

/// Whether any family needs a tensor of that name, with or without its prefix.
[[nodiscard]] bool isNeededTensor(std::string_view name);

} // namespace bathyscope
