// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/SafetensorsFile.h"

#include "core/checkpoint/FloatConversion.h"
#include "core/checkpoint/SafetensorsHeader.h"
#include "core/support/Error.h"
#include "core/support/Excerpt.h"
#include "core/support/FileProblem.h"
#include "core/support/MistakenFile.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace bathyscope {

static_assert(std::endian::native == std::endian::little,
              "safetensors are little-endian and are read as they lie");

namespace {

constexpr std::uint64_t lengthBytes = 8;

struct stat statusOf(const FileDescriptor& file, const std::filesystem::path& path)
{
    struct stat status = {};
    if (fstat(file.value(), &status) != 0) {
        refuseToRead(path, errno);
    }
    return status;
}

FileDescriptor openRegularFile(const std::filesystem::path& path)
{
    // Without O_NONBLOCK a named pipe would wait here for a writer.
    FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // NOLINT(*-vararg): POSIX
    if (!file.isOpen()) {
        refuseToRead(path, errno);
    }
    const struct stat status = statusOf(file, path);
    if (!S_ISREG(status.st_mode)) {
        throw Error(ErrorKind::FileUnreadable,
                    "The file " + path.string() + " cannot be read: it is "
                        + (S_ISDIR(status.st_mode) ? "a folder." : "not an ordinary file."));
    }
    return file;
}

/// Of a file whose byte `offset` was there when it was opened.
[[noreturn]] void failAsCutShort(const std::filesystem::path& path, std::uint64_t offset)
{
    throw Error(ErrorKind::FileUnreadable,
                "The file " + path.string() + " has been cut short while it was being read: byte "
                    + std::to_string(offset) + " is gone; get the file again and leave it alone.");
}

void readAt(const FileDescriptor& file, std::uint64_t offset, std::span<std::byte> out,
            const std::filesystem::path& path)
{
    while (!out.empty()) {
        const ssize_t count = pread(file.value(), out.data(), out.size(), static_cast<off_t>(offset));
        if (count < 0) {
            if (errno == EINTR) {
                continue;
            }
            refuseToRead(path, errno);
        }
        if (count == 0) {
            failAsCutShort(path, offset);
        }
        offset += static_cast<std::uint64_t>(count);
        out = out.subspan(static_cast<std::size_t>(count));
    }
}

/// Returns where the file is not something else that is known.
void refuseMistaken(const FileDescriptor& file, std::uint64_t fileBytes, const std::filesystem::path& path)
{
    std::string beginning(std::min<std::uint64_t>(fileBytes, mistakenContentBytes), '\0');
    readAt(file, 0, std::as_writable_bytes(std::span(beginning)), path);
    if (const std::string mistaken = mistakenContent(beginning); !mistaken.empty()) {
        throw Error(ErrorKind::BadFormat, "The file " + path.string() + " " + mistaken);
    }
}

std::string readHeaderText(const FileDescriptor& file, std::uint64_t fileBytes,
                           const std::filesystem::path& path)
{
    const std::string notSafetensors = "The file " + path.string() + " is not a valid safetensors file: ";
    if (fileBytes < lengthBytes) {
        throw Error(ErrorKind::BadFormat,
                    notSafetensors + "it has " + std::to_string(fileBytes)
                        + " bytes, and the length of the header alone takes 8; get it again.");
    }
    std::uint64_t headerBytes = 0;
    readAt(file, 0, std::as_writable_bytes(std::span(&headerBytes, 1)), path);
    if (headerBytes > maxSafetensorsHeaderBytes) {
        refuseMistaken(file, fileBytes, path);
        throw Error(ErrorKind::BadFormat,
                    notSafetensors + "its header claims to have " + std::to_string(headerBytes)
                        + " bytes; at most 100000000 are allowed.");
    }
    if (headerBytes > fileBytes - lengthBytes) {
        throw Error(ErrorKind::BadFormat,
                    notSafetensors + "its header claims to have " + std::to_string(headerBytes)
                        + " bytes, but only " + std::to_string(fileBytes - lengthBytes)
                        + " follow; it is cut short or damaged, get it again.");
    }
    std::string json;
    try {
        json.resize(headerBytes);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory,
                    "There is not enough memory to read the header of " + path.string() + ".");
    }
    readAt(file, lengthBytes, std::as_writable_bytes(std::span(json)), path);
    return json;
}

/// Values of a small tensor, converted one by one from their type on disk.
template <typename Stored, typename Value>
std::vector<Value> readAs(const SafetensorsFile& file, const TensorView& tensor)
{
    std::vector<Stored> stored(tensor.numElements());
    file.readBytes(tensor, 0, std::as_writable_bytes(std::span(stored)));
    if constexpr (std::is_same_v<Stored, Value>) {
        return stored;
    } else {
        return {stored.begin(), stored.end()};
    }
}

[[noreturn]] void refuseType(const SafetensorsFile& file, const TensorView& tensor, ErrorKind kind,
                             const std::string& expected)
{
    throw Error(kind,
                "The tensor " + excerpt(tensor.name) + " in " + file.path().string() + " has the type "
                    + std::string(dtypeName(tensor.dtype)) + " where " + expected + " is expected.");
}

} // namespace

std::uint64_t TensorView::numElements() const noexcept
{
    return numBytes / dtypeBytes(dtype);
}

std::string shapeText(std::span<const std::int64_t> shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    }
    return text + "]";
}

