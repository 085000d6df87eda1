// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    const char* text = ""; ///< English with placeholders %1, %2 …; ui translates it in the context "Findings"
    std::vector<FindingArgument> arguments {}; ///< of the placeholders

    [[nodiscard]] bool isEmpty() const
    {
        return *text == '\0';
    }
};

/// One conclusion about a run, in words with numbers.
struct Finding
{
    std::string_view id; ///< stable, in files: "first_layer_sign"
    const char* title = ""; ///< the claim, English; ui translates it in the context "Findings"
    FindingVerdict verdict = FindingVerdict::Unanswered;
    const char* text = ""; ///< English with placeholders %1, %2 …; translated likewise
    std::vector<FindingArgument> arguments; ///< of the placeholders
    Remark note {}; ///< what was left out; empty where nothing was
    std::string_view view; ///< id of the view that shows it: "layers", "histograms", "confound", "zones"
};

/// Text and note in English with their numbers in the C locale.
[[nodiscard]] std::string findingText(const Finding& finding);

/// A remark in English with its numbers in the C locale.
[[nodiscard]] std::string remarkText(const Remark& remark);

/// `text` with its placeholders %1, %2 … filled; one without an argument stays.
[[nodiscard]] std::string fillPlaceholders(std::string_view text, std::span<const std::string> arguments);

/// "holds", "fails", "unanswered": in files and on the command line.
[[nodiscard]] std::string_view verdictName(FindingVerdict verdict);

} // namespace bathyscope
