// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/SafetensorsHeader.h"

#include "core/support/Error.h"
#include "core/support/Excerpt.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <new>
#include <optional>
#include <set>
#include <utility>

namespace bathyscope {

namespace {

struct DTypeRow
{
    DType dtype;
    std::string_view name;
    std::size_t bytes;
};

constexpr std::array<DTypeRow, 15> dtypeRows {{
    {DType::Bool, "BOOL", 1},
    {DType::U8, "U8", 1},
    {DType::I8, "I8", 1},
    {DType::F8E5M2, "F8_E5M2", 1},
    {DType::F8E4M3, "F8_E4M3", 1},
    {DType::I16, "I16", 2},
    {DType::U16, "U16", 2},
    {DType::F16, "F16", 2},
    {DType::BF16, "BF16", 2},
    {DType::I32, "I32", 4},
    {DType::U32, "U32", 4},
    {DType::F32, "F32", 4},
    {DType::I64, "I64", 8},
    {DType::U64, "U64", 8},
    {DType::F64, "F64", 8},
}};

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& reason)
{
    throw Error(ErrorKind::BadFormat,
                "The file " + path.string() + " is not a valid safetensors file: " + reason);
}

/// Receives the header's JSON event by event, so that nothing but what the format allows is ever kept: a
/// hostile header cannot nest deeply or fill the memory with values that nobody asked for.
class HeaderReader
{
public:
    explicit HeaderReader(const std::filesystem::path& path)
        : m_path(path)
    {
    }

    SafetensorsHeader take()
    {
        return std::move(m_header);
    }

    // The names and signatures below are those that nlohmann::json::sax_parse calls.
    // NOLINTBEGIN(readability-identifier-naming)
    bool null()
    {
        refuseValue("null");
    }

    bool boolean(bool /*value*/)
    {
        refuseValue("true or false");
    }

    bool number_integer(std::int64_t value)
    {
        refuseValue("the negative number " + std::to_string(value));
    }

    bool number_unsigned(std::uint64_t value)
    {
        if (m_place == Place::Shape) {
            if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
                refuseValue("the dimension " + std::to_string(value));
            }
            m_tensor.shape.push_back(static_cast<std::int64_t>(value));
            return true;
        }
        if (m_place == Place::Offsets) {
            m_offsets.push_back(value);
            if (m_offsets.size() > 2) {
                refuse(m_path, subject() + " has more than two data_offsets.");
            }
            return true;
        }
        refuseValue("the number " + std::to_string(value));
    }

    bool number_float(double /*value*/, const std::string& text)
    {
        refuseValue("the number " + excerpt(text));
    }

    bool string(std::string& value)
    {
        if (m_place == Place::Metadata) {
            if (!m_header.metadata.emplace(m_key, std::move(value)).second) {
                refuse(m_path, "its __metadata__ names " + excerpt(m_key) + " twice.");
            }
            return true;
        }
        if (m_place == Place::Tensor && m_key == "dtype") {
            const auto* row = std::ranges::find(dtypeRows, std::string_view(value), &DTypeRow::name);
            if (row == dtypeRows.end()) {
                refuse(m_path, subject() + " has the unknown type " + excerpt(value) + ".");
            }
            m_tensor.dtype = row->dtype;
            return true;
        }
        refuseValue("the text " + excerpt(value));
    }

    bool binary(nlohmann::json::binary_t& /*value*/)
    {
        refuseValue("binary data");
    }

    bool start_object(std::size_t /*size*/)
    {
        if (m_place == Place::Outside) {
            m_place = Place::Top;
        } else if (m_place == Place::Top && m_key == "__metadata__") {
            m_place = Place::Metadata;
        } else if (m_place == Place::Top) {
            m_place = Place::Tensor;
            m_tensor = TensorView {};
            m_tensor.name = m_key;
            m_offsets.clear();
            m_seen.clear();
        } else {
            refuseValue("an object");
        }
        return true;
    }

    bool key(std::string& value)
    {
        if (m_place == Place::Top && !m_names.insert(value).second) {
            refuse(m_path, "its header names " + excerpt(value) + " twice.");
        }
        if (m_place == Place::Tensor) {
            if (value != "dtype" && value != "shape" && value != "data_offsets") {
                refuse(m_path, subject() + " has the unknown entry " + excerpt(value) + ".");
            }
            if (!m_seen.insert(value).second) {
                refuse(m_path, subject() + " has " + value + " twice.");
            }
        }
        m_key = std::move(value);
        return true;
    }

    bool end_object()
    {
        if (m_place == Place::Tensor) {
            finishTensor();
        }
        m_place = m_place == Place::Top ? Place::Outside : Place::Top;
        return true;
    }

    bool start_array(std::size_t /*size*/)
    {
        if (m_place == Place::Tensor && m_key == "shape") {
            m_place = Place::Shape;
        } else if (m_place == Place::Tensor && m_key == "data_offsets") {
            m_place = Place::Offsets;
        } else {
            refuseValue("a list");
        }
        return true;
    }

    bool end_array()
    {
        m_place = Place::Tensor;
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::json::exception& /*error*/)
    {
        refuse(m_path,
               "its header is not JSON in UTF-8 (near byte " + std::to_string(position) + " of the header).");
    }
    // NOLINTEND(readability-identifier-naming)

private:
    enum class Place : std::uint8_t
    {
        Outside,
        Top,
        Metadata,
        Tensor,
        Shape,
        Offsets,
    };

    [[nodiscard]] std::string subject() const
    {
        return "the tensor " + excerpt(m_tensor.name);
    }

