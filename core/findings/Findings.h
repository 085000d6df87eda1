// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/Finding.h"

#include <vector>

namespace bathyscope {

/// What the run shows, in a fixed order (statistics.md, "Per run"), over its finished layers. A claim that
/// does not hold is there and says so. Takes its time: not for the GUI thread.
[[nodiscard]] std::vector<Finding> findFindings(const AnalysisSnapshot& run);

/// Whether the pattern of the first layer and the size of r are learned: the finding "learned" from the
/// run's control, which has its shape and text, and random weights. Both finished; not for the GUI thread.
[[nodiscard]] Finding controlFinding(const AnalysisSnapshot& run, const AnalysisSnapshot& control);

} // namespace bathyscope
