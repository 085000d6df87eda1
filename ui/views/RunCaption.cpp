// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RunCaption.h"

#include "core/analysis/AnalysisSnapshot.h"
#include "core/support/Version.h"
#include "ui/views/NumberText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(RunCaption)
};

} // namespace

QString runCaption(const AnalysisSnapshot& snapshot)
{
    if (!snapshot.info) {
        return QStringLiteral("Bathyscope ") + QString::fromUtf8(programVersion);
    }
    const RunInfo& info = *snapshot.info;
    const std::string_view hook = hookPointInfo(info.hook).name;
    QStringList parts {
        QStringLiteral("Bathyscope ") + QString::fromStdString(info.programVersion),
        //: %1 is the name of a model
        Text::tr("model %1").arg(QString::fromStdString(info.modelName)),
        //: %1 is the name of a text
        Text::tr("text %1").arg(QString::fromStdString(info.textName)),
        //: %1 is a number of tokens, %2 of windows
        Text::tr("%1 tokens in %2 windows")
            .arg(numberText(info.windows.numTokens()), numberText(info.windows.windows().size())),
        QString::fromUtf8(hook.data(), static_cast<qsizetype>(hook.size())),
    };
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
