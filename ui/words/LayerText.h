// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"

#include <QString>

/// What read-outs say of a finished layer.
namespace bathyscope::ui {

/// "median r −0.05, interquartile range 0.10 (−0.10 to 0.00)".
[[nodiscard]] QString quartilesText(double median, double lower, double upper);

/// Median, quartiles, and the median's interval where it is known: "median r −0.05 (95 %: −0.06 to −0.04),
/// …".
[[nodiscard]] QString layerQuartilesText(const LayerSummary& summary);

/// "3 neurons not finite (NaN or infinity), left out"; empty where all are finite.
[[nodiscard]] QString nonFiniteText(const LayerSummary& summary);

/// How many neurons have a q below the run's rate; empty where no neuron has a q.
[[nodiscard]] QString discoveriesText(const LayerSummary& summary, const AnalysisSnapshot& snapshot);

} // namespace bathyscope::ui
