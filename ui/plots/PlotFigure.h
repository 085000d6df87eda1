// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/FigureFile.h"
#include "ui/plots/PlotData.h"

#include <array>
#include <variant>

namespace bathyscope::ui {

/// What one figure shows; two of a kind stand beside or above each other.
using FigureData = std::variant<LinePlotData, HeatmapData, HistogramData, std::array<LinePlotData, 2>,
                                std::array<HeatmapData, 2>>;

/// Title of its plot, or of both.
[[nodiscard]] QString figureTitle(const FigureData& data);

/// Draws it as its plot would be exported: an empty one where there is not enough memory. GUI thread; needs
/// an application object and no window.
[[nodiscard]] DrawnFigure drawFigure(const FigureData& data, FigureFormat format, const FigureSize& size,
                                     const QString& caption, const QString& provenance);

} // namespace bathyscope::ui
