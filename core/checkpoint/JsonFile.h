// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace bathyscope {

/// Reads a small text file whole. Throws FileMissing, FileUnreadable, or BadFormat where it has more than
/// `maxBytes`.
[[nodiscard]] std::string readSmallFile(const std::filesystem::path& path, std::uint64_t maxBytes);

/// Parses a file's text that must be one JSON object nested at most 64 deep; `path` is for the messages.
/// Throws BadFormat.
[[nodiscard]] nlohmann::json parseJsonObject(std::string_view text, const std::filesystem::path& path);

} // namespace bathyscope
