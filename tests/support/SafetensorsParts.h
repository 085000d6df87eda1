// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace bathyscope::test {

/// The parts of a safetensors file, to be changed and put together again.
// NOLINTNEXTLINE(bugprone-exception-escape): the JSON library's assertions, which do not throw here
struct SafetensorsParts
{
    nlohmann::json header;
    std::string data;

    /// One value of a tensor; T has the size of its type.
    template <typename T>
    void set(const std::string& tensor, std::size_t index, T value)
    {
        const std::size_t begin = header.at(tensor).at("data_offsets").at(0).get<std::size_t>();
        std::memcpy(data.data() + begin + index * sizeof(value), &value, sizeof(value));
    }

    [[nodiscard]] std::string bytes() const
    {
        const std::string text = header.dump();
        std::string size(sizeof(std::uint64_t), '\0');
        const std::uint64_t length = text.size();
        std::memcpy(size.data(), &length, sizeof(length));
        return size + text + data;
    }
};

inline std::string readBytes(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void writeBytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

inline SafetensorsParts partsOf(const std::filesystem::path& path)
{
    const std::string bytes = readBytes(path);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof(length));
    return {.header = nlohmann::json::parse(bytes.substr(sizeof(length), length)),
            .data = bytes.substr(sizeof(length) + length)};
}

} // namespace bathyscope::test
