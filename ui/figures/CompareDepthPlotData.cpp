// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/CompareDepthPlotData.h"

#include "ui/figures/ComparePlotData.h"
#include "ui/figures/CompareText.h"
#include "ui/figures/HistogramPlotData.h"
#include "ui/figures/ZonesPlotData.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace bathyscope::ui {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double chanceColor = 0.4; // along the depth scale, between those of the runs

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CompareDepthPlotData)
};

QString depthLabel()
{
    return Text::tr("Relative depth, from the first layer to the last");
}

void markDepth(LinePlotData& plot, std::optional<double> depth)
{
    if (depth) {
        plot.markers.push_back({.x = *depth, .kind = AxisMarker::Kind::Selection});
    }
}

/// The axis of all these plots.
void setDepthAxis(LinePlotData& plot)
{
    constexpr double edge = 0.03; // room for the points at both ends
    plot.xLabel = depthLabel();
    plot.xRange = {.lower = -edge, .upper = 1 + edge};
    plot.xZeroLine = false;
    plot.points = true;
}

LinePlotData plotOverDepth(QString title, QString yLabel, std::optional<double> depth)
{
    LinePlotData plot;
    plot.title = std::move(title);
    plot.yLabel = std::move(yLabel);
    setDepthAxis(plot);
    markDepth(plot, depth);
    return plot;
}

/// One series a run with a finished layer; `value` adds what a layer has, which may be null.
template <class Value>
void addProfiles(LinePlotData& plot, const ComparedRuns& runs, Value&& value)
{
    const std::array<QString, 2> names = comparedNames(runs);
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const auto& layers = runs.at(run)->layers;
        if (runs.at(run)->numFinished() == 0) {
            continue;
        }
        LineSeries series {.id = static_cast<int>(run),
                           .name = names.at(run),
                           .depth = comparedRunColors.at(run),
                           .x = {},
                           .y = {}};
        for (std::size_t layer = 0; layer < layers.size(); ++layer) {
            series.x.push_back(relativeDepth(static_cast<double>(layer), layers.size()));
            value(series, layers[layer].get());
        }
        plot.series.push_back(std::move(series));
    }
}

/// "Median of r: Spearman's ρ over depth 0.83".
QString profileTitle(const QString& quantity, const RunComparison* comparison,
                     double RunComparison::*correlation)
{
    if (!comparison || std::isnan(comparison->*correlation)) {
        return quantity;
    }
    //: %1 is what is drawn, %2 how alike its course is in two runs
    return Text::tr("%1: Spearman's ρ over depth %2").arg(quantity, fixedText(comparison->*correlation, 2));
}

/// From places on an axis of layers to relative depths.
void toRelativeDepth(LinePlotData& plot, std::size_t numLayers)
{
    const auto move = [numLayers](double& x) { x = relativeDepth(x, numLayers); };
    for (LineSeries& series : plot.series) {
        std::ranges::for_each(series.x, move);
    }
    for (AxisSpan& span : plot.spans) {
        move(span.x.lower);
        move(span.x.upper);
    }
    for (AxisMarker& marker : plot.markers) {
        move(marker.x);
    }
}

/// Widens a range to what the plot's lines and bands hold.
void hold(AxisRange& range, const LinePlotData& plot)
{
    for (const LineSeries& series : plot.series) {
        for (const std::vector<double>* values : {&series.y, &series.low, &series.high}) {
            for (const double value : *values) {
                range.lower = value < range.lower ? value : range.lower; // never for NaN
                range.upper = value > range.upper ? value : range.upper;
            }
        }
    }
}

double medianOf(const FrequencyControl& control, LengthCorrelation correlation)
{
    switch (correlation) {
    case LengthCorrelation::Raw:
        return control.raw;
    case LengthCorrelation::GivenFrequency:
        return control.givenFrequency;
    case LengthCorrelation::GivenFrequencyPosition:
        return control.givenFrequencyPosition;
    case LengthCorrelation::Stratified:
        return control.stratified;
    }
    return undefined;
}

/// One value a layer, from what is left of r there; NaN where it is not finished.
template <class Value>
void addControls(LineSeries& series, const ComparedRun& run, Value&& value)
{
    for (std::size_t layer = 0; layer < run.controls.size(); ++layer) {
        series.x.push_back(relativeDepth(static_cast<double>(layer), run.controls.size()));
        series.y.push_back(run.controls[layer] ? value(*run.controls[layer]) : undefined);
    }
}

} // namespace

LinePlotData compareDistance(const RunComparison& comparison, const ComparedRuns& runs,
                             std::optional<double> depth)
{
    const std::array<QString, 2> names = comparedNames(runs);
    LinePlotData plot = plotOverDepth(
        //: %1 and %2 are names of runs
        Text::tr("How far the distributions of r of %1 and %2 are apart").arg(names[0], names[1]),
        Text::tr("Wasserstein-1 distance"), depth);
    if (comparison.depths.empty()) {
        return plot;
    }
    LineSeries distance {
        .id = 0, .name = Text::tr("Distance"), .depth = comparedRunColors[0], .x = {}, .y = {}};
    LineSeries floor {
        .id = 1, .name = Text::tr("Noise floor"), .depth = comparedRunColors[1], .x = {}, .y = {}};
    for (const DepthComparison& at : comparison.depths) {
        distance.x.push_back(at.depth);
        distance.y.push_back(at.distance);
        distance.low.push_back(at.low);
        distance.high.push_back(at.high);
        floor.x.push_back(at.depth);
        floor.y.push_back(at.floor);
    }
    const bool hasFloor = std::ranges::any_of(floor.y, [](double value) { return !std::isnan(value); });
    plot.series.push_back(std::move(distance));
    if (hasFloor) {
        plot.series.push_back(std::move(floor));
    }
    return plot;
}

