// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace bathyscope {

/// Reads the `weight_map` of a model.safetensors.index.json: tensor name to the shard, a plain file name in
/// the same folder, that holds it. Throws FileMissing, FileUnreadable, and BadFormat, also for a shard name
/// that would lead out of the folder.
[[nodiscard]] std::map<std::string, std::string> readShardIndex(const std::filesystem::path& indexFile);

/// The same from the text of an index; `origin` names the file it came from in messages.
[[nodiscard]] std::map<std::string, std::string> parseShardIndex(std::string_view text,
                                                                 const std::filesystem::path& origin);

} // namespace bathyscope
