// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/NeuronText.h"

#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(NeuronText)
};

constexpr double leastDipP = 0.0001; // of the dip's table: it stands for "at most"

QString joined(const QStringList& parts)
{
    return parts.join(QStringLiteral(" · "));
}

void addFixed(QStringList& parts, const QString& pattern, double value)
{
    if (std::isfinite(value)) {
        parts += pattern.arg(fixedText(value, 3));
    }
}

void addShort(QStringList& parts, const QString& pattern, double value)
{
    if (std::isfinite(value)) {
        parts += pattern.arg(shortText(value, 3));
    }
}

} // namespace

QString neuronFigures(const LayerSummary& layer, std::size_t neuron, const NeuronPortrait& portrait)
{
    const auto of = [&layer, neuron](std::string_view id) { return layer.column(id)[neuron]; };
    QStringList parts;
    //: a neuron's correlation with token length
    addFixed(parts, Text::tr("r %1"), of("r_length"));
    //: the same with frequency held constant
    addFixed(parts, Text::tr("given frequency %1"), of("r_length_given_frequency"));
    //: a probability
    addShort(parts, Text::tr("p %1"), of("p_length"));
    //: a rate of false discoveries
    addShort(parts, Text::tr("q %1"), of("q_length"));
    addShort(parts, Text::tr("mean %1"), of("mean"));
    //: standard deviation
    addShort(parts, Text::tr("sd %1"), of("sd"));
    if (!layer.nonFiniteTokens.empty() && layer.nonFiniteTokens[neuron] > 0) {
        //: NaN or infinity; %1 a number of tokens
        parts += Text::tr("not finite at %1 tokens").arg(numberText(layer.nonFiniteTokens[neuron]));
    }
    if (std::isfinite(portrait.dip.dip) && portrait.numUsed >= minDipValues) {
        const QString dip = fixedText(portrait.dip.dip, 4);
        //: Hartigan's dip %1 with its probability %2
        parts += portrait.dip.p <= leastDipP
            ? Text::tr("dip %1 (p ≤ %2)").arg(dip, shortText(leastDipP, 1))
            : Text::tr("dip %1 (p %2)").arg(dip, shortText(portrait.dip.p, 2));
    }
    return joined(parts);
}

QString portraitNote(const NeuronPortrait& portrait, std::size_t numShown)
{
    QStringList parts;
    if (numShown < portrait.numUsed) {
        parts += Text::tr("%1 of %2 tokens are shown, drawn at random; means are of all")
                     .arg(numberText(numShown), numberText(portrait.numUsed));
    }
    if (portrait.numNonFinite > 0) {
        parts += Text::tr("%1 values are not finite and left out").arg(numberText(portrait.numNonFinite));
    }
    parts += Text::tr("intervals: 95 %, as if tokens did not depend on each other");
    return joined(parts);
}

QString tokenFigures(const RunInfo& info, std::size_t token, double activation)
{
    const TokenFeatures& features = *info.features;
    //: %1 a token's number in the text, %2 its id, %3 its length, %4 how often it occurs, %5 and %6 its place
    const QString text = Text::tr("Token %1 · id %2 · length %3 · count %4 · position %5 of window %6")
                             .arg(numberText(token), QString::number(info.windows.ids()[token]),
                                  numberText(features.length[token]), numberText(features.count[token]),
                                  numberText(features.position[token]), numberText(features.window[token]));
    //: follows what is said of a token
    return text + Text::tr(" · activation %1").arg(shortText(activation, 4));
}

} // namespace bathyscope::ui
