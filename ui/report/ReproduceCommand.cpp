// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/ReproduceCommand.h"

#include "core/analysis/AnalysisSnapshot.h"
#include "core/analysis/RunInfo.h"
#include "core/checkpoint/ModelCatalog.h"
#include "core/support/Error.h"
#include "core/support/Resources.h"
#include "core/text/Corpus.h"
#include "ui/hub/FineWebSample.h"
#include "ui/words/RunProvenance.h"

#include <QCoreApplication>

#include <algorithm>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ReproduceCommand)
};

/// A file or folder as an argument: one whose name begins with a dash would be taken for an option.
QString fileArgument(const std::string& name)
{
    const QString file = QString::fromStdString(name);
    return file.startsWith(QLatin1Char('-')) ? QStringLiteral("./") + file : file;
}

/// A file of that name has no origin.
bool isFineWebSample(const RunInfo& info)
{
    return info.textName == fineWebName && !info.textOrigin.empty();
}

QString textArgument(const RunInfo& info)
{
    const QString name = fileArgument(info.textName);
    return isFineWebName(info.textName) && !isFineWebSample(info) ? QStringLiteral("./") + name : name;
}

bool isInCatalog(const std::string& name)
{
    return std::ranges::any_of(modelCatalog(),
                               [&name](const CatalogEntry& entry) { return entry.name == name; });
}

std::string argumentOf(const RunSetting& setting, const RunInfo& info)
{
    return setting.id == std::string_view("frequency") && info.frequency.source == FrequencySource::Table
        ? info.frequency.table.string()
        : setting.write(info);
}

QStringList settingArguments(const RunInfo& info)
{
    QStringList arguments;
    for (const RunSetting& setting : runSettings()) {
        if (*setting.option == '\0' || !setting.changesResult) {
            continue;
        }
        const QString option = QStringLiteral("--") + QLatin1String(setting.option);
        if (setting.kind != SettingKind::Switch) {
            arguments += {option, fileArgument(argumentOf(setting, info))};
        } else if (!isDefault(setting, info)) {
            arguments += option;
        }
    }
    return arguments;
}

QStringList notesOn(const AnalysisSnapshot& run, bool isSampleText)
{
    const RunInfo& info = *run.info;
    QStringList notes;
    if (!isInCatalog(info.modelName)) {
        notes += run.weightsSha256.empty()
            //: %1 is the name of a folder
            ? Text::tr("%1 is the folder of the model, here seen from the current folder.")
                  .arg(QString::fromStdString(info.modelName))
            //: %1 is the name of a folder, %2 a digest
            : Text::tr("%1 is the folder of the model, here seen from the current folder; the SHA-256 of its "
                       "weights is %2.")
                  .arg(QString::fromStdString(info.modelName), QString::fromStdString(run.weightsSha256));
    }
    if (isSampleText) {
        notes += Text::tr("Without --text, analyze reads the text that is shipped with the program.");
    } else if (isFineWebSample(info)) {
        //: %1 is a digest
        notes += Text::tr("The text is a sample of FineWeb, which analyze fetches where it has not been "
                          "fetched before; the SHA-256 of this one is %1.")
                     .arg(QString::fromStdString(info.textSha256));
    } else if (info.textSha256.empty()) {
        //: %1 is the name of a file
        notes += Text::tr("%1 holds the token ids as JSON.").arg(QString::fromStdString(info.textName));
    } else {
        //: %1 is the name of a file, %2 a digest
        notes += Text::tr("%1 is a file with the text, whose SHA-256 is %2.")
                     .arg(QString::fromStdString(info.textName), QString::fromStdString(info.textSha256));
    }
    if (run.outcome != RunOutcome::Completed) {
        notes += Text::tr("This run did not read all layers; the command does.");
    }
    return notes;
}

} // namespace

QString shellQuoted(const QString& word)
{
    const QString plain = QStringLiteral("%+,-./:=@_^");
    const bool isPlain = !word.isEmpty() && std::ranges::all_of(word, [&plain](QChar c) {
        const bool isAscii = c.unicode() < 0x80;
        return (isAscii && c.isLetterOrNumber()) || plain.contains(c);
    });
    if (isPlain) {
        return word;
    }
    QString quoted = word;
    quoted.replace(QLatin1Char('\''), QLatin1String(R"('\'')"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

Reproduction reproduction(const AnalysisSnapshot& run, const QString& out, bool isSampleText)
{
    const RunInfo& info = *run.info;
    QStringList arguments {QStringLiteral("bathyscope"), QStringLiteral("analyze"), QStringLiteral("--model"),
                           isInCatalog(info.modelName) ? QString::fromStdString(info.modelName)
                                                       : fileArgument(info.modelName)};
    if (!isSampleText) {
        arguments += info.textSha256.empty() ? QStringLiteral("--ids") : QStringLiteral("--text");
        arguments += textArgument(info);
    }
    arguments += settingArguments(info);
    arguments += {QStringLiteral("--out"), out};
    std::ranges::transform(arguments, arguments.begin(), shellQuoted);
    return {.command = arguments.join(QLatin1Char(' ')), .notes = notesOn(run, isSampleText)};
}

bool hasReadSampleText(const AnalysisSnapshot& run)
{
    try {
        return !run.info->textSha256.empty()
            && readDocument(resourcesFolder() / "sample-text.txt").sha256 == run.info->textSha256;
    } catch (const Error&) {
        return false; // it is not there: the command names the file
    }
}

} // namespace bathyscope::ui
