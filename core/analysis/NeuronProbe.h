// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ActivationStore.h"
#include "core/checkpoint/Checkpoint.h"
#include "core/engine/HookPoint.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace bathyscope {

/// Any one neuron on every token of a run that is over. At `mlp.hook_pre` and `mlp.hook_post` it is computed
/// from the neuron's weights and the kept inputs of the MLP (the outputs of `ln_2`), a quarter of the
/// activations; at other points it is a column of what was kept. Products are float32, also of a run in
/// bfloat16, whose own values are rounded to 8 bits. It takes 1 MiB of memory a thread besides the result.
/// Immutable; several threads may ask.
class NeuronProbe
{
public:
    /// The rows that are kept for a run that looks at `point`: at the two points inside the MLP, where
    /// `needsMlpInputs`, the inputs of the MLP; elsewhere the values at the point itself. Both are d_model
    /// wide.
    [[nodiscard]] static bool needsMlpInputs(HookPoint point) noexcept;

    /// `store` holds what needsMlpInputs(point) says, layer by layer (one layer for a point outside the
    /// blocks), and `checkpoint` is the one that gave the rows. Throws InconsistentModel where the checkpoint
    /// lacks the MLP's first weights or has one of another shape, Internal where the store has another width.
    NeuronProbe(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const ActivationStore> store,
                HookPoint point);

    /// True if probe() has what it needs; inside the MLP both points are there whichever the run looked at.
    [[nodiscard]] bool isAvailable(const HookId& hook) const noexcept;

    /// The neuron's value at the hook on every token, [tokens], on the OpenMP threads of the calling thread;
    /// NaN and infinity stay. The same for any number of threads. Throws InvalidRequest saying what is
    /// missing where the hook is not available or there is no such neuron, InconsistentModel where somebody
    /// has written to the model's files since, FileUnreadable.
    [[nodiscard]] std::vector<float> probe(const HookId& hook, std::size_t neuron) const;

private:
    [[nodiscard]] bool isKept(HookPoint point) const noexcept;
    void requireAvailable(const HookId& hook, std::size_t neuron) const;
    [[nodiscard]] std::vector<float> readColumn(std::size_t layer, std::size_t column) const;
    [[nodiscard]] std::vector<float> computeMlpPre(std::size_t layer, std::size_t neuron) const;

    std::shared_ptr<const Checkpoint> m_checkpoint;
    std::shared_ptr<const ActivationStore> m_store;
    HookPoint m_point;
};

} // namespace bathyscope
