// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Refusal.h"

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace bathyscope::test {

/// Replaces the file instead of emptying it: some file systems flush a file that was emptied and written
/// anew, which takes milliseconds.
inline void writeFile(const std::filesystem::path& path, std::string_view bytes)
{
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string readFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A safetensors file: the header's length, the header, the data.
inline std::string safetensorsBytes(std::string_view header, std::string_view data)
{
    const std::uint64_t headerBytes = header.size();
    std::string bytes(sizeof headerBytes, '\0');
    std::memcpy(bytes.data(), &headerBytes, sizeof headerBytes);
    return bytes.append(header).append(data);
}

/// The header of a file with the one tensor "a": `{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`.
inline std::string oneTensorHeader(std::string_view dtype, std::string_view shape, std::size_t numBytes)
{
    // Not raw strings: Qt 6.4's moc loses its way in them and with it every class of the file.
    // NOLINTBEGIN(modernize-raw-string-literal)
    std::string header = "{\"a\":{\"dtype\":\"";
    header.append(dtype).append("\",\"shape\":").append(shape).append(",\"data_offsets\":[0,");
    return header.append(std::to_string(numBytes)).append("]}}");
    // NOLINTEND(modernize-raw-string-literal)
}

} // namespace bathyscope::test
