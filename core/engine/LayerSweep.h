// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/checkpoint/Checkpoint.h"
#include "core/engine/ActivationView.h"
#include "core/engine/Device.h"
#include "core/engine/SweepTiming.h"
#include "core/text/TokenWindows.h"

#include <cstddef>
#include <memory>
#include <stop_token>

namespace bathyscope {

/// What a sweep passes through the model.
struct SweepRequest
{
    std::shared_ptr<const Checkpoint> checkpoint = nullptr;
    const TokenWindows* windows = nullptr; ///< outlives the sweep
    HookPoint hook = HookPoint::MlpPre; ///< the point looked at
    std::size_t lastLayer = 0; ///< the last layer whose hook is looked at; nothing after it is computed
    DeviceKind device = DeviceKind::Cpu;
    Precision precision = Precision::Float32;
    std::size_t batchTokens = 512; ///< at least, in whole windows
    bool isHiddenInFile = false; ///< hidden states between layers in a scratch file instead of in memory
};

/// Looks at a sweep, on its thread: a layer's batches in passing, then the next layer. The sinks it gives are
/// called by all threads.
class SweepObserver
{
public:
    SweepObserver() = default;
    virtual ~SweepObserver() = default;
    SweepObserver(const SweepObserver&) = delete;
    SweepObserver& operator=(const SweepObserver&) = delete;
    SweepObserver(SweepObserver&&) = delete;
    SweepObserver& operator=(SweepObserver&&) = delete;

    virtual void embedded() = 0; ///< hidden states are ready, layers begin
    [[nodiscard]] virtual HookSink* beginLayer(std::size_t layer) = 0; ///< who looks at it; null for nobody
    virtual void
    batchDone(std::size_t layer,
              std::size_t tokensDone) = 0; ///< tokens of this layer so far; not called for every batch
    virtual void endLayer(std::size_t layer) = 0; ///< all its batches have passed
};

/// The layer-major pass: the hidden states of all windows are in memory or in a scratch file, one layer's
/// weights are loaded (the next one is read ahead), every batch passes through it, the next layer follows.
/// Each thread takes one batch after another through the whole layer: no product waits for another thread,
/// and no number depends on how many there are. (One batch alone is shared product by product.) A hook point
/// outside the blocks is one more layer after the last block, reported as layer 0. Blocking, on the calling
/// thread and its thread counts. Returns false if stopped; the stop token is looked at between matrix
/// products. Throws Error; every tensor is checked before the first is read. In the engine's library: callers
/// go through engine().
[[nodiscard]] bool sweepLayers(const SweepRequest& request, const std::stop_token& stop,
                               SweepObserver& observer, SweepTiming& timing);

} // namespace bathyscope
