// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <array>
#include <memory>

namespace bathyscope::ui {

/// Two runs side by side, in the order of the list of runs; both are there and have an info.
using ComparedRuns = std::array<std::shared_ptr<const AnalysisSnapshot>, 2>;

} // namespace bathyscope::ui
