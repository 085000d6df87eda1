// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/LengthPlotData.h"

#include "core/analysis/RunInfo.h"
#include "ui/figures/LayerPlot.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LengthPlotData)
};

LineSeries curveOf(const AnalysisSnapshot& snapshot, std::size_t layer, bool hasBand)
{
    const LengthTuning& tuning = snapshot.finished(layer)->tuning;
    const std::size_t numLayers = snapshot.layers.size();
    LineSeries series {
        .id = static_cast<int>(layer),
        .name = layerName(snapshot, layer),
        .depth = numLayers > 1 ? static_cast<double>(layer) / static_cast<double>(numLayers - 1) : 0,
        .x = {tuning.length.begin(), tuning.length.end()},
        .y = tuning.mean};
    for (std::size_t i = 0; hasBand && i < tuning.mean.size(); ++i) {
        series.low.push_back(tuning.mean[i] - tuning.standardError[i]);
        series.high.push_back(tuning.mean[i] + tuning.standardError[i]);
    }
    return series;
}

} // namespace

LinePlotData lengthPlotData(const AnalysisSnapshot& snapshot, std::optional<int> selected, bool onlySelected)
{
    const bool hasSelected =
        selected && *selected >= 0 && snapshot.finished(static_cast<std::size_t>(*selected));
    const bool isOnlyOne = snapshot.numFinished() == 1;
    LinePlotData plot;
    plot.xZeroLine = false;
    plot.points = true;
    plot.wholeX = true;
    double shortest = longestTunedLength;
    double longest = 0;
    for (std::size_t layer = 0; layer < snapshot.layers.size(); ++layer) {
        const bool isSelected = hasSelected && *selected == static_cast<int>(layer);
        if (!snapshot.finished(layer) || (onlySelected && hasSelected && !isSelected)) {
            continue;
        }
        const LengthTuning& tuning = snapshot.finished(layer)->tuning;
        if (tuning.length.size() < 2) {
            continue; // all tokens equally long: nothing to compare
        }
        shortest = std::min<double>(shortest, tuning.length.front());
        longest = std::max<double>(longest, tuning.length.back());
        plot.series.push_back(curveOf(snapshot, layer, isSelected || isOnlyOne));
    }
    if (plot.series.empty()) {
        return {};
    }
    plot.xRange = {.lower = shortest - 0.5, .upper = longest + 0.5};
    //: %1 is a length that stands for all longer ones, too
    plot.xLabel = longest < longestTunedLength
        ? Text::tr("Token length")
        : Text::tr("Token length (%1: %1 or more)").arg(numberText(longestTunedLength));
    //: z: less the mean, divided by the standard deviation
    plot.yLabel = worded(snapshot, Text::tr("Mean activation, z-scored in each {neuron|dimension}"));
    //: %1 is the name of a model
    plot.title = modelTitle(hasLayers(snapshot) ? Text::tr("%1: activation by token length, layer by layer")
                                                : Text::tr("%1: activation by token length"),
                            snapshot);
    return plot;
}

std::optional<TuningReading> readTuning(const AnalysisSnapshot& snapshot, std::size_t layer, double length)
{
    if (!snapshot.finished(layer)) {
        return std::nullopt;
    }
    const LengthTuning& tuning = snapshot.finished(layer)->tuning;
    const auto found = std::ranges::find(tuning.length, static_cast<std::int32_t>(std::lround(length)));
    if (found == tuning.length.end()) {
        return std::nullopt;
    }
    const auto i = static_cast<std::size_t>(found - tuning.length.begin());
    return TuningReading {
        .mean = tuning.mean[i], .standardError = tuning.standardError[i], .numTokens = tuning.count[i]};
}

} // namespace bathyscope::ui
