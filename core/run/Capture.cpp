// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Capture.h"

#include "core/checkpoint/FloatConversion.h"
#include "core/checkpoint/SafetensorsWriter.h"
#include "core/engine/Engine.h"
#include "core/run/PreparedRun.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "core/support/TokenOrder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <numeric>
#include <string>
#include <utility>

namespace bathyscope {

namespace {

/// The layers asked for, or all; refuses those that the model does not have.
std::vector<std::size_t> chosenLayers(const CaptureRequest& request, std::size_t numLayers)
{
    std::vector<std::size_t> layers = request.layers;
    if (layers.empty()) {
        layers.resize(numLayers);
        std::iota(layers.begin(), layers.end(), std::size_t {0});
    }
    std::ranges::sort(layers);
    layers.erase(std::unique(layers.begin(), layers.end()), layers.end());
    if (layers.back() >= numLayers) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("Layer {} does not exist at this hook point: its layers are 0 to {}.",
                                layers.back(), numLayers - 1));
    }
    return layers;
}

std::string tensorName(HookPoint point, std::size_t layer)
{
    const HookPointInfo& info = hookPointInfo(point);
    return info.perLayer ? fmt::format("layer.{}.{}", layer, info.name) : std::string(info.name);
}

SafetensorsWriter openWriter(const CaptureRequest& request, const std::filesystem::path& out,
                             const TokenWindows& windows, const std::vector<std::size_t>& layers,
                             std::size_t width)
{
    const auto numTokens = static_cast<std::int64_t>(windows.numTokens());
    std::vector<TensorPlan> plan {{"tokens.ids", DType::I64, {numTokens}},
                                  {"tokens.window", DType::I64, {numTokens}}};
    for (const std::size_t layer : layers) {
        plan.push_back({tensorName(request.run.hook, layer),
                        request.halfPrecision ? DType::F16 : DType::F32,
                        {numTokens, static_cast<std::int64_t>(width)}});
    }
    return {out,
            plan,
            {{"format", "bathyscope-capture"}, {"format_version", "1"}, {"model", request.run.modelName}}};
}

void writeTokens(SafetensorsWriter& writer, const TokenWindows& windows)
{
    const std::vector<std::int64_t> ids(windows.ids().begin(), windows.ids().end());
    std::vector<std::int64_t> window;
    for (std::size_t i = 0; i < windows.windows().size(); ++i) {
        window.insert(window.end(), windows.windows()[i].numTokens, static_cast<std::int64_t>(i));
    }
    writer.append(std::span<const std::int64_t>(ids));
    writer.append(std::span<const std::int64_t>(window));
}

CaptureDefects defectsOf(std::span<const float> values, bool isHalf)
{
    constexpr float firstInfinite = 65520; // rounds to infinity in half precision
    CaptureDefects defects {.numValues = values.size()};
    for (const float value : values) {
        const bool isFinite = std::isfinite(value);
        defects.numNonFinite += isFinite ? 0 : 1;
        defects.numOverflowed += isHalf && isFinite && std::abs(value) >= firstInfinite ? 1 : 0;
    }
    return defects;
}

void warnOf(const CaptureDefects& defects)
{
    if (defects.numNonFinite > 0) {
        logger("analysis")
            ->warn("{} of {} values are not finite (NaN or infinity): the model's numbers overflow.",
                   defects.numNonFinite, defects.numValues);
    }
    if (defects.numOverflowed > 0) {
        logger("analysis")
            ->warn(
                "{} of {} values are beyond 65504, the largest number of half precision, and are infinity in "
                "the file: capture without --half to keep them.",
                defects.numOverflowed, defects.numValues);
    }
}

/// Writes every batch of the chosen layers, in the order of their tokens.
class CaptureSink final : public HookSink, public SweepObserver
{
public:
    CaptureSink(const CaptureRequest& request, SafetensorsWriter& writer,
                const std::vector<std::size_t>& layers, std::size_t numTokens,
                const std::function<void(double)>& progress)
        : m_request(request)
        , m_layers(layers)
        , m_numTokens(numTokens)
        , m_progress(progress)
        , m_writer(writer)
    {
    }

