// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/MeasureWords.h"

#include "ui/words/FindingWords.h"
#include "ui/words/HookText.h"

#include <QStringList>

namespace bathyscope::ui {

QString measureWords(const ComparisonMeasure& measure, const char* text)
{
    return wordedIn("ComparisonMeasures", measure.element, text);
}

QString measureValueWords(const ComparisonMeasure& measure, std::size_t run)
{
    QStringList words;
    for (const double value : measure.values.at(run)) {
        words += findingNumberWords({.value = value, .style = measure.style});
    }
    return words.isEmpty() ? QStringLiteral("–") : words.join(QStringLiteral("; "));
}

} // namespace bathyscope::ui
