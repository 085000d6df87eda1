// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/ZonesPlotData.h"

#include "core/analysis/Compression.h"
#include "core/analysis/RunInfo.h"
#include "ui/figures/LayerPlot.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ZonesPlotData)
};

/// Whole per cent; only what is all of it is 100.
QString percentText(double share)
{
    constexpr double all = 100;
    const double rounded = std::round(all * share);
    return fixedText(share < 1 ? std::min(rounded, all - 1) : all, 0);
}

qsizetype numAgreeing(const std::vector<bool>& agreements)
{
    return std::ranges::count(agreements, true);
}

/// "83 % of 200 bootstraps, 15 of 16 windows left out".
QString stabilityText(double share, const std::vector<bool>& withoutWindow)
{
    const QString bootstraps = numberText(numZoneBootstraps);
    if (withoutWindow.empty()) {
        //: how often a repetition agrees: %1 a percentage, %2 a number of repetitions
        return Text::tr("%1 % of %2 bootstraps").arg(percentText(share), bootstraps);
    }
    //: how often a repetition agrees: %1 a percentage, %2 a number of repetitions; %4 repetitions without one
    //: window of the text each, of which %3 agree
    return Text::tr("%1 % of %2 bootstraps, %3 of %4 windows left out")
        .arg(percentText(share), bootstraps, numberText(numAgreeing(withoutWindow)),
             numberText(withoutWindow.size()));
}

/// The same in two lines, for a plot.
QString boundaryLabel(const ZoneBoundary& boundary)
{
    QString label =
        //: beside a boundary: %1 a percentage, %2 a number of repetitions that agree
        Text::tr("%1 % of %2 bootstraps").arg(percentText(boundary.stability), numberText(numZoneBootstraps));
    if (!boundary.agreesWithoutWindow.empty()) {
        label += QLatin1Char('\n')
            //: beside a boundary: repetitions without one window of the text each; %1 of %2 agree
            + Text::tr("%1 of %2 windows left out")
                  .arg(numberText(numAgreeing(boundary.agreesWithoutWindow)),
                       numberText(boundary.agreesWithoutWindow.size()));
    }
    return label;
}

QString zoneText(const ZoneLayers& zone)
{
    return zone.first == zone.last ? numberText(zone.first)
                                   //: a range of layers
                                   : Text::tr("%1 to %2").arg(numberText(zone.first), numberText(zone.last));
}

QString foundText(const AnalysisSnapshot& snapshot)
{
    const FunctionalZones& zones = *snapshot.zones;
    const std::vector<ZoneLayers> found = zonesOf(snapshot);
    QStringList layers;
    std::ranges::transform(found, std::back_inserter(layers), zoneText);
    const QString separator = QStringLiteral("; ");
    //: %1 a number, %2 a list of ranges of layers such as "0; 1 to 8; 9 to 11"
    QStringList sentences {
        Text::tr("%1 zones: layers %2.").arg(numberText(found.size()), layers.join(separator))};
    QStringList boundaries;
    for (const ZoneBoundary& boundary : zones.boundaries) {
        //: %1 a layer, %2 how stable the boundary before it is
        boundaries += Text::tr("before layer %1 in %2")
                          .arg(numberText(boundary.layer),
                               stabilityText(boundary.stability, boundary.agreesWithoutWindow));
    }
    //: %1 a list of boundaries
    sentences += Text::tr("Boundaries: %1.").arg(boundaries.join(separator));
    //: %1 how stable it is
    sentences += Text::tr("The same number of zones in %1.")
                     .arg(stabilityText(zones.patternStability, zones.patternWithoutWindow));
    return sentences.join(QLatin1Char(' '));
}

QString patternText(const AnalysisSnapshot& snapshot)
{
    const FunctionalZones& zones = *snapshot.zones;
    const QString stability = stabilityText(zones.patternStability, zones.patternWithoutWindow);
    switch (zones.selection.pattern) {
    case DepthPattern::TooFewLayers:
        if (!hasLayers(snapshot)) {
            return Text::tr(
                "This hook point is there once, outside the layers: there are no zones to look for.");
        }
        //: %1 a number of layers
        return Text::tr("Too few layers to tell zones apart: fewer than %1 have a distribution of r.")
            .arg(numberText(minZonedLayers));
    case DepthPattern::OneZone:
        //: %1 how stable this is
        return Text::tr("One zone: r changes no more over depth than layers differ anyway. The same in %1.")
            .arg(stability);
    case DepthPattern::Gradual:
        //: %1 how stable this is
        return Text::tr("Gradual, no zones: a straight-line change over depth describes r better than any "
                        "zones. The same in %1.")
            .arg(stability);
    case DepthPattern::Zones:
        return foundText(snapshot);
    }
    return {};
}

