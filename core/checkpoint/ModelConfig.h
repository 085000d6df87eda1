// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace bathyscope {

struct ModelFamily;

/// What a model's blocks are computed from, beside its weights, whatever its family; Hugging Face's meanings.
struct ModelHyperparameters
{
    const ModelFamily* family = nullptr; ///< row of modelFamilies(); not null where a file was read
    std::size_t vocabularySize = 0;
    std::size_t maxPositions = 0; ///< max_position_embeddings: longest window
    std::size_t hiddenSize = 0; ///< d_model
    std::size_t numLayers = 0;
    std::size_t numHeads = 0;
    std::size_t intermediateSize = 0; ///< d_mlp: neurons a layer
    double layerNormEpsilon = 1e-5;
    double initializerRange = 0.02; ///< standard deviation of matrices before training
    /// [numLayers]: key j of query i is seen if 0 ≤ i − j < keysSeen; maxPositions where attention is global.
    std::vector<std::size_t> keysSeen;

    [[nodiscard]] std::size_t headDim() const noexcept;
    bool operator==(const ModelHyperparameters&) const = default;
};

/// In which of them `found` differs from `expected`, by Hugging Face's usual names: "num_layers is 24 instead
/// of 12, …"; empty where both are equal.
[[nodiscard]] std::string differenceText(const ModelHyperparameters& found,
                                         const ModelHyperparameters& expected);

/// Checked hyperparameters. A value; two are equal where their hyperparameters are.
struct ModelConfig : ModelHyperparameters
{
    std::string json; ///< config.json as it was read, for the record

    /// Reads a config.json by its family's row. Throws FileMissing, FileUnreadable, BadFormat;
    /// UnsupportedModel for another family (naming it and those that are read) or what the family's reader
    /// does not know; InconsistentModel where numbers contradict each other.
    [[nodiscard]] static ModelConfig read(const std::filesystem::path& configFile);

    /// The same from the text of a config.json; `origin` names the file it came from in messages.
    [[nodiscard]] static ModelConfig parse(std::string text, const std::filesystem::path& origin);
};

} // namespace bathyscope
