// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/ActivationTile.h"
#include "core/statistics/LengthSeries.h"

#include <cstddef>
#include <mutex>
#include <span>
#include <vector>

namespace bathyscope {

/// A layer's products of activations with length series, the table that the permutations of `p_length` are
/// read from: [series.terms().numRows, neurons] float32. Several threads may add at once.
class LengthProducts
{
public:
    LengthProducts(const LengthSeries& series, std::size_t numNeurons);

    /// Forgets all products.
    void clear();

    /// Adds a tile of the neurons from `firstNeuron` on (a multiple of tileNeurons); `firstToken` is its
    /// first token in the run, `stretches` are those of its tokens.
    void add(std::size_t firstNeuron, std::size_t firstToken, const ActivationTile& tile,
             std::span<const LengthSeries::Stretch> stretches);

    [[nodiscard]] const float* table() const noexcept;

private:
    std::size_t m_numNeurons;
    std::vector<std::mutex> m_mutexes; ///< [blocks of neurons], each guards its columns of the table
    std::vector<float> m_table;
};

} // namespace bathyscope
