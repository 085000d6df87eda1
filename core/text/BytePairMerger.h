// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/TokenId.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace bathyscope {

/// The merges of a byte-pair encoding (Sennrich et al. 2016) and their application to one sequence of tokens.
/// Const once all merges are added; threads may share it then.
class BytePairMerger
{
public:
    explicit BytePairMerger(std::size_t numMerges);

    /// The next merge in order: left, right → merged. A pair that comes again keeps its later place.
    void add(TokenId left, TokenId right, TokenId merged);

    /// How many were added.
    [[nodiscard]] std::size_t numMerges() const noexcept;

    /// Slots that are looked at to find a pair that was added: the most.
    [[nodiscard]] std::size_t longestSearch() const;

    /// Memory that merge() works in, kept between calls to save allocations. One a thread.
    struct Workspace;

    /// Applies, while any applies, the earliest merge at its leftmost place. O(n log n) for n tokens, of
    /// which there may be maxTokens. False if stopped before the end; the tokens are then unspecified.
    [[nodiscard]] bool merge(std::vector<TokenId>& tokens, Workspace& workspace,
                             const std::stop_token& stop) const;

    static constexpr std::size_t maxTokens = std::size_t {1} << 26U;

private:
    struct Slot
    {
        std::uint64_t pair = noPair;
        std::uint32_t rank = 0; ///< place in the order of merges
        TokenId merged = 0;
    };
    static constexpr std::uint64_t noPair = static_cast<std::uint64_t>(-1);

    /// Keyed by chance: no file can make its pairs fall together. Multiply-shift of both halves
    /// (Dietzfelbinger 1996) is universal, and what regularity it leaves is mixed away; SipHash would cost a
    /// third of the speed.
    class PairHash
    {
    public:
        PairHash();
        [[nodiscard]] std::uint64_t operator()(std::uint64_t pair) const noexcept;

    private:
        std::array<std::uint64_t, 4> m_factors {};
    };

    [[nodiscard]] std::size_t firstIndex(std::uint64_t pair) const;
    [[nodiscard]] std::size_t slotIndex(std::uint64_t pair) const;
    [[nodiscard]] const Slot* find(TokenId left, TokenId right) const;

    std::vector<Slot> m_slots; ///< open addressing, at most half full; a power of two
    PairHash m_hash;
    std::uint32_t m_numAdded = 0;
};

struct BytePairMerger::Workspace
{
    /// A token of the sequence, linked to its neighbours.
    struct Node
    {
        TokenId id = 0;
        std::uint32_t previous = 0;
        std::uint32_t next = 0;
    };

    /// A merge that applied to nodes `left` and its successor when it was noted.
    struct Candidate
    {
        std::uint32_t rank = 0;
        std::uint32_t left = 0;
    };

    std::vector<Node> nodes;
    std::vector<Candidate> heap; ///< earliest merge first, then leftmost
};

} // namespace bathyscope
