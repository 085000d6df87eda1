// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/ModalityText.h"

#include "ui/figures/HistogramPlotData.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace bathyscope::ui {

namespace {

constexpr double leastP = 0.0001; // of the dip's table: it stands for "at most"

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ModalityText)
};

const GroupModalities* modalitiesOf(const AnalysisSnapshot& snapshot, std::size_t layer, ObservationUnit unit)
{
    const LayerSummary* const summary = snapshot.finished(layer);
    return summary ? &summary->modality.at(static_cast<std::size_t>(unit)) : nullptr;
}

QString dash()
{
    return QStringLiteral("–");
}

QString pText(double p)
{
    if (!std::isfinite(p)) {
        return dash();
    }
    //: a probability that is at most %1
    return p <= leastP ? Text::tr("≤ %1").arg(shortText(leastP, 1)) : shortText(p, 2);
}

bool hasTest(const Modality& measured)
{
    return !measured.isConstant && measured.numUsed >= minDipValues;
}

QString verdictText(const GroupModality& group)
{
    switch (group.verdict()) {
    case ModalityVerdict::Undefined:
        return group.measured.numUsed < minDipValues ? Text::tr("Too few values")
                                                     : Text::tr("All values equal");
    case ModalityVerdict::UnimodalNotRejected:
        return Text::tr("Unimodal not rejected");
    case ModalityVerdict::Bimodal:
        return Text::tr("Bimodal");
    case ModalityVerdict::Multimodal:
        return Text::tr("Multimodal");
    }
    return {};
}

bool isSampled(const Modality& measured)
{
    return measured.numUsed < measured.numValues;
}

QString valuesText(const Modality& measured)
{
    return isSampled(measured)
        //: %1 values were used of %2
        ? Text::tr("%1 of %2").arg(numberText(measured.numUsed), numberText(measured.numValues))
        : numberText(measured.numValues);
}

ModalityRow rowOf(const GroupModality& group, const QString& name)
{
    const Modality& measured = group.measured;
    ModalityRow row {.group = name,
                     .verdict = verdictText(group),
                     .isRejected = rejectsUnimodality(group.verdict()),
                     .dip = dash(),
                     .p = dash(),
                     .pAdjusted = dash(),
                     .deltaBic = fixedText(measured.deltaBic(), 1),
                     .ashmanD = fixedText(measured.ashmanD(), 2),
                     .bimodalityCoefficient = fixedText(measured.bimodalityCoefficient, 2),
                     .values = valuesText(measured)};
    if (hasTest(measured)) {
        row.dip = fixedText(measured.dip.dip, 4);
        row.p = pText(measured.dip.p);
        row.pAdjusted = pText(group.pAdjusted);
    }
    return row;
}

/// What is to be said of groups of any kind.
QStringList generalNotes(const GroupModalities& groups, bool willBeAdjusted)
{
    QStringList sentences;
    if (std::ranges::any_of(groups, [](const GroupModality& group) { return isSampled(group.measured); })) {
        sentences += Text::tr("Measured on a random sample of the values.");
    }
    if (std::ranges::any_of(groups, [](const GroupModality& group) {
            return hasTest(group.measured) && std::isnan(group.pAdjusted);
        })) {
        sentences += willBeAdjusted ? Text::tr("p is adjusted when the run ends, and the verdicts with it.")
                                    : Text::tr("The verdicts go by p, which is not adjusted here.");
    }
    if (std::ranges::any_of(groups, [](const GroupModality& group) {
            return hasTest(group.measured) && group.measured.mixture.isDegenerate;
        })) {
        sentences += Text::tr("One of two Gaussians stands on nearly equal values: D and ΔBIC say little.");
    }
    return sentences;
}

} // namespace

std::vector<ModalityRow> modalityRows(const GroupModalities& groups,
                                      const std::array<QString, numLengthGroups>& names)
{
    std::vector<ModalityRow> rows;
    for (std::size_t group = 0; group < numLengthGroups; ++group) {
        rows.push_back(rowOf(groups.at(group), names.at(group)));
    }
    return rows;
}

std::vector<ModalityRow> modalityRows(const AnalysisSnapshot& snapshot, std::size_t layer,
                                      ObservationUnit unit)
{
    const GroupModalities* groups = modalitiesOf(snapshot, layer, unit);
    return groups ? modalityRows(*groups, lengthGroupNames(snapshot)) : std::vector<ModalityRow> {};
}

QString modalityNote(const AnalysisSnapshot& snapshot, std::size_t layer, ObservationUnit unit)
{
    const GroupModalities* groups = modalitiesOf(snapshot, layer, unit);
    if (!groups) {
        return {};
    }
    QStringList sentences;
    if (unit == ObservationUnit::Pooled || unit == ObservationUnit::PooledZ) {
        sentences += worded(
            snapshot,
            Text::tr(
                "Values of one {neuron|dimension} or one token depend on each other: p is descriptive."));
    }
    return (sentences + generalNotes(*groups, snapshot.outcome == RunOutcome::Running))
        .join(QLatin1Char(' '));
}

QString modalityNote(const GroupModalities& groups)
{
    return generalNotes(groups, false).join(QLatin1Char(' '));
}

} // namespace bathyscope::ui
