// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/LayerSweep.h"

#include "core/checkpoint/LayerStream.h"
#include "core/checkpoint/ModelTensors.h"
#include "core/engine/Block.h"
#include "core/engine/BlockWeights.h"
#include "core/engine/ModelEnds.h"
#include "core/engine/TorchFailure.h"
#include "core/support/Error.h"
#include "core/support/ParallelFor.h"
#include "core/support/Stopwatch.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <new>
#include <span>
#include <utility>
#include <vector>

namespace bathyscope {

namespace {

at::Device torchDevice(DeviceKind kind)
{
    if (kind == DeviceKind::Cuda && !at::hasCUDA()) {
        throw Error(ErrorKind::InvalidRequest,
                    "No CUDA device answers, or this build of libtorch has no CUDA; choose the device cpu.");
    }
    return kind == DeviceKind::Cuda ? at::Device(at::kCUDA) : at::Device(at::kCPU);
}

std::vector<std::vector<TensorSpec>> weightsOfLayers(const ModelConfig& config, std::size_t lastLayer)
{
    std::vector<std::vector<TensorSpec>> groups;
    for (std::size_t layer = 0; layer <= lastLayer; ++layer) {
        groups.push_back(layerSpecs(config, layer));
    }
    return groups;
}

HiddenStates makeHiddenStates(const SweepRequest& request, const ModelConfig& config, at::Device device)
{
    const std::size_t numTokens = request.windows->numTokens();
    return request.isHiddenInFile ? HiddenStates::inScratchFile(numTokens, config.hiddenSize, device)
                                  : HiddenStates(numTokens, config.hiddenSize, device);
}

/// One pass; the members are what lives through it.
class Sweep
{
public:
    Sweep(const SweepRequest& request, const std::stop_token& stop, SweepObserver& observer,
          SweepTiming& timing)
        : m_request(request)
        , m_stop(stop)
        , m_observer(observer)
        , m_timing(timing)
        , m_config(request.checkpoint->config())
        , m_device(torchDevice(request.device))
        , m_batches(request.windows->batches(request.batchTokens))
        , m_scratch(numWorkers())
        , m_model(request.checkpoint, m_device)
        , m_hidden(makeHiddenStates(request, m_config, m_device))
    {
    }

    bool run()
    {
        m_model.requireAll();
        LayerStream weights(
            m_request.checkpoint,
            weightsOfLayers(m_config, m_request.lastLayer)); // reads while tokens are embedded
        m_model.embed(*m_request.windows, m_hidden);
        m_observer.embedded();

        for (std::size_t layer = 0; layer <= m_request.lastLayer; ++layer) {
            if (!passLayer(layer, weights)) {
                return false;
            }
        }
        return hookPointInfo(m_request.hook).perLayer || passFinalNorm();
    }

private:
    bool passLayer(std::size_t index, LayerStream& weights)
    {
        const Stopwatch wait;
        const TensorGroup& group = weights.next();
        m_timing.waitForWeightsSeconds += wait.seconds();
        const Block layer(m_config, index, layerWeights(m_config, group, m_device, m_request.precision));
        const bool isHooked = hookPointInfo(m_request.hook).perLayer;
        HookSink* sink = isHooked ? m_observer.beginLayer(index) : nullptr;
        const std::span<HookSink* const> sinks(&sink, sink != nullptr ? 1 : 0);
        const bool untilLastHook = isHooked && index == m_request.lastLayer;
        const bool isDone =
            passBatches(isHooked, index, [&](const TokenBatch& batch, EngineScratch& scratch) {
                const at::Tensor rows = m_hidden.load(batch, scratch.hidden); // [tokens, d_model]
                if (!layer.forward(rows, batch, sinks, untilLastHook, scratch, m_stop)) {
                    return false;
                }
                m_hidden.store(batch.firstToken, rows);
                return true;
            });
        if (isDone && isHooked) {
            m_observer.endLayer(index);
        }
        return isDone;
    }

    /// The final norm after the last block, as the one layer of its hook point.
    bool passFinalNorm()
    {
        HookSink* sink = m_observer.beginLayer(0);
        const std::span<HookSink* const> sinks(&sink, sink != nullptr ? 1 : 0);
        const bool isDone = passBatches(true, 0, [&](const TokenBatch& batch, EngineScratch& scratch) {
            m_model.finalNorm(m_hidden.load(batch, scratch.hidden), batch, sinks, scratch.seconds);
            return !m_stop.stop_requested();
        });
        if (isDone) {
            m_observer.endLayer(0);
        }
        return isDone;
    }

    /// Calls pass(batch, scratch) for every batch, on all threads; false where one of them was stopped.
    template <typename Pass>
    bool passBatches(bool isReported, std::size_t index, Pass&& pass)
    {
        const Stopwatch watch;
        std::atomic<std::size_t> tokensDone = 0;
        std::atomic<bool> isDone = true;
        parallelForWorkers(m_batches.size(), [&](std::size_t i, std::size_t worker) {
            const c10::InferenceMode inference; // belongs to the thread
            const TokenBatch& batch = m_batches[i];
            if (m_stop.stop_requested() || !pass(batch, m_scratch[worker])) {
                isDone = false;
                return;
            }
            const std::size_t numDone = tokensDone += batch.numTokens;
            if (isReported && worker == 0) { // the thread of the sweep
                m_observer.batchDone(index, numDone);
            }
        });
        addTiming(watch.seconds());
        return isDone;
    }

    void addTiming(double seconds)
    {
        StageSeconds busy;
        for (EngineScratch& scratch : m_scratch) {
            busy += std::exchange(scratch.seconds, {});
        }
        busy *= 1.0 / static_cast<double>(std::min(m_scratch.size(), m_batches.size()));
        m_timing.stages += busy;
        m_timing.idleSeconds += std::max(0.0, seconds - busy.sum());
    }

    const SweepRequest& m_request;
    const std::stop_token& m_stop;
    SweepObserver& m_observer;
    SweepTiming& m_timing;
    const ModelConfig& m_config;
    at::Device m_device;
    std::vector<TokenBatch> m_batches;
    std::vector<EngineScratch> m_scratch; ///< [workers]
    ModelEnds m_model;
    HiddenStates m_hidden;
};

} // namespace

bool sweepLayers(const SweepRequest& request, const std::stop_token& stop, SweepObserver& observer,
                 SweepTiming& timing)
{
    const c10::InferenceMode inference;
    const SerialProducts products;
    const std::string memorySentence =
        fmt::format("There is not enough memory for {} tokens with this model; analyse fewer tokens.",
                    request.windows->numTokens());
    try {
        return Sweep(request, stop, observer, timing).run();
    } catch (const c10::Error& problem) {
        throwTorchFailure(problem, memorySentence);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, memorySentence);
    }
}

} // namespace bathyscope
