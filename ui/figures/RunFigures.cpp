// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/RunFigures.h"

#include "core/analysis/RunInfo.h"
#include "core/findings/NonFiniteRemark.h"
#include "ui/figures/CompareDepthPlotData.h"
#include "ui/figures/ComparePlotData.h"
#include "ui/figures/ConfoundPlotData.h"
#include "ui/figures/HistogramPlotData.h"
#include "ui/figures/LayersPlotData.h"
#include "ui/figures/LengthPlotData.h"
#include "ui/figures/ZonesPlotData.h"
#include "ui/words/FindingWords.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(RunFigures)
};

using RunPointer = std::shared_ptr<const AnalysisSnapshot>;

/// As many digits as the deepest layer has, so that files sort by depth.
QString layerNumber(std::size_t layer, std::size_t numLayers)
{
    const auto digits = static_cast<int>(std::max<qsizetype>(2, QString::number(numLayers - 1).size()));
    return QStringLiteral("%1").arg(layer, digits, 10, QLatin1Char('0'));
}

/// What is not finite, behind the words of a figure that shows layers.
void addRemark(std::vector<RunFigure>& figures, const RunPointer& run)
{
    const Remark remark = nonFiniteRemark(*run);
    for (RunFigure& figure : figures) {
        if (!remark.isEmpty() && figure.name != QStringLiteral("length-frequency")) {
            figure.words += QLatin1Char(' ') + remarkSentence(remark);
        }
    }
}

void addLayers(std::vector<RunFigure>& figures, const RunPointer& run)
{
    figures.push_back(
        {.name = QStringLiteral("density"),
         .words = worded(*run,
                         Text::tr("How many {neurons|dimensions} have which correlation r between their "
                                  "{activation|value} and the length of {the token they see|the token}: one "
                                  "line a layer, from first (dark) to last (light).")),
         .data = [run] { return layersPlotData(*run, {}).lines; }});
    figures.push_back(
        {.name = QStringLiteral("heatmap"),
         .words = worded(*run,
                         Text::tr("The same as a heatmap: a row a layer, from first (top) to last (bottom); "
                                  "colour shows the number of {neurons|dimensions}.")),
         .data = [run] {
             LayersPlotData plots = layersPlotData(*run, {});
             plots.heatmap.title = plots.lines.title; // in the window it stands below the lines
             return plots.heatmap;
         }});
}

void addHistograms(std::vector<RunFigure>& figures, const RunPointer& run)
{
    for (std::size_t layer = 0; layer < run->layers.size(); ++layer) {
        if (!run->finished(layer)) {
            continue;
        }
        figures.push_back(
            {.name = QStringLiteral("histogram-layer-") + layerNumber(layer, run->layers.size()),
             .words = worded(*run,
                             //: %1 is "Layer 3", or the name of a hook point
                             Text::tr("%1: {activations|values} for tokens shorter than, as long as and "
                                      "longer than the median token: every {neuron|dimension} at every "
                                      "token. Vertical lines are medians; long thin tails are left out."))
                          .arg(layerName(*run, layer)),
             .data = [run, layer] { return groupHistogramPlotData(*run, layer, {}).histogram; }});
    }
}

void addConfound(std::vector<RunFigure>& figures, const RunPointer& run)
{
    figures.push_back(
        {.name = QStringLiteral("confound"),
         .words =
             Text::tr("Median of r with length over depth: as it is, and with the token's frequency (and "
                      "position) held constant."),
         .data = [run] { return confoundLines(*run, frequencyControls(*run), std::nullopt); }});
    figures.push_back(
        {.name = QStringLiteral("confound-heatmap"),
         .words = worded(*run,
                         Text::tr("How many {neurons|dimensions} have which partial correlation with length, "
                                  "given the token's frequency: a row a layer.")),
         .data = [run] {
             return confoundHeatmap(*run, LengthCorrelation::GivenFrequency, ColorScale::Linear);
         }});
    figures.push_back(
        {.name = QStringLiteral("length-frequency"),
         .words = Text::tr("The text itself: how many distinct tokens have which length and which frequency. "
                           "Where both go together, one can stand for the other."),
         .data = [run] { return lengthAgainstFrequency(*run, ColorScale::Logarithmic); }});
}

