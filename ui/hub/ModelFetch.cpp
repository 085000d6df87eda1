// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hub/ModelFetch.h"

#include "core/checkpoint/Checkpoint.h"
#include "core/checkpoint/HubCache.h"
#include "core/checkpoint/ModelConfig.h"
#include "core/checkpoint/ModelFamily.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/checkpoint/ShardIndex.h"
#include "core/support/BytesText.h"
#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/Excerpt.h"
#include "core/support/LowerCase.h"
#include "core/support/VisibleText.h"
#include "ui/hub/HubClient.h"
#include "ui/hub/HubStore.h"
#include "ui/hub/TransferRate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

namespace bathyscope::ui {

namespace {

namespace fs = std::filesystem;

constexpr const char* configName = "config.json";
constexpr const char* weightsName = "model.safetensors";
constexpr const char* indexName = "model.safetensors.index.json";
constexpr std::chrono::milliseconds reportInterval {100};
constexpr std::chrono::seconds lockInterval {1};

constexpr std::uint64_t maxConfigBytes = 1'000'000;
constexpr std::uint64_t maxIndexBytes = 16'000'000;

/// Letters, digits, '-', '_' and '.', as the hub allows, and no way out of a folder.
bool isNamePart(std::string_view text)
{
    constexpr std::size_t mostCharacters = 96;
    const bool hasOnlyAllowed = std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '_' || c == '.';
    });
    return !text.empty() && text.size() <= mostCharacters && hasOnlyAllowed && text.front() != '.'
        && text.front() != '-' && text.find("--") == std::string_view::npos
        && text.find("..") == std::string_view::npos;
}

bool isRevision(std::string_view text)
{
    while (true) {
        const std::size_t slash = text.find('/');
        if (!isNamePart(text.substr(0, slash))) {
            return false;
        }
        if (slash == std::string_view::npos) {
            return true;
        }
        text.remove_prefix(slash + 1);
    }
}

struct WantedFile
{
    std::string name;
    HubFileInfo info;
};

/// One call of fetchModel().
class ModelFetch
{
public:
    ModelFetch(const ModelOrder& order, const HubSettings& settings, const FetchObserver& observer,
               const std::stop_token& stop)
        : m_order(order)
        , m_settings(settings)
        , m_observer(observer)
        , m_stop(stop)
        , m_client(settings,
                   [this](const std::string& reason, std::chrono::seconds time) {
                       report(FetchStage::Waiting,
                              fmt::format("{} Trying again in {} s.", reason, time.count()));
                   })
        , m_store(settings.cache, order.repository, settings.makesLinks)
    {
    }

    FetchedModel run()
    {
        report(FetchStage::Asking);
        chooseCommit();
        checkConfig();
        listFiles();
        for (const WantedFile& file : m_files) {
            m_progress.bytesTotal += file.info.size;
        }
        checkSpace();
        m_store.makeFolders();
        for (const WantedFile& file : m_files) {
            bring(file);
        }
        if (m_isRefsCommit) {
            m_store.setRef(m_order.revision, m_commit);
        }
        const fs::path folder = m_store.snapshot(m_commit);
        static_cast<void>(Checkpoint::open(folder)); // throws where no run could read it
        return {.folder = folder,
                .commit = m_commit,
                .bytesTotal = m_progress.bytesTotal,
                .bytesReceived = m_bytesReceived};
    }

private:
    [[nodiscard]] HubFile hubFile(const std::string& name) const
    {
        return {.repository = m_order.repository, .revision = m_commit, .name = name};
    }

    [[noreturn]] void refuse(ErrorKind kind, const std::string& reason) const
    {
        throw Error(kind, m_order.repository + " " + reason);
    }

    /// A catalogue model's own commit, unless that is what the branch points to anyway: all files come from
    /// one commit, whatever happens to the branch meanwhile.
    void chooseCommit()
    {
        m_commit = m_order.revision;
        std::optional<HubFileInfo> info = m_client.look(hubFile(configName), m_stop);
        if (info && m_order.entry != nullptr && info->commit != m_order.entry->revision) {
            m_commit = m_order.entry->revision;
            info = m_client.look(hubFile(configName), m_stop);
            m_isRefsCommit = false;
        }
        if (!info) {
            refuse(ErrorKind::UnsupportedModel,
                   "has no config.json on the hub: it is no model of the transformers library; "
                       + supportedFamiliesSentence());
        }
        m_isRefsCommit = m_isRefsCommit && m_order.revision != info->commit;
        m_commit = info->commit;
        m_files.push_back({configName, *info});
    }

