// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/CompareText.h"

#include "core/analysis/FunctionalZones.h"
#include "core/analysis/RunInfo.h"
#include "ui/figures/ComparePlotData.h"
#include "ui/figures/HistogramPlotData.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"
#include "ui/words/RunProvenance.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CompareText)
};

constexpr int decimals = 3; // of r and of distances in r

/// "0.031 (95 %: 0.028 to 0.035; noise floor 0.006)".
QString distanceText(const DepthComparison& at)
{
    if (std::isnan(at.floor)) {
        //: a distance with its confidence interval
        return Text::tr("%1 (95 %: %2 to %3)")
            .arg(fixedText(at.distance, decimals), fixedText(at.low, decimals), fixedText(at.high, decimals));
    }
    //: a distance with its confidence interval, and what noise alone would make of it
    return Text::tr("%1 (95 %: %2 to %3; noise floor %4)")
        .arg(fixedText(at.distance, decimals), fixedText(at.low, decimals), fixedText(at.high, decimals),
             fixedText(at.floor, decimals));
}

QString distancesSentence(const RunComparison& comparison)
{
    const auto& depths = comparison.depths;
    const DepthComparison& most = *furthestApart(comparison);
    if (std::isnan(most.floor)) {
        //: %1 a relative depth, %2 a distance with its interval
        return Text::tr("In these two runs, the distributions of r are furthest apart at relative depth %1: "
                        "%2. Without r of two halves of the text, nothing tells how much of that is noise.")
            .arg(fixedText(most.depth, 2), distanceText(most));
    }
    const auto numBeyond = std::ranges::count_if(depths, isBeyondNoise);
    if (numBeyond == 0) {
        //: %1 a number of depths, %2 a relative depth, %3 a distance with its interval
        return Text::tr("In these two runs, the distributions of r differ by no more than noise at any of %1 "
                        "depths; they are furthest apart at relative depth %2: %3.")
            .arg(numberText(depths.size()), fixedText(most.depth, 2), distanceText(most));
    }
    //: %1 of %2 depths, %3 a relative depth, %4 a distance with its interval
    return Text::tr("In these two runs, the distributions of r differ by more than noise at %1 of %2 depths; "
                    "they are furthest apart at relative depth %3: %4.")
        .arg(numberText(numBeyond), numberText(depths.size()), fixedText(most.depth, 2), distanceText(most));
}

QString correlationText(double correlation)
{
    //: of a correlation that does not exist
    return std::isnan(correlation) ? Text::tr("not defined") : fixedText(correlation, 2);
}

QString nameOf(const std::string& text)
{
    return QString::fromStdString(text);
}

/// What one run has and the other has not, in the plain words of either.
QString differ(const QString& sentence, const QString& first, const QString& second)
{
    return sentence.arg(first, second);
}

QString finishedText(const AnalysisSnapshot& run)
{
    //: %1 finished layers of %2
    return Text::tr("%1 of %2 layers").arg(numberText(run.numFinished()), numberText(run.layers.size()));
}

QString testsText(const RunInfo& info)
{
    //: %1 a number of permutations, %2 a rate of false discoveries
    return Text::tr("%1 permutations, q < %2")
        .arg(numberText(info.numPermutations), shortText(info.falseDiscoveryRate, 3));
}

QString settingWarning(const RunDifference& difference, const RunInfo& a, const RunInfo& b)
{
    QString warning = QCoreApplication::translate("CompareText", difference.setting->warning);
    if (!warning.contains(QLatin1String("%1"))) {
        return warning;
    }
    return difference.id == "tests"
        ? differ(warning, testsText(a), testsText(b))
        : differ(warning, settingValue(*difference.setting, a), settingValue(*difference.setting, b));
}

QString warningText(const RunDifference& difference, const ComparedRuns& runs)
{
    const RunInfo& a = *runs[0]->info;
    const RunInfo& b = *runs[1]->info;
    if (difference.setting != nullptr) {
        return settingWarning(difference, a, b);
    }
    if (difference.id == RunDifference::text) {
        return a.textName == b.textName
            //: %1 is the name of both
            ? Text::tr("The texts differ, though both are called %1.").arg(nameOf(a.textName))
            : differ(Text::tr("The texts differ: %1 and %2."), nameOf(a.textName), nameOf(b.textName));
    }
    if (difference.id == RunDifference::numTokens) {
        return differ(Text::tr("The runs read different numbers of tokens: %1 and %2."),
                      numberText(a.windows.numTokens()), numberText(b.windows.numTokens()));
    }
    if (difference.id == RunDifference::unfinished) {
        return differ(Text::tr("Not all layers are there: %1 and %2."), finishedText(*runs[0]),
                      finishedText(*runs[1]));
    }
    return Text::tr("Some activations of these runs are not finite (NaN or infinity): what is compared is "
                    "without them.");
}

} // namespace

QString compareFinding(const RunComparison& comparison)
{
    if (comparison.depths.empty()) {
        return Text::tr("The runs have no finished layers at one relative depth yet.");
    }
    QString finding = distancesSentence(comparison);
    finding += QLatin1Char(' ');
    if (std::isnan(comparison.medianCorrelation) && std::isnan(comparison.rangeCorrelation)) {
        finding += Text::tr("There are too few depths to tell whether both take the same course.");
    } else {
        //: rank correlations of two runs
        finding += Text::tr("Course over depth, Spearman's ρ: medians %1, interquartile ranges %2.")
                       .arg(correlationText(comparison.medianCorrelation),
                            correlationText(comparison.rangeCorrelation));
    }
    return finding;
}

