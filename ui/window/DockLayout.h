// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QDockWidget;
class QMainWindow;

namespace bathyscope::ui {

/// Puts the docks where resources/default-layout.json says, by their object names: shown, docked, in tabs
/// where the window is narrow; tabs stand in the order of the list. A dock that the file does not name
/// becomes a tab of the one in "otherDocksWith", so a new view needs no entry.
void arrangeDocks(QMainWindow& window, const QList<QDockWidget*>& docks);

} // namespace bathyscope::ui