/// Zones and the selected layer, on either plot.
void annotate(LinePlotData& plot, const AnalysisSnapshot& snapshot, std::optional<int> selected)
{
    const std::vector<ZoneLayers> zones = zonesOf(snapshot);
    for (std::size_t zone = 0; zone < zones.size(); ++zone) {
        plot.spans.push_back({.x = {.lower = static_cast<double>(zones[zone].first) - 0.5,
                                    .upper = static_cast<double>(zones[zone].last) + 0.5},
                              .name = Text::tr("Zone %1").arg(numberText(zone + 1)),
                              .depth = static_cast<double>(zone) / static_cast<double>(zones.size() - 1)});
    }
    if (!zones.empty()) {
        for (const ZoneBoundary& boundary : snapshot.zones->boundaries) {
            plot.markers.push_back(
                {.x = static_cast<double>(boundary.layer) - 0.5, .label = boundaryLabel(boundary)});
        }
    }
    markLayer(plot, snapshot, selected);
}

/// One series over the layers; `title` holds %1 for the model's name.
LinePlotData plotOver(const AnalysisSnapshot& snapshot, std::optional<int> selected, const QString& title,
                      const QString& quantity, LineSeries series)
{
    LinePlotData plot = layerPlot(snapshot);
    plot.title = modelTitle(title, snapshot);
    plot.yLabel = quantity;
    series.x = layerPlaces(snapshot);
    plot.series.push_back(std::move(series));
    annotate(plot, snapshot, selected);
    return plot;
}

} // namespace

std::vector<ZoneLayers> zonesOf(const AnalysisSnapshot& snapshot)
{
    if (!snapshot.zones || snapshot.zones->selection.pattern != DepthPattern::Zones) {
        return {};
    }
    std::vector<ZoneLayers> zones;
    std::size_t first = 0;
    for (const std::size_t boundary : snapshot.zones->selection.boundaries) {
        zones.push_back({.first = first, .last = boundary - 1});
        first = boundary;
    }
    zones.push_back({.first = first, .last = snapshot.layers.size() - 1});
    return zones;
}

ZonesPlotData zonesPlotData(const AnalysisSnapshot& snapshot, std::optional<int> selected)
{
    if (snapshot.numFinished() == 0) {
        return {};
    }
    LineSeries range {.id = 0,
                      //: interquartile range; r is the correlation
                      .name = Text::tr("IQR of r"),
                      .depth = 0,
                      .x = {},
                      .y = snapshot.overDepth(&LayerSummary::interquartileRange)};
    LineSeries median {
        .id = 0,
        .name = Text::tr("Median of r"),
        .depth = 0,
        .x = {},
        .y = snapshot.overDepth(&LayerSummary::rMedian),
        .low = snapshot.overDepth([](const LayerSummary& layer) { return layer.jackknife.medianLow; }),
        .high = snapshot.overDepth([](const LayerSummary& layer) { return layer.jackknife.medianHigh; })};
    return {.range = plotOver(snapshot, selected,
                              //: %1 is the name of a model
                              Text::tr("%1: interquartile range of r over depth"),
                              Text::tr("Interquartile range of r"), std::move(range)),
            .median = plotOver(snapshot, selected,
                               //: %1 is the name of a model
                               Text::tr("%1: median of r over depth, with its 95 % interval"),
                               Text::tr("Median of r"), std::move(median))};
}

QString zonesText(const AnalysisSnapshot& snapshot)
{
    if (snapshot.zones) {
        return patternText(snapshot);
    }
    return snapshot.outcome == RunOutcome::Running
        ? Text::tr("Zones are found when the run ends.")
        : Text::tr("The run ended before zones were looked for: press Run to start again.");
}

std::vector<ZoneCriterion> zoneCriteria(const AnalysisSnapshot& snapshot)
{
    if (!snapshot.zones || snapshot.zones->selection.zoneCriteria.empty()
        || snapshot.zones->selection.numComponents == 0) {
        return {};
    }
    const ZoneSelection& selection = snapshot.zones->selection;
    std::vector<ZoneCriterion> criteria;
    criteria.reserve(selection.zoneCriteria.size() + 1);
    const bool isGradual = selection.pattern == DepthPattern::Gradual;
    const bool isDecided = selection.pattern != DepthPattern::TooFewLayers;
    for (std::size_t i = 0; i < selection.zoneCriteria.size(); ++i) {
        criteria.push_back(
            {.model = i == 0 ? Text::tr("1 zone") : Text::tr("%1 zones").arg(numberText(i + 1)),
             .bic = selection.zoneCriteria[i],
             .isChosen = isDecided && !isGradual && i == selection.boundaries.size()});
    }
    criteria.push_back(
        {.model = Text::tr("Straight line"), .bic = selection.lineCriterion, .isChosen = isGradual});
    return criteria;
}

double compressionOf(const AnalysisSnapshot& snapshot, std::size_t layer)
{
    return compression(snapshot.overDepth(&LayerSummary::interquartileRange)).at(layer);
}

} // namespace bathyscope::ui
