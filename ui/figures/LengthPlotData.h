// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "ui/plots/PlotData.h"

#include <cstddef>
#include <optional>

/// From a snapshot to the tuning curves of the Length view: pure functions, tested by value.
namespace bathyscope::ui {

/// One line a finished layer: mean z-scored activation by token length. The selected layer, or the only one,
/// stands before the spread of its neurons. `onlySelected` leaves the others out, where a layer is selected.
/// Without a finished layer, or where lengths do not differ, there is no line.
[[nodiscard]] LinePlotData lengthPlotData(const AnalysisSnapshot& snapshot, std::optional<int> selected,
                                          bool onlySelected);

/// A point of a layer's curve.
struct TuningReading
{
    double mean = 0;
    double standardError = 0; ///< NaN for one neuron
    std::int64_t numTokens = 0;
};

/// At a length that the plot shows; nothing for a layer that is not finished and a length without tokens.
[[nodiscard]] std::optional<TuningReading> readTuning(const AnalysisSnapshot& snapshot, std::size_t layer,
                                                      double length);

} // namespace bathyscope::ui
