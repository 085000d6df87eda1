// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace bathyscope {
struct AnalysisSnapshot;
}

namespace bathyscope::ui {

/// One word of a POSIX shell that stands for `word`, whatever is in it.
[[nodiscard]] QString shellQuoted(const QString& word);

/// How to make a run again.
struct Reproduction
{
    QString command; ///< one line that a POSIX shell understands: bathyscope analyze …
    QStringList notes; ///< what must be at hand for it, each a sentence
};

/// Every setting is spelt out, so that other defaults of another version change nothing. `out` is the run
/// file that the command writes; `isSampleText`: the run read the text that is shipped with the program. The
/// run has an info.
[[nodiscard]] Reproduction reproduction(const AnalysisSnapshot& run, const QString& out, bool isSampleText);

/// Whether the run read the text that is shipped with this program. Reads that text; any thread.
[[nodiscard]] bool hasReadSampleText(const AnalysisSnapshot& run);

} // namespace bathyscope::ui
