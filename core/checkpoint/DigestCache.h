// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>
#include <filesystem>
#include <stop_token>
#include <string>

namespace bathyscope {

/// Says what time it is, in seconds since 1970: std::time().
using WallClock = std::time_t (*)(std::time_t*);

/// SHA-256 of a large file, read once only: the digest is remembered in `cache` (a small JSON file, made
/// where it is missing) together with the file's path, size, inode and times of change, and taken from there
/// as long as all of these are the same. A file that changed less than two seconds ago is not remembered,
/// since it could change again without its times showing it. What cannot be remembered is computed again; a
/// damaged cache is replaced. Empty if stopped before the end. Throws FileMissing or FileUnreadable, of the
/// file.
[[nodiscard]] std::string rememberedSha256(const std::filesystem::path& file,
                                           const std::filesystem::path& cache,
                                           const std::stop_token& stop = {}, WallClock clock = std::time);

/// True where rememberedSha256() would read nothing.
[[nodiscard]] bool isSha256Remembered(const std::filesystem::path& file, const std::filesystem::path& cache);

/// Where the program remembers digests: bathyscope/digests.json in the user's cache folder; empty where the
/// user's home is not known, and nothing is remembered.
[[nodiscard]] std::filesystem::path digestCacheFile();

} // namespace bathyscope
