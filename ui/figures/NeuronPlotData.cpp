// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/NeuronPlotData.h"

#include "core/support/RandomGenerator.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(NeuronPlotData)
};

constexpr double jitterWidth = 0.7; // of the distance between two lengths

QString activationLabel(const PortraitOf& of)
{
    //: %1 is the name of a hook point
    return Text::tr("Activation at %1").arg(QString::fromStdString(of.hook.name()));
}

/// The same for a token whenever it is drawn: −0.5 … 0.5.
double jitter(std::size_t token)
{
    std::uint64_t state = token;
    return static_cast<double>(RandomGenerator::splitMix(state) >> 11) * 0x1p-53 - 0.5;
}

} // namespace

QString neuronName(const PortraitOf& of)
{
    return worded(hookElement(of.hook.point),
                  //: %1 is a hook point, %2 the number of a neuron
                  Text::tr("%1, {neuron|dimension} %2"))
        .arg(QString::fromStdString(of.hook.name()), QString::number(of.neuron));
}

NeuronScatter neuronScatter(const NeuronPortrait& portrait, const RunInfo& info, const PortraitOf& of)
{
    NeuronScatter scatter;
    scatter.numTokens = portrait.numUsed;
    if (portrait.numUsed == 0) {
        return scatter;
    }
    const TokenFeatures& features = *info.features;
    // Every token where there are few; else each with the same probability, always the same ones.
    const double share = static_cast<double>(maxScatterPoints) / static_cast<double>(portrait.numUsed);
    RandomGenerator random(info.seed);
    ScatterData& data = scatter.data;
    for (std::size_t token = 0; token < portrait.values.size(); ++token) {
        const bool isUsed = !features.isLeftOut(token) && std::isfinite(portrait.values[token]);
        if (isUsed && (share >= 1 || random.uniform() < share)) {
            const std::int32_t length = std::min(features.length[token], longestTunedLength);
            data.x.push_back(length + jitterWidth * jitter(token));
            data.y.push_back(portrait.values[token]);
            scatter.tokens.push_back(token);
        }
    }
    const ActivationProfile& means = portrait.byLength;
    data.meanX = means.x;
    data.mean = means.mean;
    data.low = means.low;
    data.high = means.high;
    data.title = neuronName(of);
    data.xLabel = means.x.back() < longestTunedLength
        ? Text::tr("Token length")
        //: %1 is a length that stands for all longer ones, too
        : Text::tr("Token length (%1: %1 or more)").arg(numberText(longestTunedLength));
    data.yLabel = activationLabel(of);
    //: a series of points in a plot
    data.pointsName = Text::tr("Token");
    data.meansName = Text::tr("Mean with 95 % interval");
    data.xRange = {.lower = means.x.front() - 0.5, .upper = means.x.back() + 0.5};
    return scatter;
}

GroupHistogramPlotData neuronHistogram(const NeuronPortrait& portrait, const AnalysisSnapshot& snapshot,
                                       const PortraitOf& of, HistogramNormalization normalization)
{
    constexpr std::size_t maxBins = 80; // some hundreds of values a group
    GroupHistogramPlotData plot = groupHistogramPlotData(portrait.histogram, lengthGroupNames(snapshot),
                                                         {.unit = ObservationUnit::TokenMean,
                                                          .normalization = normalization,
                                                          .wholeRange = true,
                                                          .maxBins = maxBins});
    if (!plot.histogram.edges.empty()) {
        plot.histogram.title = neuronName(of);
        plot.histogram.xLabel = activationLabel(of);
    }
    return plot;
}

LinePlotData neuronPositions(const NeuronPortrait& portrait, const RunInfo& info, const PortraitOf& of)
{
    LinePlotData plot;
    if (portrait.numUsed == 0) {
        return plot;
    }
    const ActivationProfile& means = portrait.byPosition;
    LineSeries series {.id = static_cast<int>(of.hook.layer),
                       .name = Text::tr("Mean"),
                       .depth = info.numRunLayers() > 1
                           ? static_cast<double>(of.hook.layer) / static_cast<double>(info.numRunLayers() - 1)
                           : 0,
                       .x = means.x,
                       .y = means.mean,
                       .low = means.low,
                       .high = means.high};
    plot.title = neuronName(of);
    plot.xLabel = Text::tr("Position in the window");
    plot.yLabel = Text::tr("Mean activation");
    const double margin = std::max(0.5, 0.01 * means.x.back());
    plot.xRange = {.lower = means.x.front() - margin, .upper = means.x.back() + margin};
    plot.xZeroLine = false;
    plot.points = true;
    plot.wholeX = true;
    plot.series.push_back(std::move(series));
    return plot;
}

} // namespace bathyscope::ui
