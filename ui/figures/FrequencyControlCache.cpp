// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/FrequencyControlCache.h"

#include "core/analysis/RunInfo.h"

namespace bathyscope::ui {

const std::vector<std::optional<FrequencyControl>>&
FrequencyControlCache::of(const AnalysisSnapshot& snapshot)
{
    const double rate = snapshot.info ? snapshot.info->falseDiscoveryRate : defaultFalseDiscoveryRate;
    if (rate != m_rate) {
        m_layers.clear();
        m_rate = rate;
    }
    m_layers.resize(snapshot.layers.size());
    m_controls.resize(snapshot.layers.size());
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer) {
        if (m_layers[layer] != snapshot.layers[layer]) {
            m_layers[layer] = snapshot.layers[layer];
            m_controls[layer] =
                m_layers[layer] ? std::optional(frequencyControl(*m_layers[layer], rate)) : std::nullopt;
        }
    }
    return m_controls;
}

} // namespace bathyscope::ui
