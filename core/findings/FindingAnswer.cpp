// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/FindingAnswer.h"

#include "core/analysis/RunInfo.h"
#include "core/engine/HookPointText.h"
#include "core/support/Translatable.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bathyscope {

FindingNumber whole(std::size_t value)
{
    return {.value = static_cast<double>(value), .style = FindingNumber::Style::Whole};
}

FindingArgument decimals(double value)
{
    if (std::isnan(value)) {
        return nothingThere;
    }
    return FindingNumber {.value = value, .style = FindingNumber::Style::Decimals};
}

FindingArgument percent(double share)
{
    if (std::isnan(share)) {
        return nothingThere;
    }
    return FindingNumber {.value = share, .style = FindingNumber::Style::Percent};
}

std::string listText(const std::vector<std::size_t>& numbers)
{
    std::string text;
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t last = i;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) {
            ++last;
        }
        text += fmt::format("{}{}", text.empty() ? "" : ", ", numbers[i]);
        if (last > i) {
            text += fmt::format("{}{}", last == i + 1 ? ", " : "–", numbers[last]);
        }
        i = last + 1;
    }
    return text.empty() ? nothingThere : text;
}

bool isOutsideLayers(const RunEvidence& evidence)
{
    const auto& info = evidence.run().info;
    return info && !hookPointInfo(info->hook).perLayer;
}

std::optional<Answer> obstacleToConclusions(const RunEvidence& evidence)
{
    const auto& info = evidence.run().info;
    if (!info || !info->features) {
        return std::nullopt;
    }
    const auto numFull = static_cast<std::size_t>(
        std::ranges::count(info->windows.windows(), info->windows.longestWindow(), &TokenWindow::numTokens));
    const std::size_t numTokens = info->features->numAnalysed();
    if (numFull >= leastFullWindows && numTokens >= leastTokens) {
        return std::nullopt;
    }
    return Answer {
        .text = BATHYSCOPE_TRANSLATE_NOOP(
            "Findings",
            "Too short to judge: this takes at least %1 full windows and %2 tokens; the run has %3 "
            "full windows and %4 tokens."),
        .arguments = {whole(leastFullWindows), whole(leastTokens), whole(numFull), whole(numTokens)}};
}

std::optional<Answer> obstacleTo(const RunEvidence& evidence)
{
    if (evidence.finished().empty() && !evidence.nonFinite().empty()) {
        return Answer {.text = BATHYSCOPE_TRANSLATE_NOOP(
                           "Findings", "No layer has a {neuron|dimension} that is finite everywhere.")};
    }
    if (evidence.finished().empty()) {
        return Answer {.text =
                           BATHYSCOPE_TRANSLATE_NOOP("Findings", "The run ended before its first layer.")};
    }
    if (evidence.isEquallyLong()) {
        return Answer {.text = BATHYSCOPE_TRANSLATE_NOOP(
                           "Findings", "All tokens are equally long: nothing can depend on their length.")};
    }
    if (std::ranges::all_of(evidence.finished(),
                            [](const FinishedLayer& layer) { return std::isnan(layer.summary->rMedian); })) {
        return Answer {
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings", "No {neuron|dimension} of this run has a correlation with token length.")};
    }
    return std::nullopt;
}

std::optional<Answer> obstacleToDepth(const RunEvidence& evidence)
{
    if (isOutsideLayers(evidence)) {
        return Answer {
            .text = BATHYSCOPE_TRANSLATE_NOOP(
                "Findings", "This hook point is there once, outside the layers: there are none to compare.")};
    }
    return obstacleTo(evidence);
}

} // namespace bathyscope
