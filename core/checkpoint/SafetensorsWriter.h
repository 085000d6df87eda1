// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/SafetensorsFile.h"
#include "core/support/AtomicFile.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace bathyscope {

/// A tensor that is going to be written.
struct TensorPlan
{
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
};

/// Writes a safetensors file of planned tensors: the header first, then the data in the planned order, in
/// pieces of any size. commit() checks that exactly the planned bytes came and puts the file in place;
/// otherwise nothing is left. Errors are AtomicFile's. The data begins at a multiple of 8 bytes.
class SafetensorsWriter
{
public:
    SafetensorsWriter(std::filesystem::path target, std::span<const TensorPlan> plan,
                      const std::map<std::string, std::string>& metadata);

    void append(std::span<const std::byte> bytes);

    template <typename T>
    void append(std::span<const T> values)
    {
        append(std::as_bytes(values));
    }

    void commit();

private:
    AtomicFile m_file;
    std::uint64_t m_expectedBytes = 0;
};

} // namespace bathyscope
