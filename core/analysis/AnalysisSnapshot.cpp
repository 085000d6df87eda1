// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/AnalysisSnapshot.h"

#include <algorithm>

namespace bathyscope {

std::size_t AnalysisSnapshot::numFinished() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(layers, [](const auto& layer) { return layer != nullptr; }));
}

const LayerSummary* AnalysisSnapshot::finished(std::size_t layer) const
{
    return layer < layers.size() ? layers[layer].get() : nullptr;
}

} // namespace bathyscope
