// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// A model that the program knows by name.
struct CatalogEntry
{
    std::string name; ///< "sample-12", "gpt-neo-125m", …
    std::string title; ///< "GPT-Neo 125M"
    std::string repository; ///< "EleutherAI/gpt-neo-125m"; empty for the shipped samples
    std::string revision; ///< commit on the hub; empty for the samples
    std::size_t numLayers = 0;
    std::size_t hiddenSize = 0; ///< d_model
    std::size_t numNeurons = 0; ///< d_mlp, a layer
    std::size_t maxPositions = 0; ///< the longest window
    std::uint64_t weightBytes = 0; ///< of model.safetensors; rounded as published for 1.3B and 2.7B
    std::string weightsSha256;
    std::string counterpart; ///< name of the model of another size that its runs are compared with
};

enum class ModelState : std::uint8_t
{
    Shipped, ///< among the program's resources
    Cached, ///< in the Hugging Face cache
    Partial, ///< known; a download has left a part of its weights in the cache
    Absent, ///< known, not on this machine
};

/// Where a catalogue model is now.
struct CatalogStatus
{
    const CatalogEntry* entry = nullptr;
    ModelState state = ModelState::Absent;
    std::filesystem::path folder; ///< empty where it cannot be run
    std::uint64_t bytesHere = 0; ///< of the weights, where partial

    [[nodiscard]] bool isHere() const noexcept
    {
        return !folder.empty();
    }
};

/// The models that the program knows, smallest first.
[[nodiscard]] std::span<const CatalogEntry> modelCatalog();

/// Looks for every catalogue model: the resources folder, then the Hugging Face cache (findSnapshot()).
[[nodiscard]] std::vector<CatalogStatus> locateModels(const std::filesystem::path& resources);

/// A model of the Hugging Face cache that the catalogue does not know.
struct CachedModel
{
    std::string repository; ///< "org/name"
    std::filesystem::path folder;
    std::size_t numLayers = 0;
    std::size_t hiddenSize = 0; ///< d_model
    std::size_t numNeurons = 0; ///< a layer
    std::size_t maxPositions = 0; ///< the longest window
    std::uint64_t weightBytes = 0;
    bool hasTokenizer = false; ///< vocab.json and merges.txt
};

/// All of them, by name: complete snapshots of a family that is read.
[[nodiscard]] std::vector<CachedModel> otherCachedModels();

/// The counterpart of a catalogue name among what was located; null where it is absent, or the name is not
/// in the catalogue.
[[nodiscard]] const CatalogStatus* counterpartOf(std::string_view name,
                                                 std::span<const CatalogStatus> located);

/// Folder of a catalogue name ("gpt-neo-125m" or "EleutherAI/gpt-neo-125m", in any case), of a path, or of
/// another repository in the Hugging Face cache ("org/name", or "name" where it has no owner). Throws
/// FileMissing: for a catalogue name that is not here it says so, for anything else it lists the names that
/// exist.
[[nodiscard]] std::filesystem::path resolveModel(std::string_view nameOrFolder,
                                                 const std::filesystem::path& resources);

} // namespace bathyscope
