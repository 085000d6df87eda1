// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/HeatmapPlot.h"
#include "ui/plots/LinePlot.h"

#include <QApplication>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

using namespace bathyscope::ui;

namespace {

constexpr int numLayers = 48;
constexpr std::size_t numBins = 400;
constexpr int numRepetitions = 30;

LinePlotData lines(double shift)
{
    LinePlotData data {.title = QStringLiteral("lines"), .xLabel = {}, .yLabel = {}, .series = {}};
    for (int layer = 0; layer < numLayers; ++layer) {
        LineSeries series {.id = layer,
                           .name = QStringLiteral("Layer %1").arg(layer),
                           .depth = layer / (numLayers - 1.0),
                           .x = {},
                           .y = {}};
        const double spread = 0.3 - 0.2 * series.depth;
        for (std::size_t bin = 0; bin < numBins; ++bin) {
            const double x = -1 + 2 * (static_cast<double>(bin) + 0.5) / numBins;
            series.x.push_back(x);
            series.y.push_back(std::exp(-0.5 * std::pow((x - shift) / spread, 2)) / spread);
        }
        data.series.push_back(std::move(series));
    }
    return data;
}

HeatmapData rows(const LinePlotData& lines)
{
    HeatmapData data {
        .title = {}, .xLabel = {}, .yLabel = {}, .valueLabel = {}, .rowNames = {}, .values = {}};
    data.numColumns = numBins;
    for (const LineSeries& series : lines.series) {
        data.rowNames.push_back(QString::number(series.id));
        data.values.insert(data.values.end(), series.y.begin(), series.y.end());
    }
    return data;
}

/// Milliseconds until what `change` asked for is on the (offscreen) screen; the least of several.
template <typename Change>
double leastTime(Change change)
{
    double least = 1e9;
    for (int i = 0; i < numRepetitions; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        change(i);
        QCoreApplication::processEvents();
        const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - begin;
        least = std::min(least, passed.count());
    }
    return least;
}

} // namespace

/// Times what the Layers view does while a run fills it in and while the pointer moves over it.
int main(int argc, char* argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QWidget window;
    window.resize(1200, 900);
    LinePlot linePlot(&window);
    linePlot.setGeometry(0, 0, 1200, 450);
    HeatmapPlot heatmap(&window);
    heatmap.setGeometry(0, 450, 1200, 450);
    window.show();
    const std::array<LinePlotData, 2> lineData {lines(0), lines(0.1)};
    const std::array<HeatmapData, 2> rowData {rows(lineData[0]), rows(lineData[1])};
    const auto parity = [](int i) { return static_cast<std::size_t>(i % 2); };

    std::printf("%d layers, %zu bins, 1200 x 450 pixels each; ms, least of %d\n", numLayers, numBins,
                numRepetitions);
    std::printf("new data, lines     %6.2f\n",
                leastTime([&](int i) { linePlot.setData(lineData.at(parity(i))); }));
    std::printf("new data, heatmap   %6.2f\n",
                leastTime([&](int i) { heatmap.setData(rowData.at(parity(i))); }));
    std::printf("highlight, lines    %6.2f\n", leastTime([&](int i) { linePlot.setHighlighted(i); }));
    std::printf("highlight, heatmap  %6.2f\n", leastTime([&](int i) { heatmap.setHighlightedRow(i); }));
    std::printf("cursor, lines       %6.2f\n", leastTime([&](int i) { linePlot.setCursorX(0.01 * i); }));
    std::printf("cursor, heatmap     %6.2f\n", leastTime([&](int i) { heatmap.setCursorX(0.01 * i); }));
    std::printf("zoom, both          %6.2f\n", leastTime([&](int i) {
                    linePlot.setXRange(-1 + 0.01 * i, 1);
                    heatmap.setXRange(-1 + 0.01 * i, 1);
                }));
    return 0;
}
