// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ActivationView.h"
#include "core/engine/BlockWeights.h"
#include "core/engine/StageSeconds.h"
#include "core/text/TokenWindows.h"

#include <ATen/ATen.h>

#include <cstddef>
#include <span>
#include <stop_token>

namespace bathyscope {

/// Intermediate results of one batch, reused from batch to batch and layer to layer, grown as needed; and
/// where the time went. One per running thread.
struct EngineScratch
{
    at::Tensor query, key, value, mixed; // [tokens, d_model]
    at::Tensor branch; // [tokens, d_model]: what a branch adds to the residual stream
    at::Tensor mlp; // [tokens, d_mlp]
    at::Tensor hidden; // [tokens, d_model]: where the residual stream comes from a file
    StageSeconds seconds;
};

/// Hands a tensor [tokens, width] to those sinks that want it; from another device by way of host memory.
void fireHook(const HookId& hook, const at::Tensor& activations, const TokenBatch& batch,
              std::span<HookSink* const> sinks);

/// One block, whatever the family: norm, attention, residual, norm, MLP, residual. No state between calls.
class Block
{
public:
    Block(const ModelConfig& config, std::size_t index, BlockWeights weights);

    /// Passes a batch through, in place: `hidden` [tokens, d_model] is its part of the residual stream. Fires
    /// the block's hook points. With `untilLastHook`, nothing after the last wanted hook is computed and
    /// `hidden` is unspecified afterwards. Returns false if stopped between two products; `hidden` is
    /// unspecified then too.
    [[nodiscard]] bool forward(const at::Tensor& hidden, const TokenBatch& batch,
                               std::span<HookSink* const> sinks, bool untilLastHook, EngineScratch& scratch,
                               const std::stop_token& stop) const;

private:
    [[nodiscard]] bool wanted(HookPoint point, std::span<HookSink* const> sinks) const;
    void attend(const TokenBatch& batch, const at::Tensor& query, const at::Tensor& key,
                const at::Tensor& value, at::Tensor& mixed) const;

    const ModelConfig& m_config;
    std::size_t m_index;
    BlockWeights m_weights;
};

/// Attention with ATen's operations, for devices other than the CPU: the same result as
/// windowAttention(). All [tokens, numHeads × headDim].
void tensorAttention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                     at::Tensor& mixed, const TokenBatch& batch, std::size_t numHeads, std::size_t keysSeen);

} // namespace bathyscope
