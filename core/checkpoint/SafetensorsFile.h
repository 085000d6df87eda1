// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/FileDescriptor.h"

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// Element types that a safetensors header may name.
enum class DType : std::uint8_t
{
    Bool,
    U8,
    I8,
    F8E5M2,
    F8E4M3,
    I16,
    U16,
    F16,
    BF16,
    I32,
    U32,
    F32,
    I64,
    U64,
    F64
};

[[nodiscard]] std::string_view dtypeName(DType dtype) noexcept; ///< as in the header: "F32", "BF16", …
[[nodiscard]] std::size_t dtypeBytes(DType dtype) noexcept;

/// Where one tensor lies in its file.
struct TensorView
{
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t offset = 0; ///< bytes from the beginning of the file; data need not be aligned
    std::uint64_t numBytes = 0;

    [[nodiscard]] std::uint64_t numElements() const noexcept;
};

/// "[3072, 768]", for messages.
[[nodiscard]] std::string shapeText(std::span<const std::int64_t> shape);

/// A safetensors file whose header has been checked completely (length ≤ 100,000,000, UTF-8, JSON object,
/// known types, shape × type without overflow = byte range, ranges contiguous from 0 without holes or
/// overlap, end = end of file). Data is read with pread: nothing is mapped, so a file cut short while open is
/// an error and not a SIGBUS. Reading is const and may be done by several threads.
class SafetensorsFile
{
public:
    /// Throws FileMissing, FileUnreadable, BadFormat, naming the file, the rule broken, what was expected and
    /// found.
    explicit SafetensorsFile(std::filesystem::path path);
    ~SafetensorsFile();
    SafetensorsFile(const SafetensorsFile&) = delete;
    SafetensorsFile& operator=(const SafetensorsFile&) = delete;
    SafetensorsFile(SafetensorsFile&&) = delete;
    SafetensorsFile& operator=(SafetensorsFile&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept;
    [[nodiscard]] std::span<const TensorView> tensors() const noexcept; ///< in file order
    [[nodiscard]] const TensorView* find(std::string_view name) const noexcept; ///< null where absent
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const noexcept; ///< `__metadata__`

    /// Reads `out.size()` bytes at byte `begin` of the tensor. Throws FileUnreadable (also when the file has
    /// been cut short).
    void readBytes(const TensorView& tensor, std::uint64_t begin, std::span<std::byte> out) const;

    /// Reads elements [firstElement, firstElement + out.size()) as float32, converting F16, BF16 and F64;
    /// other types throw InconsistentModel.
    void readFloats(const TensorView& tensor, std::uint64_t firstElement, std::span<float> out) const;

    /// Whole tensors for small files: F64 exactly or converted from F32/F16/BF16, and I64 or I32. Throw
    /// BadFormat otherwise.
    [[nodiscard]] std::vector<double> readDoubles(const TensorView& tensor) const;
    [[nodiscard]] std::vector<std::int64_t> readIntegers(const TensorView& tensor) const;

    /// Throws InconsistentModel where somebody has written to the file since it was opened, FileUnreadable
    /// where it has been cut short. One that was replaced or removed is still open and unchanged.
    void requireUnchanged() const;

    /// Tells the kernel that the tensor will be read soon, so that it can begin to fetch it. Never fails.
    void willNeed(const TensorView& tensor) const noexcept;

    /// Tells the kernel that these bytes will not be read again soon, so that it drops them first.
    void doneWith(const TensorView& tensor) const noexcept;

private:
    std::filesystem::path m_path;
    FileDescriptor m_descriptor;
    std::uint64_t m_fileBytes = 0;
    std::timespec m_modified {};
    std::vector<TensorView> m_tensors;
    std::map<std::string, std::size_t, std::less<>> m_byName;
    std::map<std::string, std::string> m_metadata;
};

} // namespace bathyscope
