// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/TypeSumTable.h"

#include "core/support/TargetClones.h"

#include <algorithm>

namespace bathyscope {

namespace {

static_assert(tileNeurons == permutationBlock, "a table of type sums is read block by block");

BATHYSCOPE_TARGET_CLONES
void addRows(const float* tile, const std::int32_t* rows, std::size_t numTokens, float* table)
{
    for (std::size_t token = 0; token < numTokens; ++token) {
        if (rows[token] < 0) {
            continue;
        }
        float* sums = table + static_cast<std::size_t>(rows[token]) * tileNeurons;
        for (std::size_t i = 0; i < tileNeurons; i += floatLanes) {
            FloatVector value;
            FloatVector sum;
            load(tile + token * tileNeurons + i, value);
            load(sums + i, sum);
            store(sum + value, sums + i);
        }
    }
}

} // namespace

TypeSumTable::TypeSumTable(std::size_t numTypes, std::size_t numNeurons)
    : m_numTypes(numTypes)
    , m_mutexes((numNeurons + tileNeurons - 1) / tileNeurons)
    , m_isClear(m_mutexes.size())
    , m_sums(m_mutexes.size() * numTypes * tileNeurons)
{
}

void TypeSumTable::clear()
{
    std::ranges::fill(m_isClear, 0);
}

void TypeSumTable::add(std::size_t block, const ActivationTile& tile, std::span<const std::int32_t> rows)
{
    const std::scoped_lock lock(m_mutexes[block]);
    float* table = m_sums.data() + block * m_numTypes * tileNeurons;
    if (m_isClear[block] == 0) {
        std::fill_n(table, m_numTypes * tileNeurons, 0.0F);
        m_isClear[block] = 1;
    }
    addRows(tile.values.data(), rows.data(), tile.numTokens, table);
}

TypeSums TypeSumTable::sums(std::span<const double> squares) const
{
    return {.sums = m_sums.data(),
            .rowStride = tileNeurons,
            .blockStride = m_numTypes * tileNeurons,
            .squares = squares};
}

} // namespace bathyscope