    /// In memory: a repository that is refused leaves nothing behind.
    void checkConfig()
    {
        const HubFileInfo& info = m_files.front().info;
        if (info.size > maxConfigBytes) {
            refuse(ErrorKind::UnsupportedModel, "has a config.json that is far too large to be one.");
        }
        m_family = ModelConfig::parse(m_client.read(hubFile(configName), info, m_stop),
                                      fs::path(m_order.repository) / configName)
                       .family;
    }

    void listFiles()
    {
        for (const char* name : {vocabularyName, mergesName}) {
            if (const std::optional<HubFileInfo> info = m_client.look(hubFile(name), m_stop)) {
                m_files.push_back({name, *info});
            } else {
                refuseWithoutTokenizer(name);
            }
        }
        if (const std::optional<HubFileInfo> info = m_client.look(hubFile(weightsName), m_stop)) {
            m_files.push_back({weightsName, *info});
        } else if (const std::optional<HubFileInfo> index = m_client.look(hubFile(indexName), m_stop)) {
            listShards(*index);
        } else {
            refuseWithoutSafetensors();
        }
        if (m_order.entry != nullptr && m_files.back().info.etag != m_order.entry->weightsSha256) {
            refuse(ErrorKind::Network,
                   fmt::format("has other weights on this hub than those that were published (SHA-256 {}); "
                               "nothing was fetched: check HF_ENDPOINT.",
                               m_order.entry->weightsSha256));
        }
    }

    [[noreturn]] void refuseWithoutTokenizer(const char* missing)
    {
        if (m_client.look(hubFile(tokenizerFileName), m_stop)) {
            refuse(ErrorKind::UnsupportedModel,
                   fmt::format("has its tokenizer on the hub as {} alone, which this version of Bathyscope "
                               "does not read. "
                               "Fetch it with Hugging Face's own tool, hf download {} --local-dir FOLDER, "
                               "make the files "
                               "that are missing, {}, and open that folder.",
                               tokenizerFileName, m_order.repository, vocabularyCommand("FOLDER")));
        }
        refuse(ErrorKind::UnsupportedModel,
               fmt::format(
                   "has no {} on the hub, which texts are cut into tokens with; a model with GPT-2's kind of "
                   "tokenizer files is needed.",
                   missing));
    }

    void wantShard(const std::string& name)
    {
        const std::optional<HubFileInfo> info = m_client.look(hubFile(name), m_stop);
        if (!info) {
            refuse(ErrorKind::UnsupportedModel,
                   fmt::format(
                       "has no {} on the hub, a shard that its index names; the repository is incomplete.",
                       name));
        }
        m_files.push_back({name, *info});
    }

    void listShards(const HubFileInfo& index)
    {
        if (index.size > maxIndexBytes) {
            refuse(ErrorKind::UnsupportedModel,
                   "has an index of its shards that is far too large to be one.");
        }
        const std::string text = m_client.read(hubFile(indexName), index, m_stop);
        m_files.push_back({indexName, index});
        std::map<std::string, bool> isNeeded; // of each shard
        for (const auto& [tensor, shard] : parseShardIndex(text, fs::path(m_order.repository) / indexName)) {
            isNeeded[shard] = isNeeded[shard] || m_family->find(tensor) != nullptr;
        }
        for (const auto& [shard, mustBeThere] : isNeeded) {
            if (mustBeThere) {
                wantShard(shard);
            } else if (const std::optional<HubFileInfo> info = m_client.look(hubFile(shard), m_stop)) {
                m_files.push_back({shard, *info});
            }
        }
    }

    [[noreturn]] void refuseWithoutSafetensors()
    {
        for (const char* pickle : {"pytorch_model.bin", "pytorch_model.bin.index.json"}) {
            if (m_client.look(hubFile(pickle), m_stop)) {
                refuse(
                    ErrorKind::UnsupportedModel,
                    fmt::format("has its weights as pickle only (pytorch_model.bin), which is never opened "
                                "because it can run code; use a model.safetensors of it: one of the pull "
                                "requests at {}/{}/discussions may hold it (then fetch {}@refs/pr/NUMBER).",
                                m_settings.endpoint.toStdString(), m_order.repository, m_order.repository));
            }
        }
        refuse(ErrorKind::UnsupportedModel,
               "has no model.safetensors on the hub; only models with safetensors can be fetched.");
    }

