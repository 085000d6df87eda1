// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// Reading side of the Hugging Face cache: one folder a repository, `models--org--name`, with `blobs` named
/// by their digests, `snapshots/COMMIT` with links to them, and `refs` from branches to commits.

/// Where Hugging Face's tools keep things: HF_HOME, else huggingface in the user's cache folder. Empty where
/// the user's home is not known.
[[nodiscard]] std::filesystem::path hubHome();

/// The cache of models: HF_HUB_CACHE (or its old name HUGGINGFACE_HUB_CACHE), else hub in hubHome(). Empty
/// where the user's home is not known: then nothing is in it.
[[nodiscard]] std::filesystem::path hubCacheFolder();

/// "EleutherAI/gpt-neo-125m" -> "models--EleutherAI--gpt-neo-125m".
[[nodiscard]] std::string hubFolderName(std::string_view repository);

/// Snapshot of a cached repository, written in either case (125m, 125M), that holds config.json and all
/// weights: that of refs/main, else of `revision` (may be empty), else any. Empty where there is none.
[[nodiscard]] std::filesystem::path findSnapshot(std::string_view repository, const std::string& revision,
                                                 const std::filesystem::path& cache);

/// A repository of which a snapshot is complete.
struct CachedRepository
{
    std::string name; ///< "org/name"
    std::filesystem::path folder; ///< the snapshot
};

/// All of them, by name. Whether they hold a model that is read is Checkpoint's to say.
[[nodiscard]] std::vector<CachedRepository> cachedRepositories(const std::filesystem::path& cache);

/// How many bytes of a blob are here: all of it, or what a download has left; 0 where there is nothing.
[[nodiscard]] std::uint64_t blobBytesHere(std::string_view repository, std::string_view blob,
                                          const std::filesystem::path& cache);

/// Bytes of a complete folder's safetensors.
[[nodiscard]] std::uint64_t modelFolderBytes(const std::filesystem::path& folder);

/// The other snapshots of a snapshot's repository, that of refs/main first; none where the folder is no
/// snapshot.
[[nodiscard]] std::vector<std::filesystem::path> otherSnapshots(const std::filesystem::path& snapshot);

/// All weights that a model of any family needs are in the folder, and its configuration is there or in
/// another snapshot (ModelFiles.h); whether they are right is Checkpoint's to say.
[[nodiscard]] bool isCompleteModelFolder(const std::filesystem::path& folder);

} // namespace bathyscope
