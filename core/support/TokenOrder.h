// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <utility>

namespace bathyscope {

/// Pieces of a stream of tokens that are finished in any order and taken in the order of their tokens: what
/// several threads give is then joined or written as one thread would. Not synchronised.
template <typename Piece>
class TokenOrder
{
public:
    struct Waiting
    {
        std::size_t numTokens = 0;
        Piece piece;
    };

    /// Adds the piece of tokens [firstToken, firstToken + numTokens) and calls take(piece) for every piece
    /// before which nothing is missing any more.
    template <typename Take>
    void add(std::size_t firstToken, std::size_t numTokens, Piece piece, Take&& take)
    {
        m_waiting.emplace(firstToken, Waiting {numTokens, std::move(piece)});
        for (auto next = m_waiting.begin(); next != m_waiting.end() && next->first == m_nextToken;
             next = m_waiting.erase(next)) {
            m_nextToken += next->second.numTokens;
            take(next->second.piece);
        }
    }

    /// Those whose predecessors have not come, by first token.
    [[nodiscard]] const std::map<std::size_t, Waiting>& waiting() const noexcept
    {
        return m_waiting;
    }

private:
    std::size_t m_nextToken = 0;
    std::map<std::size_t, Waiting> m_waiting;
};

} // namespace bathyscope
