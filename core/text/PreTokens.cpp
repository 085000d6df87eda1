// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/PreTokens.h"

#include "core/support/Error.h"
#include "core/support/Utf8.h"

#include <algorithm>
#include <cstdint>
#include <string>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace bathyscope {
namespace {

// Unicode's White_Space, spelt out: PCRE2's \s has U+180E besides, and Python's re has U+001C … U+001F.
#define WHITE_SPACE                                                                                          \
    R"(\x09-\x0D\x20\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000})"

// Radford et al. 2019. Possessive where giving characters back cannot help, so that nothing is remembered
// while a long run of letters is read. White space before a word leaves its last character to that word.
constexpr std::string_view pattern =
    R"('(?:[stmd]|re|ve|ll)| ?\p{L}++| ?\p{N}++| ?[^)" WHITE_SPACE R"(\p{L}\p{N}]++|[)" WHITE_SPACE
    R"(]+(?![^)" WHITE_SPACE R"(])|[)" WHITE_SPACE R"(]++)";
#undef WHITE_SPACE

constexpr std::size_t blockBytes = std::size_t {1} << 16U;

/// How far behind its end a match depends on the text: two bytes of a contraction ('ll), or one character.
constexpr std::size_t dependenceBytes = 4;

bool isContinuationByte(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

void PreTokenPattern::Free::operator()(pcre2_real_code_8* code) const
{
    pcre2_code_free(code);
}

void PreTokenCursor::Free::operator()(pcre2_real_match_data_8* data) const
{
    pcre2_match_data_free(data);
}

PreTokenPattern::PreTokenPattern()
{
    int error = 0;
    PCRE2_SIZE errorOffset = 0;
    m_code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                               PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED, &error, &errorOffset, nullptr));
    if (!m_code) {
        throw Error(ErrorKind::Internal,
                    "PCRE2 on this machine cannot compile the tokenizer's pattern (its error "
                        + std::to_string(error) + "); install libpcre2-8 with Unicode support.");
    }
    pcre2_jit_compile(m_code.get(), PCRE2_JIT_COMPLETE); // without a JIT it is only slower
}

PreTokenCursor::PreTokenCursor(const PreTokenPattern& pattern, std::string_view text, bool splitsAtEndOfText)
    : m_code(pattern.m_code.get())
    , m_match(pcre2_match_data_create(1, nullptr))
    , m_text(text)
    , m_splitsAtEndOfText(splitsAtEndOfText)
{
    if (!m_match) {
        throw Error(ErrorKind::OutOfMemory, "There is no memory left to tokenize the text.");
    }
}

std::optional<PreToken> PreTokenCursor::next()
{
    if (m_position == m_limit && !m_limitIsBorder) {
        lookAhead(blockBytes);
    }
    if (m_position == m_text.size()) {
        return std::nullopt;
    }
    if (m_position == m_limit) {
        m_position += endOfTextMarker.size();
        m_limit = m_position;
        m_limitIsBorder = false;
        return PreToken {.text = endOfTextMarker, .isEndOfText = true};
    }
    std::size_t end = matchEnd();
    while (!m_limitIsBorder && end + dependenceBytes > m_limit) {
        lookAhead(2 * (m_limit - m_position));
        end = matchEnd();
    }
    const PreToken preToken {.text = m_text.substr(m_position, end - m_position)};
    m_position = end;
    return preToken;
}

/// Moves the limit to at least `numBytes` behind the position, or to the next border before that.
void PreTokenCursor::lookAhead(std::size_t numBytes)
{
    std::size_t limit = m_position + std::min(std::max(numBytes, blockBytes), m_text.size() - m_position);
    while (limit < m_text.size() && isContinuationByte(m_text[limit])) {
        ++limit;
    }
    if (limit > m_validEnd) {
        m_validEnd += wellFormedPrefixSize(m_text.substr(m_validEnd, limit - m_validEnd));
        if (m_validEnd < limit) {
            throw Error(ErrorKind::InvalidRequest,
                        "The text is not UTF-8 at byte " + std::to_string(m_validEnd)
                            + "; replace what is ill-formed before it is tokenized.");
        }
    }
    m_limitIsBorder = limit == m_text.size();
    if (m_splitsAtEndOfText) {
        const std::string_view ahead = m_text.substr(0, limit + endOfTextMarker.size() - 1);
        const std::size_t marker = ahead.find(endOfTextMarker, m_limit);
        if (marker != std::string_view::npos) {
            limit = marker;
            m_limitIsBorder = true;
        }
    }
    m_limit = limit;
}

std::size_t PreTokenCursor::matchEnd()
{
    const int found = pcre2_match(m_code, reinterpret_cast<PCRE2_SPTR>(m_text.data()), m_limit, m_position,
                                  PCRE2_NO_UTF_CHECK, m_match.get(), nullptr);
    if (found < 0) { // every character belongs to one of the alternatives
        throw Error(ErrorKind::Internal,
                    "PCRE2 failed with its error " + std::to_string(found) + " at byte "
                        + std::to_string(m_position) + " of the text.");
    }
    return pcre2_get_ovector_pointer(m_match.get())[1];
}

} // namespace bathyscope
