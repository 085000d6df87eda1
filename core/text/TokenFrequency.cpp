// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TokenFrequency.h"

#include "core/support/Error.h"
#include "core/support/Excerpt.h"
#include "core/support/Logging.h"
#include "core/support/MistakenFile.h"
#include "core/support/VisibleText.h"
#include "core/text/FileBytes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace bathyscope {

namespace {

constexpr std::string_view header = "token_id,count";
constexpr std::array<std::string_view, 3> sourceNames {"corpus", "bpe-rank", "table"};
/// A vocabulary of a million tokens with long counts is far smaller.
constexpr std::size_t maxTableBytes = std::size_t {256} << 20U;

/// A whole number from 0 that is all of the text.
template <typename Number>
std::optional<Number> parseWhole(std::string_view text)
{
    Number number = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc() || end != last || number < 0) {
        return std::nullopt;
    }
    return number;
}

/// Takes the first line off a text, without its end (LF or CRLF).
std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

void addLine(TokenCounts& counts, std::string_view line, std::string_view name, std::size_t lineNumber)
{
    const std::size_t comma = std::min(line.find(','), line.size());
    const auto id = parseWhole<TokenId>(line.substr(0, comma));
    const auto count = parseWhole<std::int64_t>(line.substr(std::min(comma + 1, line.size())));
    if (!id || !count) {
        throw Error(
            ErrorKind::BadFormat,
            fmt::format("Line {} of {} must be a token id and a count, two whole numbers from 0 with a "
                        "comma between them, and it is {}.",
                        lineNumber, name, excerpt(line)));
    }
    if (!counts.emplace(*id, *count).second) {
        throw Error(
            ErrorKind::BadFormat,
            fmt::format("Line {} of {} gives a second count for token id {}.", lineNumber, name, *id));
    }
}

} // namespace

std::vector<double> textFrequency(const TokenTypes& types)
{
    std::vector<double> frequency;
    frequency.reserve(types.size());
    for (const std::int64_t count : types.count) {
        frequency.push_back(std::log(static_cast<double>(count)));
    }
    return frequency;
}

std::vector<double> bpeRankFrequency(const TokenTypes& types)
{
    std::vector<double> frequency;
    frequency.reserve(types.size());
    for (const TokenId id : types.id) {
        frequency.push_back(std::log1p(static_cast<double>(id)));
    }
    return frequency;
}

TokenCounts readTokenCounts(const std::filesystem::path& path)
{
    return parseTokenCounts(readFileBytes(path, maxTableBytes), path.string());
}

TokenCounts parseTokenCounts(std::string_view text, std::string_view name)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(byteOrderMark)) {
        text.remove_prefix(byteOrderMark.size());
    }
    if (const std::string mistaken = mistakenContent(text); !mistaken.empty()) {
        throw Error(ErrorKind::BadFormat, fmt::format("The table {} {}", name, mistaken));
    }
    const std::string_view first = takeLine(text);
    if (first != header) {
        throw Error(ErrorKind::BadFormat,
                    fmt::format("Line 1 of {} must be \"{}\", and it is {}.", name, header, excerpt(first)));
    }
    TokenCounts counts;
    for (std::size_t lineNumber = 2; !text.empty(); ++lineNumber) {
        addLine(counts, takeLine(text), name, lineNumber);
    }
    if (counts.empty()) {
        throw Error(ErrorKind::BadFormat, fmt::format("Line 2 of {} is missing: it counts no token.", name));
    }
    return counts;
}

std::vector<double> tableFrequency(const TokenTypes& types, const TokenCounts& counts)
{
    std::vector<double> frequency;
    frequency.reserve(types.size());
    for (const TokenId id : types.id) {
        const auto found = counts.find(id);
        frequency.push_back(found == counts.end() ? 0.0 : std::log1p(static_cast<double>(found->second)));
    }
    return frequency;
}

std::vector<double> chosenFrequency(const TokenTypes& types, const FrequencyChoice& choice)
{
    switch (choice.source) {
    case FrequencySource::Corpus:
        return textFrequency(types);
    case FrequencySource::BpeRank:
        return bpeRankFrequency(types);
    case FrequencySource::Table:
        break;
    }
    const TokenCounts counts = readTokenCounts(choice.table);
    if (const std::size_t numMissing = countMissing(types, counts); numMissing > 0) {
        logger("text")->warn("{} lacks {} of the text's {} token types; they count as never seen.",
                             visibleText(choice.table.native()), numMissing, types.size());
    }
    return tableFrequency(types, counts);
}

std::string_view frequencySourceName(FrequencySource source)
{
    return sourceNames.at(static_cast<std::size_t>(source));
}

std::optional<FrequencySource> parseFrequencySource(std::string_view name)
{
    const auto* const found = std::ranges::find(sourceNames, name);
    if (found == sourceNames.end()) {
        return std::nullopt;
    }
    return static_cast<FrequencySource>(found - sourceNames.begin());
}

std::size_t countMissing(const TokenTypes& types, const TokenCounts& counts)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(types.id, [&](TokenId id) { return !counts.contains(id); }));
}

} // namespace bathyscope
