// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TokenTexts.h"

#include "core/support/Error.h"

#include <algorithm>
#include <utility>

namespace bathyscope {

TokenTexts::TokenTexts(TokenWindows windows, std::shared_ptr<const TokenFeatures> features,
                       const Tokenizer& tokenizer)
    : m_windows(std::move(windows))
    , m_features(std::move(features))
{
    if (m_features->length.size() != size()) {
        throw Error(ErrorKind::InvalidRequest,
                    "There are " + std::to_string(size()) + " tokens, but features of "
                        + std::to_string(m_features->length.size()) + ".");
    }
    m_firstBytes.reserve(size() + 1);
    for (const TokenId id : m_windows.ids()) {
        m_firstBytes.push_back(m_text.size());
        m_text += tokenizer.tokenBytes(id);
    }
    m_firstBytes.push_back(m_text.size());
}

std::size_t TokenTexts::size() const noexcept
{
    return m_windows.numTokens();
}

TokenId TokenTexts::id(std::size_t token) const
{
    return m_windows.ids()[token];
}

const TokenWindows& TokenTexts::windows() const noexcept
{
    return m_windows;
}

const TokenFeatures& TokenTexts::features() const noexcept
{
    return *m_features;
}

std::string_view TokenTexts::text() const noexcept
{
    return m_text;
}

std::size_t TokenTexts::firstByte(std::size_t token) const
{
    return m_firstBytes[token];
}

std::string_view TokenTexts::bytes(std::size_t token) const
{
    return text().substr(m_firstBytes[token], m_firstBytes[token + 1] - m_firstBytes[token]);
}

std::size_t TokenTexts::tokenAt(std::size_t byte) const
{
    const auto next = std::ranges::upper_bound(m_firstBytes, byte);
    return static_cast<std::size_t>(next - m_firstBytes.begin()) - 1;
}

} // namespace bathyscope
