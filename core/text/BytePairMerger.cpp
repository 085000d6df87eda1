// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/BytePairMerger.h"

#include "core/support/SipHash.h"

#include <algorithm>
#include <bit>

namespace bathyscope {
namespace {

using Node = BytePairMerger::Workspace::Node;
using Candidate = BytePairMerger::Workspace::Candidate;

constexpr std::uint32_t noNode = static_cast<std::uint32_t>(-1);
constexpr TokenId mergedAway = -1;

std::uint64_t pairOf(TokenId left, TokenId right)
{
    return std::uint64_t {static_cast<std::uint32_t>(left)} << 32U | static_cast<std::uint32_t>(right);
}

/// std::push_heap keeps the greatest first; ours is the earliest merge, then the leftmost.
bool comesLater(const Candidate& a, const Candidate& b)
{
    return a.rank != b.rank ? a.rank > b.rank : a.left > b.left;
}

} // namespace

BytePairMerger::PairHash::PairHash()
{
    const SipHash draw(processSipKey());
    for (std::size_t i = 0; i < m_factors.size(); ++i) {
        m_factors.at(i) = draw(std::uint64_t {i});
    }
}

std::uint64_t BytePairMerger::PairHash::operator()(std::uint64_t pair) const noexcept
{
    const std::uint64_t sum =
        m_factors[0] * (pair >> 32U) + m_factors[1] * (pair & 0xFFFFFFFFU) + m_factors[2];
    return (sum ^ sum >> 32U) * (m_factors[3] | 1U) >> 32U;
}

BytePairMerger::BytePairMerger(std::size_t numMerges)
    : m_slots(std::bit_ceil(2 * numMerges + 1))
{
}

void BytePairMerger::add(TokenId left, TokenId right, TokenId merged)
{
    const std::uint64_t pair = pairOf(left, right);
    m_slots[slotIndex(pair)] = {.pair = pair, .rank = m_numAdded, .merged = merged};
    ++m_numAdded;
}

std::size_t BytePairMerger::numMerges() const noexcept
{
    return m_numAdded;
}

std::size_t BytePairMerger::longestSearch() const
{
    std::size_t longest = 0;
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        if (m_slots[i].pair != noPair) {
            const std::size_t distance = (i - firstIndex(m_slots[i].pair)) & (m_slots.size() - 1);
            longest = std::max(longest, distance + 1);
        }
    }
    return longest;
}

std::size_t BytePairMerger::firstIndex(std::uint64_t pair) const
{
    return m_hash(pair) & (m_slots.size() - 1);
}

std::size_t BytePairMerger::slotIndex(std::uint64_t pair) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t index = firstIndex(pair);
    while (m_slots[index].pair != pair && m_slots[index].pair != noPair) {
        index = (index + 1) & mask;
    }
    return index;
}

const BytePairMerger::Slot* BytePairMerger::find(TokenId left, TokenId right) const
{
    const std::uint64_t pair = pairOf(left, right);
    const Slot& slot = m_slots[slotIndex(pair)];
    return slot.pair == pair ? &slot : nullptr;
}

bool BytePairMerger::merge(std::vector<TokenId>& tokens, Workspace& workspace,
                           const std::stop_token& stop) const
{
    std::vector<Node>& nodes = workspace.nodes;
    std::vector<Candidate>& heap = workspace.heap;
    const auto numNodes = static_cast<std::uint32_t>(tokens.size());
    nodes.resize(numNodes);
    heap.clear();
    const auto noteCandidate = [&](std::uint32_t left) {
        const Slot* slot = find(nodes[left].id, nodes[nodes[left].next].id);
        if (slot != nullptr) {
            heap.push_back({.rank = slot->rank, .left = left});
        }
        return slot != nullptr;
    };

    for (std::uint32_t i = 0; i < numNodes; ++i) {
        nodes[i] = {
            .id = tokens[i], .previous = i == 0 ? noNode : i - 1, .next = i + 1 == numNodes ? noNode : i + 1};
    }
    for (std::uint32_t i = 0; i + 1 < numNodes; ++i) {
        noteCandidate(i);
    }
    std::make_heap(heap.begin(), heap.end(), comesLater);

    for (std::size_t step = 1; !heap.empty(); ++step) {
        if (step % 65536 == 0 && stop.stop_requested()) {
            return false;
        }
        std::pop_heap(heap.begin(), heap.end(), comesLater);
        const Candidate candidate = heap.back();
        heap.pop_back();

        // Either node may have been merged since; then their pair, if there still is one, has another rank.
        Node& left = nodes[candidate.left];
        if (left.id == mergedAway || left.next == noNode) {
            continue;
        }
        Node& right = nodes[left.next];
        const Slot* slot = find(left.id, right.id);
        if (slot == nullptr || slot->rank != candidate.rank) {
            continue;
        }
        left.id = slot->merged;
        left.next = right.next;
        right.id = mergedAway;
        if (left.next != noNode) {
            nodes[left.next].previous = candidate.left;
            if (noteCandidate(candidate.left)) {
                std::push_heap(heap.begin(), heap.end(), comesLater);
            }
        }
        if (left.previous != noNode && noteCandidate(left.previous)) {
            std::push_heap(heap.begin(), heap.end(), comesLater);
        }
    }

    tokens.clear();
    for (const Node& node : nodes) {
        if (node.id != mergedAway) {
            tokens.push_back(node.id);
        }
    }
    return true;
}

} // namespace bathyscope
