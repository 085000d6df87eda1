// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace bathyscope::ui {

/// Run files that were opened or saved last, from Preferences, as they are when it is opened. GUI thread.
class RecentRunsMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit RecentRunsMenu(QWidget* parent = nullptr);

signals:
    void chosen(const QString& path);

private:
    void fill();
};

} // namespace bathyscope::ui
