// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/AnalysisRun.h"

#include "core/analysis/ActivationStore.h"
#include "core/analysis/NeuronProbe.h"
#include "core/analysis/RunContinuation.h"
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/engine/Engine.h"
#include "core/files/RunJournal.h"
#include "core/findings/NonFiniteRemark.h"
#include "core/findings/RunConclusion.h"
#include "core/run/ForecastMeasurement.h"
#include "core/run/PreparedRun.h"
#include "core/run/WeightsDigest.h"
#include "core/statistics/LayerStatistics.h"
#include "core/support/CurrentError.h"
#include "core/support/Error.h"
#include "core/support/KeptName.h"
#include "core/support/Logging.h"
#include "core/support/ProcessMemory.h"
#include "core/support/Stopwatch.h"
#include "core/support/Version.h"
#include "core/support/VisibleText.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>

namespace bathyscope {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds publishInterval {100};

std::string utcNow()
{
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

/// What the choices of a request come to.
struct Machine
{
    DeviceKind device = DeviceKind::Cpu;
    Precision precision = Precision::Float32;
    std::size_t numThreads = 0;
};

RunInfo describe(const AnalysisRequest& request, PreparedRun& prepared, const Machine& machine)
{
    RunInfo info;
    info.programVersion = programVersion;
    info.created = utcNow();
    const auto shown = [](const std::string& name) { return visibleText(name, maxNameBytes); };
    info.modelName = shown(request.modelName);
    info.modelFolderName = keptName(prepared.checkpoint->folder().filename());
    std::error_code unknown; // where the working folder is gone
    info.modelFolder = std::filesystem::absolute(prepared.checkpoint->folder(), unknown);
    info.config = prepared.checkpoint->config();
    if (const auto* document = std::get_if<Document>(&request.text)) {
        info.textName = shown(document->name);
        info.textOrigin = document->origin;
        info.textSha256 = document->sha256;
        info.textCodePoints = document->numCodePoints;
        info.numReplaced = document->numReplaced;
    } else {
        info.textName = shown(std::get<TokenIdLists>(request.text).name);
    }
    info.settings() = request.settings();
    info.windowLength = prepared.windowLength;
    info.frequency.table = keptName(request.frequency.table.filename());
    info.device = choiceOf(machine.device);
    info.precision = choiceOf(machine.precision);
    info.memoryBytes = 0;
    info.numThreads = machine.numThreads;
    info.blas = machineReport().blas;
    info.advice = machineReport().advice();
    TokenFeatures features = makeTokenFeatures(prepared.windows, *prepared.tokenizer, request.tokenOptions);
    setFrequency(features, prepared.windows.ids(), request.frequency);
    info.features = std::make_shared<const TokenFeatures>(std::move(features));
    info.windows = std::move(prepared.windows);
    return info;
}

/// Throws OutOfMemory where there is too little memory even with the hidden states in a scratch file.
RunForecast forecastThatFits(const AnalysisRequest& request, const PreparedRun& prepared)
{
    RunForecast forecast = forecastRun(describeForForecast(request, prepared));
    if (!forecast.fits) {
        throw Error(ErrorKind::OutOfMemory, forecast.problem);
    }
    return forecast;
}

/// The last layer that is still to be analysed.
std::size_t lastMissing(const AnalysisSnapshot& run)
{
    std::size_t layer = run.layers.size() - 1;
    while (layer > 0 && run.layers[layer]) {
        --layer;
    }
    return layer;
}

/// Keeps rows for the probe, for all threads. Where the disk turns out to be full after all, it gives up: the
/// run goes on, and the layers that are complete can still be probed.
class RowKeeper
{
public:
    explicit RowKeeper(const ActivationStorePlan& plan)
        : m_store(std::make_shared<ActivationStore>(plan))
    {
    }

    [[nodiscard]] std::shared_ptr<const ActivationStore> store() const
    {
        return m_store;
    }

    void keep(const ActivationView& rows)
    {
        if (m_hasFailed) {
            return;
        }
        try {
            m_store->keep(rows.hook.layer, rows.firstToken, {rows.data, rows.numTokens * rows.width});
        } catch (const Error& error) {
            const std::scoped_lock lock(m_mutex);
            if (!m_hasFailed.exchange(true)) {
                m_problem = error.what();
                logger("analysis")
                    ->warn("From this layer on, single neurons cannot be looked at: {}", m_problem);
            }
        }
    }

    /// Why it has given up; empty while it has not.
    [[nodiscard]] std::string problem()
    {
        const std::scoped_lock lock(m_mutex);
        return m_problem;
    }

private:
    std::shared_ptr<ActivationStore> m_store;
    std::atomic<bool> m_hasFailed = false;
    std::mutex m_mutex; // guards m_problem
    std::string m_problem;
};

/// Feeds the statistics of one layer.
class StatisticsSink final : public HookSink
{
public:
    /// No statistics where the layer is finished already. Rows for the probe go to the keeper, if there is
    /// one.
    StatisticsSink(LayerStatistics* statistics, HookId hook, RowKeeper* keeper)
        : m_statistics(statistics)
        , m_hook(hook)
        , m_keeper(keeper)
    {
    }

    [[nodiscard]] bool wants(const HookId& hook) const override
    {
        return hook == m_hook && (m_statistics != nullptr || isKeeping());
    }

    void receive(const ActivationView& activations) override
    {
        if (m_statistics != nullptr) {
            m_statistics->add(activations);
        }
        if (isKeeping()) {
            m_keeper->keep(activations);
        }
    }

    [[nodiscard]] bool wantsMlpInputs() const override
    {
        return m_keeper != nullptr && NeuronProbe::needsMlpInputs(m_hook.point);
    }

    void receiveMlpInputs(const ActivationView& rows) override
    {
        m_keeper->keep(rows);
    }

private:
    /// The keeper takes the hook's own output.
    [[nodiscard]] bool isKeeping() const
    {
        return m_keeper != nullptr && !NeuronProbe::needsMlpInputs(m_hook.point);
    }

    LayerStatistics* m_statistics;
    HookId m_hook;
    RowKeeper* m_keeper;
};

/// One run: turns the sweep's layers into summaries and publishes pictures of it.
class Run final : public SweepObserver
{
public:
    Run(const AnalysisRequest& request, RunObserver& observer)
        : m_request(request)
        , m_observer(observer)
    {
        if (request.continued) {
            takeOver(*request.continued);
        }
    }

    std::shared_ptr<const AnalysisSnapshot> execute(const std::stop_token& stop);

    /// Publishes the last picture.
    std::shared_ptr<const AnalysisSnapshot> finish(RunOutcome outcome);

    /// The same of a run that has failed: what is finished stays valid.
    void finishAfterFailure() noexcept;

    void embedded() override;
    HookSink* beginLayer(std::size_t layer) override;
    void batchDone(std::size_t layer, std::size_t tokensDone) override;
    void endLayer(std::size_t layer) override;

private:
    void takeOver(const AnalysisSnapshot& before);
    void begin(PreparedRun& prepared, const Machine& machine);
    void openProbe(const PreparedRun& prepared, const RunForecast& forecast);
    void publish();
    void warnOfNonFinite(const LayerSummary& layer);
    void updateProgress(std::size_t layer, std::size_t tokensDone);

    const AnalysisRequest& m_request;
    RunObserver& m_observer;
    AnalysisSnapshot m_state;
    std::shared_ptr<const AnalysisSnapshot> m_published;
    std::shared_ptr<const RunDesign> m_design;
    std::unique_ptr<RowKeeper> m_keeper; ///< null where the run is not probed
    bool m_hasWarnedOfNonFinite = false;
    std::optional<LayerStatistics> m_statistics;
    std::optional<StatisticsSink> m_sink;
    std::optional<WeightsDigest> m_digest; ///< of weights that are read
    double m_secondsBefore = 0; ///< of the run that is continued
    Stopwatch m_watch;
    Stopwatch m_layersWatch; ///< from when the first layer begins
    Clock::time_point m_lastPublication;
};

/// What is known of a run that goes on stays in all pictures of it.
void Run::takeOver(const AnalysisSnapshot& before)
{
    m_state.info = before.info;
    m_state.layers = before.layers;
    m_state.weightsSha256 = before.weightsSha256;
    m_state.timing = before.timing;
    m_state.progress.layersDone = before.numFinished();
    m_secondsBefore = before.timing.totalSeconds;
}

/// Fixes what the run is about, unless that is known already.
void Run::begin(PreparedRun& prepared, const Machine& machine)
{
    const PermutationSettings permutations {.numPermutations = m_request.numPermutations,
                                            .seed = m_request.seed};
    if (m_request.continued) {
        const RunInfo& info = *m_state.info;
        m_design = makeRunDesign(info.features, info.windows.ids(), info.windows.windows(), permutations);
        return;
    }
    RunInfo info = describe(m_request, prepared, machine);
    m_design = makeRunDesign(info.features, info.windows.ids(), info.windows.windows(), permutations);
    info.effectiveNumTypes = effectiveNumTypes(m_design->types, m_design->strata);
    info.isLengthShifted = m_design->lengthSeries && m_design->lengthSeries->isShifted();
    m_state.layers.resize(info.numRunLayers());
    m_state.info = std::make_shared<const RunInfo>(std::move(info));
}

std::shared_ptr<const AnalysisSnapshot> Run::execute(const std::stop_token& stop)
{
    publish();
    const std::size_t numThreads = setNumThreads(m_request.numThreads);
    PreparedRun prepared = prepareRun(m_request, stop);
    if (stop.stop_requested()) {
        return finish(RunOutcome::Stopped);
    }
    if (!prepared.tokenizer && !m_request.continued) {
        throw Error(
            ErrorKind::InvalidRequest,
            "The analysis is about token length, which needs the vocabulary; only \"capture\" does without. "
                + tokenizerProblem(prepared.checkpoint->folder()));
    }
    const RunForecast forecast = forecastThatFits(m_request, prepared);
    if (!m_request.hasRandomWeights) {
        m_digest.emplace(*prepared.checkpoint);
    }
    if (m_request.continued) {
        const std::string digest = m_digest ? m_digest->wait(stop) : std::string();
        if (stop.stop_requested()) {
            return finish(RunOutcome::Stopped);
        }
        requireSameModel(*m_request.continued, *prepared.checkpoint, digest);
    }
    const Machine machine {.device = chooseDevice(m_request.device),
                           .precision = choosePrecision(m_request.precision),
                           .numThreads = numThreads};
    begin(prepared, machine);
    const RunInfo& info = *m_state.info;
    if (m_request.isProbed) {
        openProbe(prepared, forecast);
    }
    logger("analysis")
        ->info("{}: {} layers, {} values a token at {}, {} tokens in {} windows; {} with {} threads, sgemm "
               "{:.0f} GFLOP/s.",
               info.modelName, info.config.numLayers, info.numNeurons(), hookPointInfo(info.hook).name,
               info.windows.numTokens(), info.windows.windows().size(), info.blas, numThreads,
               machineReport().sgemmGigaflops);
    if (!info.advice.empty()) {
        logger("analysis")->warn("{}", info.advice);
    }
    publish();

    const bool isPerLayer = hookPointInfo(m_request.hook).perLayer;
    const SweepRequest sweep {.checkpoint = prepared.checkpoint,
                              .windows = &info.windows,
                              .hook = m_request.hook,
                              .lastLayer = isPerLayer ? lastMissing(m_state) : info.config.numLayers - 1,
                              .device = machine.device,
                              .precision = machine.precision,
                              .batchTokens = m_request.batchTokens,
                              .isHiddenInFile = forecast.scratchBytes > 0};
    const bool completed = engine().sweep(sweep, stop, *this, m_state.timing.sweep);
    const Stopwatch watch;
    if (m_digest && m_state.weightsSha256.empty()) {
        m_state.weightsSha256 = m_digest->wait(stop);
    }
    m_state.timing.digestSeconds += watch.seconds();
    return finish(completed ? RunOutcome::Completed : RunOutcome::Stopped);
}

/// The run does without a probe where there is no room for one.
void Run::openProbe(const PreparedRun& prepared, const RunForecast& forecast)
{
    const RunInfo& info = *m_state.info;
    m_state.probeProblem = forecast.probeProblem;
    if (m_state.probeProblem.empty()) {
        try {
            m_keeper = std::make_unique<RowKeeper>(ActivationStorePlan {.numLayers = info.numRunLayers(),
                                                                        .numTokens = info.windows.numTokens(),
                                                                        .width = info.config.hiddenSize});
            m_state.probe =
                std::make_shared<const NeuronProbe>(prepared.checkpoint, m_keeper->store(), info.hook);
            return;
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::FileUnwritable) {
                throw;
            }
            m_state.probeProblem = error.what();
        }
    }
    logger("analysis")->warn("{}", m_state.probeProblem);
}

void Run::embedded()
{
    m_layersWatch = {};
    m_state.timing.prepareSeconds += m_watch.seconds();
    m_state.progress.stage = RunStage::Reading;
    publish();
}

HookSink* Run::beginLayer(std::size_t layer)
{
    const HookId hook {m_request.hook, layer};
    const bool isFinished =
        m_state.layers.at(layer) != nullptr; // before this run, which goes on with another
    if (isFinished && !m_keeper) {
        return nullptr;
    }
    if (m_statistics) {
        m_statistics->restart(hook);
    } else {
        m_statistics.emplace(hook, m_state.info->numNeurons(), m_design);
    }
    m_sink.emplace(isFinished ? nullptr : &*m_statistics, hook, m_keeper.get());
    return &*m_sink;
}

void Run::batchDone(std::size_t layer, std::size_t tokensDone)
{
    updateProgress(layer, tokensDone);
    if (Clock::now() - m_lastPublication >= publishInterval) {
        publish();
    }
}

void Run::endLayer(std::size_t layer)
{
    if (!m_state.layers.at(layer)) {
        const Stopwatch watch;
        m_state.layers.at(layer) = std::make_shared<const LayerSummary>(m_statistics->summarize());
        m_state.timing.summarySeconds += watch.seconds();
        warnOfNonFinite(*m_state.layers.at(layer));
    }
    m_sink.reset();
    if (m_digest && m_state.weightsSha256.empty()) {
        m_state.weightsSha256 = m_digest->known(); // for the journal, in case that this run comes to no end
    }
    if (m_keeper) {
        m_state.probeProblem = m_keeper->problem();
    }
    m_state.progress.layersDone = layer + 1;
    updateProgress(layer, m_state.info->windows.numTokens());
    publish();
}

/// Once, as soon as it is known; what it came to is said at the end.
void Run::warnOfNonFinite(const LayerSummary& layer)
{
    if (layer.numNonFinite == 0 || std::exchange(m_hasWarnedOfNonFinite, true)) {
        return;
    }
    const std::int64_t atMost = std::ranges::max(layer.nonFiniteTokens);
    logger("analysis")
        ->warn("{}: {} of {} values a token are not finite (NaN or infinity) somewhere, at up to {} of {} "
               "tokens: "
               "the model's numbers overflow {}. What is not finite is left out.",
               layer.hook.name(), layer.numNonFinite, layer.numNeurons, atMost, layer.numTokens,
               precisionNames.at(static_cast<std::size_t>(m_state.info->precision)));
}

void Run::updateProgress(std::size_t layer, std::size_t tokensDone)
{
    const auto numTokens = static_cast<double>(m_state.info->windows.numTokens());
    const auto numLayers = static_cast<double>(m_state.layers.size());
    const double layersDone = static_cast<double>(layer) + static_cast<double>(tokensDone) / numTokens;
    const double elapsed = m_layersWatch.seconds();
    RunProgress& progress = m_state.progress;
    progress.fraction = layersDone / numLayers;
    progress.tokensPerSecond = numTokens * progress.fraction / elapsed;
    progress.remaining = std::chrono::duration<double>(elapsed * (1 - progress.fraction) / progress.fraction);
}

void Run::publish()
{
    m_lastPublication = Clock::now();
    m_state.sequence += 1;
    m_state.progress.elapsed = std::chrono::duration<double>(m_watch.seconds());
    m_state.progress.residentBytes = processMemory().residentBytes;
    m_published = std::make_shared<const AnalysisSnapshot>(m_state);
    m_observer.snapshotPublished(m_published);
}

std::shared_ptr<const AnalysisSnapshot> Run::finish(RunOutcome outcome)
{
    const Stopwatch watch;
    m_state.outcome = outcome;
    concludeRun(m_state);
    m_state.timing.summarySeconds += watch.seconds();
    m_state.progress.stage = RunStage::Finished;
    m_state.progress.remaining = {};
    m_state.timing.totalSeconds = m_secondsBefore + m_watch.seconds();
    publish();
    const StageSeconds& stages = m_state.timing.sweep.stages;
    logger("analysis")
        ->info("{} after {:.2f} s with {} of {} layers: {:.2f} s to prepare, {:.2f} s waiting for weights, "
               "{:.2f} s products and norms, {:.2f} s attention, {:.2f} s statistics; peak resident set "
               "{:.0f} MB.",
               outcome == RunOutcome::Completed ? "Completed" : "Stopped", m_state.timing.totalSeconds,
               m_state.numFinished(), m_state.layers.size(), m_state.timing.prepareSeconds,
               m_state.timing.sweep.waitForWeightsSeconds, stages.layerNorm + stages.projections + stages.mlp,
               stages.attention, stages.hooks, static_cast<double>(processMemory().peakResidentBytes) / 1e6);
    if (const Remark remark = nonFiniteRemark(m_state); !remark.isEmpty()) {
        logger("analysis")->warn("{}", remarkText(remark));
    }
    return m_published;
}

/// Where memory has run out, it may do so again here: then the last picture is that of the last layer.
void Run::finishAfterFailure() noexcept
{
    try {
        finish(RunOutcome::Stopped);
    } catch (...) {
        logger("analysis")
            ->warn("The finished layers are kept without conclusions: {}", currentError().what());
    }
}

} // namespace

std::shared_ptr<const AnalysisSnapshot> runAnalysis(const AnalysisRequest& request,
                                                    const std::stop_token& stop, RunObserver& observer)
{
    std::optional<JournalObserver> journal;
    if (!request.journal.empty()) {
        journal.emplace(request.journal, observer);
    }
    Run run(request, journal ? *journal : observer);
    try {
        return run.execute(stop);
    } catch (const Error&) {
        run.finishAfterFailure();
        throw;
    } catch (...) {
        run.finishAfterFailure();
        throw currentError();
    }
}

} // namespace bathyscope
