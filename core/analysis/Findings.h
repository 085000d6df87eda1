// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <cstdint>
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
        Percent, ///< of a share 0 … 1, whole per cent
    };
    double value = 0;
    Style style = Style::Decimals;
};

/// What fills a placeholder: a number, or words that are the same in every language, such as "0–3, 7".
using FindingArgument = std::variant<FindingNumber, std::string>;

/// One conclusion about a run, in words with numbers.
struct Finding
{
    std::string_view id; ///< stable, in files: "first_layer_sign"
    const char* title; ///< the question, English; ui translates it in the context "Findings"
    FindingVerdict verdict = FindingVerdict::Unanswered;
    const char* text; ///< English with placeholders %1, %2 …; translated likewise
    std::vector<FindingArgument> arguments; ///< of the placeholders
    std::string_view view; ///< id of the view that shows it: "layers", "histograms", "confound", "zones"
};

/// What the run shows, in a fixed order; a claim that does not hold is there and says so. Over the finished
/// layers. `control` is the same run with random weights, null where there was none.
[[nodiscard]] std::vector<Finding> findFindings(const AnalysisSnapshot& run,
                                                const AnalysisSnapshot* control = nullptr);

/// The text in English with its numbers in the C locale.
[[nodiscard]] std::string findingText(const Finding& finding);

/// "holds", "fails", "unanswered": in files and on the command line.
[[nodiscard]] std::string_view verdictName(FindingVerdict verdict);

} // namespace bathyscope
