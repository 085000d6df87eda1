// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/ShardIndex.h"

#include "core/checkpoint/JsonFile.h"
#include "core/support/Error.h"
#include "core/support/Excerpt.h"

#include <cstdint>

namespace bathyscope {

namespace {

constexpr std::uint64_t maxIndexBytes = 16'000'000;

/// A file name and not a way somewhere else. Backslashes are refused too: no shard has one.
bool isPlainFileName(std::string_view name)
{
    return !name.empty() && name != "." && name != ".."
        && name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

} // namespace

std::map<std::string, std::string> readShardIndex(const std::filesystem::path& indexFile)
{
    return parseShardIndex(readSmallFile(indexFile, maxIndexBytes), indexFile);
}

std::map<std::string, std::string> parseShardIndex(std::string_view text, const std::filesystem::path& origin)
{
    const auto refuse = [&origin](const std::string& reason) -> Error {
        return {ErrorKind::BadFormat, "The shard index " + origin.string() + " " + reason};
    };
    const nlohmann::json index = parseJsonObject(text, origin);
    const auto weightMap = index.find("weight_map");
    if (weightMap == index.end() || !weightMap->is_object() || weightMap->empty()) {
        throw refuse("has no weight_map that says which file holds which tensor; get it again.");
    }
    std::map<std::string, std::string> shards;
    for (const auto& [tensor, shard] : weightMap->items()) {
        if (!shard.is_string() || !isPlainFileName(shard.get_ref<const std::string&>())) {
            throw refuse("places the tensor " + excerpt(tensor) + " in "
                         + (shard.is_string() ? excerpt(shard.get_ref<const std::string&>()) : "no file")
                         + "; the plain name of a file in the same folder is expected.");
        }
        shards.emplace(tensor, shard.get_ref<const std::string&>());
    }
    return shards;
}

} // namespace bathyscope
