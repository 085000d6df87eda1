// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/RunCaption.h"

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunInfo.h"
#include "core/support/Version.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"
#include "ui/words/RunProvenance.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(RunCaption)
};

QString frequencyText(const RunInfo& info)
{
    switch (info.frequency.source) {
    case FrequencySource::Corpus:
        //: where token frequency comes from
        return Text::tr("frequency: counts in the text");
    case FrequencySource::BpeRank:
        //: where token frequency comes from
        return Text::tr("frequency: BPE rank");
    case FrequencySource::Table:
        break;
    }
    //: where token frequency comes from; %1 is the name of a file
    return Text::tr("frequency: %1").arg(QString::fromStdString(info.frequency.table.string()));
}

/// "sample-12 (SHA-256 0123456789ab)"; the name alone where there is no digest, or not yet.
QString withDigest(const std::string& name, const std::string& sha256)
{
    return sha256.empty()
        ? QString::fromStdString(name)
        //: %1 is the name of a model or a text, %2 the beginning of its digest
        : Text::tr("%1 (SHA-256 %2)").arg(QString::fromStdString(name), shortDigest(sha256));
}

/// Its name and digest, and of a text by others whose it is.
QString textOf(const RunInfo& info)
{
    const QString name = withDigest(info.textName, info.textSha256);
    return info.textOrigin.empty()
        ? name
        : QStringLiteral("%1 (%2)").arg(name, QString::fromStdString(info.textOrigin));
}

QStringList testTexts(const RunInfo& info)
{
    QStringList texts {info.numPermutations > 0
                           //: K is the number of permutations, q a rate of false discoveries
                           ? Text::tr("K = %1, q < %2")
                                 .arg(numberText(info.numPermutations), shortText(info.falseDiscoveryRate, 3))
                           : Text::tr("no permutations")};
    if (info.isLengthShifted) {
        texts += Text::tr("circular shifts instead of window permutations");
    }
    return texts;
}

QStringList settingTexts(const RunSetting& setting, const RunInfo& info)
{
    const std::string_view id = setting.id;
    if (id == "permutations") {
        return testTexts(info);
    }
    if (id == "seed") {
        //: of random numbers
        return {Text::tr("seed %1").arg(QString::number(info.seed))};
    }
    if (id == "frequency") {
        return {frequencyText(info)};
    }
    const bool isSaid = *setting.caption != '\0' && !isDefault(setting, info);
    return isSaid ? QStringList {QCoreApplication::translate("RunCaption", setting.caption)} : QStringList();
}

} // namespace

QString runCaption(const AnalysisSnapshot& snapshot)
{
    if (!snapshot.info) {
        return QStringLiteral("Bathyscope ") + QString::fromUtf8(programVersion);
    }
    const RunInfo& info = *snapshot.info;
    QStringList parts;
    if (!snapshot.name.empty()) {
        parts += QString::fromStdString(snapshot.name);
    }
    parts += QStringList {
        QStringLiteral("Bathyscope ") + QString::fromStdString(info.programVersion),
        //: %1 is the name of a model
        Text::tr("model %1").arg(withDigest(info.modelName, snapshot.weightsSha256)),
        //: %1 is the name of a text
        Text::tr("text %1").arg(textOf(info)),
        //: %1 is a number of tokens, %2 of windows, %3 of tokens in the longest of them
        Text::tr("%1 tokens in %2 windows of at most %3")
            .arg(numberText(info.windows.numTokens()), numberText(info.windows.windows().size()),
                 numberText(info.windows.longestWindow())),
        hookName(info.hook),
    };
    for (const RunSetting& setting : runSettings()) {
        parts += settingTexts(setting, info);
    }
    const auto finished = std::count_if(snapshot.layers.begin(), snapshot.layers.end(),
                                        [](const auto& layer) { return layer != nullptr; });
    if (snapshot.outcome != RunOutcome::Completed) {
        parts += Text::tr("%1 of %2 layers").arg(numberText(finished), numberText(snapshot.layers.size()));
    }
    if (!info.created.empty()) {
        parts += QString::fromStdString(info.created);
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace bathyscope::ui
