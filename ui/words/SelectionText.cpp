// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/SelectionText.h"

#include "ui/words/HookText.h"
#include "ui/words/NumberText.h"

#include <QCoreApplication>
#include <QStringList>

namespace bathyscope::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SelectionText)
};

} // namespace

QString selectionText(const Selection& selection, const RunInfo* info)
{
    QStringList parts;
    if (selection.layer && *selection.layer >= 0) {
        parts += layerName(info, static_cast<std::size_t>(*selection.layer));
    }
    if (selection.neuron) {
        parts += elementName(info, *selection.neuron);
    }
    if (selection.rRange) {
        //: an interval of the correlation r
        parts += Text::tr("r %1 to %2")
                     .arg(fixedText(selection.rRange->low, 2), fixedText(selection.rRange->high, 2));
    }
    if (selection.token) {
        //: %1 is the number of a token of the text
        parts += Text::tr("token %1").arg(numberText(*selection.token));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace bathyscope::ui
