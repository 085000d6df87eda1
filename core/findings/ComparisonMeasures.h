// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/Finding.h"
#include "core/findings/RunComparison.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bathyscope {

/// One line of the table of measures of two runs. Its words are English; ui translates them in the context
/// "ComparisonMeasures".
struct ComparisonMeasure
{
    std::string_view id; ///< stable, in files: "median_first"
    const char* group = ""; ///< heading of the lines that belong together, which follow each other
    const char* name = ""; ///< with alternatives for worded()
    const char* explanation = ""; ///< what it is, in one sentence; with alternatives
    FindingNumber::Style style = FindingNumber::Style::Decimals;
    HookElement element = HookElement::Neuron; ///< that the runs looked at; chooses the words
    bool isOfBoth = false; ///< together: values[0] holds it, values[1] is empty
    bool isList = false; ///< of any length, in order of depth; else one value, or none where not defined
    std::array<std::vector<double>, 2> values; ///< of each run; finite
};

/// Every measure of a comparison, always the same ones in the same order. The one definition of the table
/// that the Compare view, `bathyscope compare` and reports show.
[[nodiscard]] std::vector<ComparisonMeasure> comparisonMeasures(const RunComparison& comparison);

/// The name in English.
[[nodiscard]] std::string measureName(const ComparisonMeasure& measure);

/// The values of one run in English with numbers in the C locale, "0.05; 0.77"; a dash where there are none.
[[nodiscard]] std::string measureText(const ComparisonMeasure& measure, std::size_t run);

} // namespace bathyscope