SafetensorsFile::SafetensorsFile(std::filesystem::path path)
    : m_path(std::move(path))
{
    m_descriptor = openRegularFile(m_path);
    const struct stat status = statusOf(m_descriptor, m_path);
    m_fileBytes = static_cast<std::uint64_t>(status.st_size);
    m_modified = status.st_mtim;
    const std::string json = readHeaderText(m_descriptor, m_fileBytes, m_path);
    SafetensorsHeader header = parseSafetensorsHeader(json, lengthBytes + json.size(), m_fileBytes, m_path);
    m_tensors = std::move(header.tensors);
    m_metadata = std::move(header.metadata);
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        m_byName.emplace(m_tensors[i].name, i);
    }
}

SafetensorsFile::~SafetensorsFile() = default;

const std::filesystem::path& SafetensorsFile::path() const noexcept
{
    return m_path;
}

std::span<const TensorView> SafetensorsFile::tensors() const noexcept
{
    return m_tensors;
}

const TensorView* SafetensorsFile::find(std::string_view name) const noexcept
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? nullptr : &m_tensors[found->second];
}

const std::map<std::string, std::string>& SafetensorsFile::metadata() const noexcept
{
    return m_metadata;
}

void SafetensorsFile::readBytes(const TensorView& tensor, std::uint64_t begin, std::span<std::byte> out) const
{
    if (begin > tensor.numBytes || out.size() > tensor.numBytes - begin) {
        throw Error(ErrorKind::Internal,
                    "Bytes beyond the end of the tensor " + excerpt(tensor.name) + " were asked for.");
    }
    readAt(m_descriptor, tensor.offset + begin, out, m_path);
}

void SafetensorsFile::readFloats(const TensorView& tensor, std::uint64_t firstElement,
                                 std::span<float> out) const
{
    const std::uint64_t elementBytes = dtypeBytes(tensor.dtype);
    if (firstElement > tensor.numElements() || out.size() > tensor.numElements() - firstElement) {
        throw Error(ErrorKind::Internal,
                    "Elements beyond the end of the tensor " + excerpt(tensor.name) + " were asked for.");
    }
    if (tensor.dtype == DType::F32) {
        readBytes(tensor, firstElement * elementBytes, std::as_writable_bytes(out));
        return;
    }
    if (tensor.dtype != DType::F16 && tensor.dtype != DType::BF16 && tensor.dtype != DType::F64) {
        refuseType(*this, tensor, ErrorKind::InconsistentModel, "F32, F16, BF16 or F64");
    }
    // Not filled: every byte is read from the file before it is used.
    alignas(64) std::array<std::byte, 65536> staging; // NOLINT(cppcoreguidelines-pro-type-member-init)
    while (!out.empty()) {
        const std::size_t count = std::min(out.size(), staging.size() / elementBytes);
        readBytes(tensor, firstElement * elementBytes, std::span(staging).first(count * elementBytes));
        if (tensor.dtype == DType::F64) {
            for (std::size_t i = 0; i < count; ++i) {
                double value = 0;
                std::memcpy(&value, &staging[i * sizeof value], sizeof value);
                out[i] = static_cast<float>(value);
            }
        } else if (tensor.dtype == DType::F16) {
            convertHalfToFloat(staging.data(), out.first(count));
        } else {
            convertBfloat16ToFloat(staging.data(), out.first(count));
        }
        firstElement += count;
        out = out.subspan(count);
    }
}

std::vector<double> SafetensorsFile::readDoubles(const TensorView& tensor) const
{
    switch (tensor.dtype) {
    case DType::F64:
        return readAs<double, double>(*this, tensor);
    case DType::F32:
        return readAs<float, double>(*this, tensor);
    case DType::F16:
    case DType::BF16: {
        std::vector<float> values(tensor.numElements());
        readFloats(tensor, 0, values);
        return {values.begin(), values.end()};
    }
    default:
        refuseType(*this, tensor, ErrorKind::BadFormat, "F64, F32, F16 or BF16");
    }
}

std::vector<std::int64_t> SafetensorsFile::readIntegers(const TensorView& tensor) const
{
    switch (tensor.dtype) {
    case DType::I64:
        return readAs<std::int64_t, std::int64_t>(*this, tensor);
    case DType::I32:
        return readAs<std::int32_t, std::int64_t>(*this, tensor);
    default:
        refuseType(*this, tensor, ErrorKind::BadFormat, "I64 or I32");
    }
}

void SafetensorsFile::requireUnchanged() const
{
    const struct stat status = statusOf(m_descriptor, m_path);
    const auto fileBytes = static_cast<std::uint64_t>(status.st_size);
    if (fileBytes < m_fileBytes) {
        failAsCutShort(m_path, fileBytes);
    }
    if (fileBytes != m_fileBytes || status.st_mtim.tv_sec != m_modified.tv_sec
        || status.st_mtim.tv_nsec != m_modified.tv_nsec) {
        throw Error(ErrorKind::InconsistentModel,
                    "The file " + m_path.string()
                        + " has been written to since it was opened; open the model and run it again.");
    }
}

void SafetensorsFile::willNeed(const TensorView& tensor) const noexcept
{
    posix_fadvise(m_descriptor.value(), static_cast<off_t>(tensor.offset),
                  static_cast<off_t>(tensor.numBytes), POSIX_FADV_WILLNEED);
}

void SafetensorsFile::doneWith(const TensorView& tensor) const noexcept
{
    posix_fadvise(m_descriptor.value(), static_cast<off_t>(tensor.offset),
                  static_cast<off_t>(tensor.numBytes), POSIX_FADV_DONTNEED);
}

} // namespace bathyscope
