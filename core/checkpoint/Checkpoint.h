// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelConfig.h"
#include "core/checkpoint/RandomWeights.h"
#include "core/checkpoint/SafetensorsFile.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// A tensor that a model needs, by its Hugging Face name without the family's prefix.
struct TensorSpec
{
    std::string name;
    std::vector<std::int64_t> shape;
};

/// A model folder in Hugging Face's layout: config.json, model.safetensors or shards by
/// model.safetensors.index.json, and vocab.json + merges.txt where it has them. Tensor names are found with
/// and without the family's prefix; extra tensors are ignored, also those that an index names and no
/// shard has. A snapshot of the Hugging Face cache may have all but its weights in another one of its
/// repository (ModelFiles.h). Immutable; several threads may read.
class Checkpoint
{
public:
    /// Opens and validates every file. Throws FileMissing (folder, config, weights, a shard named by the
    /// index; a folder with only a pickle is told to use safetensors), and what SafetensorsFile and
    /// ModelConfig throw.
    /// With a seed the folder gives the shapes only, and every weight is drawn anew (RandomWeights): the
    /// control of an analysis.
    [[nodiscard]] static std::shared_ptr<const Checkpoint>
    open(const std::filesystem::path& folder, std::optional<std::uint64_t> randomSeed = std::nullopt);

    [[nodiscard]] const std::filesystem::path& folder() const noexcept;
    [[nodiscard]] const ModelConfig& config() const noexcept;
    [[nodiscard]] std::vector<std::filesystem::path> weightFiles() const;

    /// vocab.json and merges.txt are both there.
    [[nodiscard]] bool hasTokenizer() const;
    [[nodiscard]] std::filesystem::path vocabFile() const;
    [[nodiscard]] std::filesystem::path mergesFile() const;

    /// True if a tensor of that name is there.
    [[nodiscard]] bool contains(std::string_view name) const noexcept;

    /// Throws one InconsistentModel that lists every tensor that is missing or has another shape or a type
    /// that is not F32, F16, BF16 or F64 (tensor, file, expected, found).
    void require(std::span<const TensorSpec> specs) const;

    /// Reads a whole tensor as float32 into `out` (its size = the tensor's elements). NaN or infinity in the
    /// data throws InconsistentModel naming tensor and first index. Returns early once a stop is requested,
    /// with the rest of `out` unwritten.
    void read(std::string_view name, std::span<float> out, const std::stop_token& stop = {}) const;

    /// Reads rows `rows[i]` of a matrix into out[i × columns …]; same checks.
    void readRows(std::string_view name, std::span<const std::int64_t> rows, std::span<float> out) const;

    /// Throws InconsistentModel where a file of weights has been written to since it was opened,
    /// FileUnreadable where it has been cut short.
    void requireUnchanged() const;

    /// Tells the kernel that the tensor will be read soon. Never fails.
    void willNeed(std::string_view name) const noexcept;

    /// Tells the kernel that a tensor will not be read again soon; nothing where there is none of that name.
    void doneWith(std::string_view name) const noexcept;

private:
    struct Location
    {
        const SafetensorsFile* file = nullptr;
        const TensorView* tensor = nullptr;
    };
    Checkpoint() = default;
    void openSingleFile();
    void openShards();
    /// Null where it cannot be opened and need not be.
    const SafetensorsFile* openShard(const std::string& name, bool isNeeded);
    void place(const SafetensorsFile& file, const TensorView& tensor);
    void readChecked(const Location& location, std::uint64_t firstElement, std::span<float> out,
                     const std::stop_token& stop = {}) const;
    [[nodiscard]] Location locate(std::string_view name) const noexcept;
    [[nodiscard]] Location locateOrThrow(std::string_view name) const;

    std::filesystem::path m_folder;
    std::optional<RandomWeights> m_randomWeights; ///< in place of those in the files
    ModelConfig m_config;
    std::vector<std::unique_ptr<const SafetensorsFile>> m_files;
    std::map<std::string, Location, std::less<>> m_locations; ///< by name without prefix; points into m_files
};

} // namespace bathyscope
