// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenId.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// Token ids of a text and where each token begins: token i covers bytes [offsets[i], offsets[i + 1]).
struct Encoding
{
    std::vector<TokenId> ids; ///< [tokens]
    std::vector<std::size_t> offsets; ///< [tokens + 1], bytes into the text
};

/// GPT-2's byte-level BPE (Radford et al. 2019; Sennrich et al. 2016), read from vocab.json and merges.txt.
/// Immutable after loading; any number of threads may encode with one object.
class Tokenizer
{
public:
    /// Throws FileMissing, FileUnreadable or BadFormat, naming the file and what is wrong in it.
    [[nodiscard]] static std::shared_ptr<const Tokenizer> load(const std::filesystem::path& vocabFile,
                                                               const std::filesystem::path& mergesFile);
    ~Tokenizer();
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;
    Tokenizer(Tokenizer&&) = delete;
    Tokenizer& operator=(Tokenizer&&) = delete;

    /// Ids of a valid UTF-8 text; `<|endoftext|>` in it becomes the special token. Stops early, at a token
    /// border, once `maxTokens` tokens exist (they are exactly the first tokens of the full encoding) or stop
    /// is requested.
    [[nodiscard]] std::vector<TokenId> encode(std::string_view text, std::size_t maxTokens = unlimited,
                                              const std::stop_token& stop = {}) const;

    /// The same with byte offsets.
    [[nodiscard]] Encoding encodeWithOffsets(std::string_view text, std::size_t maxTokens = unlimited,
                                             const std::stop_token& stop = {}) const;

    /// The bytes of the tokens, joined. decode(encode(x)) = x. Throws InvalidRequest for an id outside the
    /// vocabulary.
    [[nodiscard]] std::string decode(std::span<const TokenId> ids) const;

    /// The bytes of one token, which may be ill-formed UTF-8 alone. Throws InvalidRequest for an id outside
    /// the vocabulary.
    [[nodiscard]] std::string_view tokenBytes(TokenId id) const;

    [[nodiscard]] std::size_t vocabularySize() const noexcept;

    /// Id of `<|endoftext|>`, where the vocabulary has it.
    [[nodiscard]] std::optional<TokenId> endOfText() const noexcept;

    static constexpr std::size_t unlimited = static_cast<std::size_t>(-1);

private:
    struct Tables;
    explicit Tokenizer(std::unique_ptr<const Tables> tables);
    std::unique_ptr<const Tables> m_tables;
};

} // namespace bathyscope
