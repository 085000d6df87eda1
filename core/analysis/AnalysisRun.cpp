// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/AnalysisRun.h"

#include "core/analysis/ActivationStore.h"
#include "core/analysis/Findings.h"
#include "core/analysis/ForecastMeasurement.h"
#include "core/analysis/FunctionalZones.h"
#include "core/analysis/LayerSweep.h"
#include "core/analysis/NeuronProbe.h"
#include "core/analysis/PreparedRun.h"
#include "core/analysis/WeightsDigest.h"
#include "core/statistics/LayerStatistics.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "core/support/ProcessMemory.h"
#include "core/support/Version.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace bathyscope {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds publishInterval {100};

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::string utcNow()
{
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

RunInfo describe(const AnalysisRequest& request, PreparedRun& prepared, std::size_t numThreads,
                 Precision precision)
{
    RunInfo info;
    info.programVersion = programVersion;
    info.created = utcNow();
    info.modelName = request.modelName;
    info.modelFolderName = prepared.checkpoint->folder().filename().string();
    info.config = prepared.checkpoint->config();
    if (const auto* document = std::get_if<Document>(&request.text)) {
        info.textName = document->name;
        info.textOrigin = document->origin;
        info.textSha256 = document->sha256;
        info.textCodePoints = document->numCodePoints;
        info.numReplaced = document->numReplaced;
    } else {
        info.textName = std::get<TokenIdLists>(request.text).name;
    }
    info.maxTokens = request.maxTokens;
    info.windowLength = request.windowLength;
    info.splitsDocuments = request.splitsDocuments;
    info.tokenOptions = request.tokenOptions;
    info.frequencySource = request.frequency.source;
    info.frequencyTable = request.frequency.table.filename().string();
    info.falseDiscoveryRate = request.falseDiscoveryRate;
    info.hasRandomWeights = request.hasRandomWeights;
    info.hook = request.hook;
    info.device = request.device == DeviceKind::Cuda ? "cuda" : "cpu";
    info.precision = precisionName(precision);
    info.numThreads = numThreads;
    info.numPermutations = request.numPermutations;
    info.seed = request.seed;
    info.blas = machineReport().blas;
    info.advice = machineReport().advice();
    TokenFeatures features = makeTokenFeatures(prepared.windows, *prepared.tokenizer, request.tokenOptions);
    setFrequency(features, prepared.windows.ids(), request.frequency);
    info.features = std::make_shared<const TokenFeatures>(std::move(features));
    info.windows = std::move(prepared.windows);
    return info;
}

/// From r of all layers' neurons.
FunctionalZones zonesOfRun(const std::vector<std::shared_ptr<const LayerSummary>>& layers, std::uint64_t seed)
{
    std::vector<std::vector<double>> correlations;
    std::vector<std::vector<QuantileFunction>> withoutWindow;
    for (const auto& layer : layers) {
        correlations.push_back(layer->column("r_length"));
        withoutWindow.resize(layer->jackknife.without.size());
        for (std::size_t unit = 0; unit < withoutWindow.size(); ++unit) {
            withoutWindow[unit].push_back(layer->jackknife.without[unit]);
        }
    }
    return findFunctionalZones(correlations, seed, withoutWindow);
}

/// Whether the hidden states go to a scratch file. Throws OutOfMemory where not even that is enough.
bool needsScratchFile(const AnalysisRequest& request, const PreparedRun& prepared)
{
    const RunForecast forecast = forecastRun(measureForForecast(request, prepared));
    if (!forecast.fits) {
        throw Error(ErrorKind::OutOfMemory, forecast.problem);
    }
    return forecast.scratchBytes > 0;
}

/// Feeds the statistics of one layer.
class StatisticsSink final : public HookSink
{
public:
    /// Rows for the probe go to the store, if there is one.
    StatisticsSink(LayerStatistics& statistics, HookId hook, ActivationStore* store)
        : m_statistics(statistics)
        , m_hook(hook)
        , m_store(store)
    {
    }

    [[nodiscard]] bool wants(const HookId& hook) const override
    {
        return hook == m_hook;
    }

    void receive(const ActivationView& activations) override
    {
        m_statistics.add(activations);
        if (m_store != nullptr && !NeuronProbe::needsMlpInputs(m_hook.point)) {
            keep(activations);
        }
    }

    [[nodiscard]] bool wantsMlpInputs() const override
    {
        return m_store != nullptr && NeuronProbe::needsMlpInputs(m_hook.point);
    }

    void receiveMlpInputs(const ActivationView& rows) override
    {
        keep(rows);
    }

private:
    void keep(const ActivationView& rows)
    {
        m_store->keep(rows.hook.layer, rows.firstToken, {rows.data, rows.numTokens * rows.width});
    }

    LayerStatistics& m_statistics;
    HookId m_hook;
    ActivationStore* m_store;
};

/// One run: turns the sweep's layers into summaries and publishes pictures of it.
class Run final : public SweepObserver
{
public:
    Run(const AnalysisRequest& request, RunObserver& observer)
        : m_request(request)
        , m_observer(observer)
    {
    }

    std::shared_ptr<const AnalysisSnapshot> execute(const std::stop_token& stop);

    /// Publishes the last picture.
    std::shared_ptr<const AnalysisSnapshot> finish(RunOutcome outcome);

    void embedded() override;
    HookSink* beginLayer(std::size_t layer) override;
    void batchDone(std::size_t layer, std::size_t tokensDone) override;
    void endLayer(std::size_t layer) override;

private:
    void publish();
    void updateProgress(std::size_t layer, std::size_t tokensDone);

    const AnalysisRequest& m_request;
    RunObserver& m_observer;
    AnalysisSnapshot m_state;
    std::shared_ptr<const AnalysisSnapshot> m_published;
    std::shared_ptr<const RunDesign> m_design;
    std::shared_ptr<ActivationStore> m_store; ///< null where the run is not probed
    std::optional<LayerStatistics> m_statistics;
    std::optional<StatisticsSink> m_sink;
    Clock::time_point m_begin = Clock::now();
    Clock::time_point m_layersBegin;
    Clock::time_point m_lastPublication;
};

std::shared_ptr<const AnalysisSnapshot> Run::execute(const std::stop_token& stop)
{
    publish();
    const std::size_t numThreads = setNumThreads(m_request.numThreads);
    PreparedRun prepared = prepareRun(m_request, stop);
    if (stop.stop_requested()) {
        return finish(RunOutcome::Stopped);
    }
    if (!prepared.tokenizer) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("The analysis is about token length, which needs the vocabulary, and {} has "
                                "no vocab.json and "
                                "merges.txt; put them there, or use \"capture\" for the raw activations.",
                                prepared.checkpoint->folder().string()));
    }
    const bool isHiddenInFile = needsScratchFile(m_request, prepared);
    std::optional<WeightsDigest> digest; // of weights that are read
    if (!m_request.hasRandomWeights) {
        digest.emplace(*prepared.checkpoint);
    }
    const Precision precision = choosePrecision(m_request.precision);
    RunInfo described = describe(m_request, prepared, numThreads, precision);
    m_design = makeRunDesign(described.features, described.windows.ids(), described.windows.windows(),
                             {.numPermutations = m_request.numPermutations, .seed = m_request.seed});
    described.effectiveNumTypes = effectiveNumTypes(m_design->types, m_design->strata);
    described.isLengthShifted = m_design->lengthSeries && m_design->lengthSeries->isShifted();
    m_state.info = std::make_shared<const RunInfo>(std::move(described));
    const RunInfo& info = *m_state.info;
    m_state.layers.resize(info.numRunLayers());
    if (m_request.isProbed) {
        m_store =
            std::make_shared<ActivationStore>(ActivationStorePlan {.numLayers = info.numRunLayers(),
                                                                   .numTokens = info.windows.numTokens(),
                                                                   .width = info.config.hiddenSize});
        m_state.probe = std::make_shared<const NeuronProbe>(prepared.checkpoint, m_store, info.hook);
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

    const SweepRequest sweep {.checkpoint = prepared.checkpoint,
                              .windows = &info.windows,
                              .hook = m_request.hook,
                              .lastLayer = info.config.numLayers - 1,
                              .device = m_request.device,
                              .precision = precision,
                              .batchTokens = m_request.batchTokens,
                              .isHiddenInFile = isHiddenInFile};
    const bool completed = sweepLayers(sweep, stop, *this, m_state.timing.sweep);
    const Clock::time_point beginDigest = Clock::now();
    m_state.weightsSha256 = digest ? digest->wait(stop) : std::string();
    m_state.timing.digestSeconds = secondsSince(beginDigest);
    return finish(completed ? RunOutcome::Completed : RunOutcome::Stopped);
}

