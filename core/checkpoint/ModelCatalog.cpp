// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelCatalog.h"

#include "core/checkpoint/JsonFile.h"
#include "core/checkpoint/ShardIndex.h"
#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/Excerpt.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <system_error>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

/// The hub cache, found in the same order as huggingface_hub does.
fs::path hubCache()
{
    for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
        if (const std::string folder = environment(name); !folder.empty()) {
            return homeExpanded(folder);
        }
    }
    if (const std::string folder = environment("HF_HOME"); !folder.empty()) {
        return homeExpanded(folder) / "hub";
    }
    return userCacheFolder() / "huggingface/hub";
}

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored); // follows links: a snapshot's file whose blob is gone is none
}

/// Configuration and all weights are there; whether they are right is Checkpoint's to say.
bool isComplete(const fs::path& folder)
{
    if (!isFile(folder / "config.json")) {
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
        return std::ranges::all_of(shards,
                                   [&folder](const auto& entry) { return isFile(folder / entry.second); });
    } catch (const Error&) {
        return false;
    }
}

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

/// The snapshot to use of one cached repository; empty where none is complete.
fs::path completeSnapshot(const fs::path& repository, const std::string& revision)
{
    const fs::path snapshots = repository / "snapshots";
    for (const std::string& commit : {mainCommit(repository), revision}) {
        if (!commit.empty() && isComplete(snapshots / commit)) {
            return snapshots / commit;
        }
    }
    const std::vector<fs::path> folders = sortedFolders(snapshots);
    const auto found = std::ranges::find_if(folders, isComplete);
    return found == folders.end() ? fs::path() : *found;
}

/// "models--EleutherAI--gpt-neo-125m"
std::string cacheFolderName(std::string_view repository)
{
    std::string name = "models--";
    for (const char c : repository) {
        name += c == '/' ? std::string("--") : std::string(1, c);
    }
    return name;
}

/// Either spelling of a repository (125m, 125M) may be in the cache; the catalogue's own goes first.
fs::path findInCache(const CatalogEntry& entry, const fs::path& cache)
{
    const std::string name = cacheFolderName(entry.repository);
    if (fs::path snapshot = completeSnapshot(cache / name, entry.revision); !snapshot.empty()) {
        return snapshot;
    }
    for (const fs::path& folder : sortedFolders(cache)) {
        if (lowerCase(folder.filename().string()) == lowerCase(name)) {
            if (fs::path snapshot = completeSnapshot(folder, entry.revision); !snapshot.empty()) {
                return snapshot;
            }
        }
    }
    return {};
}

CatalogStatus locate(const CatalogEntry& entry, const fs::path& resources)
{
    const fs::path shipped = resources / "sample-models" / entry.name;
    if (entry.repository.empty()) {
        const bool isThere = isComplete(shipped);
        return {&entry, isThere ? ModelState::Shipped : ModelState::Absent, isThere ? shipped : fs::path()};
    }
    const fs::path cached = findInCache(entry, hubCache());
    return {&entry, cached.empty() ? ModelState::Absent : ModelState::Cached, cached};
}

std::string catalogNames()
{
    std::string names;
    for (const CatalogEntry& entry : modelCatalog()) {
        names += (names.empty() ? "" : ", ") + entry.name;
    }
    return names;
}

[[noreturn]] void refuseAbsent(const CatalogEntry& entry, const fs::path& resources)
{
    if (entry.repository.empty()) {
        throw Error(ErrorKind::FileMissing,
                    "The sample model " + entry.name + " is missing or incomplete in "
                        + (resources / "sample-models" / entry.name).string()
                        + "; install the program again.");
    }
    throw Error(ErrorKind::FileMissing,
                entry.title + " is not on this machine (looked for in " + hubCache().string() + "); download "
                    + entry.repository
                    + " into that Hugging Face cache (config.json, model.safetensors, vocab.json, "
                    + "merges.txt), or give the folder that holds it.");
}

} // namespace

