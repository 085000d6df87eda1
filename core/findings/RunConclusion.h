// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

namespace bathyscope {

/// Fills what depends on all layers of a run that has ended, from its finished layers and its outcome: the
/// run-wide p, the zones of a completed run, the findings. The layers know what their tests need, as those do
/// that were computed or that are continuable(). Takes its time: not for the GUI thread.
void concludeRun(AnalysisSnapshot& run);

} // namespace bathyscope