    /// Before the first byte comes.
    void checkSpace() const
    {
        std::uint64_t needed = 0;
        for (const WantedFile& file : m_files) {
            if (!isHere(file)) {
                const std::uint64_t begun =
                    blobBytesHere(m_order.repository, file.info.etag, m_settings.cache);
                needed += file.info.size - std::min(begun, file.info.size);
            }
        }
        std::error_code problem;
        fs::path folder = fs::absolute(m_settings.cache, problem);
        while (!fs::exists(folder, problem) && folder.has_relative_path()) {
            folder = folder.parent_path();
        }
        const fs::space_info space = fs::space(folder, problem);
        if (!problem && space.available < needed) {
            throw Error(
                ErrorKind::FileUnwritable,
                fmt::format("Fetching {} needs {}, but only {} are free where {} is; free some space, "
                            "or set HF_HUB_CACHE to a folder on another disk.",
                            m_order.repository, bytesText(needed, 0, 2), bytesText(space.available, 0, 2),
                            m_settings.cache.string()));
        }
    }

    [[nodiscard]] bool isHere(const WantedFile& file) const
    {
        return m_store.isPlaced(m_commit, file.name, file.info.size)
            || m_store.isStored(file.info.etag, file.info.size);
    }

    void bring(const WantedFile& file)
    {
        m_progress.file = visibleText(file.name); // a shard's may be anything
        m_progress.blob = file.info.etag;
        if (!m_store.isPlaced(m_commit, file.name, file.info.size)) {
            const FileLock lock = waitForLock(file.info.etag);
            if (!isHere(file)) {
                receive(file);
            }
            if (!m_store.isPlaced(m_commit, file.name, file.info.size)) {
                m_store.place(file.info.etag, m_commit, file.name);
            }
        }
        m_bytesBefore += file.info.size;
        m_progress.bytesDone = m_bytesBefore;
    }

    FileLock waitForLock(const std::string& etag)
    {
        while (true) {
            if (std::optional<FileLock> lock = m_store.tryLock(etag)) {
                return std::move(*lock);
            }
            report(FetchStage::Waiting, "Another program is fetching this file.");
            m_settings.retries.wait(lockInterval, m_stop);
            if (m_stop.stop_requested()) {
                throw FetchStopped();
            }
        }
    }

    /// A start that an earlier attempt has left may be damaged: then the file is fetched once more from its
    /// first byte.
    void receive(const WantedFile& file)
    {
        PartialFile partial(m_store.blob(file.info.etag), file.info.size);
        const bool hadStart = partial.size() > 0;
        partial.readStart(
            [this](std::uint64_t numRead) {
                m_progress.bytesDone = m_bytesBefore + numRead;
                reportNowAndThen(FetchStage::Checking);
            },
            m_stop);
        bool isRight = receiveWhole(file, partial);
        if (!isRight && hadStart) {
            isRight = receiveWhole(file, partial);
        }
        if (!isRight) {
            m_store.removePartial(file.info.etag);
            throw Error(ErrorKind::Network,
                        fmt::format("What came for {} of {} is not what the hub says it is (its digest "
                                    "differs), and was not kept; try again later.",
                                    file.name, m_order.repository));
        }
    }

    [[nodiscard]] bool receiveWhole(const WantedFile& file, PartialFile& partial)
    {
        m_progress.bytesDone = m_bytesBefore + partial.size();
        report(FetchStage::Receiving);
        std::uint64_t sizeBefore = partial.size();
        m_client.fetch(
            hubFile(file.name), partial,
            [&] {
                if (partial.size() > sizeBefore) {
                    m_bytesReceived += partial.size() - sizeBefore;
                }
                sizeBefore = partial.size();
                m_progress.bytesDone = m_bytesBefore + partial.size();
                m_rate.add(std::chrono::steady_clock::now(), m_bytesReceived);
                reportNowAndThen(FetchStage::Receiving);
            },
            m_stop);
        return partial.commit();
    }

