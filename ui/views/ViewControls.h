// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLabel;
class QToolBar;
class QWidget;

/// The controls that views share: labelled switches in a tool bar, the line that reads out values, the
/// page before there are any.
namespace bathyscope::ui {

/// Adds a control with a buddy label ("&Bins:" gives the mnemonic), a tooltip and an accessible name. The
/// tool bar takes ownership.
void addControl(QToolBar& toolBar, const QString& label, QWidget& control, const QString& toolTip);

/// A line of selectable text below a plot, that never asks for more width than there is.
[[nodiscard]] QLabel* makeReadOut(QWidget* parent);

/// What stands in place of the plots while there is nothing to draw: says what to do.
[[nodiscard]] QLabel* makeEmptyState(QWidget* parent);

} // namespace bathyscope::ui
