// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ProbeRecomputation.h"

#include "core/analysis/ActivationStore.h"
#include "core/engine/Device.h"
#include "core/engine/Engine.h"
#include "core/run/ProbeRoom.h"
#include "core/run/WeightsDigest.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "core/support/ScratchFile.h"
#include "core/support/VisibleText.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace bathyscope {

namespace {

/// Hidden states beyond it go to a scratch file.
constexpr std::uint64_t maxHiddenBytes = 500'000'000;

void requireSameHyperparameters(const Checkpoint& checkpoint, const RunInfo& info)
{
    if (const std::string difference = differenceText(checkpoint.config(), info.config);
        !difference.empty()) {
        throw Error(
            ErrorKind::InconsistentModel,
            fmt::format("The folder {} has another model than the run {}: in its config.json {}; choose "
                        "the folder of the run's model.",
                        checkpoint.folder().string(), info.modelName, difference));
    }
}

/// False if stopped.
bool requireSameWeights(const Checkpoint& checkpoint, const ProbeRecomputation& request,
                        const std::stop_token& stop)
{
    if (request.info->hasRandomWeights) {
        return true; // drawn by the seed
    }
    if (request.weightsSha256.empty()) {
        logger("analysis")
            ->warn("The run does not say which weights it had: those in {} are taken.",
                   visibleText(checkpoint.folder().native()));
        return true;
    }
    const std::string found = WeightsDigest(checkpoint).wait(stop);
    if (stop.stop_requested()) {
        return false;
    }
    if (found != request.weightsSha256) {
        throw Error(ErrorKind::InconsistentModel,
                    fmt::format("The model in {} is not the one that the run {} read: its weights have the "
                                "SHA-256 {}, those of the run had {}; choose the folder of the run's model.",
                                checkpoint.folder().string(), request.info->modelName,
                                found.empty() ? "that cannot be computed" : found, request.weightsSha256));
    }
    return true;
}

std::shared_ptr<ActivationStore> makeStore(const RunInfo& info)
{
    const ActivationStorePlan plan {.numLayers = info.numRunLayers(),
                                    .numTokens = info.windows.numTokens(),
                                    .width = info.config.hiddenSize};
    const ProbeRoom room {.neededBytes = plan.numBytes(),
                          .freeBytes = ScratchFile::freeBytes(ScratchFile::defaultFolder())};
    if (const std::string problem = room.problem(); !problem.empty()) {
        throw Error(ErrorKind::FileUnwritable, problem);
    }
    return std::make_shared<ActivationStore>(plan);
}

/// Keeps the rows of every layer.
class KeepingSink final : public HookSink, public SweepObserver
{
public:
    KeepingSink(ActivationStore& store, HookPoint point, const RecomputationObserver& observer)
        : m_store(store)
        , m_point(point)
        , m_observer(observer)
    {
    }

    [[nodiscard]] bool wants(const HookId& hook) const override
    {
        return hook.point == m_point; // the last layer ends there
    }

    void receive(const ActivationView& activations) override
    {
        if (!wantsMlpInputs()) {
            keep(activations);
        }
    }

    [[nodiscard]] bool wantsMlpInputs() const override
    {
        return NeuronProbe::needsMlpInputs(m_point);
    }

    void receiveMlpInputs(const ActivationView& rows) override
    {
        keep(rows);
    }

    void embedded() override { }

    [[nodiscard]] HookSink* beginLayer(std::size_t /*layer*/) override
    {
        return this;
    }

    void batchDone(std::size_t layer, std::size_t tokensDone) override
    {
        tell(layer, tokensDone);
    }

    void endLayer(std::size_t layer) override
    {
        tell(layer, m_store.plan().numTokens);
    }

private:
    void keep(const ActivationView& rows)
    {
        m_store.keep(rows.hook.layer, rows.firstToken, {rows.data, rows.numTokens * rows.width});
    }

    void tell(std::size_t layer, std::size_t tokensDone) const
    {
        const double ofLayer =
            static_cast<double>(tokensDone) / static_cast<double>(m_store.plan().numTokens);
        m_observer.progressed((static_cast<double>(layer) + ofLayer)
                              / static_cast<double>(m_store.plan().numLayers));
    }

    ActivationStore& m_store;
    HookPoint m_point;
    const RecomputationObserver& m_observer;
};

} // namespace

std::shared_ptr<const NeuronProbe> recomputeProbe(const ProbeRecomputation& request,
                                                  const std::stop_token& stop,
                                                  const RecomputationObserver& observer)
{
    const RunInfo& info = *request.info;
    setNumThreads(0);
    const std::shared_ptr<const Checkpoint> checkpoint = Checkpoint::open(
        request.modelFolder, info.hasRandomWeights ? std::optional(info.seed) : std::nullopt);
    requireSameHyperparameters(*checkpoint, info);
    if (!requireSameWeights(*checkpoint, request, stop)) {
        return nullptr;
    }
    const std::shared_ptr<ActivationStore> store = makeStore(info);
    auto probe = std::make_shared<const NeuronProbe>(checkpoint, store, info.hook);
    observer.started(probe);

    KeepingSink sink(*store, info.hook, observer);
    SweepTiming timing;
    const std::uint64_t hiddenBytes =
        std::uint64_t {info.windows.numTokens()} * info.config.hiddenSize * sizeof(float);
    const SweepRequest sweep {
        .checkpoint = checkpoint,
        .windows = &info.windows,
        .hook = info.hook,
        .lastLayer = info.config.numLayers - 1,
        .device = info.device == DeviceChoice::Cuda && isCudaAvailable() ? DeviceKind::Cuda : DeviceKind::Cpu,
        .precision = info.precision == PrecisionChoice::Bfloat16 ? Precision::Bfloat16 : Precision::Float32,
        .isHiddenInFile = hiddenBytes > maxHiddenBytes};
    (void)engine().sweep(sweep, stop, sink, timing);
    return probe;
}

} // namespace bathyscope
