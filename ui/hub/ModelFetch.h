// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/ModelCatalog.h"
#include "ui/hub/HubSettings.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace bathyscope::ui {

/// Which model to fetch.
struct ModelOrder
{
    std::string repository; ///< "org/name"
    std::string revision = "main"; ///< branch or commit
    const CatalogEntry* entry = nullptr; ///< of the catalogue: its commit and SHA-256 are asked for
};

/// Understands a catalogue name, "org/name" or "org/name@revision". Throws InvalidRequest; also for the
/// shipped samples, which need not be fetched.
[[nodiscard]] ModelOrder modelOrder(std::string_view name);

enum class FetchStage : std::uint8_t
{
    Asking, ///< what there is, and how large
    Checking, ///< what an earlier attempt has left is read
    Receiving,
    Waiting, ///< `reason` says for what
};

/// How far fetching a model is.
struct FetchProgress
{
    FetchStage stage = FetchStage::Asking;
    std::string file; ///< being fetched
    std::string blob; ///< its name in the cache
    std::uint64_t bytesDone = 0; ///< of all files, what was here before included
    std::uint64_t bytesTotal = 0; ///< 0 while it is not known
    double bytesPerSecond = 0; ///< 0 while it is not known
    std::optional<std::chrono::seconds> timeLeft;
    std::string reason; ///< of waiting
};

using FetchObserver = std::function<void(const FetchProgress&)>;

/// A model that is here now.
struct FetchedModel
{
    std::filesystem::path folder; ///< the snapshot
    std::string commit;
    std::uint64_t bytesTotal = 0; ///< of all its files; 0 where the hub was not asked
    std::uint64_t bytesReceived = 0; ///< now
};

/// Fetches a model into the Hugging Face cache: config.json, vocab.json, merges.txt and its safetensors,
/// nothing else. What is here already is not fetched again, what has begun goes on, everything is checked
/// against its digest before it gets its name, and the whole is opened at the end as a run will. Anything but
/// a model of a family that is read, with safetensors, is refused before it takes any room. Blocks; never on
/// the GUI thread. Throws Error, and FetchStopped when a stop is requested: what has come stays.
[[nodiscard]] FetchedModel fetchModel(const ModelOrder& order, const HubSettings& settings,
                                      const FetchObserver& observer, const std::stop_token& stop);

/// Removes what an unfinished download of a blob has left; nothing while another program is at it.
void removePartialBlob(const ModelOrder& order, const std::string& blob, const HubSettings& settings);

} // namespace bathyscope::ui
