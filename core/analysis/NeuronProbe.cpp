// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/NeuronProbe.h"

#include "core/checkpoint/ModelTensors.h"
#include "core/engine/FloatFunctions.h"
#include "core/support/Error.h"
#include "core/support/ParallelFor.h"
#include "core/support/TargetClones.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace bathyscope {

namespace {

constexpr std::size_t pieceValues = 262144; ///< read at once: 1 MiB, which stays in a core's own cache
constexpr std::size_t numLanes = 32; ///< sums that run side by side: independent, and none of them long

/// out[i] = rows[i] · weights + bias, for rows [numRows, width]. Each lane sums every 32nd product, whatever
/// the width of the processor's vectors; the lanes are added in double.
BATHYSCOPE_TARGET_CLONES void multiplyRows(const float* __restrict rows, std::size_t numRows,
                                           std::size_t width, const float* __restrict weights, float bias,
                                           float* __restrict out)
{
    const std::size_t inLanes = width - width % numLanes;
    for (std::size_t row = 0; row < numRows; ++row) {
        const float* values = rows + row * width;
        std::array<float, numLanes> lanes {};
        for (std::size_t i = 0; i < inLanes; i += numLanes) {
            for (std::size_t lane = 0; lane < numLanes; ++lane) {
                lanes[lane] += values[i + lane] * weights[i + lane];
            }
        }
        double sum = bias;
        for (std::size_t lane = 0; lane < numLanes; ++lane) {
            sum += lanes[lane];
        }
        for (std::size_t i = inLanes; i < width; ++i) {
            sum += values[i] * weights[i];
        }
        out[row] = static_cast<float>(sum);
    }
}

/// Turns all tokens of a layer, piece by piece on all threads, into one value each: reduce(rows, values) is
/// called with rows [n, width] and has to fill values [n].
template <typename Reduce>
std::vector<float> reduceTokens(const ActivationStore& store, std::size_t layer, const Reduce& reduce)
{
    const ActivationStorePlan& plan = store.plan();
    std::vector<float> result(plan.numTokens);
    const std::size_t pieceTokens = std::max<std::size_t>(1, pieceValues / plan.width);
    const std::size_t numPieces = (plan.numTokens + pieceTokens - 1) / pieceTokens;
    std::vector<std::vector<float>> buffers(numWorkers()); // [workers][pieceTokens, width]
    parallelForWorkers(numPieces, [&](std::size_t piece, std::size_t worker) {
        const std::size_t first = piece * pieceTokens;
        const std::size_t count = std::min(pieceTokens, plan.numTokens - first);
        buffers[worker].resize(pieceTokens * plan.width);
        const std::span<float> rows = std::span(buffers[worker]).first(count * plan.width);
        store.read(layer, first, rows);
        reduce(std::span<const float>(rows), std::span(result).subspan(first, count));
    });
    return result;
}

void requireMlpWeights(const Checkpoint& checkpoint, std::size_t numLayers)
{
    std::vector<TensorSpec> specs;
    for (std::size_t layer = 0; layer < numLayers; ++layer) {
        specs.push_back(tensorSpec(TensorRole::MlpUp, checkpoint.config(), layer));
        specs.push_back(tensorSpec(TensorRole::MlpUpBias, checkpoint.config(), layer));
    }
    checkpoint.require(specs);
}

} // namespace

bool NeuronProbe::needsMlpInputs(HookPoint point) noexcept
{
    return point == HookPoint::MlpPre || point == HookPoint::MlpPost;
}

NeuronProbe::NeuronProbe(std::shared_ptr<const Checkpoint> checkpoint,
                         std::shared_ptr<const ActivationStore> store, HookPoint point)
    : m_checkpoint(std::move(checkpoint))
    , m_store(std::move(store))
    , m_point(point)
{
    const std::size_t hiddenSize = m_checkpoint->config().hiddenSize;
    if (m_store->plan().width != hiddenSize) {
        throw Error(ErrorKind::Internal,
                    fmt::format("The rows that were kept have {} values where the model's have {}.",
                                m_store->plan().width, hiddenSize));
    }
    if (needsMlpInputs(m_point)) {
        requireMlpWeights(*m_checkpoint, m_store->plan().numLayers);
    }
}

bool NeuronProbe::isAvailable(const HookId& hook) const noexcept
{
    return isKept(hook.point) && m_store->isComplete(hook.layer);
}

std::vector<float> NeuronProbe::probe(const HookId& hook, std::size_t neuron) const
{
    requireAvailable(hook, neuron);
    if (!needsMlpInputs(hook.point)) {
        return readColumn(hook.layer, neuron);
    }
    std::vector<float> values = computeMlpPre(hook.layer, neuron);
    if (hook.point == HookPoint::MlpPost) {
        geluTanh(values);
    }
    return values;
}

bool NeuronProbe::isKept(HookPoint point) const noexcept
{
    return point == m_point || (needsMlpInputs(point) && needsMlpInputs(m_point));
}

void NeuronProbe::requireAvailable(const HookId& hook, std::size_t neuron) const
{
    std::string missing;
    const std::size_t numLayers = m_store->plan().numLayers;
    const std::size_t numNeurons = hookPointWidth(hook.point, m_checkpoint->config());
    if (!isKept(hook.point)) {
        missing = fmt::format("the run looked at {}; run again with the other hook point",
                              hookPointInfo(m_point).name);
    } else if (hook.layer >= numLayers) {
        missing = fmt::format("the run has the layers 0 to {}", static_cast<std::int64_t>(numLayers) - 1);
    } else if (!m_store->isComplete(hook.layer)) {
        missing = fmt::format("the run has finished {} of its {} tokens; wait for it, or run again",
                              m_store->numKept(hook.layer), m_store->plan().numTokens);
    } else if (neuron >= numNeurons) {
        missing = fmt::format("its neurons are 0 to {}", numNeurons - 1);
    } else {
        return;
    }
    throw Error(ErrorKind::InvalidRequest,
                fmt::format("Neuron {} of {} cannot be shown: {}.", neuron, hook.name(), missing));
}

std::vector<float> NeuronProbe::readColumn(std::size_t layer, std::size_t column) const
{
    const std::size_t width = m_store->plan().width;
    return reduceTokens(*m_store, layer, [=](std::span<const float> rows, std::span<float> values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = rows[i * width + column];
        }
    });
}

std::vector<float> NeuronProbe::computeMlpPre(std::size_t layer, std::size_t neuron) const
{
    m_checkpoint->requireUnchanged();
    const ModelConfig& config = m_checkpoint->config();
    const std::array<std::int64_t, 1> row {static_cast<std::int64_t>(neuron)};
    std::vector<float> weights(m_store->plan().width);
    m_checkpoint->readRows(tensorSpec(TensorRole::MlpUp, config, layer).name, row, weights);
    std::vector<float> biases(config.intermediateSize);
    m_checkpoint->read(tensorSpec(TensorRole::MlpUpBias, config, layer).name, biases);
    const float bias = biases[neuron];
    return reduceTokens(
        *m_store, layer, [&weights, bias](std::span<const float> rows, std::span<float> values) {
            multiplyRows(rows.data(), values.size(), weights.size(), weights.data(), bias, values.data());
        });
}

} // namespace bathyscope