void addZones(std::vector<RunFigure>& figures, const RunPointer& run)
{
    figures.push_back(
        {.name = QStringLiteral("zones-median"),
         .words = worded(
             *run,
             Text::tr("Median of r over {neurons|dimensions}, layer by layer, with its 95 % interval from "
                      "leaving out one window at a time, and the functional zones where there are any.")),
         .data = [run] { return zonesPlotData(*run, std::nullopt).median; }});
    figures.push_back(
        {.name = QStringLiteral("zones-range"),
         .words = worded(*run,
                         Text::tr("Interquartile range of r over {neurons|dimensions}, layer by layer: small "
                                  "where {neurons|dimensions} hardly respond to length.")),
         .data = [run] { return zonesPlotData(*run, std::nullopt).range; }});
}

/// Median and interquartile range, one above the other.
FigureData profilesOf(const ComparedRuns& runs, const RunComparison& comparison)
{
    CompareProfiles profiles = compareProfiles(runs, &comparison, std::nullopt);
    return std::array {std::move(profiles.median), std::move(profiles.range)};
}

/// What is left of r, and the share of neurons beyond frequency where it was tested.
FigureData frequencyOf(const ComparedRuns& runs, const RunComparison& comparison)
{
    CompareFrequency frequency =
        compareFrequency(comparison, runs, LengthCorrelation::GivenFrequency, std::nullopt);
    if (frequency.beyond.series.empty()) {
        return std::move(frequency.median);
    }
    return std::array {std::move(frequency.median), std::move(frequency.beyond)};
}

QString fileNameOf(const ComparisonFigure& figure)
{
    return QStringLiteral("compare-")
        + QString::fromUtf8(figure.id.data(), static_cast<qsizetype>(figure.id.size()));
}

using Runs = ComparedRuns;
using Comparison = RunComparison;

const std::array<ComparisonFigure, 10> comparisonRows {{
    {"heatmap", "",
     QT_TRANSLATE_NOOP("RunFigures",
                       "Density of {neurons|dimensions} over r, a row a layer, on one colour scale and one r "
                       "axis; first layer meets first, last meets last."),
     [](const Runs& runs, const Comparison& /*comparison*/) -> FigureData {
         return compareHeatmaps(runs).runs;
     }},
    {"difference", "",
     QT_TRANSLATE_NOOP("RunFigures",
                       "The first run's density less the second's at the same relative depth: red where the "
                       "first has more {neurons|dimensions}, blue where the second has."),
     [](const Runs& runs, const Comparison& /*comparison*/) -> FigureData {
         return compareHeatmaps(runs).difference;
     }},
    {"density", "",
     QT_TRANSLATE_NOOP("RunFigures", "Both densities at relative depth %1, where they are furthest apart."),
     [](const Runs& runs, const Comparison& comparison) -> FigureData {
         return compareDensities(compareHeatmaps(runs), furthestApart(comparison)->depth);
     }},
    {"distance", "",
     QT_TRANSLATE_NOOP(
         "RunFigures",
         "How far the two distributions of r are apart over relative depth (Wasserstein-1 distance with its "
         "95 % interval), and what two texts of this length would differ by on one model: the noise floor."),
     [](const Runs& runs, const Comparison& comparison) -> FigureData {
         return compareDistance(comparison, runs, std::nullopt);
     }},
    {"median", "",
     QT_TRANSLATE_NOOP("RunFigures", "Median of r of both runs over relative depth, with its 95 % interval."),
     [](const Runs& runs, const Comparison& comparison) -> FigureData {
         return compareProfiles(runs, &comparison, std::nullopt).median;
     }},
    {"range", "",
     QT_TRANSLATE_NOOP("RunFigures", "Interquartile range of r of both runs over relative depth."),
     [](const Runs& runs, const Comparison& comparison) -> FigureData {
         return compareProfiles(runs, &comparison, std::nullopt).range;
     }},
    {"profiles", "", "", profilesOf},
    {"zones", "",
     QT_TRANSLATE_NOOP("RunFigures",
                       "Median of r of each run over relative depth, tinted with its functional zones."),
     [](const Runs& runs, const Comparison& /*comparison*/) -> FigureData {
         return compareZones(runs, std::nullopt);
     }},
    {"peaks", "modality",
     QT_TRANSLATE_NOOP("RunFigures",
                       "Dip of the values at shorter tokens over relative depth; hollow points do not reject "
                       "a single peak."),
     [](const Runs& runs, const Comparison& /*comparison*/) -> FigureData {
         return comparePeaks(runs, {}, std::nullopt);
     }},
    {"frequency", "confound",
     QT_TRANSLATE_NOOP(
         "RunFigures",
         "How much of r is left with the token's frequency held constant, of both runs over relative depth."),
     frequencyOf},
}};

} // namespace

