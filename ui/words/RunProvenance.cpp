// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/RunProvenance.h"

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunInfo.h"
#include "core/support/Version.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(RunProvenance)
};

QString yesOrNo(bool isSo)
{
    return isSo ? Text::tr("yes") : Text::tr("no");
}

QString frequencyText(const RunInfo& info)
{
    switch (info.frequency.source) {
    case FrequencySource::Corpus:
        //: where token frequency comes from
        return Text::tr("counts in the text");
    case FrequencySource::BpeRank:
        //: where token frequency comes from
        return Text::tr("rank in the tokenizer's vocabulary");
    case FrequencySource::Table:
        break;
    }
    //: where token frequency comes from; %1 is the name of a file
    return Text::tr("the table %1").arg(QString::fromStdString(info.frequency.table.string()));
}

QString testsText(const RunInfo& info)
{
    if (info.numPermutations == 0) {
        return Text::tr("none");
    }
    const QString number = numberText(info.numPermutations);
    //: how correlations are tested
    return info.isLengthShifted ? Text::tr("%1 permutations; of the windows, circular shifts").arg(number)
                                : Text::tr("%1 permutations").arg(number);
}

/// "24 layers, hidden size 2,048, 8,192 neurons a layer, 16 heads".
QString shapeText(const ModelConfig& config)
{
    return Text::tr("%1 layers, hidden size %2, %3 neurons a layer, %4 heads")
        .arg(numberText(config.numLayers), numberText(config.hiddenSize), numberText(config.intermediateSize),
             numberText(config.numHeads));
}

QString textSize(const RunInfo& info)
{
    const QString characters = Text::tr("%1 characters").arg(numberText(info.textCodePoints));
    return info.numReplaced == 0 ? characters
                                 //: %1 says how many characters
                                 : Text::tr("%1; ill-formed UTF-8 was replaced in %2 places")
                                       .arg(characters, numberText(info.numReplaced));
}

/// "5.2 s: preparation 0.1 s, …": stages add up over threads.
QString timeText(const RunTiming& timing)
{
    const auto seconds = [](double value) { return Text::tr("%1 s").arg(fixedText(value, 2)); };
    const StageSeconds& stages = timing.sweep.stages;
    const QStringList parts {
        Text::tr("preparation %1").arg(seconds(timing.prepareSeconds)),
        Text::tr("attention with its projections %1").arg(seconds(stages.projections + stages.attention)),
        Text::tr("MLP %1").arg(seconds(stages.mlp)),
        Text::tr("statistics while reading %1").arg(seconds(stages.hooks)),
        Text::tr("summaries of layers %1").arg(seconds(timing.summarySeconds))};
    return Text::tr("%1 in all (%2)").arg(seconds(timing.totalSeconds), parts.join(QStringLiteral(", ")));
}

QString progressText(const AnalysisSnapshot& run)
{
    const QString finished = numberText(run.numFinished());
    const QString all = numberText(run.layers.size());
    switch (run.outcome) {
    case RunOutcome::Completed:
        return Text::tr("complete, %1 layers").arg(all);
    case RunOutcome::Stopped:
        //: %1 of %2 layers
        return Text::tr("stopped after %1 of %2 layers").arg(finished, all);
    case RunOutcome::Running:
        break;
    }
    //: %1 of %2 layers
    return Text::tr("still going, %1 of %2 layers").arg(finished, all);
}

QString digestText(const std::string& sha256)
{
    //: of a SHA-256
    return sha256.empty() ? Text::tr("not known") : QString::fromStdString(sha256);
}

QString weightsDigestText(const AnalysisSnapshot& run)
{
    return run.info->hasRandomWeights && run.weightsSha256.empty()
        //: of the digest of a model's weights
        ? Text::tr("none: the weights were drawn from the seed")
        : digestText(run.weightsSha256);
}

/// Where the words are more than the value.
QString specialValue(std::string_view id, const RunInfo& info)
{
    if (id == "tokens") {
        //: %1 a number of tokens, %2 of windows, %3 of tokens at most
        return Text::tr("%1 in %2 windows; at most %3 were asked for")
            .arg(numberText(info.windows.numTokens()), numberText(info.windows.windows().size()),
                 numberText(info.maxTokens));
    }
    if (id == "window") {
        return Text::tr("%1 tokens").arg(numberText(info.windowLength));
    }
    return id == "permutations" ? testsText(info) : id == "frequency" ? frequencyText(info) : QString();
}

