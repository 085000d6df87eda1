// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/ConfoundTable.h"

#include "ui/figures/ConfoundPlotData.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ConfoundTable)
};

} // namespace

QStringList confoundHeads()
{
    return {//: correlation with token length
            Text::tr("r"),
            //: r with frequency held constant, in two short lines, as what follows
            Text::tr("given\nfrequency"),
            //: position held constant besides
            Text::tr("… and\nposition"), Text::tr("within\nstrata"),
            //: share of the size of r that survives; number of neurons; share of the neurons
            Text::tr("survives"), Text::tr("discoveries"), Text::tr("beyond\nfrequency")};
}

QStringList confoundCells(const std::optional<FrequencyControl>& control)
{
    if (!control) {
        QStringList empty;
        empty.resize(confoundHeads().size());
        return empty;
    }
    return {fixedText(control->raw, 3),
            fixedText(control->givenFrequency, 3),
            fixedText(control->givenFrequencyPosition, 3),
            fixedText(control->stratified, 3),
            shareText(control->givenFrequencySize / control->rawSize),
            control->numTested > 0 ? numberText(control->numDiscoveries) : QStringLiteral("–"),
            shareText(control->beyondShare())};
}

QString confoundTableNote(const AnalysisSnapshot& run)
{
    return worded(
        run,
        Text::tr("Medians over {neurons|dimensions} of r as it is, with frequency (and position) held "
                 "constant, and within strata of frequency. Survives: the size |r| given frequency beside "
                 "that of r as it is. Discoveries: {neurons|dimensions} that respond to length at the run's "
                 "rate of false discoveries. Beyond frequency: {neurons|dimensions} that do so with "
                 "frequency held constant, p < 0.05 (5 % would by chance)."));
}

} // namespace bathyscope::ui
