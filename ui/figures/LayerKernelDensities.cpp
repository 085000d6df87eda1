// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/LayerKernelDensities.h"

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

LayerKernelDensities::LayerKernelDensities(std::function<void()> changed)
    : m_changed(std::move(changed))
    , m_job(
          [this](const Densities& densities) {
              m_underWay.clear();
              m_known.insert(densities.begin(), densities.end());
              m_changed();
          },
          [this](const RunFailure& /*failure*/) { m_underWay.clear(); })
{
}

LayerKernelDensities::~LayerKernelDensities() = default;

std::vector<KernelDensity> LayerKernelDensities::of(const AnalysisSnapshot& snapshot)
{
    const auto isGone = [&snapshot](const Layer& layer) {
        return std::ranges::find(snapshot.layers, layer) == snapshot.layers.end();
    };
    std::erase_if(m_known, [&isGone](const auto& known) { return isGone(known.first); });
    std::vector<KernelDensity> densities;
    densities.reserve(snapshot.layers.size());
    std::vector<Layer> missing;
    for (const Layer& layer : snapshot.layers) {
        const auto known = m_known.find(layer);
        densities.push_back(known == m_known.end() ? nullptr : known->second);
        if (layer && !densities.back()) {
            missing.push_back(layer);
        }
    }
    if (missing.empty()) {
        return densities;
    }
    // Work on layers that are still looked at goes on, so that frequent snapshots do not starve it.
    if (!m_job.isRunning() || std::ranges::any_of(m_underWay, isGone)) {
        compute(std::move(missing));
    }
    return {};
}

void LayerKernelDensities::compute(std::vector<Layer> layers)
{
    m_underWay = layers;
    m_job.start([layers = std::move(layers)](const std::stop_token& stop) {
        Densities densities;
        for (const Layer& layer : layers) {
            if (stop.stop_requested()) {
                break;
            }
            densities.emplace(layer, std::make_shared<const std::vector<double>>(layerKernelDensity(*layer)));
        }
        return densities;
    });
}

} // namespace bathyscope::ui
