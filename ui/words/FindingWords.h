// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/Finding.h"
#include "ui/look/Theme.h"

#include <QString>

namespace bathyscope::ui {

// A finding in the user's language, with numbers by the default QLocale.

[[nodiscard]] QString findingNumberWords(const FindingNumber& number); ///< "12", "−0.050", "31 %"
[[nodiscard]] QString findingTitle(const Finding& finding);
[[nodiscard]] QString findingSentence(const Finding& finding); ///< its text, and its note
[[nodiscard]] QString remarkSentence(const Remark& remark);
[[nodiscard]] QString verdictWord(FindingVerdict verdict); ///< "holds"

/// How a verdict is drawn; its word stands beside it.
struct VerdictSign
{
    const char* iconName;
    ThemeColor color;
};
[[nodiscard]] VerdictSign verdictSign(FindingVerdict verdict);

} // namespace bathyscope::ui