    [[nodiscard]] bool wants(const HookId& hook) const override
    {
        return hook.point == m_request.run.hook;
    }

    [[nodiscard]] const CaptureDefects& defects() const
    {
        return m_defects;
    }

    void receive(const ActivationView& activations) override
    {
        const std::span<const float> values(activations.data, activations.numTokens * activations.width);
        const CaptureDefects found = defectsOf(values, m_request.halfPrecision);
        std::vector<std::byte> bytes;
        if (m_request.halfPrecision) {
            std::vector<std::uint16_t> half(values.size());
            convertFloatToHalf(values, half);
            const auto raw = std::as_bytes(std::span(half));
            bytes.assign(raw.begin(), raw.end());
        } else {
            const auto raw = std::as_bytes(values);
            bytes.assign(raw.begin(), raw.end());
        }
        const std::scoped_lock lock(m_mutex);
        m_defects.numValues += found.numValues;
        m_defects.numNonFinite += found.numNonFinite;
        m_defects.numOverflowed += found.numOverflowed;
        m_batches.add(activations.firstToken, activations.numTokens, std::move(bytes),
                      [this](const std::vector<std::byte>& next) { m_writer.append(next); });
    }

    void embedded() override
    {
        m_progress(0);
    }

    [[nodiscard]] HookSink* beginLayer(std::size_t layer) override
    {
        m_batches = {};
        return std::ranges::binary_search(m_layers, layer) ? this : nullptr;
    }

    void batchDone(std::size_t layer, std::size_t tokensDone) override
    {
        const double layersDone =
            static_cast<double>(layer) + static_cast<double>(tokensDone) / static_cast<double>(m_numTokens);
        m_progress(layersDone / static_cast<double>(m_layers.back() + 1));
    }

    void endLayer(std::size_t /*layer*/) override { }

private:
    const CaptureRequest& m_request;
    const std::vector<std::size_t>& m_layers;
    std::size_t m_numTokens;
    const std::function<void(double)>& m_progress;
    std::mutex m_mutex; // guards all below
    CaptureDefects m_defects;
    TokenOrder<std::vector<std::byte>> m_batches;
    SafetensorsWriter& m_writer;
};

} // namespace

std::optional<CaptureDefects> captureActivations(const CaptureRequest& request,
                                                 const std::filesystem::path& out,
                                                 const std::stop_token& stop,
                                                 const std::function<void(double)>& progress)
{
    setNumThreads(request.run.numThreads);
    const PreparedRun prepared = prepareRun(request.run, stop);
    if (stop.stop_requested()) {
        return std::nullopt;
    }
    const ModelConfig& config = prepared.checkpoint->config();
    const bool perLayer = hookPointInfo(request.run.hook).perLayer;
    const std::vector<std::size_t> layers = chosenLayers(request, perLayer ? config.numLayers : 1);
    SafetensorsWriter writer =
        openWriter(request, out, prepared.windows, layers, hookPointWidth(request.run.hook, config));
    writeTokens(writer, prepared.windows);

    CaptureSink sink(request, writer, layers, prepared.windows.numTokens(), progress);
    SweepTiming timing;
    const SweepRequest sweep {.checkpoint = prepared.checkpoint,
                              .windows = &prepared.windows,
                              .hook = request.run.hook,
                              .lastLayer = perLayer ? layers.back() : config.numLayers - 1,
                              .device = chooseDevice(request.run.device),
                              .precision = choosePrecision(request.run.precision),
                              .batchTokens = request.run.batchTokens};
    if (!engine().sweep(sweep, stop, sink, timing)) {
        return std::nullopt;
    }
    writer.commit();
    warnOf(sink.defects());
    return sink.defects();
}

} // namespace bathyscope
