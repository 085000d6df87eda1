// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/HubCache.h"

#include "core/checkpoint/JsonFile.h"
#include "core/checkpoint/ModelFamily.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/checkpoint/ShardIndex.h"
#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/LowerCase.h"

#include <algorithm>
#include <cctype>
#include <system_error>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view modelPrefix = "models--";
constexpr std::string_view separator = "--";

std::vector<fs::path> sortedFolders(const fs::path& parent)
{
    std::vector<fs::path> folders;
    std::error_code problem;
    for (fs::directory_iterator entry(parent, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        std::error_code ignored;
        if (entry->is_directory(ignored)) {
            folders.push_back(entry->path());
        }
    }
    std::ranges::sort(folders);
    return folders;
}

/// The commit that refs/main points to; empty where there is none.
std::string mainCommit(const fs::path& repository)
{
    constexpr std::uint64_t maxRefBytes = 1000;
    try {
        std::string commit = readSmallFile(repository / "refs/main", maxRefBytes);
        std::erase_if(commit, [](unsigned char c) { return std::isxdigit(c) == 0; });
        return commit;
    } catch (const Error&) {
        return {};
    }
}

/// A repository's snapshots, that of refs/main first.
std::vector<fs::path> snapshotsOf(const fs::path& repository)
{
    std::vector<fs::path> snapshots = sortedFolders(repository / "snapshots");
    const std::string main = mainCommit(repository);
    std::ranges::stable_partition(snapshots,
                                  [&main](const fs::path& snapshot) { return snapshot.filename() == main; });
    return snapshots;
}

/// The snapshot to use of one cached repository; empty where none is complete.
fs::path completeSnapshot(const fs::path& repository, const std::string& revision)
{
    const fs::path snapshots = repository / "snapshots";
    for (const std::string& commit : {mainCommit(repository), revision}) {
        if (!commit.empty() && isCompleteModelFolder(snapshots / commit)) {
            return snapshots / commit;
        }
    }
    const std::vector<fs::path> folders = snapshotsOf(repository);
    const auto found = std::ranges::find_if(folders, isCompleteModelFolder);
    return found == folders.end() ? fs::path() : *found;
}

/// "models--org--name" -> "org/name"; empty for another folder.
std::string repositoryName(const std::string& folderName)
{
    if (!folderName.starts_with(modelPrefix)) {
        return {};
    }
    const std::string name = folderName.substr(modelPrefix.size());
    const std::size_t position = name.find(separator);
    return position == std::string::npos
        ? name
        : name.substr(0, position) + '/' + name.substr(position + separator.size());
}

std::uint64_t fileSize(const fs::path& path)
{
    std::error_code problem;
    const std::uintmax_t size = fs::file_size(path, problem);
    return problem ? 0 : size;
}

} // namespace

fs::path hubHome()
{
    const std::string folder = environment("HF_HOME");
    return folder.empty() ? below(userCacheFolder(), "huggingface") : homeExpanded(folder);
}

fs::path hubCacheFolder()
{
    for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
        if (const std::string folder = environment(name); !folder.empty()) {
            return homeExpanded(folder);
        }
    }
    return below(hubHome(), "hub");
}

std::string hubFolderName(std::string_view repository)
{
    std::string name(modelPrefix);
    for (const char c : repository) {
        name += c == '/' ? std::string(separator) : std::string(1, c);
    }
    return name;
}

std::vector<fs::path> otherSnapshots(const fs::path& snapshot)
{
    std::error_code problem;
    const fs::path folder = fs::canonical(snapshot, problem);
    const fs::path repository = folder.parent_path().parent_path();
    if (problem || folder.parent_path().filename() != "snapshots"
        || !repository.filename().native().starts_with(modelPrefix)) {
        return {};
    }
    std::vector<fs::path> others = snapshotsOf(repository);
    std::erase(others, folder);
    return others;
}

fs::path findSnapshot(std::string_view repository, const std::string& revision, const fs::path& cache)
{
    if (cache.empty()) {
        return {};
    }
    const std::string name = hubFolderName(repository);
    if (fs::path snapshot = completeSnapshot(cache / name, revision); !snapshot.empty()) {
        return snapshot;
    }
    for (const fs::path& folder : sortedFolders(cache)) {
        if (lowerCase(folder.filename().string()) == lowerCase(name)) {
            if (fs::path snapshot = completeSnapshot(folder, revision); !snapshot.empty()) {
                return snapshot;
            }
        }
    }
    return {};
}

std::vector<CachedRepository> cachedRepositories(const fs::path& cache)
{
    std::vector<CachedRepository> repositories;
    for (const fs::path& folder : sortedFolders(cache)) {
        std::string name = repositoryName(folder.filename().string());
        if (name.empty()) {
            continue;
        }
        if (fs::path snapshot = completeSnapshot(folder, {}); !snapshot.empty()) {
            repositories.push_back({.name = std::move(name), .folder = std::move(snapshot)});
        }
    }
    return repositories;
}

std::uint64_t blobBytesHere(std::string_view repository, std::string_view blob, const fs::path& cache)
{
    if (cache.empty()) {
        return 0;
    }
    const fs::path blobs = cache / hubFolderName(repository) / "blobs";
    const std::uint64_t whole = fileSize(blobs / blob);
    return whole > 0 ? whole : fileSize(blobs / (std::string(blob) + ".incomplete"));
}

std::uint64_t modelFolderBytes(const fs::path& folder)
{
    std::uint64_t numBytes = 0;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        if (entry->path().extension() == ".safetensors") {
            numBytes += fileSize(entry->path());
        }
    }
    return numBytes;
}

bool isCompleteModelFolder(const fs::path& folder)
{
    if (!isFile(modelFile(folder, "config.json"))) {
        return false;
    }
    if (isFile(folder / "model.safetensors")) {
        return true;
    }
    if (!isFile(folder / "model.safetensors.index.json")) {
        return false;
    }
    try {
        const auto shards = readShardIndex(folder / "model.safetensors.index.json");
        return std::ranges::all_of(shards, [&folder](const auto& entry) {
            return !isNeededTensor(entry.first) || isFile(folder / entry.second);
        });
    } catch (const Error&) {
        return false;
    }
}

} // namespace bathyscope
