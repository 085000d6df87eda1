// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ActivationView.h"
#include "core/statistics/LayerSummary.h"
#include "core/statistics/RunDesign.h"

#include <cstddef>
#include <memory>

namespace bathyscope {

struct LayerAccumulators;

/// The accumulators of one hook of one layer: streaming, constant memory but for one double a token, double
/// precision, merged chunk by chunk without cancellation (Chan, Golub & LeVeque 1983; Pébay 2008 for the
/// higher moments). The chunks are fixed by the token index and batches are joined in the order of their
/// tokens, so the result depends neither on threads nor on which batch is ready first; on how tokens are
/// split into batches it depends by rounding only (1e-10 relative).
class LayerStatistics
{
public:
    /// `design` describes all tokens of the run and is shared.
    LayerStatistics(HookId hook, std::size_t numNeurons, std::shared_ptr<const RunDesign> design);
    ~LayerStatistics();
    LayerStatistics(const LayerStatistics&) = delete;
    LayerStatistics& operator=(const LayerStatistics&) = delete;
    LayerStatistics(LayerStatistics&&) = delete;
    LayerStatistics& operator=(LayerStatistics&&) = delete;

    /// Forgets everything and begins another hook of the same width, in the same memory.
    void restart(HookId hook);

    /// Takes a batch of activations, each token once over the life of this object. Several threads may add
    /// batches at the same time; a thread that is alone is helped by others, neuron by neuron.
    void add(const ActivationView& activations);

    /// All columns, density and histograms of what has been added so far.
    [[nodiscard]] LayerSummary summarize() const;

private:
    std::unique_ptr<LayerAccumulators> m_accumulators;
};

} // namespace bathyscope
