// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/FindingAnswer.h"

namespace bathyscope {

/// Whether more neurons have a small q than the rate of false discoveries allows.
[[nodiscard]] Answer lengthDiscoveries(const RunEvidence& evidence);

/// Whether r and the discoveries survive when frequency is held constant.
[[nodiscard]] Answer beyondFrequency(const RunEvidence& evidence);

/// Whether the first layer's lean survives when frequency is held constant.
[[nodiscard]] Answer leansBeyondFrequency(const RunEvidence& evidence);

/// Whether the pattern is absent from the run's control, which has random weights.
[[nodiscard]] Answer learned(const RunEvidence& run, const RunEvidence& control);

} // namespace bathyscope
