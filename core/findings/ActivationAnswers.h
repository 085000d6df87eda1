// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/FindingAnswer.h"

namespace bathyscope {

/// Whether the median activation of longer tokens lies below that of shorter ones in most layers.
[[nodiscard]] Answer longerTokensLower(const RunEvidence& evidence);

/// Whether the activations of shorter tokens have two peaks in some layer.
[[nodiscard]] Answer shortTokensTwoPeaks(const RunEvidence& evidence);

} // namespace bathyscope
