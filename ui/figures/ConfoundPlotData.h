// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/FrequencyControl.h"
#include "ui/plots/PlotData.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// From a snapshot to the plots and the sentence of the view Length or frequency: pure functions, tested by
/// value.
namespace bathyscope::ui {

/// The correlations with length that are compared.
enum class LengthCorrelation : std::uint8_t
{
    Raw,
    GivenFrequency,
    GivenFrequencyPosition,
    Stratified,
};
inline constexpr std::size_t numLengthCorrelations = 4;

/// For people, translated.
[[nodiscard]] QString lengthCorrelationName(LengthCorrelation correlation);
[[nodiscard]] QString lengthCorrelationShortName(LengthCorrelation correlation); ///< for legends

/// Of every layer, in order; nothing where it is not finished.
[[nodiscard]] std::vector<std::optional<FrequencyControl>>
frequencyControls(const AnalysisSnapshot& snapshot);

/// Medians over neurons of each correlation, over depth. Without a finished layer there is no line.
[[nodiscard]] LinePlotData confoundLines(const AnalysisSnapshot& snapshot,
                                         const std::vector<std::optional<FrequencyControl>>& controls,
                                         std::optional<int> selected);

/// Neurons by layer and bin of one of the correlations, on one range of r for all four.
[[nodiscard]] HeatmapData confoundHeatmap(const AnalysisSnapshot& snapshot, LengthCorrelation correlation,
                                          ColorScale scale);

/// Token types by length (rows) and frequency φ (columns). Without any run it has no rows.
[[nodiscard]] HeatmapData lengthAgainstFrequency(const AnalysisSnapshot& snapshot, ColorScale scale);

/// "Token frequency: ln(count in this text)".
[[nodiscard]] QString frequencyName(const RunInfo& info);

/// How much survives, what frequency is, and how far it can be trusted.
[[nodiscard]] QString confoundText(const AnalysisSnapshot& snapshot,
                                   const std::vector<std::optional<FrequencyControl>>& controls);

} // namespace bathyscope::ui