std::vector<RunFigure> runFigures(const RunPointer& run)
{
    std::vector<RunFigure> figures;
    if (run->numFinished() == 0) {
        return figures;
    }
    addLayers(figures, run);
    addHistograms(figures, run);
    if (!lengthPlotData(*run, std::nullopt, false).series.empty()) {
        figures.push_back(
            {.name = QStringLiteral("tuning"),
             .words = worded(
                 *run,
                 Text::tr("Mean {activation|value} by token length, one line a layer, from first (dark) to "
                          "last (light); each {neuron|dimension} is z-scored, so that all count alike.")),
             .data = [run] { return lengthPlotData(*run, std::nullopt, false); }});
    }
    addConfound(figures, run);
    addZones(figures, run);
    addRemark(figures, run);
    return figures;
}

std::span<const ComparisonFigure> comparisonCatalogue()
{
    return comparisonRows;
}

const ComparisonFigure* findComparisonFigure(std::string_view spelling)
{
    const auto* const row = std::ranges::find_if(comparisonRows, [spelling](const ComparisonFigure& figure) {
        return spelling == figure.id || (!figure.oldSpelling.empty() && spelling == figure.oldSpelling);
    });
    return row == comparisonRows.end() ? nullptr : row;
}

std::vector<RunFigure> comparisonFigures(const ComparedRuns& runs,
                                         const std::shared_ptr<const RunComparison>& comparison)
{
    std::vector<RunFigure> figures;
    if (comparison->depths.empty()) {
        return figures;
    }
    for (const ComparisonFigure& row : comparisonRows) {
        if (!row.isOfOthers()) {
            const QString words = worded(runs, QCoreApplication::translate("RunFigures", row.words));
            const bool isOfDepth = words.contains(QLatin1String("%1"));
            figures.push_back(
                {.name = fileNameOf(row),
                 .words = isOfDepth ? words.arg(fixedText(furthestApart(*comparison)->depth, 2)) : words,
                 .data = [runs, comparison, &row] { return row.data(runs, *comparison); }});
        }
    }
    return figures;
}

QStringList comparisonFigureNames()
{
    QStringList names;
    for (const ComparisonFigure& row : comparisonRows) {
        if (!row.isOfOthers()) {
            names += fileNameOf(row);
        }
    }
    return names;
}

QString runFileStem(const AnalysisSnapshot& run)
{
    constexpr qsizetype longest = 60;
    static const QRegularExpression odd(QStringLiteral("[^A-Za-z0-9._-]+"));
    static const QRegularExpression leading(QStringLiteral("^[.-]+"));
    QString stem = QString::fromStdString(run.name.empty() ? run.info->modelName : run.name);
    stem.replace(odd, QStringLiteral("-")).remove(leading).truncate(longest);
    return stem.isEmpty() ? QStringLiteral("run") : stem;
}

} // namespace bathyscope::ui
