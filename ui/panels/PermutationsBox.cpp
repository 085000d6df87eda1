// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/PermutationsBox.h"

namespace bathyscope::ui {

namespace {

constexpr int mostPermutations = 10'000;
constexpr int leastPermutations = 2; ///< other than none

} // namespace

PermutationsBox::PermutationsBox(QWidget* parent)
    : QSpinBox(parent)
{
    setRange(0, mostPermutations);
    setSingleStep(50);
    setSpecialValueText(tr("None"));
}

void PermutationsBox::stepBy(int steps)
{
    QSpinBox::stepBy(steps);
    if (value() == 1) {
        setValue(steps > 0 ? leastPermutations : 0);
    }
}

QValidator::State PermutationsBox::validate(QString& input, int& position) const
{
    const QValidator::State state = QSpinBox::validate(input, position);
    // On the way to 10 or 100.
    return state == QValidator::Acceptable && valueFromText(input) == 1 ? QValidator::Intermediate : state;
}

void PermutationsBox::fixup(QString& input) const
{
    if (valueFromText(input) == 1) {
        input = textFromValue(leastPermutations);
    } else {
        QSpinBox::fixup(input);
    }
}

} // namespace bathyscope::ui
