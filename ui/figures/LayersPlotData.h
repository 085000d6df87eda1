// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/AnalysisSnapshot.h"
#include "ui/figures/LayerKernelDensities.h"
#include "ui/plots/PlotData.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

/// From a snapshot to the lines and the heatmap of the Layers view: pure functions, tested by value.
namespace bathyscope::ui {

enum class DensityValue : std::uint8_t
{
    Count, ///< neurons in a bin
    Density, ///< counts normalised to integrate to 1 over r
};

enum class CorrelationRange : std::uint8_t
{
    Fit, ///< symmetric about 0, as wide as the non-empty bins of the shown layers
    Full, ///< −1 … 1
};

/// What the switches of the Layers view say.
struct LayersOptions
{
    DensityValue value = DensityValue::Count;
    CorrelationRange range = CorrelationRange::Fit;
    ColorScale colorScale = ColorScale::Linear;
    /// Bins on −1 … 1; 0 chooses by the number of neurons. What does not divide the stored number of bins
    /// keeps those.
    std::size_t numBins = 0;
    std::size_t firstLayer = 0;
    std::size_t lastLayer = std::numeric_limits<std::size_t>::max(); ///< inclusive; clamped to the run
    std::vector<KernelDensity> kernels {}; ///< [layers]: drawn in place of counts; empty: counts
    /// Draws what permutations of the text would give behind the line of this layer, or of the only one shown
    /// without it. In bins as they are stored, since limits of merged bins do not follow from theirs.
    bool nullBand = false;
    std::optional<int> selectedLayer {};
};

/// Both plots over one r axis. Heatmap row i is layer `firstLayer` + i; rows of layers that are unfinished,
/// or in which no neuron has an r, are NaN, and their lines are absent.
struct LayersPlotData
{
    LinePlotData lines;
    HeatmapData heatmap;
    std::size_t firstLayer = 0;
    bool operator==(const LayersPlotData&) const = default;
};

/// What 0 bins stand for.
[[nodiscard]] std::size_t automaticBins(std::size_t numNeurons);

/// Without a finished layer in range both are empty. With kernel densities there is a point at the centre of
/// each stored bin, on the scale of the chosen bins, so that both curves have one height.
[[nodiscard]] LayersPlotData layersPlotData(const AnalysisSnapshot& snapshot, const LayersOptions& options);

/// Everything that the read-out says of one bin of one layer.
struct LayerBinReading
{
    std::size_t layer = 0;
    AxisRange bin; ///< of r
    std::int64_t count = 0; ///< neurons in the bin
    double density = 0; ///< NaN where no neuron has an r
    std::int64_t numNeurons = 0; ///< that have an r
    double median = 0;
    double lowerQuartile = 0;
    double upperQuartile = 0;
};

/// The bin of `layer` (as rebinned) that holds `r`; nothing for an unfinished layer or r outside −1 … 1.
[[nodiscard]] std::optional<LayerBinReading>
readLayerBin(const AnalysisSnapshot& snapshot, const LayersOptions& options, std::size_t layer, double r);

} // namespace bathyscope::ui
