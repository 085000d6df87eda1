// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenId.h"
#include "core/text/TokenTypes.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bathyscope {

// φ, the frequency of a token, on a logarithmic scale; each function gives it per type, [types].

enum class FrequencySource : std::uint8_t
{
    Corpus, ///< the analysed text
    BpeRank,
    Table, ///< of the user
};

/// Where φ comes from.
struct FrequencyChoice
{
    FrequencySource source = FrequencySource::Corpus;
    std::filesystem::path table; ///< of FrequencySource::Table

    bool operator==(const FrequencyChoice&) const = default;
};

/// ln(count of the type in the analysed text).
[[nodiscard]] std::vector<double> textFrequency(const TokenTypes& types);

/// ln(1 + id): merges are learnt in order of frequency, so the id stands for a rank. It grows as the
/// frequency falls; a linear control does not mind.
[[nodiscard]] std::vector<double> bpeRankFrequency(const TokenTypes& types);

/// How often tokens occur in some larger text.
using TokenCounts = std::unordered_map<TokenId, std::int64_t>;

/// Reads a table of two columns: a first line `token_id,count`, then one token a line, both whole numbers
/// from 0, no id twice. Throws what readFileBytes throws, and BadFormat with the number of the line.
[[nodiscard]] TokenCounts readTokenCounts(const std::filesystem::path& path);

/// The same from the text of a table; `name` stands in messages.
[[nodiscard]] TokenCounts parseTokenCounts(std::string_view text, std::string_view name);

/// ln(1 + count): a type that the table lacks has count 0.
[[nodiscard]] std::vector<double> tableFrequency(const TokenTypes& types, const TokenCounts& counts);

/// φ by the user's choice, [types]. Throws what readTokenCounts throws.
[[nodiscard]] std::vector<double> chosenFrequency(const TokenTypes& types, const FrequencyChoice& choice);

/// "corpus", "bpe-rank", "table": in files and on the command line.
[[nodiscard]] std::string_view frequencySourceName(FrequencySource source);
[[nodiscard]] std::optional<FrequencySource> parseFrequencySource(std::string_view name);

/// Types that the table lacks.
[[nodiscard]] std::size_t countMissing(const TokenTypes& types, const TokenCounts& counts);

} // namespace bathyscope
