// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/Error.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace bathyscope {

/// One config.json, asked for its entries one by one. Every refusal names the file and the entry.
class ConfigReader
{
public:
    /// Far above any model there is, and low enough that products of three sizes fit 64 bits with room to
    /// spare.
    static constexpr std::uint64_t maxSize = 1U << 20U;
    static constexpr std::uint64_t maxLayers = 4096;

    /// Both must outlive it; `path` is for the messages.
    ConfigReader(const nlohmann::json& object, const std::filesystem::path& path);

    [[noreturn]] void refuse(ErrorKind kind, const std::string& reason) const;

    /// The entry, or null where it is absent or null.
    [[nodiscard]] const nlohmann::json* find(const char* key) const;

    /// A whole number from 1 to `largest`. Throws BadFormat for anything else.
    [[nodiscard]] std::optional<std::size_t> optionalSize(const char* key,
                                                          std::uint64_t largest = maxSize) const;
    /// The same, of an entry that must be there.
    [[nodiscard]] std::size_t size(const char* key, std::uint64_t largest = maxSize) const;

    /// A number strictly between 0 and 1, or `missing` where there is none. Throws BadFormat.
    [[nodiscard]] double fraction(const char* key, double missing) const;

    /// A value as the file has it, for messages. Only scalars are spelled out: dump() recurses.
    [[nodiscard]] static std::string shown(const nlohmann::json& value);

private:
    const nlohmann::json& m_object;
    const std::filesystem::path& m_path;
};

} // namespace bathyscope
