// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/FindingAnswer.h"

namespace bathyscope {

/// The last layer's interquartile range of r counts as compressed below this part of the inner layers'
/// median.
inline constexpr double compressedBelow = 0.8;

/// Whether the first layer's median r is above 0, and that of most others below.
[[nodiscard]] Answer firstLayerSign(const RunEvidence& evidence);

/// Whether r is compressed around 0 in the last layer.
[[nodiscard]] Answer lastLayersCompressed(const RunEvidence& evidence);

/// Whether depth falls into zones, and which.
[[nodiscard]] Answer zonesOfDepth(const RunEvidence& evidence);

} // namespace bathyscope
