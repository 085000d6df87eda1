// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;

namespace bathyscope::ui {

/// The title bar of a dock: its name, unless a tab shows it, a button that takes it out of the window or puts
/// it back, one that closes it. Drawn with the theme's icons.
class DockTitle final : public QWidget
{
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget* dock);

    /// To be called when docks of the window have moved, come or gone.
    void followTabs();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QDockWidget* m_dock;
    QLabel* m_title;
};

} // namespace bathyscope::ui
