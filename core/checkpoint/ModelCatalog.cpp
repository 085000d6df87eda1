// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ModelCatalog.h"

#include "core/checkpoint/HubCache.h"
#include "core/checkpoint/ModelConfig.h"
#include "core/checkpoint/ModelFamily.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/Excerpt.h"
#include "core/support/FileProblem.h"
#include "core/support/LowerCase.h"
#include "core/support/Translatable.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

CatalogStatus locate(const CatalogEntry& entry, const fs::path& resources)
{
    CatalogStatus status;
    status.entry = &entry;
    if (entry.repository.empty()) {
        const fs::path shipped = resources / "sample-models" / entry.name;
        if (isCompleteModelFolder(shipped)) {
            status.state = ModelState::Shipped;
            status.folder = shipped;
        }
        return status;
    }
    const fs::path cache = hubCacheFolder();
    status.folder = findSnapshot(entry.repository, entry.revision, cache);
    if (!status.folder.empty()) {
        status.state = ModelState::Cached;
        return status;
    }
    status.bytesHere = blobBytesHere(entry.repository, entry.weightsSha256, cache);
    status.state = status.bytesHere > 0 ? ModelState::Partial : ModelState::Absent;
    return status;
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
    const fs::path cache = hubCacheFolder();
    throw Error(ErrorKind::FileMissing,
                entry.title + " is not on this machine ("
                    + (cache.empty() ? unknownHome() : "looked for in " + cache.string())
                    + "); fetch it with 'bathyscope fetch " + entry.name + "', or give the folder that holds "
                    + entry.repository + "'s config.json, model.safetensors, vocab.json and merges.txt.");
}

bool isCatalogued(std::string_view repository)
{
    return std::ranges::any_of(modelCatalog(), [name = lowerCase(repository)](const CatalogEntry& entry) {
        return name == lowerCase(entry.repository);
    });
}

/// "org/name" as the hub has it, or "name" of the first models, which had no owner: not a path.
bool isRepositoryName(std::string_view name)
{
    const std::size_t slash = name.find('/');
    const bool hasParts = slash == std::string_view::npos
        || (slash > 0 && slash + 1 < name.size() && name.find('/', slash + 1) == std::string_view::npos);
    return !name.empty() && hasParts && name.front() != '.' && name.front() != '~';
}

bool hasOwner(std::string_view repository)
{
    return repository.find('/') != std::string_view::npos;
}

} // namespace

std::span<const CatalogEntry> modelCatalog()
{
    static const std::array<CatalogEntry, 5> catalog {{
        {
            .name = "sample-12",
            .title = BATHYSCOPE_TRANSLATE_NOOP("ModelCatalog", "Sample, 12 layers"),
            .repository = "",
            .revision = "",
            .numLayers = 12,
            .hiddenSize = 128,
            .numNeurons = 512,
            .maxPositions = 512,
            .weightBytes = 6'994'456,
            .weightsSha256 = "da750bb605650be39b322936e103ad9af95779ff9dd81dcc410cf29ba34f6c22",
            .counterpart = "sample-24",
        },
        {
            .name = "sample-24",
            .title = BATHYSCOPE_TRANSLATE_NOOP("ModelCatalog", "Sample, 24 layers"),
            .repository = "",
            .revision = "",
            .numLayers = 24,
            .hiddenSize = 160,
            .numNeurons = 640,
            .maxPositions = 512,
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
            .maxPositions = 2048,
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
            .maxPositions = 2048,
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
            .maxPositions = 2048,
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

std::vector<CachedModel> otherCachedModels()
{
    std::vector<CachedModel> models;
    for (CachedRepository& repository : cachedRepositories(hubCacheFolder())) {
        if (isCatalogued(repository.name)) {
            continue;
        }
        try {
            const ModelConfig config = ModelConfig::read(modelFile(repository.folder, "config.json"));
            models.push_back({.repository = std::move(repository.name),
                              .folder = repository.folder,
                              .numLayers = config.numLayers,
                              .hiddenSize = config.hiddenSize,
                              .numNeurons = config.intermediateSize,
                              .maxPositions = config.maxPositions,
                              .weightBytes = modelFolderBytes(repository.folder),
                              .hasTokenizer = hasTokenizerFiles(repository.folder)});
        } catch (const Error&) {
            continue; // another kind of model
        }
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
        return status.entry->name == entry->counterpart && status.isHere();
    });
    return found != located.end() ? &*found : nullptr;
}

fs::path resolveModel(std::string_view nameOrFolder, const fs::path& resources)
{
    const std::string name = lowerCase(nameOrFolder);
    for (const CatalogEntry& entry : modelCatalog()) {
        if (name == entry.name || (!entry.repository.empty() && name == lowerCase(entry.repository))) {
            const CatalogStatus status = locate(entry, resources);
            if (!status.isHere()) {
                refuseAbsent(entry, resources);
            }
            return status.folder;
        }
    }
    fs::path folder(nameOrFolder);
    if (!nameOrFolder.empty() && isThere(folder)) {
        return folder; // what it holds is Checkpoint::open's to judge
    }
    if (isRepositoryName(nameOrFolder)) {
        if (fs::path snapshot = findSnapshot(nameOrFolder, {}, hubCacheFolder()); !snapshot.empty()) {
            return snapshot;
        }
    }
    throw Error(ErrorKind::FileMissing,
                excerpt(nameOrFolder) + " is neither a folder nor a model that is known by name ("
                    + catalogNames() + ")"
                    + (isRepositoryName(nameOrFolder) && hasOwner(nameOrFolder)
                           ? ", and no complete model of the Hugging Face cache; if it is a " + familyTitles()
                               + " on the hub, "
                                 "'bathyscope fetch "
                               + std::string(nameOrFolder) + "' brings it here."
                           : "."));
}

} // namespace bathyscope
