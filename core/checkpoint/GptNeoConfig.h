// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace bathyscope {

enum class AttentionType : std::uint8_t
{
    Global, ///< key j of query i is seen if j ≤ i
    Local, ///< and only if i − j < windowSize
};

/// What a GPT-Neo (Black et al. 2021) is computed from, beside its weights, with Hugging Face's meanings.
struct GptNeoHyperparameters
{
    std::size_t vocabularySize = 0;
    std::size_t maxPositions = 0; ///< max_position_embeddings: longest window
    std::size_t hiddenSize = 0; ///< d_model
    std::size_t numLayers = 0;
    std::size_t numHeads = 0;
    std::size_t intermediateSize =
        0; ///< d_mlp: neurons a layer; 4 × hiddenSize where the file says null or nothing
    std::size_t windowSize = 0; ///< keys that a local layer sees
    double layerNormEpsilon = 1e-5;
    double initializerRange = 0.02; ///< standard deviation of matrices before training
    std::vector<AttentionType> attention; ///< [numLayers]

    [[nodiscard]] std::size_t headDim() const noexcept;
    bool operator==(const GptNeoHyperparameters&) const = default;
};

/// In which of them `found` differs from `expected`, by the entries' names in a config.json: "num_layers is
/// 24 instead of 12, …"; empty where both are equal.
[[nodiscard]] std::string differenceText(const GptNeoHyperparameters& found,
                                         const GptNeoHyperparameters& expected);

/// Checked hyperparameters. A value; two are equal where their hyperparameters are.
struct GptNeoConfig : GptNeoHyperparameters
{
    std::string json; ///< config.json as it was read, for the record

    /// Reads attention from `attention_types` ([[["global","local"],6]]) or `attention_layers`. Throws
    /// FileMissing, FileUnreadable, BadFormat; UnsupportedModel for another architecture (naming which) or
    /// activation function; InconsistentModel where numbers contradict each other.
    [[nodiscard]] static GptNeoConfig read(const std::filesystem::path& configFile);

    /// The same from the text of a config.json; `origin` names the file it came from in messages.
    [[nodiscard]] static GptNeoConfig parse(std::string text, const std::filesystem::path& origin);
};

} // namespace bathyscope
