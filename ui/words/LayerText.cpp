// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/LayerText.h"

#include "core/analysis/RunInfo.h"
#include "core/engine/HookPointText.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LayerText)
};

} // namespace

QString quartilesText(double median, double lower, double upper)
{
    //: r is the correlation; all arguments are numbers
    return Text::tr("median r %1, interquartile range %2 (%3 to %4)")
        .arg(fixedText(median, 3), fixedText(upper - lower, 3), fixedText(lower, 3), fixedText(upper, 3));
}

QString layerQuartilesText(const LayerSummary& summary)
{
    if (std::isnan(summary.rMedian)) {
        return worded(hookElement(summary.hook.point), Text::tr("no {neuron|dimension} has an r"));
    }
    const double lower = summary.rLowerQuartile;
    const double upper = summary.rUpperQuartile;
    const WindowJackknife& jackknife = summary.jackknife;
    if (std::isnan(jackknife.medianLow) || std::isnan(jackknife.medianHigh)) {
        return quartilesText(summary.rMedian, lower, upper);
    }
    //: r is the correlation; all arguments are numbers; %2 and %3 are a confidence interval
    return Text::tr("median r %1 (95 %: %2 to %3), interquartile range %4 (%5 to %6)")
        .arg(fixedText(summary.rMedian, 3), fixedText(jackknife.medianLow, 3),
             fixedText(jackknife.medianHigh, 3), fixedText(upper - lower, 3), fixedText(lower, 3),
             fixedText(upper, 3));
}

QString nonFiniteText(const LayerSummary& summary)
{
    if (summary.numNonFinite == 0) {
        return {};
    }
    //: %1 neurons or dimensions, such as "3 neurons"; follows other facts about a layer
    return Text::tr("%1 not finite (NaN or infinity), left out")
        .arg(elementCount(hookElement(summary.hook.point), summary.numNonFinite));
}

QString discoveriesText(const LayerSummary& summary, const AnalysisSnapshot& snapshot)
{
    const std::vector<double>& q = summary.column("q_length");
    if (!snapshot.info || std::ranges::all_of(q, [](double value) { return std::isnan(value); })) {
        return {};
    }
    const double rate = snapshot.info->falseDiscoveryRate;
    const QString number = numberText(countDiscoveries(q, rate));
    const QString text = snapshot.outcome == RunOutcome::Running
        //: neurons whose q is below %1 while the run goes on: %2
        ? Text::tr("discoveries so far (q < %1): %2").arg(shortText(rate, 3), number)
        //: neurons whose q is below %1: %2
        : Text::tr("discoveries (q < %1): %2").arg(shortText(rate, 3), number);
    // Shifts keep less of a text than permuted windows do (Harris 2020).
    return snapshot.info->isLengthShifted
        //: %1 tells how many discoveries there are
        ? Text::tr("%1, by circular shifts, which mislead where the text drifts: fewer than 7 windows")
              .arg(text)
        : text;
}

} // namespace bathyscope::ui
