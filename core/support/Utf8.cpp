// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Utf8.h"

#include <cstdint>
#include <cstring>

namespace bathyscope {
namespace {

constexpr std::string_view replacementCharacter = "\xEF\xBF\xBD";

/// One well-formed code point, or one maximal ill-formed sequence.
struct Sequence
{
    std::size_t size = 1;
    bool isWellFormed = true;
};

/// What may follow a lead byte: how many bytes in all, and the range of the second (Unicode 15, table 3-7).
/// Later bytes are 80 … BF.
struct LeadByte
{
    std::size_t size = 1;
    unsigned char secondLow = 0x80;
    unsigned char secondHigh = 0xBF;
};

/// Size 0: no sequence begins with this byte.
constexpr LeadByte leadByte(unsigned char byte)
{
    if (byte < 0x80) {
        return {.size = 1};
    }
    if (byte < 0xC2 || byte > 0xF4) {
        return {.size = 0};
    }
    if (byte < 0xE0) {
        return {.size = 2};
    }
    if (byte < 0xF0) {
        return {.size = 3,
                .secondLow = static_cast<unsigned char>(byte == 0xE0 ? 0xA0 : 0x80),
                .secondHigh = static_cast<unsigned char>(byte == 0xED ? 0x9F : 0xBF)};
    }
    return {.size = 4,
            .secondLow = static_cast<unsigned char>(byte == 0xF0 ? 0x90 : 0x80),
            .secondHigh = static_cast<unsigned char>(byte == 0xF4 ? 0x8F : 0xBF)};
}

Sequence sequenceAt(std::string_view bytes, std::size_t index)
{
    const auto byteAt = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const LeadByte lead = leadByte(byteAt(index));
    if (lead.size == 0) {
        return {.size = 1, .isWellFormed = false};
    }
    for (std::size_t i = 1; i < lead.size; ++i) {
        const unsigned char low = i == 1 ? lead.secondLow : 0x80;
        const unsigned char high = i == 1 ? lead.secondHigh : 0xBF;
        if (index + i == bytes.size() || byteAt(index + i) < low || byteAt(index + i) > high) {
            return {.size = i, .isWellFormed = false};
        }
    }
    return {.size = lead.size, .isWellFormed = true};
}

/// First byte at or after `index` that may be other than ASCII, looked for eight bytes at a time.
std::size_t skipAscii(std::string_view bytes, std::size_t index)
{
    constexpr std::uint64_t highBits = 0x8080808080808080U;
    for (std::uint64_t eight = 0; index + sizeof eight <= bytes.size(); index += sizeof eight) {
        std::memcpy(&eight, bytes.data() + index, sizeof eight);
        if ((eight & highBits) != 0) {
            break;
        }
    }
    return index;
}

} // namespace

std::size_t countCodePoints(std::string_view bytes)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < bytes.size(); ++count) {
        const std::size_t next = skipAscii(bytes, i);
        count += next - i;
        i = next;
        if (i == bytes.size()) {
            break;
        }
        i += sequenceAt(bytes, i).size;
    }
    return count;
}

std::size_t wellFormedPrefixSize(std::string_view bytes)
{
    std::size_t i = skipAscii(bytes, 0);
    while (i < bytes.size()) {
        const Sequence sequence = sequenceAt(bytes, i);
        if (!sequence.isWellFormed) {
            return i;
        }
        i = skipAscii(bytes, i + sequence.size);
    }
    return bytes.size();
}

std::size_t firstSequenceSize(std::string_view bytes)
{
    return bytes.empty() ? 0 : sequenceAt(bytes, 0).size;
}

Utf8Replacement replaceIllFormedUtf8(std::string_view bytes)
{
    Utf8Replacement result;
    result.text.reserve(bytes.size());
    for (std::size_t i = 0;;) {
        const std::size_t wellFormed = wellFormedPrefixSize(bytes.substr(i));
        result.text.append(bytes.substr(i, wellFormed));
        i += wellFormed;
        if (i == bytes.size()) {
            return result;
        }
        if (result.numReplaced == 0) {
            result.firstReplacedByte = i;
        }
        ++result.numReplaced;
        result.text.append(replacementCharacter);
        i += sequenceAt(bytes, i).size;
    }
}

char32_t nextCodePoint(std::string_view wellFormed, std::size_t& index)
{
    const std::size_t size = sequenceAt(wellFormed, index).size;
    const auto lead = static_cast<unsigned char>(wellFormed[index]);
    // Of the lead byte, 7, 5, 4 or 3 low bits belong to the code point; of every later byte, 6.
    char32_t codePoint = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        codePoint = codePoint << 6U | (static_cast<unsigned char>(wellFormed[index + i]) & 0x3FU);
    }
    index += size;
    return codePoint;
}

} // namespace bathyscope
