// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/HookPointText.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bathyscope {

enum class FindingVerdict : std::uint8_t
{
    Holds,
    Fails, ///< looked at, and not so in this run
    Unanswered, ///< the run cannot tell; the text says why
};

/// A number in a finding's text, and how it is written.
struct FindingNumber
{
    enum class Style : std::uint8_t
    {
        Whole,
        Decimals, ///< three
        Percent, ///< of a share 0 … 1, whole per cent, with the sign
    };
    double value = 0; ///< finite
    Style style = Style::Decimals;
};

/// What fills a placeholder: a number, or words. ui translates them in the context "Findings" where there is
/// a translation; others are the same in every language, such as "0–3, 7" and the name of a table.
using FindingArgument = std::variant<FindingNumber, std::string>;

/// A sentence about a run.
struct Remark
{
    /// English with placeholders %1, %2 … and alternatives for worded(); ui translates it in the context
    /// "Findings".
    const char* text = "";
    std::vector<FindingArgument> arguments {}; ///< of the placeholders
    HookElement element = HookElement::Neuron; ///< that the run looked at

    [[nodiscard]] bool isEmpty() const
    {
        return *text == '\0';
    }
};

/// One conclusion about a run, in words with numbers.
struct Finding
{
    std::string_view id; ///< stable, in files: "first_layer_sign"
    HookElement element = HookElement::Neuron; ///< that the run looked at; chooses the words
    const char* title = ""; ///< the claim, as a Remark's text
    FindingVerdict verdict = FindingVerdict::Unanswered;
    const char* lead = ""; ///< a sentence before the text, translated likewise: that it is not so; or empty
    const char* text = ""; ///< as a Remark's
    std::vector<FindingArgument> arguments; ///< of the placeholders
    Remark note {}; ///< what was left out; empty where nothing was
    std::string_view view; ///< id of the view that shows it: "layers", "histograms", "confound", "zones"
};

/// The claim in English.
[[nodiscard]] std::string findingClaim(const Finding& finding);

/// Lead, text and note in English with their numbers in the C locale.
[[nodiscard]] std::string findingText(const Finding& finding);

/// A remark in English with its numbers in the C locale.
[[nodiscard]] std::string remarkText(const Remark& remark);

/// `text` with its placeholders %1, %2 … filled; one without an argument stays.
[[nodiscard]] std::string fillPlaceholders(std::string_view text, std::span<const std::string> arguments);

/// "holds", "fails", "unanswered": in files and on the command line.
[[nodiscard]] std::string_view verdictName(FindingVerdict verdict);

} // namespace bathyscope
