// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/RunContinuation.h"

#include "core/analysis/RunInfo.h"
#include "core/checkpoint/Checkpoint.h"
#include "core/checkpoint/ModelFiles.h"
#include "core/support/Error.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace bathyscope {

namespace {

constexpr std::size_t shownDigits = 12; // of a digest

std::filesystem::path folderOf(const RunInfo& info, std::span<const CatalogStatus> models)
{
    if (std::filesystem::path folder = modelFolderOf(info, models); !folder.empty()) {
        return folder;
    }
    throw Error(
        ErrorKind::FileMissing,
        info.modelFolder.empty()
            ? fmt::format("The run cannot go on: its model {} is not on this machine.", info.modelName)
            : fmt::format("The run cannot go on: its model {} is no longer in {}.", info.modelName,
                          info.modelFolder.string()));
}

/// The tokens of the run, window by window.
TokenIdLists tokensOf(const RunInfo& info)
{
    TokenIdLists ids {.name = info.textName, .oneListPerWindow = true, .lists = {}};
    for (const TokenWindow& window : info.windows.windows()) {
        const auto tokens = info.windows.ids().subspan(window.firstToken, window.numTokens);
        ids.lists.emplace_back(tokens.begin(), tokens.end());
    }
    return ids;
}

} // namespace

bool isUnfinished(const AnalysisSnapshot& run)
{
    return run.info && run.outcome == RunOutcome::Stopped && run.numFinished() > 0
        && run.numFinished() < run.layers.size();
}

std::filesystem::path modelFolderOf(const RunInfo& info, std::span<const CatalogStatus> models)
{
    if (!info.modelFolder.empty() && isFile(modelFile(info.modelFolder, "config.json"))) {
        return info.modelFolder;
    }
    const auto known = std::ranges::find_if(models, [&info](const CatalogStatus& status) {
        return status.entry->name == info.modelName && !status.folder.empty();
    });
    return known != models.end() ? known->folder : std::filesystem::path();
}

bool isContinuable(const LayerSummary& layer, const RunInfo& info)
{
    const bool isTested = info.numPermutations == 0
        || (layer.significance && layer.significance->permuted
            && layer.significance->pPooled.size() == layer.numNeurons);
    return isTested
        && (layer.jackknife.numUnits < 2 || layer.jackknife.without.size() == layer.jackknife.numUnits);
}

AnalysisRequest continuation(std::shared_ptr<const AnalysisSnapshot> run,
                             std::span<const CatalogStatus> models)
{
    if (!isUnfinished(*run)) {
        throw Error(ErrorKind::InvalidRequest,
                    "The run has all its layers or none: there is nothing to go on with.");
    }
    const RunInfo& info = *run->info;
    if (!std::ranges::all_of(run->layers,
                             [&info](const auto& layer) { return !layer || isContinuable(*layer, info); })) {
        throw Error(ErrorKind::InvalidRequest,
                    "The run cannot go on: its file was written by an earlier version, which did not keep "
                    "what that needs; run it again.");
    }
    AnalysisRequest request;
    request.settings() = info.settings();
    request.maxTokens = info.windows.numTokens();
    request.splitsDocuments = false; // the windows are given
    request.numThreads = 0;
    request.modelName = info.modelName;
    request.modelFolder = folderOf(info, models);
    request.text = tokensOf(info);
    request.continued = std::move(run);
    return request;
}

void requireSameModel(const AnalysisSnapshot& run, const Checkpoint& checkpoint,
                      const std::string& weightsSha256)
{
    const std::string folder = checkpoint.folder().string();
    if (const std::string difference = differenceText(checkpoint.config(), run.info->config);
        !difference.empty()) {
        throw Error(
            ErrorKind::InvalidRequest,
            fmt::format("The run cannot go on: the model in {} is another one than the one that it began "
                        "with: in its config.json {}.",
                        folder, difference));
    }
    if (run.info->hasRandomWeights) {
        return;
    }
    if (run.weightsSha256.empty()) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("The run cannot go on: it was cut off before the SHA-256 of its weights was "
                                "known, so that nothing tells whether the model in {} is the same; run it "
                                "again.",
                                folder));
    }
    if (run.weightsSha256 != weightsSha256) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("The run cannot go on: the weights in {} have the SHA-256 {}…, those that it "
                                "began with have {}….",
                                folder, weightsSha256.substr(0, shownDigits),
                                run.weightsSha256.substr(0, shownDigits)));
    }
}

} // namespace bathyscope
