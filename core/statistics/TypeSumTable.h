// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/ActivationTile.h"
#include "core/statistics/TypePermutation.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

namespace bathyscope {

/// A layer's activations summed over the tokens of each type, float32: a table [types, tileNeurons] for each
/// block of neurons. Several threads may add at once; the order in which a sum's tokens come is open, so that
/// its last bit may differ from run to run.
class TypeSumTable
{
public:
    TypeSumTable(std::size_t numTypes, std::size_t numNeurons);

    /// Forgets all sums; the memory stays.
    void clear();

    /// Adds a tile of a block; `rows` [tokens of the tile] are the tokens' rows, TokenTypes::excluded for
    /// none.
    void add(std::size_t block, const ActivationTile& tile, std::span<const std::int32_t> rows);

    /// As TypePermutation::test() takes it; `squares` [neurons] is Σ(a − mean a)². Every block must have been
    /// given a tile.
    [[nodiscard]] TypeSums sums(std::span<const double> squares) const;

private:
    std::size_t m_numTypes;
    std::vector<std::mutex> m_mutexes; ///< [blocks], each guards its block's table
    std::vector<std::uint8_t> m_isClear; ///< [blocks]: 0 where sums of before are still there
    std::vector<float> m_sums; ///< [blocks, types, tileNeurons]; cleared when a block gets its first tile
};

} // namespace bathyscope
