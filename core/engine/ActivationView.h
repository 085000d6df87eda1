// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPoint.h"

#include <cstddef>
#include <span>

namespace bathyscope {

/// What a hook receives: float32 activations of neighbouring tokens, row-major [numTokens, width], owned by
/// the engine and valid during the call only.
struct ActivationView
{
    HookId hook;
    std::size_t firstToken = 0; ///< index into the run's tokens of row 0
    std::size_t numTokens = 0;
    std::size_t width = 0;
    const float* data = nullptr;

    [[nodiscard]] std::span<const float> row(std::size_t token) const
    {
        return {data + token * width, width};
    }
};

/// Someone who looks at activations during one forward pass. Asked first: what nobody wants costs nothing.
/// Called by the threads that run the model, each with a batch of its own: several at once, and not in token
/// order. Layers come one after another.
class HookSink
{
public:
    HookSink() = default;
    virtual ~HookSink() = default;
    HookSink(const HookSink&) = delete;
    HookSink& operator=(const HookSink&) = delete;
    HookSink(HookSink&&) = delete;
    HookSink& operator=(HookSink&&) = delete;

    [[nodiscard]] virtual bool wants(const HookId& hook) const = 0;
    virtual void receive(const ActivationView& activations) = 0;

    /// The outputs of ln_2, from which the activations inside the MLP can be computed again; their hook is
    /// that of mlp.hook_pre. They are no hook point of their own.
    [[nodiscard]] virtual bool wantsMlpInputs() const
    {
        return false;
    }
    virtual void receiveMlpInputs(const ActivationView& /*rows*/) { }
};

} // namespace bathyscope
