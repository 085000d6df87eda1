// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace bathyscope::ui {

class SelectionState;

/// Two actions that go back and forward in what was selected. They are enabled where that leads somewhere,
/// say where to in their tool tips, and are triggered by the mouse's own buttons anywhere in the window and
/// its floating docks. GUI thread.
class HistoryActions final : public QObject
{
    Q_OBJECT

public:
    /// The actions and `selection` must outlive this; its parent becomes `window`.
    HistoryActions(QAction& back, QAction& forward, SelectionState& selection, QWidget& window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    [[nodiscard]] bool isOfWindow(const QWidget* widget) const;

    QAction& m_back;
    QAction& m_forward;
    SelectionState& m_selection;
    QWidget& m_window;
};

} // namespace bathyscope::ui
