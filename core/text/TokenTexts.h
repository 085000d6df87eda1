// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenFeatures.h"
#include "core/text/TokenId.h"
#include "core/text/TokenWindows.h"
#include "core/text/Tokenizer.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// The tokens of a run with what each of them says: id, bytes, window, length and count. Immutable and
/// shared; what shows a text reads from it.
class TokenTexts
{
public:
    /// `features` are those of the same windows. Throws InvalidRequest where they are not, or for an id
    /// outside the vocabulary.
    TokenTexts(TokenWindows windows, std::shared_ptr<const TokenFeatures> features,
               const Tokenizer& tokenizer);

    [[nodiscard]] std::size_t size() const noexcept; ///< in tokens
    [[nodiscard]] TokenId id(std::size_t token) const;
    [[nodiscard]] const TokenWindows& windows() const noexcept;
    [[nodiscard]] const TokenFeatures& features() const noexcept;

    /// The bytes of all tokens, joined. A character may be spread over tokens, and the last may be incomplete
    /// where the tokens end or a window does.
    [[nodiscard]] std::string_view text() const noexcept;

    /// Where a token begins in text(); the text's size for size().
    [[nodiscard]] std::size_t firstByte(std::size_t token) const;
    [[nodiscard]] std::string_view bytes(std::size_t token) const;

    /// The token that a byte of text() belongs to. byte < text().size().
    [[nodiscard]] std::size_t tokenAt(std::size_t byte) const;

private:
    TokenWindows m_windows;
    std::shared_ptr<const TokenFeatures> m_features;
    std::string m_text;
    std::vector<std::size_t> m_firstBytes; ///< [tokens + 1]
};

} // namespace bathyscope
