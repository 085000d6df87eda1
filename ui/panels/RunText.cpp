// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/RunText.h"

#include "core/analysis/RunInfo.h"
#include "ui/panels/RunList.h"
#include "ui/runs/RunLibrary.h"
#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"
#include "ui/words/ShownPath.h"

#include <QStringList>

namespace bathyscope::ui {

namespace {

QString layersText(const LibraryRun& run)
{
    return run.snapshot && !run.snapshot->layers.empty()
        //: %1 finished layers of a run, of %2
        ? RunList::tr("%1 of %2 layers")
              .arg(numberText(run.snapshot->numFinished()), numberText(run.snapshot->layers.size()))
        : RunList::tr("starting");
}

QString stateText(const LibraryRun& run)
{
    switch (run.state) {
    case LibraryRunState::Waiting:
        //: a run begins when those before it have ended
        return RunList::tr("waiting");
    case LibraryRunState::Going:
        //: a run is going on; %1 how far it is
        return RunList::tr("running, %1").arg(layersText(run));
    case LibraryRunState::Finished:
        //: a run has come to its end
        return RunList::tr("finished");
    case LibraryRunState::Stopped:
        //: a run was cancelled; %1 how far it came
        return RunList::tr("stopped, %1").arg(layersText(run));
    case LibraryRunState::Failed:
        //: a run could not go on; %1 how far it came
        return RunList::tr("failed, %1").arg(layersText(run));
    }
    return {};
}

} // namespace

QString runNameText(const LibraryRun& run)
{
    return run.name.isEmpty() ? runOriginText(run) : run.name;
}

QString runOriginText(const LibraryRun& run)
{
    //: a run: %1 its model, %2 its text
    return RunList::tr("%1 · %2").arg(run.model, run.text);
}

QString runDetailsText(const LibraryRun& run)
{
    QStringList parts;
    if (run.snapshot && run.snapshot->info) {
        parts += RunList::tr("%1 tokens").arg(numberText(run.snapshot->info->windows.numTokens()));
        if (run.snapshot->info->hook != HookPoint::MlpPre) {
            parts += hookName(run.snapshot->info->hook);
        }
        if (run.snapshot->info->hasRandomWeights) {
            //: of a run of a model with random weights
            parts += RunList::tr("random weights");
        }
    }
    parts += stateText(run);
    if (run.isUnsaved()) {
        parts += RunList::tr("not saved");
    } else if (!run.file.empty()) {
        parts += shownPath(run.file.filename());
    }
    if (!run.name.isEmpty()) {
        parts += runOriginText(run);
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace bathyscope::ui
