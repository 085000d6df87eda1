// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TestData.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

namespace bathyscope::test {

/// The parts of a safetensors file, to be changed and put together again.
struct SafetensorsParts
{
    nlohmann::json header;
    std::string data;

    /// Bytes of one value of a tensor.
    void setFloat(const std::string& tensor, std::size_t index, float value)
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

inline SafetensorsParts tinyWeights()
{
    const std::string bytes = readBytes(testData("tiny-gpt-neo") / "model.safetensors");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof(length));
    return {.header = nlohmann::json::parse(bytes.substr(sizeof(length), length)),
            .data = bytes.substr(sizeof(length) + length)};
}

/// Copies the tiny model into a folder; `change` may alter its weights and its config on the way.
inline void
makeTinyModel(const std::filesystem::path& folder,
              const std::function<void(SafetensorsParts& weights, nlohmann::json& config)>& change)
{
    SafetensorsParts weights = tinyWeights();
    nlohmann::json config = nlohmann::json::parse(readBytes(testData("tiny-gpt-neo") / "config.json"));
    change(weights, config);
    std::filesystem::create_directories(folder);
    writeBytes(folder / "model.safetensors", weights.bytes());
    writeBytes(folder / "config.json", config.dump());
}

} // namespace bathyscope::test