QString comparedZones(const AnalysisSnapshot& run, const ComparedRun& part, const QString& name)
{
    if (!run.zones) {
        return run.outcome == RunOutcome::Running
            //: %1 is the name of a run
            ? Text::tr("%1: zones are found when the run ends.").arg(name)
            : Text::tr("%1: zones were not looked for, since the run did not end by itself.").arg(name);
    }
    if (run.zones->selection.pattern == DepthPattern::Gradual) {
        return Text::tr("%1: gradual change, no zones.").arg(name);
    }
    if (run.zones->selection.pattern == DepthPattern::TooFewLayers) {
        return Text::tr("%1: too few layers to tell zones apart.").arg(name);
    }
    if (part.boundaries.empty()) {
        return Text::tr("%1: one zone.").arg(name);
    }
    QStringList depths;
    for (const double depth : part.boundaries) {
        depths += fixedText(depth, 2);
    }
    //: %1 a run, %2 a number of zones, %3 a list of depths
    return Text::tr("%1: %2 zones, with boundaries at relative depth %3.")
        .arg(name, numberText(part.boundaries.size() + 1), depths.join(QStringLiteral("; ")));
}

QStringList compareWarnings(const RunComparison& comparison, const ComparedRuns& runs)
{
    QStringList warnings;
    for (const RunDifference& difference : comparison.differences) {
        warnings += warningText(difference, runs);
    }
    return warnings;
}

QString tokenGroupName(LengthGroup group)
{
    switch (group) {
    case LengthGroup::Shorter:
        return Text::tr("Shorter tokens");
    case LengthGroup::Equal:
        return Text::tr("Tokens of median length");
    case LengthGroup::Longer:
        return Text::tr("Longer tokens");
    }
    return {};
}

QString comparedPeaks(const RunComparison& comparison, PeaksChoice choice,
                      const std::array<QString, 2>& names)
{
    const auto share = [&comparison, choice](std::size_t run) {
        return shareText(comparison.runs.at(run)
                             .rejectingShares.at(static_cast<std::size_t>(choice.unit))
                             .at(static_cast<std::size_t>(choice.group)));
    };
    //: %1 a group of tokens, %2 a unit of observation, %3 and %5 percentages, %4 and %6 names of runs
    return Text::tr("%1 (%2): a single peak is rejected in %3 of the layers of %4 and in %5 of those of %6. "
                    "Filled points reject it, rings do not.")
        .arg(tokenGroupName(choice.group), observationUnitName(choice.unit, comparedElement(comparison)),
             share(0), names[0], share(1), names[1]);
}

QString comparedFrequency(const RunComparison& comparison, const std::array<QString, 2>& names)
{
    const ComparedRun& first = comparison.runs[0];
    const ComparedRun& second = comparison.runs[1];
    const HookElement element = comparedElement(comparison);
    QString text =
        //: %1 and %3 percentages, %2 and %4 names of runs
        worded(element,
               Text::tr("With frequency held constant, r keeps %1 of its size in %2 and %3 in %4 (median |r| "
                        "over {neurons|dimensions})."))
            .arg(shareText(first.sizeGivenFrequency / first.size), names[0],
                 shareText(second.sizeGivenFrequency / second.size), names[1]);
    text += QLatin1Char(' ');
    if (std::isnan(first.beyondShare) && std::isnan(second.beyondShare)) {
        text += Text::tr("Without permutations it is not tested.");
    } else {
        //: percentages of neurons, in the first and the second run
        text += worded(element,
                       Text::tr("%1 and %2 of the {neurons|dimensions} respond to length beyond frequency, "
                                "where 5 % would by chance."))
                    .arg(shareText(first.beyondShare), shareText(second.beyondShare));
    }
    return text;
}

QString depthReading(const DepthComparison& at, const ComparedRuns& runs)
{
    const std::array<QString, 2> names = comparedNames(runs);
    const bool isFirstShallower = runs[0]->layers.size() <= runs[1]->layers.size();
    const QString layer = numberText(at.layer);
    const bool isWhole = std::abs(at.otherLayer - std::round(at.otherLayer)) < 0.005;
    const QString other = fixedText(at.otherLayer, isWhole ? 0 : 2);
    const auto place = [&runs](std::size_t run, const QString& number) {
        return hasLayers(*runs.at(run)) ? number : hookName(runs.at(run)->info->hook);
    };
    const QString places = hasLayers(*runs[0]) && hasLayers(*runs[1])
        //: %1 a layer of the run %2, %3 a place between two layers of the run %4
        ? Text::tr("layer %1 of %2, %3 of %4")
        //: the same, where %1 or %3 may be the name of a hook point
        : Text::tr("%1 of %2, %3 of %4");
    const QStringList parts {//: %1 a relative depth
                             Text::tr("Relative depth %1").arg(fixedText(at.depth, 2)),
                             places.arg(place(0, isFirstShallower ? layer : other), names[0],
                                        place(1, isFirstShallower ? other : layer), names[1]),
                             //: %1 a distance with its interval
                             Text::tr("distance %1").arg(distanceText(at)),
                             Text::tr("median r %1 and %2")
                                 .arg(fixedText(at.median[0], decimals), fixedText(at.median[1], decimals)),
                             Text::tr("interquartile range %1 and %2")
                                 .arg(fixedText(at.range[0], decimals), fixedText(at.range[1], decimals))};
    return parts.join(QStringLiteral(" · "));
}

} // namespace bathyscope::ui
