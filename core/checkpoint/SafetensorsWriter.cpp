// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/SafetensorsWriter.h"

#include "core/checkpoint/SafetensorsHeader.h"
#include "core/support/Error.h"
#include "core/support/Excerpt.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <set>
#include <utility>

namespace bathyscope {

static_assert(std::endian::native == std::endian::little,
              "safetensors are little-endian and are written as they lie");

namespace {

constexpr std::size_t alignmentBytes = 8;

std::string jsonText(const std::string& text)
{
    try {
        return nlohmann::json(text).dump();
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorKind::Internal,
                    "A safetensors header cannot hold " + excerpt(text) + ": it is not UTF-8.");
    }
}

std::string metadataText(const std::map<std::string, std::string>& metadata)
{
    std::string text = R"("__metadata__":{)";
    const char* separator = "";
    for (const auto& [key, value] : metadata) {
        text.append(separator).append(jsonText(key)).append(":").append(jsonText(value));
        separator = ",";
    }
    return text + "}";
}

std::string shapeJson(std::span<const std::int64_t> shape)
{
    return nlohmann::json(std::vector<std::int64_t>(shape.begin(), shape.end())).dump();
}

/// The JSON header, padded with spaces so that the data after the 8 bytes of its length begins aligned;
/// `dataBytes` receives what the tensors take.
std::string headerText(std::span<const TensorPlan> plan, const std::map<std::string, std::string>& metadata,
                       std::uint64_t& dataBytes)
{
    std::string text = "{";
    if (!metadata.empty()) {
        text += metadataText(metadata);
    }
    std::set<std::string_view> names {"__metadata__"};
    dataBytes = 0;
    for (const TensorPlan& tensor : plan) {
        if (!names.insert(tensor.name).second) {
            throw Error(ErrorKind::Internal,
                        "A safetensors file cannot have two tensors of the name " + excerpt(tensor.name)
                            + ".");
        }
        std::uint64_t tensorSize = 0;
        std::uint64_t end = 0;
        if (!tensorBytes(tensor.dtype, tensor.shape, tensorSize)
            || __builtin_add_overflow(dataBytes, tensorSize, &end)) {
            throw Error(ErrorKind::Internal,
                        "The tensor " + excerpt(tensor.name) + " of shape " + shapeText(tensor.shape)
                            + " is too large for any file.");
        }
        text.append(text.size() == 1 ? "" : ",").append(jsonText(tensor.name));
        text.append(R"(:{"dtype":")").append(dtypeName(tensor.dtype));
        text.append(R"(","shape":)").append(shapeJson(tensor.shape)).append(R"(,"data_offsets":[)");
        text.append(std::to_string(dataBytes)).append(",").append(std::to_string(end)).append("]}");
        dataBytes = end;
    }
    text += '}';
    text.resize((text.size() + alignmentBytes - 1) / alignmentBytes * alignmentBytes, ' ');
    if (text.size() > maxSafetensorsHeaderBytes) {
        throw Error(ErrorKind::Internal,
                    "A safetensors header of " + std::to_string(text.size())
                        + " bytes is longer than the format allows.");
    }
    return text;
}

} // namespace

SafetensorsWriter::SafetensorsWriter(std::filesystem::path target, std::span<const TensorPlan> plan,
                                     const std::map<std::string, std::string>& metadata)
    : m_file(std::move(target))
{
    std::uint64_t dataBytes = 0;
    const std::string header = headerText(plan, metadata, dataBytes);
    const std::uint64_t headerBytes = header.size();
    m_file.write(std::as_bytes(std::span(&headerBytes, 1)));
    m_file.write(header);
    m_expectedBytes = m_file.bytesWritten() + dataBytes;
}

void SafetensorsWriter::append(std::span<const std::byte> bytes)
{
    if (bytes.size() > m_expectedBytes - m_file.bytesWritten()) {
        throw Error(ErrorKind::Internal, "More data came for a safetensors file than its tensors take.");
    }
    m_file.write(bytes);
}

void SafetensorsWriter::commit()
{
    if (m_file.bytesWritten() != m_expectedBytes) {
        throw Error(ErrorKind::Internal,
                    "Only " + std::to_string(m_file.bytesWritten()) + " of " + std::to_string(m_expectedBytes)
                        + " bytes came for a safetensors file.");
    }
    m_file.commit();
}

} // namespace bathyscope
