// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace bathyscope::test {

/// The regular files below a folder that another program may be changing meanwhile.
inline std::vector<std::filesystem::path> filesBelow(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    std::filesystem::recursive_directory_iterator entry(folder, error);
    while (!error && entry != std::filesystem::recursive_directory_iterator()) {
        std::error_code gone;
        if (entry->is_regular_file(gone)) {
            files.push_back(entry->path());
        }
        entry.increment(error);
    }
    return files;
}

/// Of all of them.
inline std::uintmax_t bytesBelow(const std::filesystem::path& folder)
{
    std::uintmax_t bytes = 0;
    for (const std::filesystem::path& file : filesBelow(folder)) {
        std::error_code gone;
        const std::uintmax_t size = std::filesystem::file_size(file, gone);
        bytes += gone ? 0 : size;
    }
    return bytes;
}

} // namespace bathyscope::test
