// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TokenWindows.h"

#include "core/support/Error.h"

#include <algorithm>
#include <utility>

namespace bathyscope {

TokenWindows TokenWindows::cut(std::vector<TokenId> ids, std::size_t windowLength)
{
    TokenWindows result;
    result.m_ids = std::move(ids);
    result.cutFrom(0, windowLength);
    return result;
}

TokenWindows TokenWindows::cutEach(const std::vector<std::vector<TokenId>>& streams, std::size_t windowLength)
{
    TokenWindows result;
    for (const std::vector<TokenId>& stream : streams) {
        const std::size_t first = result.numTokens();
        result.m_ids.insert(result.m_ids.end(), stream.begin(), stream.end());
        result.cutFrom(first, windowLength);
    }
    return result;
}

void TokenWindows::cutFrom(std::size_t firstToken, std::size_t windowLength)
{
    if (windowLength == 0) {
        throw Error(ErrorKind::InvalidRequest,
                    "A window must have at least one token, and 0 were asked for.");
    }
    for (std::size_t first = firstToken; first < numTokens();) {
        const std::size_t length = std::min(windowLength, numTokens() - first);
        m_windows.push_back({.firstToken = first, .numTokens = length});
        first += length;
    }
}

TokenWindows TokenWindows::fromLists(const std::vector<std::vector<TokenId>>& lists)
{
    TokenWindows result;
    for (const std::vector<TokenId>& list : lists) {
        if (!list.empty()) {
            result.m_windows.push_back({.firstToken = result.numTokens(), .numTokens = list.size()});
            result.m_ids.insert(result.m_ids.end(), list.begin(), list.end());
        }
    }
    return result;
}

TokenWindows TokenWindows::first(std::size_t maxTokens) const
{
    TokenWindows result;
    for (const TokenWindow& window : m_windows) {
        if (window.firstToken >= maxTokens) {
            break;
        }
        result.m_windows.push_back({.firstToken = window.firstToken,
                                    .numTokens = std::min(window.numTokens, maxTokens - window.firstToken)});
    }
    const auto numKept = static_cast<std::ptrdiff_t>(std::min(maxTokens, numTokens()));
    result.m_ids.assign(m_ids.begin(), m_ids.begin() + numKept);
    return result;
}

std::span<const TokenId> TokenWindows::ids() const noexcept
{
    return m_ids;
}

std::span<const TokenWindow> TokenWindows::windows() const noexcept
{
    return m_windows;
}

std::size_t TokenWindows::numTokens() const noexcept
{
    return m_ids.size();
}

std::size_t TokenWindows::longestWindow() const noexcept
{
    std::size_t longest = 0;
    for (const TokenWindow& window : m_windows) {
        longest = std::max(longest, window.numTokens);
    }
    return longest;
}

std::vector<TokenBatch> TokenWindows::batches(std::size_t minTokens) const
{
    std::vector<TokenBatch> result;
    bool isFull = true;
    for (std::size_t i = 0; i < m_windows.size(); ++i) {
        if (isFull) {
            result.push_back({.firstToken = m_windows[i].firstToken, .numTokens = 0, .windows = {}});
        }
        TokenBatch& batch = result.back();
        const std::size_t numWindows = batch.windows.size() + 1;
        batch.windows = windows().subspan(i + 1 - numWindows, numWindows);
        batch.numTokens += m_windows[i].numTokens;
        isFull = batch.numTokens >= minTokens;
    }
    return result;
}

} // namespace bathyscope
