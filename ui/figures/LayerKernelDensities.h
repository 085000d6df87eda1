// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "ui/runs/BackgroundJob.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace bathyscope::ui {

/// layerKernelDensity() of a layer; NaN throughout where r has no spread.
using KernelDensity = std::shared_ptr<const std::vector<double>>;

/// Kernel densities of a run's layers, computed in the background (17 ms for 24 layers of 8,192 neurons) and
/// kept for as long as their layers are asked for. GUI thread.
class LayerKernelDensities
{
public:
    /// `changed` is called when densities have been added.
    explicit LayerKernelDensities(std::function<void()> changed);
    ~LayerKernelDensities();
    LayerKernelDensities(const LayerKernelDensities&) = delete;
    LayerKernelDensities& operator=(const LayerKernelDensities&) = delete;
    LayerKernelDensities(LayerKernelDensities&&) = delete;
    LayerKernelDensities& operator=(LayerKernelDensities&&) = delete;

    /// Those of the finished layers, [layers], null for others; starts on those that are missing, and is
    /// empty until all are there.
    [[nodiscard]] std::vector<KernelDensity> of(const AnalysisSnapshot& snapshot);

private:
    using Layer = std::shared_ptr<const LayerSummary>;
    using Densities = std::map<Layer, KernelDensity>;

    void compute(std::vector<Layer> layers);

    std::function<void()> m_changed;
    Densities m_known;
    std::vector<Layer> m_underWay;
    BackgroundJob<Densities> m_job;
};

} // namespace bathyscope::ui