    void reportNowAndThen(FetchStage stage)
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_lastReport >= reportInterval || m_progress.stage != stage) {
            report(stage);
        }
    }

    void report(FetchStage stage, const std::string& reason = {})
    {
        m_lastReport = std::chrono::steady_clock::now();
        m_progress.stage = stage;
        m_progress.reason = reason;
        const bool isReceiving = stage == FetchStage::Receiving;
        m_progress.bytesPerSecond = isReceiving ? m_rate.bytesPerSecond() : 0;
        m_progress.timeLeft =
            isReceiving ? m_rate.timeFor(m_progress.bytesTotal - m_progress.bytesDone) : std::nullopt;
        if (m_observer) {
            m_observer(m_progress);
        }
    }

    const ModelOrder& m_order;
    const HubSettings& m_settings;
    const FetchObserver& m_observer;
    std::stop_token m_stop;
    HubClient m_client;
    HubStore m_store;
    std::string m_commit;
    bool m_isRefsCommit = true; ///< the order's revision is a branch that points to the commit
    const ModelFamily* m_family = nullptr; ///< once its config.json has been read
    std::vector<WantedFile> m_files; ///< config.json first, weights last
    std::uint64_t m_bytesBefore = 0; ///< of the files before the present one
    std::uint64_t m_bytesReceived = 0;
    FetchProgress m_progress;
    TransferRate m_rate;
    std::chrono::steady_clock::time_point m_lastReport;
};

/// What the cache already has of a catalogue model, or of any where nothing may be asked; empty: fetch it.
fs::path modelHere(const ModelOrder& order, const HubSettings& settings)
{
    if (order.entry == nullptr && !settings.isOffline) {
        return {}; // the branch may have moved on
    }
    const std::string revision = order.entry == nullptr ? std::string() : order.entry->revision;
    fs::path folder = findSnapshot(order.repository, revision, settings.cache);
    return !folder.empty() && hasTokenizerFiles(folder) ? folder : fs::path();
}

/// Those of the catalogue that a repository has.
std::string fetchableNames()
{
    std::string names;
    for (const CatalogEntry& entry : modelCatalog()) {
        if (!entry.repository.empty()) {
            names += (names.empty() ? "" : ", ") + entry.name;
        }
    }
    return names;
}

} // namespace

ModelOrder modelOrder(std::string_view name)
{
    const std::string lower = lowerCase(name);
    for (const CatalogEntry& entry : modelCatalog()) {
        const bool isShipped = entry.repository.empty();
        if (lower == entry.name && isShipped) {
            throw Error(ErrorKind::InvalidRequest,
                        entry.name + " came with the program; there is nothing to fetch.");
        }
        if (lower == entry.name || (!isShipped && lower == lowerCase(entry.repository))) {
            return {.repository = entry.repository, .revision = "main", .entry = &entry};
        }
    }
    ModelOrder order;
    const std::size_t at = name.find('@');
    const std::string_view repository = name.substr(0, at);
    if (at != std::string_view::npos) {
        order.revision = name.substr(at + 1);
    }
    const std::size_t slash = repository.find('/');
    const bool isName = slash != std::string_view::npos && isNamePart(repository.substr(0, slash))
        && isNamePart(repository.substr(slash + 1));
    if (!isName || !isRevision(order.revision)) {
        throw Error(ErrorKind::InvalidRequest,
                    excerpt(name) + " is neither a model that is known by name (" + fetchableNames()
                        + ") "
                          "nor a repository of the hub: its owner, a slash and its name, such as "
                          "EleutherAI/gpt-neo-125m, with @ and a branch or commit after it where that is not "
                          "main.");
    }
    order.repository = repository;
    return order;
}

FetchedModel fetchModel(const ModelOrder& order, const HubSettings& settings, const FetchObserver& observer,
                        const std::stop_token& stop)
{
    if (fs::path folder = modelHere(order, settings); !folder.empty()) {
        static_cast<void>(Checkpoint::open(folder));
        FetchedModel fetched;
        fetched.folder = folder;
        fetched.commit = folder.filename().string();
        return fetched;
    }
    if (settings.cache.empty()) {
        throw Error(ErrorKind::FileUnwritable,
                    fmt::format("There is no place to fetch {} to: {}.", order.repository, unknownHome()));
    }
    if (settings.isOffline) {
        throw Error(
            ErrorKind::Network,
            fmt::format("{} is not in the cache, and HF_HUB_OFFLINE says that nothing may be asked from "
                        "the hub; unset it to fetch the model.",
                        order.repository));
    }
    return ModelFetch(order, settings, observer, stop).run();
}

void removePartialBlob(const ModelOrder& order, const std::string& blob, const HubSettings& settings)
{
    const HubStore store(settings.cache, order.repository, settings.makesLinks);
    store.makeFolders();
    if (const std::optional<FileLock> lock = store.tryLock(blob)) {
        store.removePartial(blob);
    }
}

} // namespace bathyscope::ui
