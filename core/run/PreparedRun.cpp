// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/PreparedRun.h"

#include "core/checkpoint/ModelFiles.h"
#include "core/support/Error.h"
#include "core/support/Logging.h"
#include "core/text/AddedTokens.h"
#include "core/text/TextWindows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>

namespace bathyscope {

namespace {

/// Lists of ids are windows already, whatever length others would be cut to.
bool hasOwnWindows(const AnalysisRequest& request)
{
    const auto* ids = std::get_if<TokenIdLists>(&request.text);
    return ids != nullptr && ids->oneListPerWindow;
}

void checkSettings(const AnalysisRequest& request, const ModelConfig& config)
{
    const std::size_t windowLength = windowLengthOf(request, config);
    if (!hasOwnWindows(request) && windowLength > config.maxPositions) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("A window of {} tokens does not fit the model, which has {} positions; "
                                "choose a window of 1 to {}.",
                                windowLength, config.maxPositions, config.maxPositions));
    }
    if (request.maxTokens < 2) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("{} tokens are too few to analyse; choose at least 2.", request.maxTokens));
    }
}

TokenWindows windowsOfText(const AnalysisRequest& request, const Document& document, const PreparedRun& run,
                           const std::stop_token& stop)
{
    if (!run.tokenizer) {
        throw Error(ErrorKind::InvalidRequest, tokenizerProblem(run.checkpoint->folder()));
    }
    if (document.text.empty()) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("The text {} is empty; choose one with at least two tokens.", document.name));
    }
    const WindowPlan plan {.maxTokens = request.maxTokens,
                           .windowLength = run.windowLength,
                           .splitsDocuments = request.splitsDocuments};
    return makeTextWindows(document.text, *run.tokenizer, plan, stop).windows;
}

TokenWindows windowsOfIds(const AnalysisRequest& request, const TokenIdLists& ids, const PreparedRun& run)
{
    const ModelConfig& config = run.checkpoint->config();
    if (!ids.oneListPerWindow) {
        std::vector<TokenId> joined;
        for (const std::vector<TokenId>& list : ids.lists) {
            joined.insert(joined.end(), list.begin(), list.end());
        }
        joined.resize(std::min(joined.size(), request.maxTokens));
        return TokenWindows::cut(std::move(joined), run.windowLength);
    }
    TokenWindows windows = TokenWindows::fromLists(ids.lists).first(request.maxTokens);
    if (windows.longestWindow() > config.maxPositions) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("The longest of the {} windows in {} has {} tokens, but the model has {} "
                                "positions; give shorter ones.",
                                windows.windows().size(), ids.name, windows.longestWindow(),
                                config.maxPositions));
    }
    return windows;
}

void checkTokens(std::span<const TokenId> ids, const std::string& name, const ModelConfig& config)
{
    if (ids.size() < 2) {
        throw Error(ErrorKind::InvalidRequest,
                    fmt::format("{} has {} token{}; an analysis needs at least two.", name, ids.size(),
                                ids.size() == 1 ? "" : "s"));
    }
    const auto outside = std::ranges::find_if(ids, [&config](TokenId id) {
        return id < 0 || static_cast<std::size_t>(id) >= config.vocabularySize;
    });
    if (outside != ids.end()) {
        throw Error(
            ErrorKind::InvalidRequest,
            fmt::format(
                "Token id {} (number {} of {}) is outside the model's vocabulary of {}; the text must be "
                "tokenised with the model's own vocabulary.",
                *outside, outside - ids.begin(), name, config.vocabularySize));
    }
}

} // namespace

std::size_t windowLengthOf(const AnalysisRequest& request, const ModelConfig& config)
{
    return request.windowLength != 0 ? request.windowLength
                                     : std::min(usualWindowLength, config.maxPositions);
}

PreparedRun prepareRun(const AnalysisRequest& request, const std::stop_token& stop)
{
    PreparedRun run;
    run.checkpoint = Checkpoint::open(request.modelFolder,
                                      request.hasRandomWeights ? std::optional(request.seed) : std::nullopt);
    const ModelConfig& config = run.checkpoint->config();
    checkSettings(request, config);
    run.windowLength = windowLengthOf(request, config);
    if (run.checkpoint->hasTokenizer()) {
        run.tokenizer = Tokenizer::load(run.checkpoint->vocabFile(), run.checkpoint->mergesFile());
        if (const std::string warning = addedTokensWarning(run.checkpoint->vocabFile(), *run.tokenizer);
            !warning.empty()) {
            logger("analysis")->warn("{}", warning);
        }
    }
    const auto* document = std::get_if<Document>(&request.text);
    const std::string& name =
        document != nullptr ? document->name : std::get<TokenIdLists>(request.text).name;
    run.windows = document != nullptr ? windowsOfText(request, *document, run, stop)
                                      : windowsOfIds(request, std::get<TokenIdLists>(request.text), run);
    if (stop.stop_requested()) {
        run.windows = TokenWindows();
        return run;
    }
    checkTokens(run.windows.ids(), name, config);
    return run;
}

} // namespace bathyscope
