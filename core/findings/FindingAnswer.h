// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/Finding.h"
#include "core/findings/RunEvidence.h"
#include "core/statistics/WindowPermutation.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bathyscope {

inline constexpr std::size_t leastLayers = 3; ///< a first, a last, and something between
/// Nothing is concluded from shorter texts: windows as long as the longest, and tokens that are not left out.
inline constexpr std::size_t leastFullWindows = minPermutedWindows;
inline constexpr std::size_t leastTokens = 1000;

/// For a list without entries, and for a number that is not defined.
inline constexpr const char* nothingThere = "–";

/// The part of a finding that depends on the run.
struct Answer
{
    FindingVerdict verdict = FindingVerdict::Unanswered;
    const char* text = "";
    std::vector<FindingArgument> arguments = {};
    const char* lead = nullptr; ///< null: that it is not so, where the claim fails
};

[[nodiscard]] FindingNumber whole(std::size_t value);
[[nodiscard]] FindingArgument decimals(double value); ///< nothingThere for NaN
[[nodiscard]] FindingArgument percent(double share); ///< nothingThere for NaN

/// "0–3, 7" of ascending numbers.
[[nodiscard]] std::string listText(const std::vector<std::size_t>& numbers);

/// The hook point is there once, outside the layers.
[[nodiscard]] bool isOutsideLayers(const RunEvidence& evidence);

/// Why nothing at all is concluded from the run: its text is too short; nothing where it is not.
[[nodiscard]] std::optional<Answer> obstacleToConclusions(const RunEvidence& evidence);

/// Why nothing can be said of r; nothing where something can.
[[nodiscard]] std::optional<Answer> obstacleTo(const RunEvidence& evidence);

/// Why layers cannot be compared by their r; nothing where they can.
[[nodiscard]] std::optional<Answer> obstacleToDepth(const RunEvidence& evidence);

} // namespace bathyscope
