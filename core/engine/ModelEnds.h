// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/Checkpoint.h"
#include "core/checkpoint/ModelFamily.h"
#include "core/engine/ActivationView.h"
#include "core/engine/Block.h"
#include "core/engine/HiddenStates.h"
#include "core/text/TokenWindows.h"

#include <ATen/ATen.h>

#include <memory>
#include <mutex>
#include <span>

namespace bathyscope {

/// What stands before and after the blocks: embeddings and the final norm. The output head is never run.
class ModelEnds
{
public:
    ModelEnds(std::shared_ptr<const Checkpoint> checkpoint, at::Device device);

    /// Checks every tensor of the model for presence, shape and type before anything is read. Throws
    /// InconsistentModel listing all.
    void requireAll() const;

    /// The embeddings of id and position of every token, added, window by window, into `hidden`. Reads the
    /// rows of the tokens that occur and no others. Throws InvalidRequest for an id outside the vocabulary or
    /// a window longer than the positions.
    void embed(const TokenWindows& windows, HiddenStates& hidden) const;

    /// The final norm of a batch, in place, fired as FinalNormOut. Several threads may pass batches at once.
    void finalNorm(const at::Tensor& hidden, const TokenBatch& batch, std::span<HookSink* const> sinks,
                   StageSeconds& seconds);

private:
    /// A whole tensor as float32 on the device.
    [[nodiscard]] at::Tensor read(TensorRole role) const;

    std::shared_ptr<const Checkpoint> m_checkpoint;
    at::Device m_device;
    std::once_flag m_finalNormRead;
    at::Tensor m_finalNormWeight, m_finalNormBias; // [d_model]; read on first use
};

} // namespace bathyscope
