// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

class QWidget;

namespace bathyscope::ui {

class SelectionState;
class SnapshotView;

/// One row of the table of views; the main window builds dock, menu entry and shortcut from it.
struct ViewInfo
{
    const char* id; ///< stable: object name of the dock, key in saved layouts
    const char* title; ///< English, translated at display in the context "ViewRegistry"
    const char* shortcut; ///< portable text, "Ctrl+1"
    const char* iconName; ///< of resources/icons, without suffix
    SnapshotView* (*create)(SelectionState& selection, QWidget* parent);

    [[nodiscard]] QString translatedTitle() const;
};

/// All views, in menu order; the first is the home view.
[[nodiscard]] std::span<const ViewInfo> viewRegistry();

} // namespace bathyscope::ui
