// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Finding.h"

#include "core/analysis/FindingNumberText.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace bathyscope {

namespace {

std::string argumentText(const FindingArgument& argument)
{
    const auto* number = std::get_if<FindingNumber>(&argument);
    return number ? findingNumberText(*number) : std::get<std::string>(argument);
}

std::string filledText(HookElement element, const char* text, const std::vector<FindingArgument>& arguments)
{
    std::vector<std::string> words;
    words.reserve(arguments.size());
    std::ranges::transform(arguments, std::back_inserter(words), argumentText);
    return fillPlaceholders(worded(element, text), words);
}

} // namespace

std::string findingClaim(const Finding& finding)
{
    return worded(finding.element, finding.title);
}

std::string findingText(const Finding& finding)
{
    std::string text = *finding.lead ? std::string(finding.lead) + ' ' : std::string();
    text += filledText(finding.element, finding.text, finding.arguments);
    if (!finding.note.isEmpty()) {
        text += ' ' + remarkText(finding.note);
    }
    return text;
}

std::string remarkText(const Remark& remark)
{
    return filledText(remark.element, remark.text, remark.arguments);
}

std::string fillPlaceholders(std::string_view text, std::span<const std::string> arguments)
{
    std::string filled;
    for (std::size_t i = 0; i < text.size(); ++i) {
        // Not by Qt or by repeated replacement: an argument may hold "%1" itself.
        const bool isPlaceholder =
            text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1' && text[i + 1] <= '9';
        const auto index = isPlaceholder ? static_cast<std::size_t>(text[i + 1] - '1') : arguments.size();
        if (index < arguments.size()) {
            filled += arguments[index];
            ++i;
        } else {
            filled += text[i];
        }
    }
    return filled;
}

std::string_view verdictName(FindingVerdict verdict)
{
    switch (verdict) {
    case FindingVerdict::Holds:
        return "holds";
    case FindingVerdict::Fails:
        return "fails";
    case FindingVerdict::Unanswered:
        break;
    }
    return "unanswered";
}

} // namespace bathyscope
