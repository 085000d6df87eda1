// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenId.h"

#include <cstddef>
#include <span>
#include <vector>

namespace bathyscope {

/// One context of the model: tokens [firstToken, firstToken + numTokens) of the stream, at positions 0 …
/// numTokens − 1.
struct TokenWindow
{
    std::size_t firstToken = 0;
    std::size_t numTokens = 0;
    bool operator==(const TokenWindow&) const = default;
};

/// Neighbouring windows that pass through a layer together, without padding: the rows of their hidden states
/// are tokens [firstToken, firstToken + numTokens) of the stream.
struct TokenBatch
{
    std::size_t firstToken = 0;
    std::size_t numTokens = 0;
    std::span<const TokenWindow> windows; ///< valid as long as the TokenWindows it came from
};

/// The tokens of a run, cut into windows. Each window starts a fresh context; a last, shorter one is kept.
/// Immutable.
class TokenWindows
{
public:
    TokenWindows() = default;

    /// Cuts a stream every `windowLength` tokens. windowLength ≥ 1 (else InvalidRequest).
    [[nodiscard]] static TokenWindows cut(std::vector<TokenId> ids, std::size_t windowLength);

    /// The same for each of several streams: no window has tokens of two of them.
    [[nodiscard]] static TokenWindows cutEach(const std::vector<std::vector<TokenId>>& streams,
                                              std::size_t windowLength);

    /// One window for each given list; empty lists are left out.
    [[nodiscard]] static TokenWindows fromLists(const std::vector<std::vector<TokenId>>& lists);

    /// At most the first `maxTokens` tokens of these windows; the last window may become shorter.
    [[nodiscard]] TokenWindows first(std::size_t maxTokens) const;

    [[nodiscard]] std::span<const TokenId> ids() const noexcept; ///< [numTokens]
    [[nodiscard]] std::span<const TokenWindow> windows() const noexcept;
    [[nodiscard]] std::size_t numTokens() const noexcept;
    [[nodiscard]] std::size_t longestWindow() const noexcept; ///< in tokens; 0 without windows

    /// Batches of as many neighbouring windows as `minTokens` (≥ 1) need, in order, covering every token
    /// once; the last one may be smaller.
    [[nodiscard]] std::vector<TokenBatch> batches(std::size_t minTokens) const;

private:
    void cutFrom(std::size_t firstToken, std::size_t windowLength);

    std::vector<TokenId> m_ids;
    std::vector<TokenWindow> m_windows;
};

} // namespace bathyscope
