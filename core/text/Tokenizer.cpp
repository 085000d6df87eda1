// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Tokenizer.h"

#include "core/support/Error.h"
#include "core/text/BytePairMerger.h"
#include "core/text/PreTokens.h"
#include "core/text/VocabularyFiles.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace bathyscope {
namespace {

/// Where the tokens of recent pre-tokens stand in the output of one call of encode(), so that a word is
/// merged once. It owns no text and no tokens, its size is fixed, and a newer word replaces an older one in
/// its place.
class RecentPreTokens
{
public:
    struct Tokens
    {
        std::size_t first = 0; ///< index in the output
        std::size_t count = 0;
    };

    explicit RecentPreTokens(std::size_t textBytes)
        : m_entries(std::bit_ceil(std::clamp(textBytes / 4, minEntries, maxEntries)))
    {
    }

    /// Nothing if the pre-token is not remembered.
    [[nodiscard]] std::optional<Tokens> find(std::string_view preToken) const
    {
        const Entry& entry = m_entries[indexOf(preToken)];
        if (entry.preToken != preToken) {
            return std::nullopt;
        }
        return entry.tokens;
    }

    void remember(std::string_view preToken, Tokens tokens)
    {
        m_entries[indexOf(preToken)] = {.preToken = preToken, .tokens = tokens};
    }

    static constexpr std::size_t maxPreTokenBytes = 64; ///< longer ones hardly ever come again

private:
    struct Entry
    {
        std::string_view preToken;
        Tokens tokens;
    };
    static constexpr std::size_t minEntries = 16;
    static constexpr std::size_t maxEntries = std::size_t {1} << 15U;

    [[nodiscard]] std::size_t indexOf(std::string_view preToken) const
    {
        return std::hash<std::string_view> {}(preToken) & (m_entries.size() - 1);
    }

    std::vector<Entry> m_entries;
};

} // namespace

struct Tokenizer::Tables
{
    std::vector<std::string> tokens; ///< bytes, by id
    std::array<TokenId, 256> byteTokens {};
    std::optional<TokenId> endOfText;
    BytePairMerger merger;
    PreTokenPattern pattern;
};

std::shared_ptr<const Tokenizer> Tokenizer::load(const std::filesystem::path& vocabFile,
                                                 const std::filesystem::path& mergesFile)
{
    Vocabulary vocabulary = readVocabulary(vocabFile);
    BytePairMerger merger = readMerges(mergesFile, vocabulary);
    std::optional<TokenId> endOfText;
    if (const auto found = vocabulary.ids.find(std::string(endOfTextMarker)); found != vocabulary.ids.end()) {
        endOfText = found->second;
    }
    auto tables = std::make_unique<Tables>(Tables {.tokens = std::move(vocabulary.tokens),
                                                   .byteTokens = vocabulary.byteTokens,
                                                   .endOfText = endOfText,
                                                   .merger = std::move(merger),
                                                   .pattern = PreTokenPattern()});
    return std::shared_ptr<const Tokenizer>(new Tokenizer(std::move(tables)));
}

Tokenizer::Tokenizer(std::unique_ptr<const Tables> tables)
    : m_tables(std::move(tables))
{
}

Tokenizer::~Tokenizer() = default;

std::vector<TokenId> Tokenizer::encode(std::string_view text, std::size_t maxTokens,
                                       const std::stop_token& stop) const
{
    std::vector<TokenId> ids;
    std::vector<TokenId> preTokenIds;
    BytePairMerger::Workspace workspace;
    RecentPreTokens recent(text.size());
    PreTokenCursor cursor(m_tables->pattern, text, m_tables->endOfText.has_value());

    while (ids.size() < maxTokens && !stop.stop_requested()) {
        const std::optional<PreToken> preToken = cursor.next();
        if (!preToken) {
            break;
        }
        if (preToken->isEndOfText) {
            ids.push_back(*m_tables->endOfText);
            continue;
        }
        const std::string_view bytes = preToken->text;
        const bool mayComeAgain = bytes.size() <= RecentPreTokens::maxPreTokenBytes;
        const auto known = mayComeAgain ? recent.find(bytes) : std::nullopt;
        if (known) {
            const std::size_t end = ids.size();
            ids.resize(end + known->count);
            std::copy_n(&ids[known->first], known->count, &ids[end]);
            continue;
        }
        if (bytes.size() > BytePairMerger::maxTokens) {
            throw Error(ErrorKind::InvalidRequest,
                        "The text has " + std::to_string(bytes.size())
                            + " bytes without a break between words, and the tokenizer takes at most "
                            + std::to_string(BytePairMerger::maxTokens) + "; break the text into lines.");
        }
        preTokenIds.resize(bytes.size());
        std::transform(bytes.begin(), bytes.end(), preTokenIds.begin(),
                       [this](char byte) { return m_tables->byteTokens[static_cast<std::uint8_t>(byte)]; });
        if (!m_tables->merger.merge(preTokenIds, workspace, stop)) {
            break;
        }
        if (mayComeAgain) {
            recent.remember(bytes, {.first = ids.size(), .count = preTokenIds.size()});
        }
        ids.insert(ids.end(), preTokenIds.begin(), preTokenIds.end());
    }
    ids.resize(std::min(ids.size(), maxTokens));
    return ids;
}

Encoding Tokenizer::encodeWithOffsets(std::string_view text, std::size_t maxTokens,
                                      const std::stop_token& stop) const
{
    Encoding encoding {.ids = encode(text, maxTokens, stop), .offsets = {0}};
    encoding.offsets.reserve(encoding.ids.size() + 1);
    for (const TokenId id : encoding.ids) {
        encoding.offsets.push_back(encoding.offsets.back() + tokenBytes(id).size());
    }
    return encoding;
}

std::string Tokenizer::decode(std::span<const TokenId> ids) const
{
    std::string bytes;
    for (const TokenId id : ids) {
        bytes += tokenBytes(id);
    }
    return bytes;
}

std::string_view Tokenizer::tokenBytes(TokenId id) const
{
    if (id < 0 || static_cast<std::size_t>(id) >= vocabularySize()) {
        throw Error(ErrorKind::InvalidRequest,
                    "The token id " + std::to_string(id)
                        + " is outside the vocabulary, whose ids run from 0 to "
                        + std::to_string(vocabularySize() - 1) + ".");
    }
    return m_tables->tokens[static_cast<std::size_t>(id)];
}

std::size_t Tokenizer::vocabularySize() const noexcept
{
    return m_tables->tokens.size();
}

std::optional<TokenId> Tokenizer::endOfText() const noexcept
{
    return m_tables->endOfText;
}

} // namespace bathyscope
