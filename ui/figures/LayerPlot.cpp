// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/LayerPlot.h"

#include "core/analysis/RunInfo.h"
#include "ui/words/HookText.h"

#include <numeric>

namespace bathyscope::ui {

QString modelTitle(const QString& title, const AnalysisSnapshot& snapshot)
{
    return snapshot.info ? title.arg(QString::fromStdString(snapshot.info->modelName)) : QString();
}

LinePlotData layerPlot(const AnalysisSnapshot& snapshot)
{
    LinePlotData plot;
    plot.xLabel = depthAxis(snapshot);
    plot.numberedX = hasLayers(snapshot);
    plot.xRange = {.lower = -0.5, .upper = static_cast<double>(snapshot.layers.size()) - 0.5};
    plot.xZeroLine = false;
    plot.points = true;
    plot.wholeX = true;
    return plot;
}

void markLayer(LinePlotData& plot, const AnalysisSnapshot& snapshot, std::optional<int> selected)
{
    if (selected && *selected >= 0 && *selected < static_cast<int>(snapshot.layers.size())) {
        plot.markers.push_back({.x = static_cast<double>(*selected), .kind = AxisMarker::Kind::Selection});
    }
}

std::vector<double> layerPlaces(const AnalysisSnapshot& snapshot)
{
    std::vector<double> places(snapshot.layers.size());
    std::iota(places.begin(), places.end(), 0.0);
    return places;
}

} // namespace bathyscope::ui