void Run::embedded()
{
    m_layersBegin = Clock::now();
    m_state.timing.prepareSeconds = secondsSince(m_begin);
    m_state.progress.stage = RunStage::Reading;
    publish();
}

HookSink* Run::beginLayer(std::size_t layer)
{
    const HookId hook {m_request.hook, layer};
    if (m_statistics) {
        m_statistics->restart(hook);
    } else {
        m_statistics.emplace(hook, m_state.info->numNeurons(), m_design);
    }
    m_sink.emplace(*m_statistics, hook, m_store.get());
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
    const Clock::time_point begin = Clock::now();
    m_state.layers.at(layer) = std::make_shared<const LayerSummary>(m_statistics->summarize());
    m_state.timing.summarySeconds += secondsSince(begin);
    m_sink.reset();
    m_state.progress.layersDone = layer + 1;
    updateProgress(layer, m_state.info->windows.numTokens());
    publish();
}

void Run::updateProgress(std::size_t layer, std::size_t tokensDone)
{
    const auto numTokens = static_cast<double>(m_state.info->windows.numTokens());
    const auto numLayers = static_cast<double>(m_state.layers.size());
    const double layersDone = static_cast<double>(layer) + static_cast<double>(tokensDone) / numTokens;
    const double elapsed = secondsSince(m_layersBegin);
    RunProgress& progress = m_state.progress;
    progress.fraction = layersDone / numLayers;
    progress.tokensPerSecond = numTokens * progress.fraction / elapsed;
    progress.remaining = std::chrono::duration<double>(elapsed * (1 - progress.fraction) / progress.fraction);
}

