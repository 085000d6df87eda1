// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FormRow.h"

#include <QFormLayout>
#include <QWidget>

namespace bathyscope::ui {

QFormLayout* makeForm(QWidget& owner)
{
    auto* form = new QFormLayout(&owner);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(10);
    form->setVerticalSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

void addFormRow(QFormLayout& form, const QString& label, QWidget& control, const QString& toolTip)
{
    control.setToolTip(toolTip);
    form.addRow(label, &control);
    form.labelForField(&control)->setToolTip(toolTip);
    control.setAccessibleName(QString(label).remove(u'&').remove(u':'));
    control.setAccessibleDescription(toolTip);
}

} // namespace bathyscope::ui
