// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/PlotData.h"

#include <cmath>
#include <limits>

namespace bathyscope::test {

inline double bell(double x, double mean, double sd)
{
    return std::exp(-0.5 * std::pow((x - mean) / sd, 2)) / (sd * std::sqrt(2 * M_PI));
}

inline constexpr int numExampleBins = 60;

/// Bell-shaped lines that narrow with depth; the first leans to the right.
inline ui::LinePlotData exampleLines(int numLayers)
{
    ui::LinePlotData data {.title = QStringLiteral("Density of r"),
                           .xLabel = QStringLiteral("r"),
                           .yLabel = QStringLiteral("density"),
                           .xRange = {-0.6, 0.6},
                           .series = {}};
    for (int layer = 0; layer < numLayers; ++layer) {
        ui::LineSeries series {.id = layer,
                               .name = QStringLiteral("Layer %1").arg(layer),
                               .depth = numLayers > 1 ? layer / (numLayers - 1.0) : 0,
                               .x = {},
                               .y = {}};
        for (int bin = 0; bin < numExampleBins; ++bin) {
            const double x = -0.6 + 1.2 * (bin + 0.5) / numExampleBins;
            series.x.push_back(x);
            series.y.push_back(bell(x, layer == 0 ? 0.15 : -0.05, 0.15 - 0.1 * series.depth));
        }
        data.series.push_back(series);
    }
    return data;
}

/// The same as rows; the last row is missing.
inline ui::HeatmapData exampleHeatmap(int numLayers)
{
    const ui::LinePlotData lines = exampleLines(numLayers);
    ui::HeatmapData data {.title = {},
                          .xLabel = QStringLiteral("r"),
                          .yLabel = QStringLiteral("layer"),
                          .valueLabel = QStringLiteral("density"),
                          .xRange = lines.xRange,
                          .numColumns = numExampleBins,
                          .rowNames = {},
                          .values = {}};
    for (const ui::LineSeries& series : lines.series) {
        data.rowNames.push_back(QString::number(series.id));
        const bool isMissing = series.id == numLayers - 1;
        for (const double y : series.y) {
            data.values.push_back(isMissing ? std::numeric_limits<double>::quiet_NaN() : y);
        }
    }
    return data;
}

inline ui::HistogramData exampleHistogram()
{
    ui::HistogramData data {.title = QStringLiteral("Layer 3"),
                            .xLabel = QStringLiteral("activation"),
                            .yLabel = QStringLiteral("density"),
                            .edges = {},
                            .series = {}};
    for (int edge = 0; edge <= 64; ++edge) {
        data.edges.push_back(-4 + edge * 0.125);
    }
    const std::array<QString, 3> names {QStringLiteral("shorter"), QStringLiteral("equal"),
                                        QStringLiteral("longer, more")};
    for (std::size_t group = 0; group < names.size(); ++group) {
        const double mean = -0.3 - 0.3 * static_cast<double>(group);
        ui::HistogramSeries series {
            .name = names.at(group), .colorIndex = group, .values = {}, .marker = mean};
        for (std::size_t bin = 0; bin + 1 < data.edges.size(); ++bin) {
            series.values.push_back(bell((data.edges[bin] + data.edges[bin + 1]) / 2, mean, 0.9));
        }
        data.series.push_back(series);
    }
    return data;
}

} // namespace bathyscope::test
