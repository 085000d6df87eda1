// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "ui/plots/PlotData.h"

#include <QString>

#include <optional>
#include <vector>

/// What all plots of a run over its layers have.
namespace bathyscope::ui {

/// A title that holds %1 for the name of the model; empty where it is not known yet.
[[nodiscard]] QString modelTitle(const QString& title, const AnalysisSnapshot& snapshot);

/// An empty plot whose horizontal axis are the layers.
[[nodiscard]] LinePlotData layerPlot(const AnalysisSnapshot& snapshot);

/// Marks the selected layer where the run has it.
void markLayer(LinePlotData& plot, const AnalysisSnapshot& snapshot, std::optional<int> selected);

/// [layers], from 0: where the values of overDepth() belong.
[[nodiscard]] std::vector<double> layerPlaces(const AnalysisSnapshot& snapshot);

} // namespace bathyscope::ui
