// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

namespace bathyscope {

/// Which activations of a run are NaN or infinite, and therefore left out, over its finished layers; empty
/// where all are finite.
[[nodiscard]] Remark nonFiniteRemark(const AnalysisSnapshot& run);

} // namespace bathyscope
