// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/Checkpoint.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace bathyscope {

/// Float32 copies of a group of tensors in one buffer, each tensor beginning at a multiple of 64 bytes.
class TensorGroup
{
public:
    /// Elements of tensor i, in the order of the specs.
    [[nodiscard]] std::span<const float> tensor(std::size_t i) const;

private:
    friend class LayerStream;
    struct AlignedDelete
    {
        void operator()(float* data) const noexcept;
    };
    std::unique_ptr<float, AlignedDelete> m_data; ///< m_capacity elements
    std::size_t m_capacity = 0;
    std::vector<std::size_t> m_offsets;
    std::vector<std::size_t> m_sizes;
};

/// Reads groups of tensors (the weights of one layer each), in order, one ahead on a thread of its own: while
/// the caller computes with one group the next one arrives. Two buffers, reused. Belongs to one thread.
class LayerStream
{
public:
    LayerStream(std::shared_ptr<const Checkpoint> checkpoint, std::vector<std::vector<TensorSpec>> groups);
    ~LayerStream(); ///< stops reading and joins, within the time that 256 KiB take
    LayerStream(const LayerStream&) = delete;
    LayerStream& operator=(const LayerStream&) = delete;
    LayerStream(LayerStream&&) = delete;
    LayerStream& operator=(LayerStream&&) = delete;

    /// Waits for the next group; the reference holds until the next call. Throws here what reading threw
    /// there. Must not be called more often than there are groups.
    [[nodiscard]] const TensorGroup& next();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace bathyscope
