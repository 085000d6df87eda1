// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;

namespace bathyscope::ui {

/// The title bar of a dock: its name, a button that takes it out of the window or puts it back, one that
/// closes it. Drawn with the theme's icons.
class DockTitle final : public QWidget
{
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget* dock);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace bathyscope::ui
