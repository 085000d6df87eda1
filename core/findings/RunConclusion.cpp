// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/RunConclusion.h"

#include "core/analysis/FunctionalZones.h"
#include "core/analysis/RunInfo.h"
#include "core/findings/Findings.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace bathyscope {

namespace {

/// From r of all layers' neurons.
FunctionalZones zonesOfRun(const std::vector<std::shared_ptr<const LayerSummary>>& layers, std::uint64_t seed)
{
    std::vector<std::vector<double>> correlations;
    std::vector<std::vector<QuantileFunction>> withoutWindow;
    for (const auto& layer : layers) {
        correlations.push_back(layer->column("r_length"));
        withoutWindow.resize(layer->jackknife.without.size());
        for (std::size_t unit = 0; unit < withoutWindow.size(); ++unit) {
            withoutWindow[unit].push_back(layer->jackknife.without[unit]);
        }
    }
    return findFunctionalZones(correlations, seed, withoutWindow);
}

} // namespace

void concludeRun(AnalysisSnapshot& run)
{
    setRunWideP(run.layers);
    if (run.outcome == RunOutcome::Completed) {
        run.zones = std::make_shared<const FunctionalZones>(zonesOfRun(run.layers, run.info->seed));
    }
    run.findings = findFindings(run);
}

} // namespace bathyscope
