// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/statistics/ActivationTile.h"
#include "core/statistics/LengthTuning.h"
#include "core/statistics/StreamingMoments.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

namespace bathyscope {

/// A layer's activations summed over the tokens of each length, from which comes its tuning curve. Several
/// threads may add at once; the order in which a sum's tokens come is open, so that its last bit may differ
/// from run to run.
class TuningSums
{
public:
    /// Lengths 0 … longestTunedLength, the last for all longer ones, too.
    static constexpr std::size_t numClasses = std::size_t {longestTunedLength} + 1;
    [[nodiscard]] static std::uint8_t classOf(std::int32_t length);

    explicit TuningSums(std::size_t numNeurons);

    /// Forgets all sums; the memory stays.
    void clear();

    /// Adds a tile of a block of tileNeurons neurons; `classes` [tokens of the tile].
    void add(std::size_t block, const ActivationTile& tile, std::span<const std::uint8_t> classes);

    /// The curve; `counts` [numClasses] are the tokens of each class, `moments` those of all neurons.
    [[nodiscard]] LengthTuning tuning(std::span<const std::int64_t> counts,
                                      const StreamingMoments& moments) const;

private:
    std::vector<std::mutex> m_mutexes; ///< [blocks], each guards its block's sums
    std::vector<double> m_sums; ///< [blocks, numClasses, tileNeurons]
};

} // namespace bathyscope
