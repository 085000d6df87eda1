// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/FrequencyControl.h"

#include <memory>
#include <optional>
#include <vector>

namespace bathyscope::ui {

/// What frequency leaves of r in each layer, computed once for each finished layer: medians of four columns
/// of a wide layer take half a millisecond. GUI thread.
class FrequencyControlCache
{
public:
    /// As frequencyControls(). Valid until the next call.
    [[nodiscard]] const std::vector<std::optional<FrequencyControl>>& of(const AnalysisSnapshot& snapshot);

private:
    std::vector<std::shared_ptr<const LayerSummary>> m_layers; ///< that m_controls are of
    double m_rate = 0;
    std::vector<std::optional<FrequencyControl>> m_controls;
};

} // namespace bathyscope::ui