std::span<const CatalogEntry> modelCatalog()
{
    static const std::array<CatalogEntry, 5> catalog {{
        {
            .name = "sample-12",
            .title = "Sample, 12 layers",
            .repository = "",
            .revision = "",
            .numLayers = 12,
            .hiddenSize = 128,
            .numNeurons = 512,
            .weightBytes = 6'994'456,
            .weightsSha256 = "da750bb605650be39b322936e103ad9af95779ff9dd81dcc410cf29ba34f6c22",
            .counterpart = "sample-24",
        },
        {
            .name = "sample-24",
            .title = "Sample, 24 layers",
            .repository = "",
            .revision = "",
            .numLayers = 24,
            .hiddenSize = 160,
            .numNeurons = 640,
            .weightBytes = 17'641'184,
            .weightsSha256 = "d9cc03f4853f56e0ecf462a97da731520c25ef873dd7d945ca61177aaaa708e6",
            .counterpart = "sample-12",
        },
        {
            .name = "gpt-neo-125m",
            .title = "GPT-Neo 125M",
            .repository = "EleutherAI/gpt-neo-125m",
            .revision = "21def0189f5705e2521767faed922f1f15e7d7db",
            .numLayers = 12,
            .hiddenSize = 768,
            .numNeurons = 3072,
            .weightBytes = 525'979'192,
            .weightsSha256 = "52738cbfb54e25a232598242f60ef19ee193d36090b98fe649b10c02724b3521",
            .counterpart = "gpt-neo-1.3b",
        },
        {
            .name = "gpt-neo-1.3b",
            .title = "GPT-Neo 1.3B",
            .repository = "EleutherAI/gpt-neo-1.3B",
            .revision = "dbe59a7f4a88d01d1ba9798d78dbe3fe038792c8",
            .numLayers = 24,
            .hiddenSize = 2048,
            .numNeurons = 8192,
            .weightBytes = 5'310'000'000,
            .weightsSha256 = "2aaebad3c9d77b82f3d9a5f6a8e043a65b039b3e0c9c9a312125258a49eafb26",
            .counterpart = "gpt-neo-125m",
        },
        {
            .name = "gpt-neo-2.7b",
            .title = "GPT-Neo 2.7B",
            .repository = "EleutherAI/gpt-neo-2.7B",
            .revision = "e24fa291132763e59f4a5422741b424fb5d59056",
            .numLayers = 32,
            .hiddenSize = 2560,
            .numNeurons = 10240,
            .weightBytes = 10'700'000'000,
            .weightsSha256 = "ac75c6bf3e242ed5df22c1d9eb4a5fa563d201c0beab16711bd3fbb7448b1699",
            .counterpart = "gpt-neo-125m",
        },
    }};
    return catalog;
}

std::vector<CatalogStatus> locateModels(const fs::path& resources)
{
    std::vector<CatalogStatus> models;
    for (const CatalogEntry& entry : modelCatalog()) {
        models.push_back(locate(entry, resources));
    }
    return models;
}

const CatalogStatus* counterpartOf(std::string_view name, std::span<const CatalogStatus> located)
{
    const auto entry = std::ranges::find(modelCatalog(), name, &CatalogEntry::name);
    if (entry == modelCatalog().end()) {
        return nullptr;
    }
    const auto found = std::ranges::find_if(located, [&entry](const CatalogStatus& status) {
        return status.entry->name == entry->counterpart && status.state != ModelState::Absent;
    });
    return found != located.end() ? &*found : nullptr;
}

fs::path resolveModel(std::string_view nameOrFolder, const fs::path& resources)
{
    const std::string name = lowerCase(nameOrFolder);
    for (const CatalogEntry& entry : modelCatalog()) {
        if (name == entry.name || (!entry.repository.empty() && name == lowerCase(entry.repository))) {
            const CatalogStatus status = locate(entry, resources);
            if (status.state == ModelState::Absent) {
                refuseAbsent(entry, resources);
            }
            return status.folder;
        }
    }
    fs::path folder(nameOrFolder);
    std::error_code ignored;
    if (nameOrFolder.empty() || !fs::exists(folder, ignored)) {
        throw Error(ErrorKind::FileMissing,
                    excerpt(nameOrFolder) + " is neither a folder nor a model that is known by name ("
                        + catalogNames() + ").");
    }
    return folder; // what it holds is Checkpoint::open's to judge
}

} // namespace bathyscope