void Run::publish()
{
    m_lastPublication = Clock::now();
    m_state.sequence += 1;
    m_state.progress.elapsed = m_lastPublication - m_begin;
    m_state.progress.residentBytes = processMemory().residentBytes;
    m_published = std::make_shared<const AnalysisSnapshot>(m_state);
    m_observer.snapshotPublished(m_published);
}

std::shared_ptr<const AnalysisSnapshot> Run::finish(RunOutcome outcome)
{
    const Clock::time_point begin = Clock::now();
    setRunWideP(m_state.layers);
    if (outcome == RunOutcome::Completed) {
        m_state.zones = std::make_shared<const FunctionalZones>(zonesOfRun(m_state.layers, m_request.seed));
    }
    m_state.outcome = outcome;
    m_state.findings = findFindings(m_state);
    m_state.timing.summarySeconds += secondsSince(begin);
    m_state.progress.stage = RunStage::Finished;
    m_state.progress.remaining = {};
    m_state.timing.totalSeconds = secondsSince(m_begin);
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
    return m_published;
}

} // namespace

std::shared_ptr<const AnalysisSnapshot> runAnalysis(const AnalysisRequest& request,
                                                    const std::stop_token& stop, RunObserver& observer)
{
    Run run(request, observer);
    try {
        return run.execute(stop);
    } catch (const Error&) {
        run.finish(RunOutcome::Stopped); // what is finished stays valid
        throw;
    }
}

} // namespace bathyscope
