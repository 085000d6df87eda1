// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

extern "C" {
struct pcre2_real_code_8;
struct pcre2_real_match_data_8;
}

namespace bathyscope {

inline constexpr std::string_view endOfTextMarker = "<|endoftext|>";

/// A piece of the text whose bytes are merged among themselves only: about a word with its leading space.
struct PreToken
{
    std::string_view text;
    bool isEndOfText = false; ///< the marker itself, which is one token
};

/// GPT-2's pattern of a pre-token, compiled (PCRE2, with its JIT where there is one). Immutable; threads may
/// share it.
class PreTokenPattern
{
public:
    PreTokenPattern();

private:
    friend class PreTokenCursor;
    struct Free
    {
        void operator()(pcre2_real_code_8* code) const;
    };
    std::unique_ptr<pcre2_real_code_8, Free> m_code;
};

/// Walks through a text, one pre-token at a time, and looks no further ahead than it must: the first
/// pre-tokens of a huge text cost what they cost in a small one.
class PreTokenCursor
{
public:
    /// The pattern and the text must outlive the cursor.
    PreTokenCursor(const PreTokenPattern& pattern, std::string_view text, bool splitsAtEndOfText);

    /// Nothing after the last one. Throws InvalidRequest where the text is not UTF-8.
    [[nodiscard]] std::optional<PreToken> next();

private:
    struct Free
    {
        void operator()(pcre2_real_match_data_8* data) const;
    };

    void lookAhead(std::size_t numBytes);
    [[nodiscard]] std::size_t matchEnd();

    const pcre2_real_code_8* m_code;
    std::unique_ptr<pcre2_real_match_data_8, Free> m_match;
    std::string_view m_text;
    bool m_splitsAtEndOfText;
    std::size_t m_position = 0; ///< where the next pre-token begins
    std::size_t m_validEnd = 0; ///< UTF-8 was checked up to here
    std::size_t m_limit = 0; ///< no marker begins before here
    bool m_limitIsBorder = false; ///< at the limit the text ends or a marker begins
};

} // namespace bathyscope
