// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QFormLayout;
class QWidget;

namespace bathyscope::ui {

/// A form in the set-up panel, laid out like the others there.
[[nodiscard]] QFormLayout* makeForm(QWidget& owner);

/// Adds a control behind its label. "&Tokens:" gives the mnemonic and the accessible name "Tokens".
void addFormRow(QFormLayout& form, const QString& label, QWidget& control, const QString& toolTip);

} // namespace bathyscope::ui