    [[noreturn]] void refuseValue(const std::string& found) const
    {
        switch (m_place) {
        case Place::Outside:
            refuse(m_path, "its header is " + found + " instead of a JSON object.");
        case Place::Top:
            refuse(m_path,
                   "the entry " + excerpt(m_key) + " of its header is " + found + " instead of an object.");
        case Place::Metadata:
            refuse(m_path,
                   "the entry " + excerpt(m_key) + " of its __metadata__ is " + found
                       + " instead of a text.");
        case Place::Tensor:
            refuse(m_path, subject() + " has " + found + " as its " + m_key + ".");
        case Place::Shape:
            refuse(m_path, subject() + " has " + found + " in its shape.");
        case Place::Offsets:
            break;
        }
        refuse(m_path, subject() + " has " + found + " in its data_offsets.");
    }

    /// Offsets still count from the beginning of the data here.
    void finishTensor()
    {
        for (const char* entry : {"dtype", "shape", "data_offsets"}) {
            if (!m_seen.contains(entry)) {
                refuse(m_path, subject() + " has no " + entry + ".");
            }
        }
        if (m_offsets.size() != 2) {
            refuse(m_path,
                   subject() + " has " + std::to_string(m_offsets.size()) + " instead of two data_offsets.");
        }
        const std::uint64_t begin = m_offsets[0];
        const std::uint64_t end = m_offsets[1];
        if (end < begin) {
            refuse(m_path,
                   subject() + " ends at byte " + std::to_string(end) + ", before its beginning at byte "
                       + std::to_string(begin) + ".");
        }
        std::uint64_t expectedBytes = 0;
        if (!tensorBytes(m_tensor.dtype, m_tensor.shape, expectedBytes)) {
            refuse(m_path,
                   subject() + " of shape " + shapeText(m_tensor.shape) + " is too large for any file.");
        }
        if (end - begin != expectedBytes) {
            refuse(m_path,
                   subject() + " of shape " + shapeText(m_tensor.shape) + " and type "
                       + std::string(dtypeName(m_tensor.dtype)) + " needs " + std::to_string(expectedBytes)
                       + " bytes, but its data_offsets span " + std::to_string(end - begin) + ".");
        }
        m_tensor.offset = begin;
        m_tensor.numBytes = expectedBytes;
        m_header.tensors.push_back(std::move(m_tensor));
    }

    const std::filesystem::path& m_path;
    SafetensorsHeader m_header;
    Place m_place = Place::Outside;
    std::string m_key;
    std::set<std::string> m_names;
    std::set<std::string, std::less<>> m_seen;
    TensorView m_tensor;
    std::vector<std::uint64_t> m_offsets;
};

/// Sorts by place in the file and checks that the tensors fill the data exactly, without holes or overlap.
void checkLayout(std::vector<TensorView>& tensors, std::uint64_t dataBytes, const std::filesystem::path& path)
{
    // An empty tensor shares its offset with its successor and goes first; ties keep the header's order.
    std::ranges::stable_sort(
        tensors, {}, [](const TensorView& tensor) { return std::pair(tensor.offset, tensor.numBytes); });
    std::uint64_t filled = 0;
    const TensorView* previous = nullptr;
    for (const TensorView& tensor : tensors) {
        if (tensor.offset > dataBytes || tensor.numBytes > dataBytes - tensor.offset) {
            refuse(path,
                   "the tensor " + excerpt(tensor.name) + " lies at bytes " + std::to_string(tensor.offset)
                       + " to " + std::to_string(tensor.offset + tensor.numBytes)
                       + " of the data, but the file holds only " + std::to_string(dataBytes)
                       + " bytes of data; it is cut short or damaged, get it again.");
        }
        if (tensor.offset > filled) {
            refuse(path,
                   "there is a hole of " + std::to_string(tensor.offset - filled)
                       + " bytes in its data before the tensor " + excerpt(tensor.name) + ".");
        }
        if (tensor.offset < filled) {
            refuse(path,
                   "the tensors " + excerpt(previous->name) + " and " + excerpt(tensor.name)
                       + " overlap in its data.");
        }
        filled = tensor.offset + tensor.numBytes;
        previous = &tensor;
    }
    if (filled != dataBytes) {
        refuse(path,
               "its tensors end at byte " + std::to_string(filled) + " of the data, but the file holds "
                   + std::to_string(dataBytes) + " bytes of data.");
    }
}

} // namespace

std::string_view dtypeName(DType dtype) noexcept
{
    return dtypeRows[static_cast<std::size_t>(dtype)].name;
}

std::size_t dtypeBytes(DType dtype) noexcept
{
    return dtypeRows[static_cast<std::size_t>(dtype)].bytes;
}

bool tensorBytes(DType dtype, std::span<const std::int64_t> shape, std::uint64_t& numBytes) noexcept
{
    numBytes = dtypeBytes(dtype);
    return std::ranges::all_of(shape, [&numBytes](std::int64_t dimension) {
        return dimension >= 0
            && !__builtin_mul_overflow(numBytes, static_cast<std::uint64_t>(dimension), &numBytes);
    });
}

SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t dataBegin,
                                         std::uint64_t fileBytes, const std::filesystem::path& path)
{
    if (!json.starts_with('{')) {
        refuse(path, "its header does not begin with '{'.");
    }
    // The parser would take a NUL for the end of its input and let everything after it pass.
    if (json.find('\0') != std::string_view::npos) {
        refuse(path, "its header contains a NUL byte.");
    }
    try {
        HeaderReader reader(path);
        nlohmann::json::sax_parse(json, &reader);
        SafetensorsHeader header = reader.take();
        checkLayout(header.tensors, fileBytes - dataBegin, path);
        for (TensorView& tensor : header.tensors) {
            tensor.offset += dataBegin;
        }
        return header;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory,
                    "There is not enough memory to read the header of " + path.string() + ".");
    }
}

} // namespace bathyscope