ProvenanceRow rowOf(const RunSetting& setting, const RunInfo& info)
{
    const QString special = specialValue(setting.id, info);
    const bool isSeed = setting.id == std::string_view("seed"); // rather a name than a number
    return {.name = QCoreApplication::translate("RunProvenance", setting.name),
            .value = !special.isEmpty() ? special
                : isSeed                ? QString::number(info.seed)
                                        : settingValue(setting, info),
            .isCode = special.isEmpty() && (isSeed || setting.kind == SettingKind::Name)};
}

std::vector<ProvenanceRow> rowsOf(const RunInfo& info, SettingPart part)
{
    std::vector<ProvenanceRow> rows;
    for (const RunSetting& setting : runSettings()) {
        if (setting.part == part && *setting.name != '\0') {
            rows.push_back(rowOf(setting, info));
        }
    }
    return rows;
}

} // namespace

QString settingValue(const RunSetting& setting, const RunSettings& settings)
{
    QString value = QString::fromStdString(setting.write(settings));
    switch (setting.kind) {
    case SettingKind::Switch:
        return yesOrNo(value == QLatin1String("true"));
    case SettingKind::Number:
        return numberText(value.toULongLong());
    case SettingKind::Rate:
        return shortText(value.toDouble(), 6);
    case SettingKind::Name:
        break;
    }
    return value;
}

QString shortDigest(const std::string& sha256)
{
    constexpr std::size_t enough = 12; // hexadecimal digits, 48 bits
    return QString::fromStdString(sha256.substr(0, enough));
}

std::vector<ProvenanceRow> settingRows(const AnalysisSnapshot& run)
{
    std::vector<ProvenanceRow> rows = rowsOf(*run.info, SettingPart::Reading);
    const std::vector<ProvenanceRow> statistics = rowsOf(*run.info, SettingPart::Statistics);
    rows.insert(rows.end(), statistics.begin(), statistics.end());
    return rows;
}

std::vector<ProvenanceRow> originRows(const AnalysisSnapshot& run)
{
    const RunInfo& info = *run.info;
    std::vector<ProvenanceRow> rows {
        {.name = Text::tr("Program"),
         .value = QStringLiteral("Bathyscope ") + QString::fromStdString(info.programVersion)},
        {.name = Text::tr("Run"), .value = progressText(run)},
        {.name = Text::tr("Begun"), .value = QString::fromStdString(info.created), .isCode = true},
        {.name = Text::tr("Model"), .value = QString::fromStdString(info.modelName)},
        {.name = Text::tr("Shape of the model"), .value = shapeText(info.config)},
        {.name = Text::tr("SHA-256 of its weights"), .value = weightsDigestText(run), .isCode = true},
        {.name = Text::tr("Text"), .value = QString::fromStdString(info.textName)},
        {.name = Text::tr("Size of the text"), .value = textSize(info)},
        {.name = Text::tr("SHA-256 of the text"), .value = digestText(info.textSha256), .isCode = true},
    };
    const std::vector<ProvenanceRow> machine = rowsOf(info, SettingPart::Machine);
    rows.insert(rows.end(), machine.begin(), machine.end());
    const std::vector<ProvenanceRow> last {
        {.name = Text::tr("Linear algebra (BLAS)"), .value = QString::fromStdString(info.blas)},
        {.name = Text::tr("Time"), .value = timeText(run.timing)},
    };
    rows.insert(rows.end(), last.begin(), last.end());
    if (!run.name.empty()) {
        //: that the user gave a run
        rows.insert(rows.begin(), {.name = Text::tr("Name"), .value = QString::fromStdString(run.name)});
    }
    if (!info.textOrigin.empty()) {
        const auto size = std::ranges::find(rows, Text::tr("Size of the text"), &ProvenanceRow::name);
        rows.insert(size,
                    {.name = Text::tr("Source and licence of the text"),
                     .value = QString::fromStdString(info.textOrigin)});
    }
    return rows;
}

QString runProvenance(const AnalysisSnapshot& run)
{
    if (!run.info) {
        return QStringLiteral("Bathyscope ") + QString::fromUtf8(programVersion);
    }
    QStringList lines;
    for (const auto& rows : {originRows(run), settingRows(run)}) {
        for (const ProvenanceRow& row : rows) {
            //: a line of metadata: %1 a name, %2 its value
            lines += Text::tr("%1: %2").arg(row.name, row.value);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace bathyscope::ui
