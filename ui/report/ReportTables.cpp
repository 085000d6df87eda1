// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/ReportTables.h"

#include "core/analysis/RunInfo.h"
#include "core/statistics/LayerSummary.h"
#include "ui/figures/ComparePlotData.h"
#include "ui/figures/ConfoundPlotData.h"
#include "ui/figures/ConfoundTable.h"
#include "ui/figures/HistogramPlotData.h"
#include "ui/figures/ModalityText.h"
#include "ui/figures/ZonesPlotData.h"
#include "ui/words/HookText.h"
#include "ui/words/MeasureWords.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr int decimals = 3; // of r and of distances in r

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ReportTables)
};

QString rangeText(double low, double high)
{
    return std::isfinite(low) && std::isfinite(high)
        //: an interval between two numbers
        ? Text::tr("%1 to %2").arg(fixedText(low, decimals), fixedText(high, decimals))
        : QStringLiteral("–");
}

QString discoveriesOf(const LayerSummary& layer, const AnalysisSnapshot& run)
{
    const std::vector<double>& q = layer.column("q_length");
    const bool isTested = std::ranges::any_of(q, [](double value) { return std::isfinite(value); });
    return isTested ? numberText(countDiscoveries(q, run.info->falseDiscoveryRate)) : QStringLiteral("–");
}

/// From 1; a dash where there are none.
QString zoneOf(const std::vector<ZoneLayers>& zones, std::size_t layer)
{
    const auto zone =
        std::ranges::find_if(zones, [layer](const ZoneLayers& candidate) { return layer <= candidate.last; });
    return zone == zones.end() ? QStringLiteral("–") : numberText(zone - zones.begin() + 1);
}

} // namespace

ReportTable layersTable(const AnalysisSnapshot& run)
{
    ReportTable table {
        .caption = Text::tr("r with token length, layer by layer"),
        .note = worded(
            run,
            Text::tr(
                "Over {neurons|dimensions}. Interval: by leaving out one window at a time (jackknife). "
                "Discoveries: {neurons|dimensions} with q below the run's rate of false discoveries. Without "
                "r: {neurons|dimensions} with one value everywhere, or with values that are no numbers.")),
        .heads = {layerAxis(run), worded(run, Text::tr("{Neurons|Dimensions}")), Text::tr("Median r"),
                  Text::tr("95 % interval"), Text::tr("Quartiles"), Text::tr("Interquartile range"),
                  Text::tr("r > 0"), Text::tr("Discoveries"), Text::tr("Without r"), Text::tr("Zone")}};
    const std::vector<ZoneLayers> zones = zonesOf(run);
    for (std::size_t i = 0; i < run.layers.size(); ++i) {
        if (!run.finished(i)) {
            continue;
        }
        const LayerSummary& layer = *run.finished(i);
        table.rows.push_back(
            {.head = layerTick(run, i),
             .cells = {numberText(layer.numNeurons), fixedText(layer.rMedian, decimals),
                       rangeText(layer.jackknife.medianLow, layer.jackknife.medianHigh),
                       rangeText(layer.rLowerQuartile, layer.rUpperQuartile),
                       fixedText(layer.interquartileRange(), decimals), shareText(layer.rPositiveShare, 1),
                       discoveriesOf(layer, run), numberText(layer.numConstant + layer.numNonFinite),
                       zoneOf(zones, i)}});
    }
    return table;
}

ReportTable modalityTable(const AnalysisSnapshot& run)
{
    ReportTable table {
        .caption = Text::tr("Peaks of the activations of shorter, equal and longer tokens"),
        .note = worded(
            run,
            Text::tr(
                "Every {neuron|dimension} at every token, of a random sample where there are many. Values of "
                "one {neuron|dimension} or one token depend on each other: p is descriptive. p: of "
                "Hartigan's dip test, adjusted over the run. D: Ashman's distance of the two Gaussians.")),
        .heads = {layerAxis(run)},
        .hasWords = true};
    for (const QString& group : lengthGroupNames(run)) {
        table.groups.push_back({.head = group, .numColumns = 3});
        //: of the test for one peak; a probability; Ashman's D
        table.heads += {Text::tr("Verdict"), Text::tr("p"), Text::tr("D")};
    }
    for (std::size_t i = 0; i < run.layers.size(); ++i) {
        ReportTable::Row row {.head = layerTick(run, i), .cells = {}};
        for (const ModalityRow& group : modalityRows(run, i, ObservationUnit::Pooled)) {
            const bool isAdjusted = group.pAdjusted != QStringLiteral("–");
            row.cells += {group.verdict, isAdjusted ? group.pAdjusted : group.p, group.ashmanD};
        }
        if (!row.cells.isEmpty()) {
            table.rows.push_back(row);
        }
    }
    return table;
}