CompareProfiles compareProfiles(const ComparedRuns& runs, const RunComparison* comparison,
                                std::optional<double> depth)
{
    const QString median = Text::tr("Median of r");
    const QString range = Text::tr("Interquartile range of r");
    CompareProfiles profiles {
        .median =
            plotOverDepth(profileTitle(median, comparison, &RunComparison::medianCorrelation), median, depth),
        .range =
            plotOverDepth(profileTitle(range, comparison, &RunComparison::rangeCorrelation), range, depth)};
    addProfiles(profiles.median, runs, [](LineSeries& series, const LayerSummary* layer) {
        series.y.push_back(layer ? layer->rMedian : undefined);
        series.low.push_back(layer ? layer->jackknife.medianLow : undefined);
        series.high.push_back(layer ? layer->jackknife.medianHigh : undefined);
    });
    addProfiles(profiles.range, runs, [](LineSeries& series, const LayerSummary* layer) {
        series.y.push_back(layer ? layer->interquartileRange() : undefined);
    });
    return profiles;
}

std::array<LinePlotData, 2> compareZones(const ComparedRuns& runs, std::optional<double> depth)
{
    std::array<LinePlotData, 2> plots;
    AxisRange range {.lower = 0, .upper = 0};
    for (std::size_t run = 0; run < runs.size(); ++run) {
        LinePlotData& plot = plots.at(run);
        plot = zonesPlotData(*runs.at(run), std::nullopt).median;
        // How stable boundaries are would cover the lines of a plot half as high.
        std::ranges::for_each(plot.markers, [](AxisMarker& marker) { marker.label.clear(); });
        toRelativeDepth(plot, runs.at(run)->layers.size());
        plot.wholeX = false;
        setDepthAxis(plot);
        hold(range, plot);
    }
    const std::array<QString, 2> names = comparedNames(runs);
    for (std::size_t run = 0; run < runs.size(); ++run) {
        LinePlotData& plot = plots.at(run);
        if (!plot.series.empty()) {
            //: %1 is the name of a run
            plot.title = Text::tr("%1: zones, and the median of r with its 95 % interval").arg(names.at(run));
            plot.yAtLeast = range;
            markDepth(plot, depth);
        }
    }
    return plots;
}

LinePlotData comparePeaks(const ComparedRuns& runs, PeaksChoice choice, std::optional<double> depth)
{
    LinePlotData plot = plotOverDepth(
        //: %1 a group of tokens, %2 a unit of observation
        Text::tr("%1 (%2): dip over depth")
            .arg(tokenGroupName(choice.group), observationUnitName(choice.unit, elementOf(runs))),
        //: Hartigan's dip statistic
        Text::tr("Dip"), depth);
    plot.hollowMeaning = Text::tr("A single peak is not rejected");
    addProfiles(plot, runs, [choice](LineSeries& series, const LayerSummary* layer) {
        const auto unit = static_cast<std::size_t>(choice.unit);
        const auto group = static_cast<std::size_t>(choice.group);
        series.y.push_back(layer ? layer->modality.at(unit).at(group).measured.dip.dip : undefined);
        const ModalityVerdict verdict =
            layer ? layer->modality.at(unit).at(group).verdict() : ModalityVerdict::Undefined;
        series.hollow.push_back(!rejectsUnimodality(verdict));
    });
    return plot;
}

CompareFrequency compareFrequency(const RunComparison& comparison, const ComparedRuns& runs,
                                  LengthCorrelation control, std::optional<double> depth)
{
    CompareFrequency plots {
        .median = plotOverDepth(
            //: %1 is how frequency is held constant
            Text::tr("r as it is, and dashed: %1").arg(lengthCorrelationName(control)),
            worded(runs, Text::tr("Median of r over {neurons|dimensions}")), depth),
        .beyond = plotOverDepth(
            worded(runs, Text::tr("{Neurons|Dimensions} that respond to length beyond frequency")),
            worded(runs, Text::tr("Share of {neurons|dimensions}")), depth)};
    const std::array<QString, 2> names = comparedNames(runs);
    bool areTested = false;
    for (std::size_t run = 0; run < names.size(); ++run) {
        const ComparedRun& part = comparison.runs.at(run);
        if (part.numFinished == 0) {
            continue;
        }
        const auto add = [&](LinePlotData& plot, int id, const QString& name, bool isDashed, auto&& value) {
            LineSeries series {.id = id, .name = name, .depth = comparedRunColors.at(run), .x = {}, .y = {}};
            series.dashed = isDashed;
            addControls(series, part, value);
            plot.series.push_back(std::move(series));
        };
        const int id = static_cast<int>(run);
        add(plots.median, 2 * id, names.at(run), false,
            [](const FrequencyControl& of) { return medianOf(of, LengthCorrelation::Raw); });
        //: in a legend: r of the run %1 with frequency held constant
        add(plots.median, 2 * id + 1, Text::tr("held · %1").arg(names.at(run)), true,
            [control](const FrequencyControl& of) { return medianOf(of, control); });
        if (!std::isnan(part.beyondShare)) {
            areTested = true;
            add(plots.beyond, id, names.at(run), false,
                [](const FrequencyControl& of) { return of.beyondShare(); });
        }
    }
    if (!areTested) {
        plots.beyond = {};
    } else {
        //: what would be found where there is nothing
        plots.beyond.series.push_back({.id = 2,
                                       .name = Text::tr("By chance"),
                                       .depth = chanceColor,
                                       .x = {0, 1},
                                       .y = {beyondFrequencyLevel, beyondFrequencyLevel},
                                       .dashed = true});
    }
    return plots;
}

} // namespace bathyscope::ui
