// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <array>
#include <memory>
#include <vector>

namespace bathyscope::ui {

/// Two runs side by side, in the order of the list of runs; both are there and have an info.
using ComparedRuns = std::array<std::shared_ptr<const AnalysisSnapshot>, 2>;

/// What is handed on as a report or as figures: one run, or two that are compared; each has an info.
using HandedOnRuns = std::vector<std::shared_ptr<const AnalysisSnapshot>>;

} // namespace bathyscope::ui
