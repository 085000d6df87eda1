// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/Info.h"

#include "app/commands/ConsoleProgress.h"
#include "app/commands/InputFile.h"
#include "app/commands/NumberText.h"
#include "app/commands/StandardStreams.h"
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/Checkpoint.h"
#include "core/checkpoint/ModelCatalog.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/files/RunFile.h"
#include "core/findings/NonFiniteRemark.h"
#include "core/support/Resources.h"
#include "core/support/VisibleText.h"

#include <fmt/format.h>

#include <algorithm>

namespace bathyscope::app {

namespace {

std::string row(std::string_view name, std::string_view value)
{
    return fmt::format("{:<12}{}\n", name, visibleText(value));
}

std::string configRows(const ModelConfig& config)
{
    const auto isLocal = [&config](std::size_t keysSeen) { return keysSeen < config.maxPositions; };
    const auto numLocal = std::ranges::count_if(config.keysSeen, isLocal);
    const std::size_t fewest = std::ranges::min(config.keysSeen);
    return row("layers",
               fmt::format("{}, of them {} with local attention over {} positions", config.numLayers,
                           numLocal, fewest))
        + row("hidden size", std::to_string(config.hiddenSize))
        + row("neurons", fmt::format("{} a layer", config.intermediateSize))
        + row("heads", fmt::format("{} of width {}", config.numHeads, config.headDim()))
        + row("vocabulary", fmt::format("{} tokens", config.vocabularySize))
        + row("positions", fmt::format("{}: the longest window", config.maxPositions));
}

std::string describeModel(const std::string& name)
{
    const std::filesystem::path folder = resolveModel(name, resourcesFolder());
    const std::shared_ptr<const Checkpoint> checkpoint = Checkpoint::open(folder);
    std::string text = row("model", checkpoint->config().family->title)
        + row("folder", visibleText(folder.native())) + configRows(checkpoint->config());
    for (const std::filesystem::path& file : checkpoint->weightFiles()) {
        std::error_code unknown;
        const auto bytes = static_cast<double>(std::filesystem::file_size(file, unknown));
        text += row("weights",
                    visibleText(file.filename().native())
                        + (unknown ? "" : fmt::format(", {:.1f} MB", bytes / 1e6)));
    }
    return text
        + row("tokenizer",
              checkpoint->hasTokenizer()
                  ? std::string("vocab.json and merges.txt")
                  : "none, so that only capture can read it, and only --ids. " + tokenizerProblem(folder));
}

std::string layerRows(const AnalysisSnapshot& run)
{
    std::string text = fmt::format("\n{:>5}{:>9}{:>10}{:>12}{:>11}{:>11}{:>11}{:>9}\n", "layer", "neurons",
                                   "constant", "not finite", "lower r", "median r", "upper r", "r > 0");
    for (std::size_t i = 0; i < run.layers.size(); ++i) {
        if (const LayerSummary* layer = run.finished(i)) {
            text += fmt::format("{:>5}{:>9}{:>10}{:>12}{:>11}{:>11}{:>11}{:>9}\n", i, layer->numNeurons,
                                layer->numConstant, layer->numNonFinite, signedText(layer->rLowerQuartile),
                                signedText(layer->rMedian), signedText(layer->rUpperQuartile),
                                percentText(layer->rPositiveShare));
        }
    }
    return text;
}

/// Where activations are NaN or infinite.
std::string warningRows(const AnalysisSnapshot& run)
{
    const Remark remark = nonFiniteRemark(run);
    return remark.isEmpty() ? std::string() : fmt::format("\n{}", row("warning", remarkText(remark)));
}

std::string findingRows(const AnalysisSnapshot& run)
{
    std::string text = "\n";
    for (const Finding& finding : run.findings) {
        text += fmt::format("{:<12}{}: {}\n", verdictName(finding.verdict), findingClaim(finding),
                            findingText(finding));
    }
    return text;
}

/// What the numbers depend on.
std::string settingRows(const RunInfo& info)
{
    const std::string frequency = info.frequency.source == FrequencySource::Table
        ? info.frequency.table.string()
        : std::string(frequencySourceName(info.frequency.source));
    std::string left;
    for (const RunSetting& setting : runSettings()) {
        if (*setting.caption != '\0' && !isDefault(setting, info)) {
            left += fmt::format(", {}", setting.caption);
        }
    }
    return row("settings",
               fmt::format("{} tokens at most, window {}, frequency: {}{}", info.maxTokens, info.windowLength,
                           frequency, left))
        + row("tests",
              info.numPermutations == 0
                  ? std::string("none")
                  : fmt::format("{} permutations{}, discoveries have q < {}", info.numPermutations,
                                info.isLengthShifted ? " (windows: circular shifts)" : "",
                                info.falseDiscoveryRate))
        + row("seed", std::to_string(info.seed));
}

std::string describeRun(const std::string& name)
{
    const InputFile file(name);
    const std::shared_ptr<const AnalysisSnapshot> run = readRunFile(file.path());
    const RunInfo& info = *run->info;
    const TokenFeatures& features = *info.features;
    const bool isComplete = run->outcome == RunOutcome::Completed;
    return (run->name.empty() ? std::string() : row("name", run->name))
        + row("run",
              fmt::format("{}, {} of {} layers", isComplete ? "complete" : "stopped", run->numFinished(),
                          run->layers.size()))
        + row("created", fmt::format("{} by bathyscope {}", info.created, info.programVersion))
        + row("model", info.modelName)
        + row("weights",
              run->weightsSha256.empty() ? "random, drawn from the seed" : "SHA-256 " + run->weightsSha256)
        + row("text",
              fmt::format("{}, {} characters, SHA-256 {}", info.textName, info.textCodePoints,
                          info.textSha256))
        + (info.textOrigin.empty() ? std::string() : row("", info.textOrigin))
        + row("tokens",
              fmt::format("{} in {} windows of at most {}", info.windows.numTokens(),
                          info.windows.windows().size(), info.windows.longestWindow()))
        + row("length",
              fmt::format("median {}; {} tokens shorter, {} equal, {} longer", features.medianLength,
                          features.groupSizes[0], features.groupSizes[1], features.groupSizes[2]))
        + row("hook point", hookPointInfo(info.hook).name) + settingRows(info)
        + row("computed",
              fmt::format("on {}, {}, {} threads, {}, in {:.1f} s",
                          deviceNames.at(static_cast<std::size_t>(info.device)),
                          precisionNames.at(static_cast<std::size_t>(info.precision)), info.numThreads,
                          info.blas, run->timing.totalSeconds))
        + layerRows(*run) + warningRows(*run) + findingRows(*run);
}

/// A file, standard input, or a name that can only mean a run file.
bool isRunFile(const std::string& subject)
{
    std::error_code ignored;
    return subject == standardStream || subject.ends_with(".safetensors")
        || std::filesystem::is_regular_file(subject, ignored);
}

} // namespace

ExitStatus describe(const InfoOptions& options)
{
    const ConsoleProgress warnings(options.isQuiet);
    writeStandardOutput(isRunFile(options.subject) ? describeRun(options.subject)
                                                   : describeModel(options.subject));
    return Done;
}

} // namespace bathyscope::app
