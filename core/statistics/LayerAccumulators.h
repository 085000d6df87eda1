// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ActivationView.h"
#include "core/engine/HookPoint.h"
#include "core/statistics/BatchSums.h"
#include "core/statistics/LengthProducts.h"
#include "core/statistics/LengthTuning.h"
#include "core/statistics/NeuronAccumulators.h"
#include "core/statistics/RunDesign.h"
#include "core/statistics/SampledActivations.h"
#include "core/statistics/StreamingHistogram.h"
#include "core/statistics/TileWorkspaces.h"
#include "core/statistics/TuningSums.h"
#include "core/statistics/TypeSumTable.h"
#include "core/statistics/UnitSums.h"
#include "core/support/TokenOrder.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace bathyscope {

/// The sums over some tokens of one unit of the jackknife.
struct UnitPiece
{
    NeuronAccumulators sums;
    std::size_t unit = 0;
};

/// All that is added up of one hook of one layer while its activations come, and what LayerStatistics makes
/// its summary from. Several threads may add.
struct LayerAccumulators
{
    LayerAccumulators(HookId hookId, std::size_t neurons, std::shared_ptr<const RunDesign> runDesign);

    /// Forgets everything and begins another hook of the same width, in the same memory.
    void restart(HookId hookId);

    /// Throws where the batch does not fit the layer or the run's tokens.
    void check(const ActivationView& activations) const;

    /// Takes tokens in the numbering of the design; each unit of the jackknife on its own.
    void add(const ActivationView& activations);

    /// Adds the batches that wait for one before them; the mutex is held.
    void joinWaiting(NeuronAccumulators& total, UnitSums& ofUnits) const;

    [[nodiscard]] LengthTuning tuning(const NeuronAccumulators& total) const;

    /// Of each token of a group that has come: the mean over the neurons that are finite there.
    [[nodiscard]] std::vector<double> tokenMeans(std::size_t group) const;

    /// Of each neuron that was finite everywhere: its mean over a group's tokens.
    [[nodiscard]] std::vector<double> neuronMeans(const NeuronAccumulators& total, std::size_t group) const;

    HookId hook;
    std::size_t numNeurons;
    std::size_t numBlocks;
    std::shared_ptr<const RunDesign> design;
    const TokenFeatures* features;
    TileWorkspaces workspaces;
    std::vector<double> tokenSums; ///< [tokens], over the neurons that are finite there
    std::vector<std::uint32_t> numNonFinite; ///< [tokens]: neurons that are not
    std::optional<LengthProducts> lengthProducts; ///< none without permutations
    std::optional<TypeSumTable> typeSums; ///< likewise
    TuningSums tuningSums;
    SampledActivations sampled;

    mutable std::mutex mutex; // guards all below
    std::vector<bool> isSeen; ///< [tokens]
    NeuronAccumulators sums; ///< over the batches that need not wait for one before them
    UnitSums units; ///< of the same batches
    TokenOrder<UnitPiece> batches;
    StreamingHistogram pooled {numLengthGroups};

private:
    void claimTokens(const ActivationView& activations);
    void addUnit(const ActivationView& activations);
    void addBlock(const ActivationView& activations, BatchSums& batch, std::size_t block);
    void finishBatch(const ActivationView& activations, BatchSums& batch);
    [[nodiscard]] std::size_t unitOf(std::size_t token) const;
};

} // namespace bathyscope
