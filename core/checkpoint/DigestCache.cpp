// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/DigestCache.h"

#include "core/checkpoint/JsonFile.h"
#include "core/support/AtomicFile.h"
#include "core/support/Environment.h"
#include "core/support/Error.h"
#include "core/support/KeptName.h"
#include "core/support/Logging.h"
#include "core/support/Sha256.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <sys/stat.h>
#include <system_error>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t maxCacheBytes = 1 << 20;
constexpr std::size_t maxEntries = 500;
constexpr std::time_t settledSeconds = 2;

/// What a file is recognised by; null where the system does not say.
json fingerprint(const fs::path& file)
{
    struct stat status = {};
    if (stat(file.c_str(), &status) != 0) {
        return nullptr;
    }
    return {{"size", status.st_size},
            {"inode", status.st_ino},
            {"modified", {status.st_mtim.tv_sec, status.st_mtim.tv_nsec}},
            {"changed", {status.st_ctim.tv_sec, status.st_ctim.tv_nsec}}};
}

bool isSettled(const json& print, WallClock clock)
{
    return print.at("changed").at(0).get<std::time_t>() + settledSeconds < clock(nullptr);
}

/// The entries of the cache; none where it is missing or damaged.
json readEntries(const fs::path& cache)
{
    std::error_code ignored;
    if (!fs::exists(cache, ignored)) {
        return json::object();
    }
    try {
        const json entries = parseJsonObject(readSmallFile(cache, maxCacheBytes), cache);
        return entries.size() < maxEntries ? entries : json::object();
    } catch (const Error& error) {
        logger("checkpoint")->info("Digests are remembered anew: {}", error.what());
        return json::object();
    }
}

void remember(const fs::path& cache, const std::string& name, const json& print, const std::string& digest)
{
    try {
        json entries = readEntries(cache);
        entries[name] = {{"file", print}, {"sha256", digest}};
        const std::string text = entries.dump();
        std::error_code ignored; // the file says what is wrong
        fs::create_directories(cache.parent_path(), ignored);
        AtomicFile file(cache);
        file.write(text);
        file.commit();
    } catch (const std::exception& problem) { // a folder that cannot be written
        logger("checkpoint")->info("The digest of {} is not remembered: {}", name, problem.what());
    }
}

/// The remembered digest, if the file is still what it was.
std::optional<std::string> recall(const fs::path& cache, const std::string& name, const json& print)
{
    const json entries = readEntries(cache);
    const auto entry = entries.find(name);
    if (entry == entries.end() || !entry->is_object() || entry->value("file", json()) != print) {
        return std::nullopt;
    }
    const json digest = entry->value("sha256", json());
    return digest.is_string() ? std::optional(digest.get<std::string>()) : std::nullopt;
}

} // namespace

std::string rememberedSha256(const fs::path& file, const fs::path& cache, const std::stop_token& stop,
                             WallClock clock)
{
    std::error_code ignored;
    const std::string name = keptName(fs::weakly_canonical(file, ignored));
    const json print = fingerprint(file);
    if (const auto known = recall(cache, name, print); known && !print.is_null()) {
        return *known;
    }
    std::string digest = sha256OfFile(file, stop);
    if (!digest.empty() && !cache.empty() && !print.is_null() && isSettled(print, clock)
        && fingerprint(file) == print) {
        remember(cache, name, print, digest);
    }
    return digest;
}

bool isSha256Remembered(const fs::path& file, const fs::path& cache)
{
    std::error_code ignored;
    const json print = fingerprint(file);
    return !print.is_null()
        && recall(cache, keptName(fs::weakly_canonical(file, ignored)), print).has_value();
}

fs::path digestCacheFile()
{
    return below(userCacheFolder(), "bathyscope/digests.json");
}

} // namespace bathyscope
