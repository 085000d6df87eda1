// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tokens/TokenSearch.h"

#include "core/support/Utf8.h"

#include <QChar>

#include <algorithm>
#include <string>

namespace bathyscope::ui {

namespace {

constexpr std::size_t longestSequence = 4; // bytes of a code point in UTF-8
constexpr std::size_t placesAtOnce = 4096; // between two looks at the stop token

/// The folded code point at `byte`, which moves behind it; nothing where the bytes are no UTF-8.
std::optional<char32_t> foldedAt(std::string_view text, std::size_t& byte)
{
    const std::string_view sequence = text.substr(byte, longestSequence);
    if (sequence.empty() || wellFormedPrefixSize(sequence) == 0) {
        return std::nullopt;
    }
    std::size_t numBytes = 0;
    const char32_t codePoint = nextCodePoint(sequence, numBytes);
    byte += numBytes;
    return QChar::toCaseFolded(codePoint);
}

/// Where `needle` ends if it begins at `byte`.
std::optional<std::size_t> endOfMatch(std::string_view text, std::size_t byte, const std::u32string& needle)
{
    const bool isMatch = std::ranges::all_of(
        needle, [&text, &byte](char32_t wanted) { return foldedAt(text, byte) == wanted; });
    return isMatch ? std::optional(byte) : std::nullopt;
}

std::u32string folded(const QString& words)
{
    std::u32string result = words.toStdU32String();
    std::ranges::transform(result, result.begin(),
                           [](char32_t codePoint) { return QChar::toCaseFolded(codePoint); });
    return result;
}

} // namespace

std::optional<FoundText> findText(std::string_view text, const QString& words, std::size_t from,
                                  SearchDirection direction, const std::stop_token& stop)
{
    const std::u32string needle = folded(words);
    if (needle.empty() || text.empty()) {
        return std::nullopt;
    }
    const bool isForward = direction == SearchDirection::Forward;
    std::size_t byte = from % text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i % placesAtOnce == 0 && stop.stop_requested()) {
            break;
        }
        if (!isForward) {
            byte = (byte == 0 ? text.size() : byte) - 1;
        }
        if (const auto end = endOfMatch(text, byte, needle)) {
            return FoundText {.first = byte, .end = *end};
        }
        if (isForward) {
            byte = byte + 1 == text.size() ? 0 : byte + 1;
        }
    }
    return std::nullopt;
}

} // namespace bathyscope::ui
