// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/RunJournal.h"

#include "core/analysis/RunContinuation.h"
#include "core/files/ConclusionsJson.h"
#include "core/files/RunMetadata.h"
#include "core/files/RunTensors.h"
#include "core/findings/RunConclusion.h"
#include "core/support/CurrentError.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace bathyscope {

namespace {

namespace fs = std::filesystem;

fs::path runFile(const fs::path& folder)
{
    return folder / "run.safetensors";
}

fs::path layerFile(const fs::path& folder, std::size_t layer)
{
    return folder / fmt::format("layer-{:03}.safetensors", layer);
}

/// The picture with one layer or none, for its metadata.
AnalysisSnapshot part(const AnalysisSnapshot& run, std::optional<std::size_t> layer)
{
    AnalysisSnapshot part;
    part.outcome = RunOutcome::Stopped; // until it is known better
    part.timing = run.timing;
    part.timing.totalSeconds = run.progress.elapsed.count();
    part.weightsSha256 = run.weightsSha256;
    part.info = run.info;
    part.layers.resize(run.layers.size());
    if (layer) {
        part.layers[*layer] = run.layers[*layer];
    }
    return part;
}

bool isOfSameRun(const RunInfo& a, const RunInfo& b)
{
    return a.created == b.created && a.modelName == b.modelName && a.textSha256 == b.textSha256
        && a.hook == b.hook && a.seed == b.seed && a.numPermutations == b.numPermutations
        && a.config == b.config;
}

/// What the file of a layer says of it, and of the run since it began.
void takeLayer(AnalysisSnapshot& run, std::size_t index, const fs::path& path)
{
    const SafetensorsFile file(path);
    const ParsedRunMetadata parsed = parseRunMetadata(file.metadata(), path.string());
    if (!isOfSameRun(parsed.info, *run.info) || parsed.layers.size() != 1
        || parsed.layers.front().layer != index) {
        throw Error(ErrorKind::BadFormat, fmt::format("{} does not belong to its journal.", path.string()));
    }
    auto layer = RunTensors(file).readLayer(parsed.layers.front(), *run.info);
    readModality(*parsed.modality, *layer, path.string());
    if (!isContinuable(*layer, *run.info)) {
        throw Error(ErrorKind::BadFormat, fmt::format("{} is not complete.", path.string()));
    }
    run.layers[index] = std::move(layer);
    run.timing = parsed.timing;
    if (!parsed.weightsSha256.empty()) {
        run.weightsSha256 = parsed.weightsSha256;
    }
}

} // namespace

RunJournal::RunJournal(fs::path folder)
    : m_folder(std::move(folder))
    , m_thread([this](const std::stop_token& stop) { work(stop); })
{
}

RunJournal::~RunJournal() = default; // the thread is asked to stop and joined first

void RunJournal::keep(std::shared_ptr<const AnalysisSnapshot> run)
{
    const std::lock_guard lock(m_mutex);
    m_newest = std::move(run);
    m_wake.notify_one();
}

/// Ends when a stop is asked for and nothing waits.
void RunJournal::work(const std::stop_token& stop)
{
    while (true) {
        std::shared_ptr<const AnalysisSnapshot> run;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return m_newest != nullptr; });
            run = std::exchange(m_newest, nullptr);
        }
        if (!run) {
            return;
        }
        write(*run);
    }
}

void RunJournal::write(const AnalysisSnapshot& run)
{
    if (m_hasFailed || !run.info) {
        return;
    }
    try {
        writeNew(run);
    } catch (...) {
        m_hasFailed = true;
        logger("journal")->warn(
            "The run is no longer kept on disk while it goes on, so that a crash would lose it: {}",
            currentError().what());
    }
}

void RunJournal::writeNew(const AnalysisSnapshot& run)
{
    // The digest of the weights may come after the last layer.
    const bool hasNews = run.outcome != RunOutcome::Running && run.weightsSha256 != m_describedSha256;
    if (!m_isDescribed || hasNews) {
        std::error_code ignored; // the file says what is wrong
        fs::create_directories(m_folder, ignored);
        RunTensorList tensors;
        tensors.addTokens(*run.info);
        tensors.write(runFile(m_folder), runMetadata(part(run, std::nullopt)));
        m_isDescribed = true;
        m_describedSha256 = run.weightsSha256;
    }
    for (std::size_t i = 0; i < run.layers.size(); ++i) {
        if (run.layers[i] && !m_written.contains(i)) {
            RunTensorList tensors;
            tensors.addLayer(*run.layers[i], true);
            tensors.write(layerFile(m_folder, i), runMetadata(part(run, i)));
            m_written.insert(i);
        }
    }
}

JournalSummary summarizeJournal(const fs::path& folder)
{
    const SafetensorsFile file(runFile(folder));
    const RunInfo info = parseRunMetadata(file.metadata(), file.path().string()).info;
    JournalSummary summary {.folder = folder,
                            .modelName = info.modelName,
                            .textName = info.textName,
                            .created = info.created,
                            .numLayers = info.numRunLayers()};
    std::error_code ignored;
    for (std::size_t i = 0; i < summary.numLayers; ++i) {
        summary.numFinished += fs::exists(layerFile(folder, i), ignored) ? 1 : 0;
    }
    return summary;
}

std::shared_ptr<const AnalysisSnapshot> readJournal(const fs::path& folder)
{
    const SafetensorsFile file(runFile(folder));
    ParsedRunMetadata parsed = parseRunMetadata(file.metadata(), file.path().string());
    auto info = std::make_shared<RunInfo>(std::move(parsed.info));
    RunTensors(file).readTokens(*info);
    auto run = std::make_shared<AnalysisSnapshot>();
    run->timing = parsed.timing;
    run->weightsSha256 = parsed.weightsSha256;
    run->layers.resize(info->numRunLayers());
    run->info = std::move(info);
    for (std::size_t i = 0; i < run->layers.size(); ++i) {
        std::error_code ignored;
        if (const fs::path path = layerFile(folder, i); fs::exists(path, ignored)) {
            try {
                takeLayer(*run, i, path);
            } catch (const Error& problem) {
                logger("journal")->warn("Layer {} of the run is left out: {}", i, problem.what());
            }
        }
    }
    if (run->numFinished() == 0) {
        throw Error(ErrorKind::BadFormat,
                    fmt::format("No layer of the run in {} can be read.", folder.string()));
    }
    const bool isComplete = run->numFinished() == run->layers.size();
    run->outcome = isComplete ? RunOutcome::Completed : RunOutcome::Stopped;
    run->progress.stage = RunStage::Finished;
    run->progress.layersDone = run->numFinished();
    run->progress.fraction = 1;
    run->progress.elapsed = std::chrono::duration<double>(run->timing.totalSeconds);
    concludeRun(*run);
    return run;
}

} // namespace bathyscope
