// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/SafetensorsFile.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// The longest header that the format allows, in bytes.
inline constexpr std::uint64_t maxSafetensorsHeaderBytes = 100'000'000;

/// What the JSON header of a safetensors file says.
struct SafetensorsHeader
{
    std::vector<TensorView> tensors; ///< in file order; offsets count from the beginning of the file
    std::map<std::string, std::string> metadata;
};

/// Parses and checks a header completely. `dataBegin` is where the tensor data begins in a file of
/// `fileBytes` bytes; `path` is for the messages. Throws BadFormat, or OutOfMemory for a header too big for
/// this machine.
[[nodiscard]] SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t dataBegin,
                                                       std::uint64_t fileBytes,
                                                       const std::filesystem::path& path);

/// Bytes of a tensor of that shape; false where a dimension is negative or the product overflows 64 bits.
[[nodiscard]] bool tensorBytes(DType dtype, std::span<const std::int64_t> shape,
                               std::uint64_t& numBytes) noexcept;

} // namespace bathyscope
