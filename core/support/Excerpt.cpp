// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/Excerpt.h"

#include <cstddef>

namespace bathyscope {

namespace {

constexpr std::size_t maxExcerptBytes = 80;

bool isContinuationByte(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

std::string excerpt(std::string_view text)
{
    std::size_t end = text.size();
    if (end > maxExcerptBytes) {
        end = maxExcerptBytes;
        while (end > 0 && isContinuationByte(text[end])) {
            --end;
        }
    }
    std::string shown = "\"";
    for (const char byte : text.substr(0, end)) {
        const bool isControl = static_cast<unsigned char>(byte) < 0x20U || byte == '\x7F';
        shown += isControl || byte == '"' ? '?' : byte;
    }
    shown += end < text.size() ? "...\"" : "\"";
    return shown;
}

} // namespace bathyscope