ReportTable confoundTable(const AnalysisSnapshot& run)
{
    ReportTable table {.caption = Text::tr("Length or frequency, layer by layer"),
                       .note = confoundTableNote(run),
                       .heads = QStringList {layerAxis(run)} + confoundHeads()};
    table.heads.replaceInStrings(QStringLiteral("\n"), QStringLiteral(" ")); // there is room
    const auto controls = frequencyControls(run);
    for (std::size_t i = 0; i < controls.size(); ++i) {
        if (controls[i]) {
            table.rows.push_back({.head = layerTick(run, i), .cells = confoundCells(controls[i])});
        }
    }
    return table;
}

ReportTable zonesTable(const AnalysisSnapshot& run)
{
    ReportTable table {.caption = Text::tr("Descriptions of how r changes over depth"),
                       .note = Text::tr("The least BIC (Bayesian information criterion) is best."),
                       .heads = {Text::tr("Description"), Text::tr("BIC"), Text::tr("Chosen")}};
    for (const ZoneCriterion& criterion : zoneCriteria(run)) {
        table.rows.push_back({.head = criterion.model,
                              .cells = {fixedText(criterion.bic, 1),
                                        criterion.isChosen ? Text::tr("yes") : QStringLiteral("–")}});
    }
    return table;
}

ReportTable measuresTable(const RunComparison& comparison, const ComparedRuns& runs)
{
    const std::array<QString, 2> names = comparedNames(runs);
    ReportTable table {.caption = Text::tr("Measures of both runs"),
                       .heads = {Text::tr("Measure"), names[0], names[1], Text::tr("What it is")},
                       .hasWords = true};
    for (const ComparisonMeasure& measure : comparisonMeasures(comparison)) {
        table.rows.push_back({.head = measureWords(measure, measure.name),
                              .cells = {measureValueWords(measure, 0),
                                        measure.isOfBoth ? QString() : measureValueWords(measure, 1),
                                        measureWords(measure, measure.explanation)}});
    }
    return table;
}

ReportTable depthsTable(const RunComparison& comparison, const ComparedRuns& runs)
{
    const std::array<QString, 2> names = comparedNames(runs);
    const bool isFirstShallower = runs[0]->layers.size() <= runs[1]->layers.size();
    //: head of a column: %1 is the name of a run
    const QString layer = Text::tr("Layer of %1");
    //: head of a column: %1 is the name of a run
    const QString median = Text::tr("Median r, %1");
    //: head of a column: %1 is the name of a run
    const QString range = Text::tr("Interquartile range, %1");
    ReportTable table {
        .caption = Text::tr("Both runs at equal relative depth"),
        .note = worded(
            runs,
            Text::tr("Distance: Wasserstein-1, how far r would have to be moved, on average over "
                     "{neurons|dimensions}, to turn one distribution into the other. Noise floor: what two "
                     "texts of this length would differ by on one model, from odd against even windows.")),
        .heads = {Text::tr("Relative depth"), layer.arg(names[isFirstShallower ? 0 : 1]),
                  layer.arg(names[isFirstShallower ? 1 : 0]), Text::tr("Distance"), Text::tr("95 % interval"),
                  Text::tr("Noise floor"), median.arg(names[0]), median.arg(names[1]), range.arg(names[0]),
                  range.arg(names[1])}};
    for (const DepthComparison& at : comparison.depths) {
        table.rows.push_back(
            {.head = fixedText(at.depth, decimals),
             .cells = {numberText(at.layer), fixedText(at.otherLayer, 2), fixedText(at.distance, decimals),
                       rangeText(at.low, at.high), fixedText(at.floor, decimals),
                       fixedText(at.median[0], decimals), fixedText(at.median[1], decimals),
                       fixedText(at.range[0], decimals), fixedText(at.range[1], decimals)}});
    }
    return table;
}

} // namespace bathyscope::ui
